"""The pass over all pairs that proves an optimum, against what two threads can stream."""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from time import perf_counter

import numpy as np
import numpy.typing as npt
from numba import njit

from benchmarks.flow_jobs import flow_on_priced
from benchmarks.reference import reference_market
from benchmarks.reference_arcs import reference_arcs
from benchmarks.reference_pairs import open_pairs, pairs_of
from benchmarks.timed import Timed, measured
from matching.pairs.scanner import THREADS, Scanner

SIZES = (10**4, 10**5)
WARM_LABORERS = 1000
"""Passed over first, so that compiling is not timed."""
BYTES_PER_PAIR = 16
"""Four columns of int32 are read for a pair: row, price and two words of rules."""
STREAM_BYTES = 256 * 1024
"""A block that stays in a second-level cache."""
STREAM_TURNS = 20_000


def pass_over_all_pairs(laborers: int) -> Timed:
    """Times the best score of each laborer over all feasible pairs, at prices 0.

    The work does not depend on the prices; at 0 the sum is known from the blind lists.

    Parameters
    ----------
    laborers
        Size of the reference market.
    """
    small = reference_market(WARM_LABORERS)
    Scanner(small).best_nets(np.zeros(small.vacancy_count, np.int64))
    market = reference_market(laborers)
    scanner, price = Scanner(market), np.zeros(market.vacancy_count, np.int64)
    begun = perf_counter()
    nets = scanner.best_nets(price)
    seconds = perf_counter() - begun
    return Timed(seconds, int(np.maximum(nets, 0).sum()), arcs=scanner.looked)


def stream(threads: int) -> Timed:
    """Times reading int32 from a block in the second-level cache, each thread its own.

    Parameters
    ----------
    threads
        How many at once.
    """
    blocks = [np.arange(STREAM_BYTES // 4, dtype=np.int32) for _ in range(threads)]
    _largest(blocks[0], 1)
    begun = perf_counter()
    with ThreadPoolExecutor(threads) as pool:
        found = list(pool.map(_largest, blocks, [STREAM_TURNS] * threads))
    return Timed(perf_counter() - begun, int(found[0]))


@njit(nogil=True)
def _largest(block: npt.NDArray[np.int32], turns: int) -> np.int32:
    best = np.int32(0)
    for turn in range(turns):
        for at in range(block.shape[0]):
            value = block[at] ^ np.int32(turn)
            best = value if value > best else best
    return best


def run(sizes: Sequence[int]) -> None:
    """Prints pairs a second, as a share of the stream bound measured just before, and against B0.

    Open pairs are told twice: those that the finest blocks would leave open, and those that the
    pass's own blocks do, coarser where runs would be short.

    Parameters
    ----------
    sizes
        Numbers of laborers; the usual ones if empty.
    """
    print("laborers  finest open  open by its blocks  pass s  pass/B0  stream GB/s  of the bound")
    for laborers in sizes or SIZES:
        opened = open_pairs(pairs_of(reference_market(laborers)))
        streamed_s = measured(stream, THREADS).timed.seconds
        flow_s = measured(flow_on_priced, laborers, 1).timed.seconds
        one = measured(pass_over_all_pairs, laborers).timed
        _check(laborers, one.value)
        bytes_per_s = THREADS * STREAM_TURNS * STREAM_BYTES / streamed_s
        shares = [
            pairs / one.seconds * BYTES_PER_PAIR / bytes_per_s for pairs in (opened, one.arcs)
        ]
        print(
            f"{laborers:8d} {opened:12.3e} {one.arcs:19.3e} {one.seconds:7.3f} "
            f"{one.seconds / flow_s:8.3f} {bytes_per_s / 1e9:12.1f} "
            f"{shares[0]:6.1%} {shares[1]:6.1%}"
        )


def _check(laborers: int, value: int) -> None:
    """The blind lists hold each laborer's best score."""
    arcs = reference_arcs(laborers, "blind").lists["blind"]
    best = np.zeros(laborers, np.int64)
    np.maximum.at(best, arcs.laborer, arcs.score)
    if int(best.sum()) != value:
        raise AssertionError((int(best.sum()), value))
