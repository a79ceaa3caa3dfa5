"""The compiled scan: one laborer against every vacancy that its blocks leave open.

Arrays are those of ``Folded``; see there for the layout. Everything is int32, so that the loops
over a run of vacancies become vector instructions; numba widens sums to 64 bits unless told
otherwise, hence the casts. No function allocates: buffers are handed in.
"""

from typing import Any

import numpy as np
import numpy.typing as npt

from matching.pairs.compiled import compiled
from matching.pairs.figures import FORBIDS
from matching.pairs.folded import CLOSED

CHUNK = 512
"""Vacancies whose nets are held at a time; they stay in the first-level cache."""

JOINED, SINGLE = 1, 0
"""Whether open blocks come as runs or one by one."""

CLOSED_32 = np.int32(CLOSED)
FORBIDS_32 = np.int32(FORBIDS)


Array = npt.NDArray[Any]
"""An array whose type the docstrings and the callers state."""


@compiled
def axis_figure(axis: Any, laborer: int, code: int) -> Any:
    """Adds up an axis' tables for a laborer and a code."""
    start, figures, _ = axis
    total = 0
    for table in range(start.shape[0]):
        total += figures[start[table, laborer] + code]
    return total


@compiled
def axis_figures(axis: Any, laborer: int, out: Array) -> None:
    """Fills a laborer's figure by code, at least ``FORBIDS``."""
    start, figures, codes = axis
    out[:] = 0
    for table in range(start.shape[0]):
        row = figures[start[table, laborer] : start[table, laborer] + codes]
        for code in range(codes):
            out[code] = max(np.int32(out[code] + row[code]), FORBIDS_32)


@compiled
def run_nets(
    row: Array, price: Array, need: Array, need_2: Array, figure: Any, bits: Any, out: Array
) -> None:
    """Writes score less price of a run of vacancies, ``FORBIDS`` where the first words forbid.

    All arrays are slices of the run: an index that counts from 0 needs no check for being negative,
    which would keep the loop from becoming vector instructions.
    """
    have, barred, guard, field, have_2, barred_2, guard_2, field_2 = bits
    for k in range(row.shape[0]):
        short = np.uint32(~np.uint32(have - np.uint32(need[k] & field)))
        short_2 = np.uint32(~np.uint32(have_2 - np.uint32(need_2[k] & field_2)))
        fails = np.uint32(np.uint32(short & guard) | np.uint32(need[k] & barred))
        fails_2 = np.uint32(np.uint32(short_2 & guard_2) | np.uint32(need_2[k] & barred_2))
        net = np.int32(np.int32(row[k] - price[k]) + figure)
        out[k] = net if np.uint32(fails | fails_2) == 0 else FORBIDS_32


@compiled
def run_best(
    row: Array, price: Array, need: Array, need_2: Array, figure: Any, bits: Any, best: Any
) -> Any:
    """Gives the larger of ``best`` and the best net value of a run; see ``run_nets``."""
    have, barred, guard, field, have_2, barred_2, guard_2, field_2 = bits
    for k in range(row.shape[0]):
        short = np.uint32(~np.uint32(have - np.uint32(need[k] & field)))
        short_2 = np.uint32(~np.uint32(have_2 - np.uint32(need_2[k] & field_2)))
        fails = np.uint32(np.uint32(short & guard) | np.uint32(need[k] & barred))
        fails_2 = np.uint32(np.uint32(short_2 & guard_2) | np.uint32(need_2[k] & barred_2))
        net = np.int32(np.int32(row[k] - price[k]) + figure)
        value = net if np.uint32(fails | fails_2) == 0 else FORBIDS_32
        best = value if value > best else best
    return best


