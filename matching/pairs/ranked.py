"""Lists from vacancies ranked once for a whole group of laborers.

Laborers of a group see the same row of figures, and in a block each adds one figure of its own to
all of it. So in each block all of them order the vacancies alike, by row less price, and a list is
found by walking down that order until nothing below can enter it, over the vacancies that rules
forbid this laborer.

Only the best of each block are ranked, with the bound of all others; where a walk gets past them
the block is looked through. As long as prices only rise, a ranking stays true with its net values
as upper bounds; walks get longer, and once they have cost as much as some plain scans the group is
ranked anew.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from matching.pairs.compiled import compiled
from matching.pairs.every_pair import buffers_of
from matching.pairs.figures import FORBIDS
from matching.pairs.folded import CLOSED, Folded
from matching.pairs.kernel import (
    CHUNK,
    SINGLE,
    axis_figures,
    chunk_nets,
    laborer_bits,
    open_runs,
    seen_by,
)
from matching.pairs.lists import FIRST, SPREAD, WIDTH, best_lists, insert

DEPTH = 128
"""Most vacancies ranked in a block."""

BINS = 256
"""Bins of net value by which the best of a block are found; more than ``DEPTH``, so that they are
fine enough."""

PATIENCE = 3
"""A group is ranked when its laborers looked at this many times all vacancies since it was last:
ranking costs about as much."""

LONG_BLOCK = 64
"""Vacancies a block from which on walking down ranks is quicker than looking at all."""

FEWEST_ALIKE = 4
"""Laborers a group likewise."""

RANK_BYTES = 400_000_000
"""Most memory for ranks."""

FORBIDS_32, CLOSED_32 = np.int32(FORBIDS), np.int32(CLOSED)

Int32s = npt.NDArray[np.int32]

Array = npt.NDArray[Any]
"""An array whose type the docstrings and the callers state."""


@dataclass(frozen=True, slots=True, eq=False)
class Ranks:
    """The best vacancies of each group's blocks; filled and renewed by ``ranked_lists``.

    Parameters
    ----------
    first
        int32 (blocks + 1): where each block's ranks begin.
    net, vacancy
        int32 (groups, ranks): falling by row less price at the time of ranking.
    count
        int32 (groups, blocks): how many are ranked.
    beyond
        int32 (groups, blocks): what no other vacancy of the block exceeded then.
    looks
        int64 (groups): pairs looked at since then.
    is_ranked
        bool (groups).
    """

    first: Int32s
    net: Int32s
    vacancy: Int32s
    count: Int32s
    beyond: Int32s
    looks: npt.NDArray[np.int64]
    is_ranked: npt.NDArray[np.bool_]

    def forget(self) -> None:
        """Drops all ranks, as they may be too low after a price has fallen."""
        self.is_ranked[:] = False
        self.looks[:] = 0

    @property
    def arrays(self) -> tuple[Any, ...]:
        """The arrays in the nesting that the kernel takes."""
        ranking = self.first, self.net, self.vacancy, self.count, self.beyond
        return (*ranking, self.looks, self.is_ranked)


def ranks_of(market: Folded) -> Ranks | None:
    """Makes room for ranks, None where they would not pay: short blocks, or few alike.

    Where a curve is read, only laborers of equal lifts would order vacancies alike: too few.
    """
    groups, blocks = len(market.rows), len(market.block_start) - 1
    if len(market.curve.figures):
        return None
    if market.vacancy_count < LONG_BLOCK * blocks or market.laborer_count < FEWEST_ALIKE * groups:
        return None
    depth = np.minimum(DEPTH, np.diff(market.block_start))
    first = np.concatenate([[0], np.cumsum(depth)]).astype(np.int32)
    if 8 * groups * int(first[-1]) > RANK_BYTES:
        return None
    return Ranks(
        first=first,
        net=np.zeros((groups, first[-1]), np.int32),
        vacancy=np.zeros((groups, first[-1]), np.int32),
        count=np.zeros((groups, blocks), np.int32),
        beyond=np.zeros((groups, blocks), np.int32),
        looks=np.zeros(groups, np.int64),
        is_ranked=np.zeros(groups, np.bool_),
    )


@compiled
def _rank_block(
    row: Array, price: Array, start: int, net: Array, vacancy: Array, sizes: Array
) -> Any:
    """Ranks the best of a block of which ``start`` is the first vacancy.

    Returns how many are ranked and what no other exceeds. Vacancies worth the same are ranked all
    or none.
    """
    highest, lowest = CLOSED_32, np.int32(2**30)
    for k in range(row.shape[0]):
        value = np.int32(row[k] - price[k])
        highest = value if value > highest else highest
        lowest = value if CLOSED_32 < value < lowest else lowest
    if highest == CLOSED_32:
        return 0, FORBIDS_32
    shift = np.int32(0)
    while (highest - lowest) >> shift >= BINS:
        shift += np.int32(1)
    sizes[:] = 0
    for k in range(row.shape[0]):
        value = np.int32(row[k] - price[k])
        if value > CLOSED_32:
            sizes[((highest - value) >> shift) + 1] += 1
    bins = 0
    while bins < BINS and sizes[bins] + sizes[bins + 1] <= net.shape[0]:
        sizes[bins + 1] += sizes[bins]
        bins += 1
    count = sizes[bins]
    beyond = FORBIDS_32
    least = max(highest - (np.int32(bins) << shift), CLOSED_32)
    for k in range(row.shape[0]):
        value = np.int32(row[k] - price[k])
        if value <= least:
            beyond = value if value > beyond else beyond
            continue
        place = (highest - value) >> shift
        at = sizes[place]
        sizes[place] += 1
        net[at], vacancy[at] = value, start + k
    for k in range(1, count):
        value, where = net[k], vacancy[k]
        at = k
        while at > 0 and net[at - 1] < value:
            net[at], vacancy[at] = net[at - 1], vacancy[at - 1]
            at -= 1
        net[at], vacancy[at] = value, where
    return count, beyond


@compiled
def _rank_group(row: Array, price: Array, block_start: Array, ranks: Any, group: int) -> None:
    """Ranks a group's vacancies at prices."""
    sizes = np.zeros(BINS + 1, np.int32)
    first, net, vacancy, count, beyond, looks, is_ranked = ranks
    for block in range(first.shape[0] - 1):
        start, end = block_start[block], block_start[block + 1]
        low, high = first[block], first[block + 1]
        count[group, block], beyond[group, block] = _rank_block(
            row[start:end],
            price[start:end],
            start,
            net[group, low:high],
            vacancy[group, low:high],
            sizes,
        )
    looks[group], is_ranked[group] = 0, True


