"""Lays a proven plan out in the arrays of a repair."""

import numpy as np

from matching.solvers.problem import AssignmentProblem
from matching.solvers.repair.completing import link_arcs
from matching.solvers.repair.searches import hold_all
from matching.solvers.repair.standing import OF_ARCS, OF_LABORERS, OF_VACANCIES, Standing
from matching.solvers.solution import NOBODY, Solution, chosen_arcs


def standing_of(
    problem: AssignmentProblem, solution: Solution, *, keep_bonus: int, half: int, listed: int
) -> Standing:
    """Lays out a plan that its prices and surpluses prove optimal over all pairs.

    A bonus on the pairs held goes to the surpluses of those who hold them, and all stays proven.
    The slack of pairs without an arc is at least `listed`. The marks stand half of what is missing
    to the margin above prices and surpluses: where nothing is listed, the first fall of each makes
    its pairs be read.

    Parameters
    ----------
    problem
        Seats, and arcs, those of the plan among them; those within the margin are worked on.
    solution
        The plan and its proof.
    keep_bonus
        Added to the score of the pairs held.
    half
        Half the margin.
    listed
        Every pair whose slack is less has an arc; 0 where no more is known than that the plan is
        optimal.
    """
    sizes = (problem.laborer_count, problem.vacancy_count, problem.arc_count)
    arrays = {
        name: np.full(size + size // 8 + 16, fill, dtype=np.int64)
        for names, size in zip((OF_LABORERS, OF_VACANCIES, OF_ARCS), sizes, strict=True)
        for name, fill in names.items()
    }
    standing = Standing(**arrays, totals=np.zeros(2, dtype=np.int64))
    laborers, vacancies, _ = sizes
    plan = solution.vacancy_of_laborer.copy()
    surplus = solution.laborer_surplus + np.where(plan == NOBODY, 0, keep_bonus)
    standing.surplus[:laborers] = surplus
    above = half - min(half, listed // 2)
    standing.surplus_mark[:laborers] = surplus + above
    standing.price[:vacancies] = solution.vacancy_price
    standing.price_mark[:vacancies] = solution.vacancy_price + above
    standing.free[:vacancies] = problem.seats
    scores = problem.arc_score.copy()
    scores[chosen_arcs(problem, plan)] += keep_bonus
    slack = surplus[problem.arc_laborer] + solution.vacancy_price[problem.arc_vacancy] - scores
    near = np.flatnonzero(slack <= 2 * half)
    link_arcs(standing, problem.arc_laborer[near], problem.arc_vacancy[near], scores[near])
    hold_all(standing, plan)
    return standing
