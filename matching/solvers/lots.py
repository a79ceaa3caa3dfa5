"""Ties between equally good plans drawn by lot, so that no row order favours anybody."""

import numpy as np
from numba import njit

from matching.solvers.flow import best_plan
from matching.solvers.integers import IntArray
from matching.solvers.problem import AssignmentProblem
from matching.solvers.rows import arc_rows
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
    vacancy_of_lot = np.argsort(vacancy_lot)
    rows = arc_rows(problem)
    plan = best_plan(
        problem.laborer_count,
        problem.seats[vacancy_of_lot],
        *_dealt(rows.start, rows.vacancy, rows.score, np.argsort(laborer_lot), vacancy_lot),
    )
    drawn = plan[laborer_lot]
    is_placed = drawn != NOBODY
    drawn[is_placed] = vacancy_of_lot[drawn[is_placed]]
    return drawn


@njit(cache=True, nogil=True)
def _dealt(
    start: IntArray,
    vacancy: IntArray,
    score: IntArray,
    laborer_of_lot: IntArray,
    vacancy_lot: IntArray,
) -> tuple[IntArray, IntArray, IntArray]:
    """Lists arcs by the lots of their ends: laborer's lot, vacancy's lot and score of each."""
    dealt_laborer = np.empty_like(vacancy)
    dealt_vacancy = np.empty_like(vacancy)
    dealt_score = np.empty_like(score)
    place = 0
    for lot in range(laborer_of_lot.size):
        laborer = laborer_of_lot[lot]
        begin, end = start[laborer], start[laborer + 1]
        lots = vacancy_lot[vacancy[begin:end]]
        for arc in np.argsort(lots):
            dealt_laborer[place] = lot
            dealt_vacancy[place] = lots[arc]
            dealt_score[place] = score[begin + arc]
            place += 1
    return dealt_laborer, dealt_vacancy, dealt_score