@compiled
def _is_open(words: Any, laborer: int, vacancy: int) -> Any:
    """Says whether no word forbids a pair."""
    have, barred, need, guards, fields = words
    for word in range(need.shape[0]):
        asked = need[word, vacancy]
        short = np.uint32(~np.uint32(have[word, laborer] - np.uint32(asked & fields[word])))
        if np.uint32(np.uint32(short & guards[word]) | np.uint32(asked & barred[word, laborer])):
            return False
    return True


@compiled
def _is_listed(record: Array, count: int, vacancy: int) -> Any:
    """Says whether a vacancy stands in a list."""
    listed = record[FIRST + 1 : FIRST + 1 + WIDTH * count : WIDTH]
    return (listed == vacancy).any()


@compiled
def _scan_span(
    folded: Any, price: Array, laborer: int, run: Any, stands: Any, record: Array, buffers: Any
) -> Any:
    """Enters into a laborer's list what part of a run is worth more than its last.

    ``run`` is its first vacancy, its end, its figure and the laborer's bits; ``stands`` how many
    are listed, some of the run maybe among them, and the bound of all others. Returns both anew.
    """
    # ``best_lists`` holds the same loop: called as a function it slows short runs by a third.
    start, end, figure, bits = run
    count, cut = stands
    gather_out, nets, seen = buffers[1], buffers[6], seen_by(folded, laborer)
    length = (record.shape[0] - FIRST) // WIDTH
    for at in range(start, end, CHUNK):
        stop = min(at + CHUNK, end)
        chunk_nets(seen, price, laborer, (at, stop, figure, 0), bits, gather_out, nets)
        highest = FORBIDS_32
        for n in range(stop - at):
            highest = nets[n] if nets[n] > highest else highest
        if highest <= cut:
            continue
        for n in range(stop - at):
            if nets[n] > cut and not _is_listed(record, count, at + n):
                insert(nets[n], at + n, count, length, record)
                count = min(count + 1, length)
                if count == length:
                    cut = record[FIRST + WIDTH * (length - 1)]
    return count, cut


