"""Prices and bonuses that prove an optimal plan, the lowest of each.

"Out" and "last out" are hubs through which everything is connected: raising them step by step
would raise all else each time. A longest path passes each hub at most once. So paths are taken from
each hub alone first, the hubs are then set, and the rest follows.
"""

from dataclasses import dataclass

import numpy as np

from matching.solvers.errors import SolverFailedError
from matching.solvers.integers import IntArray
from matching.solvers.tiers.arcs import Arcs
from matching.solvers.tiers.bound import Bonuses
from matching.solvers.tiers.households import Households
from matching.solvers.tiers.longest import UNREACHED, longest_paths
from matching.solvers.tiers.residual import Residual, residual_of


@dataclass(frozen=True, slots=True, eq=False)
class Duals:
    """The proof that belongs to a plan.

    Parameters
    ----------
    vacancy_price
        p_j >= 0.
    household_dual
        v_g in 0..C1, by the household's number.
    bonuses
        C1 and C2.
    """

    vacancy_price: IntArray
    household_dual: IntArray
    bonuses: Bonuses


def duals_of_counts(arcs: Arcs, households: Households, plan: IntArray) -> Duals:
    """Returns the lowest bonuses and prices at which a plan is optimal.

    Parameters
    ----------
    arcs
        Candidate arcs.
    households
        The households that count.
    plan
        A plan of the highest score among those that lift and place the most.

    Raises
    ------
    SolverFailedError
        If there are no such prices: the plan is not one of the highest score.
    """
    residual = residual_of(arcs, households, plan)
    starts = _starts(residual, arcs.seats.size, households.count)
    lengths = [longest_paths(residual.graph, start) for start in starts]
    into_out = [_longest_into(residual.to_out, length) for length in lengths]
    into_last = [_longest_into(residual.to_last_out, length) for length in lengths]
    out = max(0, into_out[0])
    last = max(out, into_last[0], out + into_last[1])
    out = max(out, last + into_out[2])
    last = max(last, out, out + into_last[1])
    if last + into_out[2] > out or into_out[1] > 0 or into_last[2] > 0:
        raise SolverFailedError(step="bonuses", status="rising")
    level = lengths[0]
    for hub, length in ((out, lengths[1]), (last, lengths[2])):
        level = np.maximum(level, np.where(length > UNREACHED, length + hub, UNREACHED))
    return _duals(level, arcs.seats.size, Bonuses(household=last - out, person=out))


def duals_of_bonuses(arcs: Arcs, households: Households, plan: IntArray, bonuses: Bonuses) -> Duals:
    """Returns the lowest prices at which a plan is optimal for given bonuses.

    Parameters
    ----------
    arcs
        Candidate arcs.
    households
        The households that count.
    plan
        A plan of the highest C1 H + C2 n + score.
    bonuses
        C1 and C2.

    Raises
    ------
    SolverFailedError
        If prices rise for ever: the plan is not of the highest value.
    """
    residual = residual_of(arcs, households, plan)
    start, out, last = _starts(residual, arcs.seats.size, households.count)
    for hub, reached in (
        (bonuses.person, out),
        (bonuses.person + bonuses.household, last),
    ):
        start = np.maximum(start, np.where(reached > UNREACHED, reached + hub, UNREACHED))
    return _duals(longest_paths(residual.graph, start), arcs.seats.size, bonuses)


def _starts(residual: Residual, vacancies: int, households: int) -> tuple[IntArray, ...]:
    """Gives the first steps of paths from 0, "out" and "last out", each standing at 0."""
    origin, out, last = (
        np.full(vacancies + households, UNREACHED, dtype=np.int64) for _ in range(3)
    )
    origin[:vacancies] = 0
    for start, (nodes, gain) in ((out, residual.from_out), (last, residual.from_last_out)):
        np.maximum.at(start, nodes, gain)
    return origin, out, last


def _longest_into(edges: tuple[IntArray, IntArray], length: IntArray) -> int:
    nodes, gain = edges
    reached = length[nodes] > UNREACHED
    return int((length[nodes] + gain)[reached].max(initial=UNREACHED))


def _duals(level: IntArray, vacancies: int, bonuses: Bonuses) -> Duals:
    return Duals(
        vacancy_price=level[:vacancies].copy(),
        household_dual=level[vacancies:] - bonuses.person,
        bonuses=bonuses,
    )
