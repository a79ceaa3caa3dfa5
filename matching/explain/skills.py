"""Which of a person's skills a post is matched by, and how the two are related."""

from dataclasses import dataclass

import numpy as np

from matching.columns.arrays import Ints
from matching.columns.market_data import MarketData
from matching.market.part import FULL
from matching.occupations.fit import (
    OPEN_TO_ALL,
    SAME_DETAIL,
    SAME_MAJOR,
    SAME_MIDDLE,
    SAME_MINOR,
    UNRELATED,
    fit_table,
    level_factor,
)

RELATIONS = {
    SAME_DETAIL: "same_occupation",
    OPEN_TO_ALL: "open_to_all",
    SAME_MINOR: "same_minor_class",
    SAME_MIDDLE: "same_middle_class",
    SAME_MAJOR: "same_major_class",
    UNRELATED: "unrelated",
}
"""Code of a relation by the fit it stands for."""

NO_SKILL = -1
"""Stands for the occupation of a person who stated none that counts."""


@dataclass(frozen=True, slots=True, eq=False)
class MatchedSkills:
    """The skill that counts most, per pair.

    Parameters
    ----------
    occupation
        Position among the context's occupations, ``NO_SKILL`` if no stated skill counts.
    level
        The level held in it, 0 none.
    fit
        Nearness in the classification, per mille, a key of ``RELATIONS``.
    """

    occupation: Ints
    level: Ints
    fit: Ints


def fits_of(data: MarketData) -> Ints:
    """Gives the fit of the market's occupations, and last of none, with its occupations."""
    codes = data.context.occupations
    return fit_table((*codes, ""), codes).astype(np.int64)


def matched_skills(data: MarketData, table: Ints, people: Ints, vacancies: Ints) -> MatchedSkills:
    """Finds the skill with the best product of fit and level factor, the first of equals.

    Parameters
    ----------
    data
        The market.
    table
        ``fits_of`` the market.
    people, vacancies
        Positions of the pairs.
    """
    skills = data.people.skill_occupation
    wanted = data.vacancies.occupation[vacancies]
    level_min = data.vacancies.skill_level_min[vacancies]
    occupation = np.full(len(people), NO_SKILL, np.int64)
    level = np.zeros(len(people), np.int64)
    fit = table[-1, wanted]
    best = fit * level_factor(level, level_min) // FULL
    starts, counts = skills.offsets[people], skills.counts()[people]
    for position in range(int(counts.max(initial=0))):
        longer = np.flatnonzero(counts > position)
        at = starts[longer] + position
        own, held = skills.values[at], data.people.skill_level[at]
        here = table[own, wanted[longer]]
        value = here * level_factor(held, level_min[longer]) // FULL
        is_better = value > best[longer]
        chosen = longer[is_better]
        best[chosen], fit[chosen] = value[is_better], here[is_better]
        occupation[chosen], level[chosen] = own[is_better], held[is_better]
    return MatchedSkills(occupation, level, fit)
