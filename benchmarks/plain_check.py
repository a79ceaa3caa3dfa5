"""The check of a proof in plain numpy, against the compiled pass over the same pairs."""

from collections.abc import Sequence
from time import perf_counter

import numpy as np

from benchmarks.all_pairs_pass import pass_over_all_pairs
from benchmarks.reference import reference_market
from benchmarks.timed import Timed, measured
from matching.solvers.all_pairs.plain_nets import plain_best_nets

SIZES = (10**4, 10**5)


def check_in_plain_numpy(laborers: int) -> Timed:
    """Times the part of the check that looks at every pair, at prices 0.

    The work does not depend on the prices.

    Parameters
    ----------
    laborers
        Size of the reference market.
    """
    market = reference_market(laborers)
    begun = perf_counter()
    nets = plain_best_nets(market, np.zeros(market.vacancy_count, np.int64))
    return Timed(perf_counter() - begun, int(np.maximum(nets, 0).sum()))


def run(sizes: Sequence[int]) -> None:
    """Prints seconds and peak memory of the plain check and of the compiled pass.

    Parameters
    ----------
    sizes
        Numbers of laborers; none for the usual ones.
    """
    print(f"{'laborers':>8} {'plain s':>9} {'plain MB':>9} {'compiled s':>11}")
    for laborers in sizes or SIZES:
        plain = measured(check_in_plain_numpy, laborers)
        compiled = measured(pass_over_all_pairs, laborers)
        if plain.timed.value != compiled.timed.value:
            raise AssertionError((plain.timed.value, compiled.timed.value))
        print(
            f"{laborers:8d} {plain.timed.seconds:9.2f} {plain.peak_mb:9.0f} "
            f"{compiled.timed.seconds:11.3f}"
        )
