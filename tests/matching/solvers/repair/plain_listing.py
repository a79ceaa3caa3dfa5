"""The arcs that a repair can begin with, listed plainly from a proven solution."""

import numpy as np

from matching.columns.arrays import Ints
from matching.solvers.problem import AssignmentProblem
from matching.solvers.repair.scores import PairScores
from matching.solvers.solution import NOBODY, Solution


def held_pairs(seats: Ints, solution: Solution) -> AssignmentProblem:
    """Lists the pairs of the plan only; their scores are u_i + p_j.

    Parameters
    ----------
    seats
        h_j of each vacancy.
    solution
        Proven optimal.
    """
    plan = solution.vacancy_of_laborer
    laborers = np.flatnonzero(plan != NOBODY)
    vacancies = plan[laborers]
    scores = solution.laborer_surplus[laborers] + solution.vacancy_price[vacancies]
    return AssignmentProblem(len(plan), seats, laborers, vacancies, scores)


def near_pairs(
    scores: PairScores, seats: Ints, solution: Solution, margin: int
) -> AssignmentProblem:
    """Lists every pair whose slack u_i + p_j - s_ij is at most a margin, row by row.

    Parameters
    ----------
    scores
        The score of every pair; each row is read once.
    seats
        h_j of each vacancy.
    solution
        Proven optimal over all pairs.
    margin
        At least 0. The plan may claim it as listed.
    """
    found: list[Ints] = []
    values: list[Ints] = []
    for laborer, surplus in enumerate(solution.laborer_surplus.tolist()):
        row = scores.row(laborer).astype(np.int64)
        slack = surplus + solution.vacancy_price - row
        found.append(np.flatnonzero((row >= 0) & (slack <= margin)).astype(np.int64))
        values.append(row[found[-1]])
    laborers = np.repeat(np.arange(len(found)), [len(some) for some in found])
    nothing = np.zeros(0, np.int64)
    return AssignmentProblem(
        len(found),
        seats,
        laborers,
        np.concatenate([nothing, *found]),
        np.concatenate([nothing, *values]),
    )
