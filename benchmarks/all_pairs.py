"""The exact optimum over all pairs against B0, and the pass that proves it."""

from collections.abc import Sequence
from time import perf_counter

from benchmarks.baseline_case import B0
from benchmarks.compare import Row, compare
from benchmarks.reference import reference_market
from benchmarks.reference_arcs import reference_arcs
from benchmarks.timed import Timed

SIZES = (10**3, 10**4, 10**5)
WARM_LABORERS = 1000
"""Solved first, so that compiling is not timed."""


def solve_over_all_pairs(laborers: int) -> Timed:
    """Times a solve from columns in memory to the proven plan.

    Parameters
    ----------
    laborers
        Size of the reference market.
    """
    from matching.solvers.all_pairs.solve import solve_market

    solve_market(reference_market(WARM_LABORERS))
    market = reference_market(laborers)
    begun = perf_counter()
    solution = solve_market(market)
    return Timed(perf_counter() - begun, solution.objective, bound=solution.bound)


ROWS = (B0, Row("solve over all pairs", solve_over_all_pairs))


def run(sizes: Sequence[int]) -> None:
    """Prints B0 and the solve of each size; both must reach the proven optimum.

    Parameters
    ----------
    sizes
        Numbers of laborers; the usual ones if empty.
    """
    for laborers in sizes or SIZES:
        optimum = reference_arcs(laborers).optimum
        flow, solved = compare(ROWS, laborers, optimum)
        print(f"  proven gap {1 - solved.timed.value / solved.timed.bound:.6%}")
        if flow.timed.value != optimum or solved.timed.value != optimum:
            raise AssertionError((flow.timed.value, solved.timed.value, optimum))