@compiled
def run_best_looked_up(
    row: Array, price: Array, needs: Any, curve: Any, figure: Any, bits: Any, best: Any
) -> Any:
    """Gives the same where a curve is read: codes of the run, and figures from the lift on."""
    have, barred, guard, field, have_2, barred_2, guard_2, field_2 = bits
    (need, need_2), (codes, figures) = needs, curve
    for k in range(row.shape[0]):
        short = np.uint32(~np.uint32(have - np.uint32(need[k] & field)))
        short_2 = np.uint32(~np.uint32(have_2 - np.uint32(need_2[k] & field_2)))
        fails = np.uint32(np.uint32(short & guard) | np.uint32(need[k] & barred))
        fails_2 = np.uint32(np.uint32(short_2 & guard_2) | np.uint32(need_2[k] & barred_2))
        net = np.int32(np.int32(np.int32(row[k] - price[k]) + figure) + figures[codes[k]])
        value = net if np.uint32(fails | fails_2) == 0 else FORBIDS_32
        best = value if value > best else best
    return best


@compiled
def close_by_word(need: Array, have: int, barred: int, guard: int, field: int, out: Array) -> None:
    """Closes what a further word forbids."""
    for k in range(need.shape[0]):
        short = np.uint32(~np.uint32(have - np.uint32(need[k] & field)))
        fails = np.uint32(np.uint32(short & guard) | np.uint32(need[k] & barred))
        out[k] = out[k] if fails == 0 else FORBIDS_32


@compiled
def add_gathered(figures: Array, codes: Array, out: Array) -> None:
    """Adds the gathered figures to a run's nets."""
    for k in range(codes.shape[0]):
        figure = figures[codes[k]]
        out[k] = np.int32(out[k] + figure) if figure > CLOSED_32 else FORBIDS_32


@compiled
def add_curve(figures: Array, codes: Array, out: Array) -> None:
    """Adds the figures of the curve, read from the laborer's lift on, to a run's nets."""
    for k in range(codes.shape[0]):
        out[k] = np.int32(out[k] + figures[codes[k]])


@compiled
def laborer_bits(words: Any, laborer: int) -> Any:
    """Gives the laborer's side of the first two words."""
    have, barred, _, guard, field = words
    return (
        have[0, laborer],
        barred[0, laborer],
        guard[0],
        field[0],
        have[1, laborer],
        barred[1, laborer],
        guard[1],
        field[1],
    )


@compiled
def seen_by(folded: Any, laborer: int) -> Any:
    """Gives what ``chunk_nets`` reads for a laborer; handing on all of ``folded`` would cost."""
    rows, group_of, _, _, _, _, _, gather_code, words, _, curve = folded
    group = group_of[laborer]
    return rows[group], gather_code, words, curve[0][group], curve[3]


@compiled
def chunk_nets(
    seen: Any, price: Array, laborer: int, run: Any, bits: Any, gathered: Array, out: Array
) -> None:
    """Writes all nets of at most ``CHUNK`` vacancies of a run: start, end, figure and lift."""
    row, gather_code, words, codes, curve = seen
    start, end, figure, lift = run
    need, need_2 = words[2][0, start:end], words[2][1, start:end]
    run_nets(row[start:end], price[start:end], need, need_2, np.int32(figure), bits, out)
    for word in range(2, words[2].shape[0]):
        close_by_word(
            words[2][word, start:end],
            words[0][word, laborer],
            words[1][word, laborer],
            words[3][word],
            words[4][word],
            out,
        )
    if curve.shape[0]:
        add_curve(curve[lift:], codes[start:end], out)
    if gathered.shape[0]:
        add_gathered(gathered, gather_code[start:end], out)


