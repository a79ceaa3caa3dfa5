"""How many can be served at most, and the 0/1 prices that prove it."""

from dataclasses import dataclass

import numpy as np
from ortools.graph.python import max_flow

from matching.solvers.errors import SolverFailedError
from matching.solvers.integers import IntArray


@dataclass(frozen=True, slots=True, eq=False)
class LargestCount:
    """A greatest number and its proof.

    Parameters
    ----------
    count
        The most who can be served at once.
    prices
        1 for the vacancies of the cut, else 0: seats at price 1 and those who reach a vacancy at
        price 0 are together as many as `count`.
    """

    count: int
    prices: IntArray


def largest_count(
    seats: IntArray, arc_tail: IntArray, arc_vacancy: IntArray, tail_count: int
) -> LargestCount:
    """Serves as many as possible, each with one seat, by a flow of greatest value.

    The proof is the cut next to the source: the vacancies that those who are left could still
    reach. It asks the fewest pairs to be absent.

    Parameters
    ----------
    seats
        h_j of each vacancy.
    arc_tail, arc_vacancy
        Who may take which vacancy; a pair may occur several times.
    tail_count
        How many want a seat: laborers, or households.

    Raises
    ------
    SolverFailedError
        If the engine gives up.
    """
    prices = np.zeros(seats.size, dtype=np.int64)
    if not arc_tail.size:
        return LargestCount(count=0, prices=prices)
    tails = np.arange(tail_count, dtype=np.int64)
    vacancies = tail_count + np.arange(seats.size, dtype=np.int64)
    source = tail_count + seats.size
    flow = max_flow.SimpleMaxFlow()
    flow.add_arcs_with_capacity(np.full_like(tails, source), tails, np.ones_like(tails))
    flow.add_arcs_with_capacity(arc_tail, tail_count + arc_vacancy, np.ones_like(arc_tail))
    flow.add_arcs_with_capacity(
        vacancies, np.full_like(vacancies, source + 1), np.minimum(seats, tail_count)
    )
    status = flow.solve(source, source + 1)
    if status != flow.OPTIMAL:
        raise SolverFailedError(step="count", status=status.name)
    side = np.asarray(flow.get_source_side_min_cut(), dtype=np.int64)
    prices[side[(side >= tail_count) & (side < source)] - tail_count] = 1
    return LargestCount(count=int(flow.optimal_flow()), prices=prices)
