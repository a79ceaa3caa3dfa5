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
ENOUGH_GAP = 1e-4
"""Share of the bound at which a plan is near enough for those who stop early."""


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


class FirstWithin:
    """Receives a solve's steps and keeps when its proven gap was first small enough.

    Parameters
    ----------
    most_gap
        Share of the bound.
    """

    def __init__(self, most_gap: float) -> None:
        self._most_gap = most_gap
        self.moment: float | None = None
        self.value, self.bound = 0, 0

    def report(self, step: str, done: int, total: int) -> None:
        """Takes note of value and bound, reported as ``value``.

        Parameters
        ----------
        step, done, total
            As every solver reports them.
        """
        if step == "value" and self.moment is None and total - done <= self._most_gap * total:
            self.moment, self.value, self.bound = perf_counter(), done, total


def solve_within_gap(laborers: int) -> Timed:
    """Times a solve until its plan is first proven within 0.01 % of the best.

    Parameters
    ----------
    laborers
        Size of the reference market.
    """
    from matching.solvers.all_pairs.solve import solve_market

    solve_market(reference_market(WARM_LABORERS))
    market = reference_market(laborers)
    seen = FirstWithin(ENOUGH_GAP)
    begun = perf_counter()
    solve_market(market, progress=seen)
    if seen.moment is None:
        raise AssertionError("no value was reported within the gap")
    return Timed(seen.moment - begun, seen.value, bound=seen.bound)


ROWS = (
    B0,
    Row("solve over all pairs, to gap 0", solve_over_all_pairs),
    Row("the same, to a proven gap of 0.01 %", solve_within_gap),
)


def run(sizes: Sequence[int]) -> None:
    """Prints B0 and the solve of each size; those that finish must reach the proven optimum.

    Parameters
    ----------
    sizes
        Numbers of laborers; the usual ones if empty.
    """
    for laborers in sizes or SIZES:
        optimum = reference_arcs(laborers).optimum
        flow, solved, near = compare(ROWS, laborers, optimum)
        for one in (solved, near):
            print(f"  proven gap {1 - one.timed.value / one.timed.bound:.6%}")
        if flow.timed.value != optimum or solved.timed.value != optimum:
            raise AssertionError((flow.timed.value, solved.timed.value, optimum))
