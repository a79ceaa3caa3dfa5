"""Passes over all pairs at prices of any size, on the 32-bit scan.

The scan takes prices below ``LARGEST_SCORE``. Larger ones are passed in bands: the prices of a band
are shifted down to begin at 0, and all other vacancies cost so much that no net value of theirs
reaches the lowest of the band's. So every band's best is exact.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from matching.columns.arrays import Ints
from matching.pairs.errors import MarketError
from matching.pairs.folded import CLOSED
from matching.pairs.market import LARGEST_SCORE
from matching.pairs.scanner import Scanner

NO_NET = -(2**62)
"""The best net value of a laborer without a feasible vacancy."""

CLOSING_PRICE = LARGEST_SCORE - 1
"""The highest price that the scan takes."""


@dataclass(frozen=True, slots=True, eq=False)
class Listed:
    """Pairs, by laborer within each band; positions in the folded order."""

    laborer: Ints
    vacancy: Ints
    score: Ints


@dataclass(frozen=True, slots=True, eq=False)
class _Band:
    """Prices shifted down, what they were shifted by, and the net value that all of it exceed."""

    price: Ints
    shift: int
    floor: int


def wide_best_nets(scanner: Scanner, price: Ints) -> Ints:
    """Gives max over all feasible j of (s_ij - p_j) of each laborer, ``NO_NET`` if none.

    Parameters
    ----------
    scanner
        The market; its top score is below ``LARGEST_SCORE - 1``.
    price
        0 <= p_j <= 2^61 (vacancies, folded).

    Raises
    ------
    MarketError
        If prices need bands and the top score leaves them no width.
    """
    best = np.full(scanner.folded.laborer_count, NO_NET, np.int64)
    for band in _bands(scanner, price):
        net = scanner.best_nets(band.price)
        np.maximum(best, np.where(net > band.floor, net - band.shift, NO_NET), out=best)
    return best


def wide_pairs_above(scanner: Scanner, price: Ints, above: Ints, length: int) -> Listed:
    """Lists each laborer's best pairs at prices, from every band.

    Parameters
    ----------
    scanner, price
        As in ``wide_best_nets``.
    above
        Of each laborer: only pairs with a higher net value are listed; at most 2^62.
    length
        Most pairs a laborer and band.
    """
    found = []
    for band in _bands(scanner, price):
        arcs = scanner.arcs_above(band.price, np.maximum(above + band.shift, band.floor), length)
        found.append((arcs.laborer, arcs.vacancy.astype(np.int64), arcs.score))
    return Listed(*(np.concatenate(columns) for columns in zip(*found, strict=True)))


def _bands(scanner: Scanner, price: Ints) -> Iterator[_Band]:
    if price.max(initial=0) <= CLOSING_PRICE:
        yield _Band(price, 0, CLOSED)
        return
    width = CLOSING_PRICE - scanner.top_score
    if width <= 0:
        raise MarketError(field="parts", reason="too_large")
    levels = np.unique(price)
    while levels.size:
        lowest = int(levels[0])
        is_inside = (price >= lowest) & (price < lowest + width)
        yield _Band(np.where(is_inside, price - lowest, CLOSING_PRICE), lowest, -width)
        levels = levels[levels >= lowest + width]
