"""The front door against the raw OR-Tools call on the same arrays."""

from collections.abc import Callable
from functools import partial
from statistics import median
from time import perf_counter

import numpy as np
from ortools.graph.python import min_cost_flow

from benchmarks.markets import skewed_market
from matching.solvers.greedy import solve_greedily
from matching.solvers.problem import AssignmentProblem
from matching.solvers.solve import solve

SIZES = (10**3, 10**4, 10**5)
REPEATS = 3


def run() -> None:
    """Prints medians of three, in one run: raw call, problem and solve, their ratio, greedy."""
    print("laborers      arcs   raw s  solve s  ratio  greedy value")
    for laborers in SIZES:
        market = skewed_market(laborers)
        raw_s, optimum = _timed(partial(raw_call, market))
        solve_s, objective = _timed(partial(_from_arrays, market))
        if optimum != objective:
            raise AssertionError((optimum, objective))
        share = solve_greedily(market).objective / objective
        print(
            f"{laborers:8d} {market.arc_count:9d} {raw_s:7.3f} {solve_s:8.3f} "
            f"{solve_s / raw_s:6.2f} {share:12.1%}"
        )


def raw_call(market: AssignmentProblem) -> int:
    """Builds and solves the flow with nothing around it, and returns the optimum.

    Parameters
    ----------
    market
        Supplies the arrays.
    """
    people, posts = market.laborer_count, market.vacancy_count
    sink = people + posts
    every_laborer, every_vacancy = np.arange(people), np.arange(posts) + people
    flow = min_cost_flow.SimpleMinCostFlow()
    flow.add_arcs_with_capacity_and_unit_cost(
        np.concatenate([market.arc_laborer, every_vacancy, every_laborer]),
        np.concatenate([market.arc_vacancy + people, np.full(posts + people, sink)]),
        np.concatenate([np.ones_like(market.arc_score), market.seats, np.ones_like(every_laborer)]),
        np.concatenate([-market.arc_score, np.zeros(posts + people, dtype=np.int64)]),
    )
    flow.set_nodes_supplies(every_laborer, np.ones_like(every_laborer))
    flow.set_node_supply(sink, -people)
    if flow.solve() != flow.OPTIMAL:
        raise AssertionError("raw call")
    return -int(flow.optimal_cost())


def _from_arrays(market: AssignmentProblem) -> int:
    problem = AssignmentProblem(
        market.laborer_count,
        market.seats,
        market.arc_laborer,
        market.arc_vacancy,
        market.arc_score,
    )
    return solve(problem).objective


def _timed(call: Callable[[], int]) -> tuple[float, int]:
    seconds = []
    for _ in range(REPEATS):
        start = perf_counter()
        value = call()
        seconds.append(perf_counter() - start)
    return median(seconds), value
