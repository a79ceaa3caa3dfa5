"""The front door on a given graph against the raw OR-Tools call on the same arrays."""

from collections.abc import Sequence
from time import perf_counter

from benchmarks.compare import Row, compare
from benchmarks.flows import Arcs, raw_flow
from benchmarks.markets import skewed_market
from benchmarks.reference_arcs import reference_arcs
from benchmarks.timed import Timed, measured
from matching.solvers.greedy import solve_greedily
from matching.solvers.integers import IntArray
from matching.solvers.problem import AssignmentProblem
from matching.solvers.solve import solve

SIZES = (10**3, 10**4, 10**5)
WARM_LABORERS = 100
"""Solved first, so that compiling is not timed."""


def raw_on_skewed(laborers: int) -> Timed:
    """Times building and solving the flow of a skewed market with nothing around it."""
    market = skewed_market(laborers)
    return _raw(laborers, market.seats, _arcs_of(market))


def front_door_on_skewed(laborers: int) -> Timed:
    """Times the problem's checks, the solve, its prices and their check on the same arrays."""
    market = skewed_market(laborers)
    return _front_door(laborers, market.seats, _arcs_of(market))


def greedy_on_skewed(laborers: int) -> Timed:
    """Times the greedy plan of a skewed market."""
    market = skewed_market(laborers)
    begun = perf_counter()
    value = solve_greedily(market).objective
    return Timed(perf_counter() - begun, value, arcs=market.arc_count)


def raw_on_priced(laborers: int) -> Timed:
    """Times building and solving the flow on the priced lists of the reference market."""
    kept = reference_arcs(laborers, "priced")
    return _raw(laborers, kept.seats, kept.lists["priced"])


def front_door_on_priced(laborers: int) -> Timed:
    """Times the front door on the priced lists of the reference market."""
    kept = reference_arcs(laborers, "priced")
    return _front_door(laborers, kept.seats, kept.lists["priced"])


def _arcs_of(market: AssignmentProblem) -> Arcs:
    return Arcs(market.arc_laborer, market.arc_vacancy, market.arc_score)


def _raw(laborers: int, seats: IntArray, arcs: Arcs) -> Timed:
    answer = raw_flow(laborers, seats, arcs)
    return Timed(answer.build_s + answer.solve_s, answer.value, arcs=len(arcs.score))


def _front_door(laborers: int, seats: IntArray, arcs: Arcs) -> Timed:
    solve(skewed_market(WARM_LABORERS))
    begun = perf_counter()
    problem = AssignmentProblem(laborers, seats, arcs.laborer, arcs.vacancy, arcs.score)
    value = solve(problem).objective
    return Timed(perf_counter() - begun, value, arcs=len(arcs.score))


SKEWED = (
    Row("raw call, skewed market", raw_on_skewed),
    Row("front door, skewed market", front_door_on_skewed),
    Row("greedy, skewed market", greedy_on_skewed, once_from=10**6),
)
PRICED = (
    Row("raw call, best 8 by score - price", raw_on_priced),
    Row("front door, best 8 by score - price", front_door_on_priced),
)


def run(sizes: Sequence[int]) -> None:
    """Prints both markets of each size; the front door must reach the raw call's value.

    Parameters
    ----------
    sizes
        Numbers of laborers; the usual ones if empty.
    """
    for laborers in sizes or SIZES:
        _run(SKEWED, laborers, measured(raw_on_skewed, laborers, 1).timed.value)
        _run(PRICED, laborers, reference_arcs(laborers).optimum)


def _run(rows: Sequence[Row], laborers: int, optimum: int) -> None:
    raw, front = compare(rows, laborers, optimum)[:2]
    if not raw.timed.value == front.timed.value == optimum:
        raise AssertionError((raw.timed.value, front.timed.value, optimum))
