"""Ties between equally good plans drawn by lot, so that no row order favours anybody."""

import numpy as np

from matching.solvers.flow import best_plan
from matching.solvers.integers import IntArray
from matching.solvers.problem import AssignmentProblem
from matching.solvers.rows import grouped
from matching.solvers.solution import NOBODY


def drawn_plan(problem: AssignmentProblem, seed: int) -> IntArray:
    """Returns a best plan of the problem under lots drawn for laborers and for vacancies.

    Every laborer and every vacancy gets a number by lot, and the engine sees nothing but these
    numbers: its arcs are in their order, wherever they stood. So the chance of a plan does not
    depend on the order of laborers, vacancies or arcs. In particular, two laborers with the same
    vacancies at the same scores have the same chance of each outcome: exchanging them gives the
    same problem, and every drawing of lots is as likely as the one that exchanges theirs. The
    same holds for two vacancies with equal seats and equal arcs. Nothing is claimed for laborers
    who differ, nor that all best plans are equally likely. The same seed draws the same lots.

    Parameters
    ----------
    problem
        Laborers, seats and candidate arcs.
    seed
        At least 0.

    Raises
    ------
    SolverFailedError
        If the engine gives up.
    """
    rng = np.random.default_rng(seed)
    laborer_lot = rng.permutation(problem.laborer_count)
    vacancy_lot = rng.permutation(problem.vacancy_count)
    laborer = laborer_lot[problem.arc_laborer]
    vacancy = vacancy_lot[problem.arc_vacancy]
    order = grouped(vacancy, problem.vacancy_count)
    order = order[grouped(laborer[order], problem.laborer_count)]
    vacancy_of_lot = np.argsort(vacancy_lot)
    plan = best_plan(
        problem.laborer_count,
        problem.seats[vacancy_of_lot],
        laborer[order],
        vacancy[order],
        problem.arc_score[order],
    )
    drawn = plan[laborer_lot]
    is_placed = drawn != NOBODY
    drawn[is_placed] = vacancy_of_lot[drawn[is_placed]]
    return drawn
