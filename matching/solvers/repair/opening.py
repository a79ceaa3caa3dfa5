"""Lays a proven plan out in the arrays of a repair."""

import numpy as np

from matching.columns.arrays import Ints
from matching.solvers.problem import AssignmentProblem
from matching.solvers.repair.completing import link_arcs
from matching.solvers.repair.searches import hold_all
from matching.solvers.repair.standing import OF_ARCS, OF_LABORERS, OF_VACANCIES, Standing


def standing_of(
    problem: AssignmentProblem, plan: Ints, prices: Ints, surpluses: Ints, half: int
) -> Standing:
    """Lays out a plan that its prices and surpluses prove optimal over all pairs.

    The slack of pairs without an arc is at least 0, no more is known: the marks stand half a margin
    above prices and surpluses, and the first fall of each makes its pairs be read.

    Parameters
    ----------
    problem
        Seats, and the arcs to work on, those of the plan among them.
    plan, prices, surpluses
        The vacancy of each laborer, p_j and u_i.
    half
        Half the margin.
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
    standing.surplus_mark[:laborers] = surpluses + half
    standing.price[:vacancies] = prices
    standing.price_mark[:vacancies] = prices + half
    standing.free[:vacancies] = problem.seats
    link_arcs(standing, problem.arc_laborer, problem.arc_vacancy, problem.arc_score)
    hold_all(standing, plan)
    return standing
