"""What single laborers find at prices, over all their pairs and in a strict order.

Unlike the lists of a search, ties are told apart here: by score, and last by the market's order.
All positions are in the folded order; see ``Folded``.
"""

from typing import Any

import numpy as np
import numpy.typing as npt

from matching.columns.arrays import Ints
from matching.pairs.compiled import compiled
from matching.pairs.every_pair import CLOSED_32, begin, buffers_of, in_slices
from matching.pairs.folded import Folded, kernel_arrays
from matching.pairs.kernel import CHUNK, FORBIDS_32, chunk_nets, seen_by
from matching.pairs.market import LARGEST_SCORE

TILE = 128
"""Neighbouring vacancies whose highest row less price is kept for each group."""

NONE = -1
"""Stands for a vacancy where there is none."""

Int32s = npt.NDArray[np.int32]


def best_beside(
    market: Folded, price: Ints, laborers: Ints, own: Ints, most: int
) -> tuple[Int32s, Int32s]:
    """Gives some laborers their best vacancies beside their own.

    The best are those of the highest net value, score less price; ties go to the higher score, then
    to the vacancy that comes first in the market.

    Parameters
    ----------
    market
        The market, folded.
    price
        0 <= p_j of each vacancy, below ``LARGEST_SCORE``.
    laborers
        Whose.
    own
        The vacancy of each of them that is left out.
    most
        How many vacancies at most.

    Returns
    -------
    tuple
        Vacancies and scores (laborers by places), ``NONE`` where there is no further vacancy.
    """
    arrays, prices, order = _asked(market, price)
    out = np.full((len(laborers), 1 + 2 * most), NONE, np.int32)
    out[:, 0] = own
    tiles = len(market.rows), -(-market.vacancy_count // TILE)
    bounds, highest = np.empty(tiles, np.int32), market.curve.highest
    _tile_bounds(market.rows, prices, bounds)
    least = np.zeros(tiles if len(highest) else (len(market.rows), 0), np.int32)
    _tile_codes(market.curve.codes, len(highest), least)
    best = bounds, least, highest
    in_slices(lambda *slice_: _best_beside(arrays, prices, order, best, *slice_), laborers, out)
    return out[:, 1::2], out[:, 2::2]


def first_reached(market: Folded, price: Ints, laborers: Ints) -> Int32s:
    """Gives of some laborers the first vacancy in the market whose price their score reaches.

    Parameters
    ----------
    market
        The market, folded.
    price
        0 <= p_j of each vacancy, below ``LARGEST_SCORE``.
    laborers
        Whose; ``NONE`` for those who reach no price.
    """
    arrays, prices, order = _asked(market, price)
    out = np.full(len(laborers), NONE, np.int32)
    in_slices(lambda *slice_: _first_reached(arrays, prices, order, *slice_), laborers, out)
    return out


def _asked(market: Folded, price: Ints) -> tuple[Any, Int32s, Int32s]:
    """Gives what both kernels take: the market's arrays, the prices, and the market's own order."""
    prices = np.minimum(price, LARGEST_SCORE - 1).astype(np.int32)
    return kernel_arrays(market), prices, market.vacancy_at.astype(np.int32)


Array = npt.NDArray[Any]
"""An array whose type the docstrings and the callers state."""


@compiled
def _highest(nets: Array) -> Any:
    """Gives the highest of some net values."""
    highest = FORBIDS_32
    for n in range(nets.shape[0]):
        highest = nets[n] if nets[n] > highest else highest
    return highest


@compiled
def _best_beside(
    folded: Any, price: Array, order: Array, tiles: Any, laborers: Array, out: Array
) -> None:
    """Fills rows of the vacancy left out, and then vacancies and scores by place.

    The tile that may hold most, but for the curve, is looked at first, all others only if they may
    hold enough.
    ``tiles`` are the highest row less price of each group's tiles, the least place on the curve
    there, and the highest figure of all strata at each place.
    """
    buffers = buffers_of(folded)
    has_curve = tiles[2].shape[0] > 0
    most_read = tiles[2][0] if has_curve else np.int32(0)
    most = (out.shape[1] - 1) // 2
    best = np.empty(most, np.int32)
    for k in range(laborers.shape[0]):
        laborer = laborers[k]
        bits, gathered, runs = begin(folded, laborer, buffers)
        seen = seen_by(folded, laborer)
        _, _, starts, ends, figures, lifts, nets = buffers
        group = folded[1][laborer]
        bound, least, curve = tiles[0][group], tiles[1][group], tiles[2]
        added = np.int32(max(gathered.max(), 0)) if gathered.shape[0] else np.int32(0)
        own, count, first = out[k, 0], 0, -1
        cut = np.int32(CLOSED_32 + 1)
        highest = CLOSED_32
        for run in range(runs):
            for tile in range(starts[run] // TILE, (ends[run] - 1) // TILE + 1):
                most_here = np.int32(bound[tile] + figures[run])
                if most_here > highest:
                    highest, first = most_here, tile
        for turn in range(2):
            for run in range(runs):
                low, high = starts[run] // TILE, (ends[run] - 1) // TILE + 1
                if turn == 0:
                    low, high = max(low, first), min(high, first + 1)
                for tile in range(low, high):
                    most_here = np.int32(bound[tile] + figures[run]) + added
                    if most_here + most_read < cut:
                        continue
                    if turn == 1 and tile == first:
                        continue
                    if has_curve and most_here + curve[least[tile] + lifts[run]] < cut:
                        continue
                    at, stop = max(tile * TILE, starts[run]), min(tile * TILE + TILE, ends[run])
                    span = at, stop, figures[run], lifts[run]
                    chunk_nets(seen, price, laborer, span, bits, gathered, nets)
                    if at <= own < stop:
                        nets[own - at] = FORBIDS_32
                    if _highest(nets[: stop - at]) < cut:
                        continue
                    for n in range(stop - at):
                        if nets[n] >= cut:
                            count = _enter(nets[n], at + n, count, price, order, best, out[k])
                            cut = best[most - 1] if count == most else cut


@compiled
def _tile_bounds(rows: Array, price: Array, bounds: Array) -> None:
    """Fills the highest row less price of each group's tiles."""
    for group in range(rows.shape[0]):
        for tile in range(bounds.shape[1]):
            highest = FORBIDS_32
            for n in range(tile * TILE, min(tile * TILE + TILE, rows.shape[1])):
                value = np.int32(rows[group, n] - price[n])
                highest = value if value > highest else highest
            bounds[group, tile] = highest


@compiled
def _tile_codes(codes: Array, width: int, least: Array) -> None:
    """Fills the least place on the curve in each group's tiles."""
    for group in range(least.shape[0]):
        for tile in range(least.shape[1]):
            lowest = np.int64(width)
            for n in range(tile * TILE, min(tile * TILE + TILE, codes.shape[1])):
                lowest = min(lowest, np.int64(codes[group, n]) % width)
            least[group, tile] = lowest


@compiled
def _enter(
    net: int, vacancy: int, count: int, price: Array, order: Array, best: Array, row: Array
) -> Any:
    """Puts a vacancy where it belongs, or nowhere; returns how many there are."""
    score, place = np.int32(net + price[vacancy]), count
    while place > 0:
        held = row[2 * place - 1]
        ahead = best[place - 1] - net
        if ahead == 0:
            ahead = row[2 * place] - score
        if ahead == 0:
            ahead = order[vacancy] - order[held]
        if ahead > 0:
            break
        if place < best.shape[0]:
            best[place] = best[place - 1]
            row[2 * place + 1], row[2 * place + 2] = held, row[2 * place]
        place -= 1
    if place < best.shape[0]:
        best[place] = net
        row[2 * place + 1], row[2 * place + 2] = vacancy, score
        return min(count + 1, best.shape[0])
    return count


@compiled
def _first_reached(folded: Any, price: Array, order: Array, laborers: Array, out: Array) -> None:
    """Fills the first vacancy in the order whose net value is not below 0."""
    buffers = buffers_of(folded)
    for k in range(laborers.shape[0]):
        bits, gathered, runs = begin(folded, laborers[k], buffers)
        seen = seen_by(folded, laborers[k])
        _, _, starts, ends, figures, lifts, nets = buffers
        found = NONE
        for run in range(runs):
            for at in range(starts[run], ends[run], CHUNK):
                stop = min(at + CHUNK, ends[run])
                span = at, stop, figures[run], lifts[run]
                chunk_nets(seen, price, laborers[k], span, bits, gathered, nets)
                if _highest(nets[: stop - at]) < 0:
                    continue
                for n in range(stop - at):
                    if nets[n] >= 0 and (found < 0 or order[at + n] < order[found]):
                        found = at + n
        out[k] = found
