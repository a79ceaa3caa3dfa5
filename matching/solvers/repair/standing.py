"""The arrays of a plan that changes: who holds what, at which price, and the arcs worked on.

Lists are threaded through the arrays, so that nothing is copied when one entry comes or goes: those
who hold a vacancy, the arcs of a laborer, the arcs of a vacancy. -1 ends each list.
"""

from typing import NamedTuple

import numpy as np

from matching.columns.arrays import Ints
from matching.solvers.problem import AssignmentProblem
from matching.solvers.repair.compiled import compiled
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
    outside
        An upper bound on s_ij - p_j over the pairs of i that have no arc here.
    vacancy_of
        The vacancy of each laborer, -1 for nobody.
    next_holder, previous_holder
        The list of those who hold the same vacancy.
    first_arc_of_laborer
        Where the list of a laborer's arcs begins.
    price, free
        p_j, and the seats that nobody holds.
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
    outside: Ints
    vacancy_of: Ints
    next_holder: Ints
    previous_holder: Ints
    first_arc_of_laborer: Ints
    price: Ints
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
    "outside": -1,
    "vacancy_of": NOBODY,
    "next_holder": -1,
    "previous_holder": -1,
    "first_arc_of_laborer": -1,
}
"""Arrays with one entry a laborer, and what stands in unused places."""

OF_VACANCIES = {
    "price": 0,
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


def standing_of(problem: AssignmentProblem, plan: Ints, prices: Ints, surpluses: Ints) -> Standing:
    """Lays out a plan that its prices and surpluses prove optimal over all pairs.

    Parameters
    ----------
    problem
        Seats, and the arcs to work on, those of the plan among them.
    plan, prices, surpluses
        The vacancy of each laborer, p_j and u_i.
    """
    sizes = (problem.laborer_count, problem.vacancy_count, problem.arc_count)
    arrays = {
        name: np.full(size + size // 8 + 16, fill, dtype=np.int64)
        for names, size in zip((OF_LABORERS, OF_VACANCIES, OF_ARCS), sizes, strict=True)
        for name, fill in names.items()
    }
    standing = Standing(**arrays, totals=np.zeros(2, dtype=np.int64))
    laborers, vacancies, _ = sizes
    standing.surplus[:laborers] = surpluses
    standing.outside[:laborers] = surpluses
    standing.price[:vacancies] = prices
    standing.free[:vacancies] = problem.seats
    link_arcs(standing, problem.arc_laborer, problem.arc_vacancy, problem.arc_score)
    hold_all(standing, plan)
    return standing


def with_room(
    standing: Standing, laborers: int = 0, vacancies: int = 0, arcs: int = 0
) -> Standing:
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


@compiled
def link_arcs(standing: Standing, laborers: Ints, vacancies: Ints, scores: Ints) -> None:
    """Puts arcs at the heads of their lists; there must be room for them."""
    arc = standing.totals[0]
    for place in range(len(scores)):
        laborer, vacancy = laborers[place], vacancies[place]
        standing.arc_laborer[arc] = laborer
        standing.arc_vacancy[arc] = vacancy
        standing.arc_score[arc] = scores[place]
        standing.next_of_laborer[arc] = standing.first_arc_of_laborer[laborer]
        standing.first_arc_of_laborer[laborer] = arc
        standing.next_of_vacancy[arc] = standing.first_arc_of_vacancy[vacancy]
        standing.first_arc_of_vacancy[vacancy] = arc
        arc += 1
    standing.totals[0] = arc


@compiled
def hold(standing: Standing, laborer: int, vacancy: int) -> None:
    """Moves a laborer to a vacancy, or out with -1; every pair held is worth u_i + p_j."""
    old = standing.vacancy_of[laborer]
    if old >= 0:
        before, after = standing.previous_holder[laborer], standing.next_holder[laborer]
        if before >= 0:
            standing.next_holder[before] = after
        else:
            standing.first_holder[old] = after
        if after >= 0:
            standing.previous_holder[after] = before
        standing.free[old] += 1
        standing.totals[1] -= standing.surplus[laborer] + standing.price[old]
    standing.vacancy_of[laborer] = vacancy
    if vacancy >= 0:
        after = standing.first_holder[vacancy]
        standing.previous_holder[laborer] = -1
        standing.next_holder[laborer] = after
        if after >= 0:
            standing.previous_holder[after] = laborer
        standing.first_holder[vacancy] = laborer
        standing.free[vacancy] -= 1
        standing.totals[1] += standing.surplus[laborer] + standing.price[vacancy]


@compiled
def hold_all(standing: Standing, plan: Ints) -> None:
    """Seats everybody; the last laborer first, so that lists run by rising number."""
    for laborer in range(len(plan) - 1, -1, -1):
        if plan[laborer] >= 0:
            hold(standing, laborer, plan[laborer])


@compiled
def arc_of(standing: Standing, laborer: int, vacancy: int) -> int:
    """Finds the arc of a pair, -1 if there is none."""
    arc = standing.first_arc_of_laborer[laborer]
    while arc >= 0 and standing.arc_vacancy[arc] != vacancy:
        arc = standing.next_of_laborer[arc]
    return int(arc)
