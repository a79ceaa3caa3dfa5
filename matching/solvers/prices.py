"""The lowest prices that prove a plan optimal, recovered from the plan.

An optimal plan and prices prove each other when a vacancy with free seats costs nothing, a laborer
without a vacancy gains nowhere, and a laborer at m gains nowhere more than at m. The lowest such
prices are the least fixed point of

    p_k = max(0, s_ik of laborers i without a vacancy, p_m + s_ik - s_im of laborers i at m != k),

the longest paths of the residual network. Sweeps from below reach it; each sweep follows only the
vacancies whose price rose in the one before.
"""

from dataclasses import dataclass

import numpy as np

from matching.solvers.errors import SolverFailedError
from matching.solvers.integers import IntArray
from matching.solvers.problem import AssignmentProblem
from matching.solvers.solution import chosen_arcs


@dataclass(frozen=True, slots=True)
class _Moves:
    """Moves between full vacancies: `gain` is the score won by the best laborer who moves."""

    first: IntArray
    target: IntArray
    gain: IntArray


def lowest_prices(problem: AssignmentProblem, plan: IntArray) -> IntArray:
    """Returns the lowest prices that prove an optimal plan.

    Parameters
    ----------
    problem
        The problem solved.
    plan
        An optimal plan.

    Raises
    ------
    SolverFailedError
        If prices rise for ever: the plan is not optimal.
    """
    chosen = chosen_arcs(problem, plan)
    score_at_home = np.zeros(problem.laborer_count, dtype=np.int64)
    score_at_home[problem.arc_laborer[chosen]] = problem.arc_score[chosen]
    home = plan[problem.arc_laborer]
    gain = problem.arc_score - score_at_home[problem.arc_laborer]

    taken = np.bincount(problem.arc_vacancy[chosen], minlength=problem.vacancy_count)
    is_full = np.append(taken >= problem.seats, [False])  # the last place is -1, nobody
    starts_free = ~is_full[home]
    prices = np.zeros(problem.vacancy_count, dtype=np.int64)
    np.maximum.at(prices, problem.arc_vacancy[starts_free], gain[starts_free])

    ceiling = _ceilings(problem, chosen)
    useful = is_full[home] & is_full[problem.arc_vacancy] & (home != problem.arc_vacancy)
    useful &= ceiling[home] + gain > prices[problem.arc_vacancy]
    moves = _moves(home[useful], problem.arc_vacancy[useful], gain[useful], problem.vacancy_count)
    _raise_to_fixed_point(prices, moves)
    return prices


def _ceilings(problem: AssignmentProblem, chosen: IntArray) -> IntArray:
    """No price is above the lowest score of those who hold the vacancy; the last is nobody's."""
    ceiling = np.zeros(problem.vacancy_count + 1, dtype=np.int64)
    held = problem.arc_vacancy[chosen]
    ceiling[held] = problem.arc_score.max(initial=0)
    np.minimum.at(ceiling, held, problem.arc_score[chosen])
    return ceiling


def _moves(origin: IntArray, target: IntArray, gain: IntArray, count: int) -> _Moves:
    """Keeps the best move of each pair of vacancies, by origin."""
    order = np.lexsort((-gain, origin * count + target))
    origin, target, gain = origin[order], target[order], gain[order]
    best = np.ones(origin.size, dtype=np.bool_)
    best[1:] = (origin[1:] != origin[:-1]) | (target[1:] != target[:-1])
    origin = origin[best]
    first = np.searchsorted(origin, np.arange(count + 1)).astype(np.int64)
    return _Moves(first=first, target=target[best], gain=gain[best])


def _raise_to_fixed_point(prices: IntArray, moves: _Moves) -> None:
    # A vacancy at price 0 can pull others up as well, so the first sweep starts everywhere.
    risen = np.arange(prices.size, dtype=np.int64)
    for _ in range(prices.size + 1):
        length = moves.first[risen + 1] - moves.first[risen]
        risen, length = risen[length > 0], length[length > 0]
        if not risen.size:
            return
        skipped = np.cumsum(length) - length
        move = np.arange(int(length.sum())) + np.repeat(moves.first[risen] - skipped, length)
        target = moves.target[move]
        offer = np.repeat(prices[risen], length) + moves.gain[move]
        higher = offer > prices[target]
        target = target[higher]
        np.maximum.at(prices, target, offer[higher])
        risen = np.unique(target)
    raise SolverFailedError(step="prices", status="rising")
