"""The best net value of each laborer over all pairs, in plain numpy and bounded memory.

Slow and obvious beside the compiled scan: every form is asked for every pair, straight from its
declaration. One thing is saved: laborers of one class of a forbidding table are looked at together,
and the vacancies that the table closes to that class are left out.
"""

from collections.abc import Iterator

import numpy as np

from matching.columns.arrays import Ints
from matching.pairs.forms import ClassTable
from matching.pairs.market import Market
from matching.pairs.plain import FORBIDDEN, scores_of_block

NOTHING = -(2**62)
"""Stands where no vacancy is feasible, below every net value."""

BLOCK_PAIRS = 2**20
"""Pairs evaluated at a time, unless a single laborer has more: some ten megabytes a column."""


def plain_best_nets(market: Market, price: Ints) -> Ints:
    """Gives max over all feasible j of (s_ij - p_j) of each laborer, ``NOTHING`` if none is.

    Parameters
    ----------
    market
        The market.
    price
        0 <= p_j, in the market's order.
    """
    best = np.full(market.laborer_count, NOTHING, np.int64)
    for laborers, vacancies in _open_blocks(market):
        score = scores_of_block(market, laborers, vacancies)
        net = np.where(score == FORBIDDEN, NOTHING, score - price[vacancies][None, :])
        best[laborers] = net.max(axis=1, initial=NOTHING)
    return best


def _open_blocks(market: Market) -> Iterator[tuple[Ints, Ints]]:
    """Yields laborers and vacancies whose blocks together hold every feasible pair once."""
    at_once = max(1, BLOCK_PAIRS // max(1, market.vacancy_count))
    for laborers, vacancies in _open_groups(market):
        for first in range(0, len(laborers), at_once):
            yield laborers[first : first + at_once], vacancies


def _open_groups(market: Market) -> Iterator[tuple[Ints, Ints]]:
    table = _widest_closing(market)
    if table is None:
        yield np.arange(market.laborer_count), np.arange(market.vacancy_count)
        return
    by_class = np.argsort(table.laborer_class, kind="stable")
    ends = np.cumsum(np.bincount(table.laborer_class, minlength=len(table.table)))
    for row, laborers in enumerate(np.split(by_class, ends[:-1])):
        if len(laborers):
            yield laborers, np.flatnonzero(~table.table[row][table.vacancy_class])


def _widest_closing(market: Market) -> ClassTable | None:
    """Gives the rules' table that forbids the most pairs, None if none forbids any."""
    most, found = 0, None
    for rule in market.rules:
        for test in rule.tests:
            if isinstance(test, ClassTable) and (closed := _closed_pairs(test)) > most:
                most, found = closed, test
    return found


def _closed_pairs(table: ClassTable) -> int:
    rows, columns = table.table.shape
    laborers = np.bincount(table.laborer_class, minlength=rows)
    vacancies = np.bincount(table.vacancy_class, minlength=columns)
    return int(laborers @ (table.table @ vacancies))
