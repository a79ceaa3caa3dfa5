"""Scans over all pairs of a market, from two threads, in bounded memory."""

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from matching.columns.arrays import Ints
from matching.pairs.figures import FORBIDS
from matching.pairs.folded import CLOSED, Folded, folded, kernel_arrays
from matching.pairs.kernel import best_nets
from matching.pairs.lists import FIRST, WIDTH, best_lists, empty_lists
from matching.pairs.market import LARGEST_SCORE, Market
from matching.pairs.plain import scores_of_pairs
from matching.pairs.ranked import Ranks, ranked_lists, ranks_of

THREADS = 2
"""The office computer's cores."""

SLICES = 32
"""Parts of a scan; more than threads, so that none waits long for the other."""

FEWEST_PER_SLICE = 64

Int32s = npt.NDArray[np.int32]


@dataclass(frozen=True, slots=True, eq=False)
class Arcs:
    """Listed pairs by laborer (positions in the folded order), the best first.

    Parameters
    ----------
    start
        int64 (laborers + 1): the first arc of each laborer, and the number of arcs.
    vacancy
        int32.
    score
        int64.
    """

    start: Ints
    vacancy: Int32s
    score: Ints

    @property
    def laborer(self) -> Ints:
        """The laborer of each arc."""
        return np.repeat(np.arange(len(self.start) - 1), np.diff(self.start))


def joined(arcs: Arcs, further: Arcs) -> Arcs:
    """Lists the pairs of two lists, each pair once."""
    laborer = np.concatenate([arcs.laborer, further.laborer])
    vacancy = np.concatenate([arcs.vacancy, further.vacancy])
    score = np.concatenate([arcs.score, further.score])
    width = int(vacancy.max(initial=0)) + 1
    _, first = np.unique(laborer * width + vacancy, return_index=True)
    counts = np.bincount(laborer[first], minlength=len(arcs.start) - 1)
    start = np.concatenate([[0], np.cumsum(counts)]).astype(np.int64)
    return Arcs(start, vacancy[first], score[first])


class Scanner:
    """Looks at every pair that a market's blocks leave open, without listing pairs.

    All positions and prices are in the folded order; see ``Folded``. Results do not depend on the
    number of threads.

    Parameters
    ----------
    market
        The market.
    threads
        How many threads scan.
    """

    def __init__(self, market: Market, threads: int = THREADS) -> None:
        self.market = market
        self.folded: Folded = folded(market)
        self.top_score = market.top_score
        self._arrays = kernel_arrays(self.folded)
        self._ranks = ranks_of(self.folded)
        self._ranked_at = np.zeros(self.folded.vacancy_count, np.int32)
        self._pool = ThreadPoolExecutor(threads)
        self.looked = 0
        """Pairs looked at so far: those that blocks leave open."""

    def scores(self, laborers: Ints, vacancies: Ints) -> Ints:
        """Gives s_ij of single pairs (folded positions), ``FORBIDDEN`` where a rule forbids."""
        order = self.folded
        return scores_of_pairs(self.market, order.laborer_at[laborers], order.vacancy_at[vacancies])

    def best_nets(self, price: Ints) -> Ints:
        """Gives max over feasible j of (s_ij - p_j) of each laborer, if none at most ``CLOSED``.

        Parameters
        ----------
        price
            0 <= p_j (vacancies). It counts as ``LARGEST_SCORE`` - 1 at most, which is not below any
            score: such a vacancy's net value is not above 0 either way.
        """
        prices = self._prices(price)
        everybody = np.arange(self.folded.laborer_count, dtype=np.int32)
        if self._ranks is not None:
            lists = empty_lists(len(everybody), 1)
            self.fill_lists(prices, np.full(len(everybody), CLOSED, np.int32), everybody, lists)
            return np.where(lists[:, 0] > 0, lists[:, FIRST], FORBIDS).astype(np.int64)
        out = np.empty(len(everybody), np.int32)

        def fill(laborers: Int32s) -> int:
            found = np.empty(len(laborers), np.int32)
            looked: int = best_nets(self._arrays, prices, laborers, found)
            out[laborers] = found
            return looked

        self._in_slices(fill, everybody)
        return out.astype(np.int64)

    def fill_lists(self, price: Int32s, floor: Int32s, laborers: Int32s, lists: Int32s) -> int:
        """Fills the lists of some laborers, see ``best_lists``; returns the pairs looked at."""
        if self._ranks is not None:
            return self._fill_ranked(self._ranks, price, floor, np.sort(laborers), lists)

        def fill(some: Int32s) -> int:
            looked: int = best_lists(self._arrays, price, floor, some, lists)
            return looked

        return self._in_slices(fill, laborers)

    def _fill_ranked(
        self, ranks: Ranks, price: Int32s, floor: Int32s, laborers: Int32s, lists: Int32s
    ) -> int:
        if (price < self._ranked_at).any():
            ranks.forget()
        self._ranked_at = price.copy()

        def fill(some: Int32s) -> int:
            looked: int = ranked_lists(self._arrays, ranks.arrays, price, floor, some, lists)
            return looked

        return self._in_slices(fill, laborers)

    def arcs_above(self, price: Ints, above: Ints, length: int, slack: int | None = None) -> Arcs:
        """Lists each laborer's best pairs at prices.

        Parameters
        ----------
        price
            p_j of each vacancy.
        above
            Of each laborer: only pairs with a higher net value are listed.
        length
            Most pairs a laborer.
        slack
            Pairs further below the better of the laborer's best net value and 0 are left out.
        """
        laborers = np.flatnonzero(above < LARGEST_SCORE).astype(np.int32)
        lists = empty_lists(self.folded.laborer_count, length)
        floor = np.clip(above, FORBIDS // 2, LARGEST_SCORE).astype(np.int32)
        self.fill_lists(self._prices(price), floor, laborers, lists)
        net = lists[:, FIRST::WIDTH]
        is_kept = np.arange(length)[None, :] < lists[:, :1]
        if slack is not None:
            is_kept &= net >= np.maximum(net[:, :1], 0) - slack
        start = np.concatenate([[0], np.cumsum(is_kept.sum(axis=1))]).astype(np.int64)
        score = lists[:, FIRST + 2 :: WIDTH][is_kept].astype(np.int64)
        return Arcs(start, lists[:, FIRST + 1 :: WIDTH][is_kept], score)

    def beside(self, work: Callable[..., None], *arguments: object) -> "Future[None]":
        """Starts compiled work on one of the threads; scans use what they leave free."""
        return self._pool.submit(work, *arguments)

    def _prices(self, price: Ints) -> Int32s:
        return np.minimum(price, LARGEST_SCORE - 1).astype(np.int32)

    def _in_slices(self, work: Callable[[Int32s], int], laborers: Int32s) -> int:
        looked = sum(self._pool.map(work, self._slices(laborers)))
        self.looked += looked
        return looked

    def _slices(self, laborers: Int32s) -> list[Int32s]:
        slices = max(1, min(SLICES, len(laborers) // FEWEST_PER_SLICE))
        cuts = np.arange(1, slices) * len(laborers) // slices
        if self._ranks is not None:
            groups = self.folded.group_of[laborers]
            cuts = np.unique(np.searchsorted(groups, groups[cuts]))
        return [part for part in np.split(laborers, cuts) if len(part)]
