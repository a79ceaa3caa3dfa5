"""Every pair of some laborers, counted or written out, where the best few are not enough.

All positions are in the folded order; see ``Folded``.
"""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise
from typing import Any

import numpy as np
import numpy.typing as npt

from matching.columns.arrays import Ints
from matching.pairs.compiled import compiled
from matching.pairs.folded import CLOSED, Folded, kernel_arrays
from matching.pairs.kernel import (
    CHUNK,
    JOINED,
    axis_figures,
    chunk_nets,
    laborer_bits,
    open_runs,
    seen_by,
)
from matching.pairs.plain import FORBIDDEN

THREADS = 2
"""The office computer's cores."""

SLICES = 32

CLOSED_32 = np.int32(CLOSED)

Int32s = npt.NDArray[np.int32]

Job = Callable[[Int32s, Int32s], None]


def feasible_counts(market: Folded, laborers: Ints) -> Ints:
    """Gives how many vacancies no rule forbids to each of some laborers."""
    counts = np.zeros(len(laborers), np.int32)
    free = np.zeros(market.vacancy_count, np.int32)
    in_slices(lambda *slice_: _count(kernel_arrays(market), free, *slice_), laborers, counts)
    return counts.astype(np.int64)


def scores_of_rows(market: Folded, laborers: Ints) -> Int32s:
    """Gives s_ij of some laborers (rows) and all vacancies (columns), ``FORBIDDEN`` marked.

    Parameters
    ----------
    market
        The market, folded.
    laborers
        Few enough for four bytes of memory for each of their pairs.
    """
    scores = np.full((len(laborers), market.vacancy_count), FORBIDDEN, np.int32)
    free = np.zeros(market.vacancy_count, np.int32)
    in_slices(lambda *slice_: _write(kernel_arrays(market), free, *slice_), laborers, scores)
    return scores


def in_slices(job: Job, laborers: Ints, out: Int32s) -> None:
    """Lets two threads work on some laborers and their rows of the result, slice by slice."""
    asked = laborers.astype(np.int32)
    ends = np.linspace(0, len(asked), SLICES + 1).astype(np.int64).tolist()
    with ThreadPoolExecutor(THREADS) as pool:
        done = [
            pool.submit(job, asked[start:end], out[start:end])
            for start, end in pairwise(ends)
            if start < end
        ]
    for part in done:
        part.result()


Array = npt.NDArray[Any]
"""An array whose type the docstrings and the callers state."""


@compiled
def _count(folded: Any, free: Array, laborers: Array, out: Array) -> None:
    """Counts the feasible vacancies of laborers."""
    buffers = buffers_of(folded)
    for k in range(laborers.shape[0]):
        bits, gathered, runs = begin(folded, laborers[k], buffers)
        seen = seen_by(folded, laborers[k])
        _, _, starts, ends, figures, lifts, nets = buffers
        count = 0
        for run in range(runs):
            for at in range(starts[run], ends[run], CHUNK):
                span = at, min(at + CHUNK, ends[run]), figures[run], lifts[run]
                chunk_nets(seen, free, laborers[k], span, bits, gathered, nets)
                found: Any = np.int32(0)
                for n in range(span[1] - at):
                    found = np.int32(found + np.int32(nets[n] > CLOSED_32))
                count += found
        out[k] = count


@compiled
def _write(folded: Any, free: Array, laborers: Array, out: Array) -> None:
    """Writes the scores of the feasible pairs of laborers."""
    buffers = buffers_of(folded)
    for k in range(laborers.shape[0]):
        bits, gathered, runs = begin(folded, laborers[k], buffers)
        seen = seen_by(folded, laborers[k])
        _, _, starts, ends, figures, lifts, nets = buffers
        for run in range(runs):
            for at in range(starts[run], ends[run], CHUNK):
                span = at, min(at + CHUNK, ends[run]), figures[run], lifts[run]
                chunk_nets(seen, free, laborers[k], span, bits, gathered, nets)
                for n in range(span[1] - at):
                    if nets[n] > CLOSED_32:
                        out[k, at + n] = nets[n]


@compiled
def buffers_of(folded: Any) -> Any:
    """Makes room for what one laborer after the other is scanned with."""
    major, block_start, gathered = folded[2], folded[5], folded[6]
    runs = block_start.shape[0]
    return (
        np.zeros(major[2], np.int32),
        np.zeros(gathered[2] if gathered[0].shape[0] else 0, np.int32),
        np.empty(runs, np.int32),
        np.empty(runs, np.int32),
        np.empty(runs, np.int32),
        np.empty(runs, np.int32),
        np.empty(CHUNK, np.int32),
    )


@compiled
def begin(folded: Any, laborer: int, buffers: Any) -> Any:
    """Fills the buffers for a laborer."""
    major_out, gathered, starts, ends, figures, lifts, _ = buffers
    if gathered.shape[0]:
        axis_figures(folded[6], laborer, gathered)
    runs = open_runs(folded, laborer, major_out, starts, ends, figures, lifts, JOINED)
    return laborer_bits(folded[8], laborer), gathered, runs