@compiled
def open_runs(
    folded: Any,
    laborer: int,
    major_out: Array,
    starts: Array,
    ends: Array,
    figures: Array,
    lifts: Array,
    is_joined: Any,
) -> Any:
    """Writes the runs that a laborer's blocks leave open, with figure and lift; returns how many.

    Neighbouring blocks of the same figure and lift are one run if joined; else ``ends`` are the
    numbers of the blocks.
    """
    _, _, major, major_start, blocks, block_start, _, _, _, opening, curve = folded
    opens, first, code, listed = opening
    is_sparse = opens.shape[0] > 0
    if is_sparse:
        start, end = first[opens[laborer]], first[opens[laborer] + 1]
    else:
        start, end = 0, major_start.shape[0] - 1
        axis_figures(major, laborer, major_out)
    has_blocks, has_curve = blocks[0].shape[0] > 0, curve[3].shape[0] > 0
    runs, lift = 0, 0
    for at in range(start, end):
        m = code[at] if is_sparse else at
        base = listed[at] + axis_figure(major, laborer, m) if is_sparse else major_out[m]
        if base <= CLOSED:
            continue
        for b in range(major_start[m], major_start[m + 1]):
            figure = base + axis_figure(blocks, laborer, b) if has_blocks else base
            if figure <= CLOSED:
                continue
            if has_curve:
                lift = curve[1][laborer] + axis_figure(curve[2], laborer, b)
            if (
                is_joined
                and runs
                and ends[runs - 1] == block_start[b]
                and figures[runs - 1] == figure
                and lifts[runs - 1] == lift
            ):
                ends[runs - 1] = block_start[b + 1]
            else:
                starts[runs], figures[runs], lifts[runs] = block_start[b], figure, lift
                ends[runs] = block_start[b + 1] if is_joined else b
                runs += 1
    return runs


@compiled
def best_nets(folded: Any, price: Array, laborers: Array, out: Array) -> Any:
    """Fills the best score less price over all feasible vacancies of some laborers (folded).

    Parameters
    ----------
    folded
        ``kernel_arrays``.
    price
        int32 (vacancies, folded).
    laborers
        int32, positions in the folded order.
    out
        int32, one per laborer; ``FORBIDS`` where no vacancy is feasible.

    Returns
    -------
    int
        Pairs looked at.
    """
    rows, group_of, major, _, _, block_start, gathered, _, words, _, curve = folded
    major_out = np.zeros(major[2], np.int32)
    gather_out = np.zeros(gathered[2] if gathered[0].shape[0] else 0, np.int32)
    starts = np.empty(block_start.shape[0], np.int32)
    ends = np.empty(block_start.shape[0], np.int32)
    figures = np.empty(block_start.shape[0], np.int32)
    lifts = np.empty(block_start.shape[0], np.int32)
    nets = np.empty(CHUNK, np.int32)
    has_simple_curve = words[2].shape[0] == 2 and gather_out.shape[0] == 0
    is_simple = has_simple_curve and curve[3].shape[0] == 0
    looked = 0
    for k in range(laborers.shape[0]):
        laborer = laborers[k]
        bits = laborer_bits(words, laborer)
        if gather_out.shape[0]:
            axis_figures(gathered, laborer, gather_out)
        best = FORBIDS_32
        row = rows[group_of[laborer]]
        runs = open_runs(folded, laborer, major_out, starts, ends, figures, lifts, JOINED)
        for run in range(runs):
            start, end = starts[run], ends[run]
            looked += end - start
            if is_simple:
                best = run_best(
                    row[start:end],
                    price[start:end],
                    words[2][0, start:end],
                    words[2][1, start:end],
                    np.int32(figures[run]),
                    bits,
                    best,
                )
                continue
            if has_simple_curve:
                best = run_best_looked_up(
                    row[start:end],
                    price[start:end],
                    (words[2][0, start:end], words[2][1, start:end]),
                    (curve[0][group_of[laborer], start:end], curve[3][lifts[run] :]),
                    np.int32(figures[run]),
                    bits,
                    best,
                )
                continue
            seen = seen_by(folded, laborer)
            for at in range(start, end, CHUNK):
                stop = min(at + CHUNK, end)
                span = at, stop, figures[run], lifts[run]
                chunk_nets(seen, price, laborer, span, bits, gather_out, nets)
                for n in range(stop - at):
                    best = max(best, nets[n])
        out[k] = best
    return looked
