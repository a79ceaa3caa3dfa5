"""The skill level that the post asks for in its occupation.

Domain row 17: a level held in the vacancy's own occupation, or in a class that covers it, counts.
"""

import numpy as np
import numpy.typing as npt

from matching.columns.arrays import Bools, Ints
from matching.columns.market_data import MarketData
from matching.market.classes import list_ids
from matching.market.coverage import occupations_covering_vacancies
from matching.market.rule import Change, Rule


def person_class(data: MarketData) -> Ints:
    """Gives the list of skills with their levels."""
    return list_ids(data.people.skill_occupation, data.people.skill_level)


def levels_held(
    data: MarketData, rows: Ints, vacancies: Ints | None = None
) -> npt.NDArray[np.int8]:
    """Gives the best level (rows by vacancies) held in each vacancy's occupation, 0 for none."""
    skills = data.people.skill_occupation
    covers = occupations_covering_vacancies(data, vacancies)
    held = np.zeros((len(rows), covers.shape[1]), np.int8)
    starts, counts = skills.offsets[rows], skills.counts()[rows]
    for position in range(int(counts.max(initial=0))):
        longer = np.flatnonzero(counts > position)
        at = starts[longer] + position
        here = covers[skills.values[at]] * data.people.skill_level[at][:, None]
        held[longer] = np.maximum(held[longer], here)
    return held


def blocks(data: MarketData, rows: Ints) -> Bools:
    """Forbids vacancies that ask for a higher level than the person holds."""
    found: Bools = levels_held(data, rows) < data.vacancies.skill_level_min[None, :]
    return found


def change(data: MarketData, person: int, vacancies: Ints) -> Change:
    """The level in one occupation that wants the smallest rise; of several, that opens most."""
    held = levels_held(data, np.array([person]), vacancies)[0]
    wanted = data.vacancies.skill_level_min[vacancies]
    occupations = data.vacancies.occupation[vacancies]
    is_nearest = wanted - held == (wanted - held).min()
    chosen = int(np.argmax(np.bincount(occupations[is_nearest])))
    is_open = is_nearest & (occupations == chosen)
    best = int(np.argmax(is_open))
    facts = {
        "occupation": data.context.occupations[chosen],
        "skill_level": int(held[best]),
        "wanted": int(wanted[best]),
    }
    return Change(facts, vacancies[is_open])


RULE = Rule("rule.skill_level", person_class, blocks, change)
