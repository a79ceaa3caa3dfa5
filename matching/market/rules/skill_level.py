"""The skill level that the post asks for in its occupation.

Domain row 17: a level held in the vacancy's own occupation, or in a class that covers it, counts.
"""

import numpy as np
import numpy.typing as npt

from matching.columns.arrays import Bools, Ints
from matching.columns.market_data import MarketData
from matching.market.classes import class_table, numbered, numbered_lists
from matching.market.coverage import occupations_covering
from matching.market.lists import best_of_lists
from matching.market.rule import Change, Rule
from matching.pairs.forms import Test


def tests(data: MarketData) -> tuple[Test, ...]:
    """Forbids vacancies that ask for a higher level than the person holds."""
    posts, skills = data.vacancies, data.people.skill_occupation
    wanted = posts.skill_level_min
    asked = numbered(wanted, np.where(wanted > 0, posts.occupation, 0))
    held = numbered(skills.values, data.people.skill_level)
    covers = occupations_covering(
        data.context, skills.values[held.example], posts.occupation[asked.example]
    )
    least = wanted[asked.example]
    is_enough = covers & (data.people.skill_level[held.example][:, None] >= least[None, :])
    suffices = best_of_lists(skills.offsets, held.of_row, is_enough, least <= 0)

    def forbidden(rows: Ints) -> Bools:
        found: Bools = ~suffices(rows)
        return found

    return (class_table(numbered_lists(skills.offsets, held.of_row), asked, forbidden),)


def change(data: MarketData, person: int, vacancies: Ints) -> Change:
    """The level in one occupation that wants the smallest rise; of several, that opens most."""
    occupations = data.vacancies.occupation[vacancies]
    wanted = data.vacancies.skill_level_min[vacancies]
    held = _held(data, person, occupations)
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


def _held(
    data: MarketData, person: int, occupations: npt.NDArray[np.int32]
) -> npt.NDArray[np.int8]:
    """Gives the best level that a person holds in each occupation, 0 for none."""
    skills = data.people.skill_occupation
    levels = data.people.skill_level[skills.offsets[person] : skills.offsets[person + 1]]
    covers = occupations_covering(data.context, skills.row(person), occupations)
    best: npt.NDArray[np.int8] = (covers * levels[:, None]).max(axis=0, initial=0)
    return best


RULE = Rule("rule.skill_level", tests, change)
