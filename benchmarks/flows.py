"""The raw OR-Tools call: numpy arrays in, flow on each arc out, nothing around it."""

from dataclasses import dataclass
from time import perf_counter

import numpy as np
import numpy.typing as npt
from ortools.graph.python import min_cost_flow


@dataclass(frozen=True, slots=True, eq=False)
class Arcs:
    """Candidate arcs of a market.

    Parameters
    ----------
    laborer, vacancy, score
        int64, one entry an arc, by laborer.
    """

    laborer: npt.NDArray[np.int64]
    vacancy: npt.NDArray[np.int64]
    score: npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class RawFlow:
    """The answer of the call and its times.

    Parameters
    ----------
    value
        Sum of the scores chosen.
    is_chosen
        Of each arc.
    build_s, solve_s
        Seconds to hand over the arrays, and of ``solve()`` alone.
    """

    value: int
    is_chosen: npt.NDArray[np.bool_]
    build_s: float
    solve_s: float


def raw_flow(laborers: int, seats: npt.NDArray[np.int64], arcs: Arcs) -> RawFlow:
    """Solves a minimum-cost flow: laborer to vacancy to sink, or laborer to sink for nothing.

    Parameters
    ----------
    laborers
        Number of laborers.
    seats
        Of each vacancy; a capacity, never expanded.
    arcs
        Candidate arcs.
    """
    begun = perf_counter()
    vacancies = len(seats)
    sink = laborers + vacancies
    every_laborer, every_vacancy = np.arange(laborers), np.arange(vacancies) + laborers
    flow = min_cost_flow.SimpleMinCostFlow()
    flow.add_arcs_with_capacity_and_unit_cost(
        np.concatenate([arcs.laborer, every_vacancy, every_laborer]),
        np.concatenate([arcs.vacancy + laborers, np.full(vacancies + laborers, sink)]),
        np.concatenate([np.ones_like(arcs.score), seats, np.ones_like(every_laborer)]),
        np.concatenate([-arcs.score, np.zeros(vacancies + laborers, np.int64)]),
    )
    flow.set_nodes_supplies(every_laborer, np.ones_like(every_laborer))
    flow.set_node_supply(sink, -laborers)
    built = perf_counter()
    if flow.solve() != flow.OPTIMAL:
        raise AssertionError(f"raw call on {len(arcs.score)} arcs")
    solved = perf_counter()
    chosen = flow.flows(np.arange(len(arcs.score))) > 0
    return RawFlow(-int(flow.optimal_cost()), chosen, built - begun, solved - built)
