"""The compiled search for a laborer's best vacancies at given prices."""

from typing import Any

import numpy as np
import numpy.typing as npt

from matching.pairs.compiled import compiled
from matching.pairs.figures import FORBIDS
from matching.pairs.kernel import (
    CHUNK,
    JOINED,
    axis_figures,
    chunk_nets,
    laborer_bits,
    open_runs,
    seen_by,
)

FORBIDS_32 = np.int32(FORBIDS)

SPREAD = np.uint32(2_654_435_769)
"""2^32 over the golden ratio: its multiples fall evenly (Knuth)."""

FIRST, WIDTH = 2, 3
"""Where a list's entries begin in its row, and how many numbers an entry has."""

Int32s = npt.NDArray[np.int32]


Array = npt.NDArray[Any]
"""An array whose type the docstrings and the callers state."""


@compiled
def insert(net: int, vacancy: int, count: int, length: int, record: Array) -> None:
    """Puts a vacancy into a list that falls by net value, dropping the last if it is full."""
    at = FIRST + WIDTH * min(count, length - 1)
    while at > FIRST and record[at - WIDTH] < net:
        record[at], record[at + 1] = record[at - WIDTH], record[at - WIDTH + 1]
        at -= WIDTH
    record[at], record[at + 1] = net, vacancy


def empty_lists(laborers: int, length: int) -> Int32s:
    """Makes room for lists of a length."""
    return np.zeros((laborers, FIRST + WIDTH * length), np.int32)


@compiled
def best_lists(folded: Any, price: Array, floor: Array, laborers: Array, lists: Array) -> Any:
    """Fills the lists of some laborers: their best vacancies by score less price.

    Parameters
    ----------
    folded
        ``kernel_arrays``.
    price
        int32 (vacancies, folded).
    floor
        int32 (laborers, folded): only higher net values are listed; at least ``CLOSED``.
    laborers
        int32: whose lists, positions in the folded order.
    lists
        int32 (laborers, ``FIRST + WIDTH * length``): how many vacancies are listed, the bound that
        no vacancy outside is worth more than, and for each vacancy, falling by net value, its net
        value, position and score. One row lies together in memory, its best entries first.

    Returns
    -------
    int
        Pairs looked at.
    """
    _, _, major, _, _, block_start, gathered, _, words, _, _ = folded
    length = (lists.shape[1] - FIRST) // WIDTH
    major_out = np.zeros(major[2], np.int32)
    gather_out = np.zeros(gathered[2] if gathered[0].shape[0] else 0, np.int32)
    starts = np.empty(block_start.shape[0], np.int32)
    ends = np.empty(block_start.shape[0], np.int32)
    figures = np.empty(block_start.shape[0], np.int32)
    lifts = np.empty(block_start.shape[0], np.int32)
    nets = np.empty(CHUNK, np.int32)
    looked = 0
    for k in range(laborers.shape[0]):
        laborer = laborers[k]
        bits, seen = laborer_bits(words, laborer), seen_by(folded, laborer)
        if gather_out.shape[0]:
            axis_figures(gathered, laborer, gather_out)
        record = lists[laborer]
        count, cut = 0, np.int32(floor[laborer])
        runs = open_runs(folded, laborer, major_out, starts, ends, figures, lifts, JOINED)
        # Everybody begins elsewhere: of many vacancies worth the same, equals list different ones.
        turn = np.uint32(np.uint32(laborer + 1) * SPREAD)
        for step in range(2 * runs):
            run = (step + turn) % runs
            middle = starts[run] + turn % (ends[run] - starts[run])
            start, end = (middle, ends[run]) if step < runs else (starts[run], middle)
            looked += end - start
            for at in range(start, end, CHUNK):
                stop = min(at + CHUNK, end)
                span = at, stop, figures[run], lifts[run]
                chunk_nets(seen, price, laborer, span, bits, gather_out, nets)
                highest = FORBIDS_32
                for n in range(stop - at):
                    highest = nets[n] if nets[n] > highest else highest
                if highest <= cut:
                    continue
                for n in range(stop - at):
                    if nets[n] > cut:
                        insert(nets[n], at + n, count, length, record)
                        count = min(count + 1, length)
                        if count == length:
                            cut = record[FIRST + WIDTH * (length - 1)]
        for n in range(FIRST, FIRST + WIDTH * count, WIDTH):
            record[n + 2] = record[n] + price[record[n + 1]]
        record[0], record[1] = count, cut
    return looked
