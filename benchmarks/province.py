"""A province: the core alone on its reference market, and a round from database to proposals."""

from collections.abc import Sequence

from benchmarks.all_pairs import solve_over_all_pairs, solve_within_gap
from benchmarks.baseline_case import B0
from benchmarks.compare import Row, compare
from benchmarks.reference_arcs import reference_arcs
from benchmarks.reference_posts import PROVINCE_LABORERS
from benchmarks.sample_round import round_of_sample
from benchmarks.timed import run_once

SIZES = (PROVINCE_LABORERS,)

ROWS = (
    B0,
    Row("solve over all pairs, to gap 0", solve_over_all_pairs, once_from=10**6),
    Row("the same, to a proven gap of 0.01 %", solve_within_gap, once_from=10**6),
)


def run(sizes: Sequence[int]) -> None:
    """Prints B0, the core and the round; the core must reach the optimum, the round its bound.

    The round is one of the sample province, whose pool is a third of its register; it is held
    against the B0 of as many laborers as are registered, and of as many as are in the pool.

    Parameters
    ----------
    sizes
        Registered people of samples; the province's if empty.
    """
    for people in sizes or SIZES:
        optimum = reference_arcs(people).optimum
        flow, solved, _ = compare(ROWS, people, optimum)
        if solved.timed.value != optimum:
            raise AssertionError((solved.timed.value, optimum))
        told = run_once(round_of_sample, people)
        ratio = told.timed.seconds / flow.timed.seconds
        print(
            f"  round of the sample, database to stored proposals {told.timed.seconds:.1f} s = "
            f"{ratio:.2f} B0, peak {told.peak_mb:,.0f} MB"
        )
        if told.timed.value != told.timed.bound:
            raise AssertionError((told.timed.value, told.timed.bound))