@compiled
def _walk(
    folded: Any, ranks: Any, price: Array, laborer: int, floor: int, record: Array, buffers: Any
) -> Any:
    """Fills a laborer's list from its group's ranks; returns the pairs looked at."""
    rows, group_of, _, _, _, block_start, gathered, gather_code, words, _, _ = folded
    first, net, vacancy, counts, beyond, _, _ = ranks
    major_out, gather_out, starts, opened, figures, lifts, _ = buffers
    length = (record.shape[0] - FIRST) // WIDTH
    group = group_of[laborer]
    row, bits = rows[group], laborer_bits(words, laborer)
    most = 0
    if gather_out.shape[0]:
        axis_figures(gathered, laborer, gather_out)
        most = gather_out.max()
    count, cut = 0, np.int32(floor)
    blocks = open_runs(folded, laborer, major_out, starts, opened, figures, lifts, SINGLE)
    turn = np.uint32(np.uint32(laborer + 1) * SPREAD)
    looked = 0
    for step in range(blocks):
        at = (step + turn) % blocks
        block, figure = opened[at], figures[at]
        start = first[block]
        end = start + counts[group, block]
        while start < end and net[group, start] + figure + most > cut:
            alike = 1
            while start + alike < end and net[group, start + alike] == net[group, start]:
                alike += 1
            for other in range(alike):
                chosen = vacancy[group, start + (other + turn) % alike]
                value = row[chosen] - price[chosen] + figure
                if gather_out.shape[0]:
                    added = gather_out[gather_code[chosen]]
                    value = value + added if added > CLOSED_32 else FORBIDS_32
                if value > cut and _is_open(words, laborer, chosen):
                    insert(value, chosen, count, length, record)
                    count = min(count + 1, length)
                    if count == length:
                        cut = record[FIRST + WIDTH * (length - 1)]
            looked += alike
            start += alike
        if start == end and beyond[group, block] + figure + most > cut:
            low, high = block_start[block], block_start[block + 1]
            middle = low + turn % (high - low)
            for half in range(2):
                start, end = (middle, high) if half == 0 else (low, middle)
                part = start, end, figure, bits
                count, cut = _scan_span(folded, price, laborer, part, (count, cut), record, buffers)
            looked += high - low
    for n in range(FIRST, FIRST + WIDTH * count, WIDTH):
        record[n + 2] = record[n] + price[record[n + 1]]
    record[0], record[1] = count, cut
    return looked


@compiled
def ranked_lists(
    folded: Any, ranks: Any, price: Array, floor: Array, laborers: Array, lists: Array
) -> Any:
    """Fills the lists of some laborers like ``best_lists``, and ranks their groups where it pays.

    Parameters
    ----------
    folded
        ``kernel_arrays``.
    ranks
        The arrays of ``Ranks``, ranked at prices nowhere above these.
    price, floor, laborers, lists
        As in ``best_lists``; laborers of a group stand together, and nobody else uses that group's
        ranks meanwhile.

    Returns
    -------
    int
        Pairs looked at.
    """
    rows, group_of, block_start = folded[0], folded[1], folded[5]
    looks, is_ranked = ranks[5], ranks[6]
    patience = np.int64(PATIENCE) * rows.shape[1]
    buffers = buffers_of(folded)
    total, begin = 0, 0
    while begin < laborers.shape[0]:
        group = group_of[laborers[begin]]
        end = begin
        while end < laborers.shape[0] and group_of[laborers[end]] == group:
            end += 1
        ahead = 0 if is_ranked[group] else (end - begin) * rows.shape[1]
        if looks[group] + ahead >= patience:
            _rank_group(rows[group], price, block_start, ranks, group)
        looked = 0
        if is_ranked[group]:
            for laborer in laborers[begin:end]:
                record = lists[laborer]
                looked += _walk(folded, ranks, price, laborer, floor[laborer], record, buffers)
        else:
            looked = best_lists(folded, price, floor, laborers[begin:end], lists)
        looks[group] += looked
        total += looked
        begin = end
    return total
