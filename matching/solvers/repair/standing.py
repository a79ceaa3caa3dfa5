"""The arrays of a plan that changes: who holds what, at which price, and the arcs worked on.

Lists are threaded through the arrays, so that nothing is copied when one entry comes or goes: those
who hold a vacancy, the arcs of a laborer, the arcs of a vacancy. -1 ends each list.
"""

from typing import NamedTuple

import numpy as np

from matching.columns.arrays import Ints
from matching.solvers.solution import NOBODY

ABSENT = 2**40
"""The surplus of a laborer who takes no part: above every score, so that no pair is worth it."""

FAR = 2**50
"""The distance of a vacancy not reached."""


class Standing(NamedTuple):
    """Arrays with room to grow; what lies past the counts is neutral.

    Parameters
    ----------
    surplus
        u_i, ``ABSENT`` for laborers who take no part.
    surplus_mark
        The surplus when the pairs of i were read last, or above it.
    vacancy_of
        The vacancy of each laborer, -1 for nobody.
    next_holder, previous_holder
        The list of those who hold the same vacancy.
    first_arc_of_laborer
        Where the list of a laborer's arcs begins.
    price, free
        p_j, and the seats that nobody holds.
    price_mark
        The price when the pairs of j were read last, or above it.
    first_holder, first_arc_of_vacancy
        Where the lists of a vacancy begin.
    distance, leaver, goal, reached
        Scratch of a search: the distance of each vacancy, who leaves it and whither, and the
        vacancies reached. All distances are ``FAR`` between searches.
    arc_laborer, arc_vacancy, arc_score
        The arcs; a score of -1 marks a banned one.
    next_of_laborer, next_of_vacancy
        The lists of arcs.
    totals
        The number of arcs, and the value of the pairs held.
    """

    surplus: Ints
    surplus_mark: Ints
    vacancy_of: Ints
    next_holder: Ints
    previous_holder: Ints
    first_arc_of_laborer: Ints
    price: Ints
    price_mark: Ints
    free: Ints
    first_holder: Ints
    first_arc_of_vacancy: Ints
    distance: Ints
    leaver: Ints
    goal: Ints
    reached: Ints
    arc_laborer: Ints
    arc_vacancy: Ints
    arc_score: Ints
    next_of_laborer: Ints
    next_of_vacancy: Ints
    totals: Ints


OF_LABORERS = {
    "surplus": ABSENT,
    "surplus_mark": ABSENT,
    "vacancy_of": NOBODY,
    "next_holder": -1,
    "previous_holder": -1,
    "first_arc_of_laborer": -1,
}
"""Arrays with one entry a laborer, and what stands in unused places."""

OF_VACANCIES = {
    "price": 0,
    "price_mark": 0,
    "free": 0,
    "first_holder": -1,
    "first_arc_of_vacancy": -1,
    "distance": FAR,
    "leaver": -1,
    "goal": -1,
    "reached": -1,
}
"""Arrays with one entry a vacancy."""

OF_ARCS = {
    "arc_laborer": -1,
    "arc_vacancy": -1,
    "arc_score": -1,
    "next_of_laborer": -1,
    "next_of_vacancy": -1,
}
"""Arrays with one entry an arc."""


def with_room(standing: Standing, laborers: int = 0, vacancies: int = 0, arcs: int = 0) -> Standing:
    """Gives back the arrays, those doubled that are shorter than asked for.

    Parameters
    ----------
    standing
        The arrays as they are; arrays long enough are handed on, not copied.
    laborers, vacancies, arcs
        The least lengths.
    """
    grown = {}
    for names, size in ((OF_LABORERS, laborers), (OF_VACANCIES, vacancies), (OF_ARCS, arcs)):
        for name, fill in names.items():
            array: Ints = getattr(standing, name)
            if size > len(array):
                rest = np.full(max(size, 2 * len(array)) - len(array), fill, dtype=np.int64)
                grown[name] = np.concatenate([array, rest])
    return standing._replace(**grown) if grown else standing
