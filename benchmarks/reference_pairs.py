"""The reference market laid out for a plain walk over the pairs its two class rules leave open.

Written for the benchmarks alone, so that baselines and expected values owe nothing to the solver
that is measured. Vacancies stand in the order of their classes; `vacancy` names them again.
"""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from numba import njit

from matching.pairs.forms import ClassTable, Threshold
from matching.pairs.market import Market

Int32s = npt.NDArray[np.int32]
Int64s = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]
Number = int | np.int64


class Pairs(NamedTuple):
    """Columns, with V vacancies in class order, K parts, T thresholds and two class rules.

    Parameters
    ----------
    vacancy, seats
        Original index and seats of each place in the order.
    first_class, second_class
        Of each laborer, rows of the rules' tables.
    open_start, open_class
        Vacancy classes that the first rule leaves open, by its laborer class.
    forbids_second
        The second rule's table.
    start
        First place of each (first, second) vacancy class, flat, and V at the end.
    laborer_level, vacancy_level
        int64 (laborers, T) and (V, T).
    figure
        All weighted tables of the parts, one after the other.
    row, column
        Where the laborer's row begins in `figure` (laborers, K); the vacancy's column (V, K).
    """

    vacancy: Int64s
    seats: Int64s
    first_class: Int32s
    second_class: Int32s
    open_start: Int64s
    open_class: Int64s
    forbids_second: Flags
    start: Int64s
    laborer_level: Int64s
    vacancy_level: Int64s
    figure: Int32s
    row: Int64s
    column: Int32s


def pairs_of(market: Market) -> Pairs:
    """Lays out a market of two class rules and any number of thresholds.

    Parameters
    ----------
    market
        Each part has one table; exactly two tests are class tables.
    """
    tests = [test for rule in market.rules for test in rule.tests]
    first, second = (test for test in tests if isinstance(test, ClassTable))
    levels = [test for test in tests if isinstance(test, Threshold)]
    seconds = second.table.shape[1]
    block = first.vacancy_class.astype(np.int64) * seconds + second.vacancy_class
    order = np.argsort(block, kind="stable")
    opens = [np.flatnonzero(~row) for row in first.table]
    tables = [part.tables[0] for part in market.parts]
    weighted = [
        part.weight * table.table.astype(np.int32).ravel()
        for part, table in zip(market.parts, tables, strict=True)
    ]
    base = np.cumsum([0] + [len(figures) for figures in weighted])
    rows = [
        start + table.laborer_class.astype(np.int64) * table.table.shape[1]
        for start, table in zip(base, tables, strict=False)
    ]
    return Pairs(
        vacancy=order,
        seats=market.seats[order],
        first_class=first.laborer_class,
        second_class=second.laborer_class,
        open_start=np.cumsum([0] + [len(row) for row in opens]),
        open_class=np.concatenate(opens),
        forbids_second=second.table,
        start=np.searchsorted(block[order], np.arange(first.table.shape[1] * seconds + 1)),
        laborer_level=np.stack([test.laborer_level for test in levels], axis=1),
        vacancy_level=np.stack([test.vacancy_level[order] for test in levels], axis=1),
        figure=np.concatenate(weighted),
        row=np.stack(rows, axis=1),
        column=np.stack([table.vacancy_class[order] for table in tables], axis=1),
    )


@njit(cache=True, nogil=True)
def keep_best(
    pairs: Pairs, laborer: int, price: Int64s, net: Int64s, place: Int32s, score: Int32s
) -> int:
    """Keeps a laborer's feasible pairs of the highest score less price, as a heap by that figure.

    Returns how many there are; if as many as fit, no pair left out has more than ``net[0]``.

    Parameters
    ----------
    pairs, laborer
        The market and the laborer.
    price
        Of each place in the order.
    net, place, score
        Filled: the heap of score less price with its places and scores.
    """
    room = len(net)
    count = 0
    row = pairs.first_class[laborer]
    wish = pairs.second_class[laborer]
    seconds = pairs.forbids_second.shape[1]
    thresholds = pairs.laborer_level.shape[1]
    parts = pairs.row.shape[1]
    for at in range(pairs.open_start[row], pairs.open_start[row + 1]):
        for second in range(seconds):
            if pairs.forbids_second[wish, second]:
                continue
            block = pairs.open_class[at] * seconds + second
            for vacancy in range(pairs.start[block], pairs.start[block + 1]):
                fits = True
                for test in range(thresholds):
                    fits &= pairs.laborer_level[laborer, test] >= pairs.vacancy_level[vacancy, test]
                if not fits:
                    continue
                worth = np.int64(0)
                for part in range(parts):
                    worth += pairs.figure[pairs.row[laborer, part] + pairs.column[vacancy, part]]
                value = worth - price[vacancy]
                if count < room:
                    _rise(net, place, score, count, value, vacancy, worth)
                    count += 1
                elif value > net[0]:
                    _sink(net, place, score, value, vacancy, worth)
    return count


@njit(cache=True, nogil=True)
def _rise(
    net: Int64s, place: Int32s, score: Int32s, at: int, value: Number, vacancy: int, worth: Number
) -> None:
    """Puts a pair at the end of the heap and lets it rise."""
    while at > 0:
        above = (at - 1) // 2
        if net[above] <= value:
            break
        net[at], place[at], score[at] = net[above], place[above], score[above]
        at = above
    net[at], place[at], score[at] = value, vacancy, worth


@njit(cache=True, nogil=True)
def _sink(
    net: Int64s, place: Int32s, score: Int32s, value: Number, vacancy: int, worth: Number
) -> None:
    """Puts a pair in the place of the lowest and lets it sink."""
    at = 0
    room = len(net)
    while 2 * at + 1 < room:
        below = 2 * at + 1
        if below + 1 < room and net[below + 1] < net[below]:
            below += 1
        if net[below] >= value:
            break
        net[at], place[at], score[at] = net[below], place[below], score[below]
        at = below
    net[at], place[at], score[at] = value, vacancy, worth


@njit(cache=True, nogil=True)
def list_best(
    pairs: Pairs, price: Int64s, net: Int64s, place: Int32s, score: Int32s, count: Int64s
) -> None:
    """Fills row i with the best pairs of laborer i, highest score less price first.

    Parameters
    ----------
    pairs, price
        The market; a price of each place.
    net, place, score
        (laborers, room), filled up to `count`.
    count
        Filled: how many pairs each laborer has, at most the room.
    """
    for laborer in range(len(count)):
        found = keep_best(pairs, laborer, price, net[laborer], place[laborer], score[laborer])
        order = np.argsort(-net[laborer, :found])
        net[laborer, :found] = net[laborer, :found][order]
        place[laborer, :found] = place[laborer, :found][order]
        score[laborer, :found] = score[laborer, :found][order]
        count[laborer] = found


@njit(cache=True, nogil=True)
def feasible_counts(pairs: Pairs) -> Int64s:
    """Gives how many feasible vacancies each laborer has."""
    places = len(pairs.seats)
    net, place, score = (
        np.empty(places, np.int64),
        np.empty(places, np.int32),
        np.empty(places, np.int32),
    )
    price = np.zeros(places, np.int64)
    count = np.zeros(len(pairs.first_class), np.int64)
    for laborer in range(len(count)):
        count[laborer] = keep_best(pairs, laborer, price, net, place, score)
    return count


@njit(cache=True, nogil=True)
def fill_feasible(pairs: Pairs, start: Int64s, place: Int32s, score: Int32s) -> None:
    """Lists every feasible pair of laborer i from ``start[i]`` on.

    Parameters
    ----------
    pairs, start
        The market; the sums of the feasible counts before each laborer.
    place, score
        Filled.
    """
    price = np.zeros(len(pairs.seats), np.int64)
    net = np.empty(len(pairs.seats), np.int64)
    for laborer in range(len(start) - 1):
        own = slice(start[laborer], start[laborer + 1])
        if start[laborer] < start[laborer + 1]:
            keep_best(
                pairs,
                laborer,
                price,
                net[: start[laborer + 1] - start[laborer]],
                place[own],
                score[own],
            )


@njit(cache=True, nogil=True)
def open_pairs(pairs: Pairs) -> int:
    """Counts the pairs that the two class rules leave open, whatever the thresholds say."""
    seconds = pairs.forbids_second.shape[1]
    total = 0
    for laborer in range(len(pairs.first_class)):
        row = pairs.first_class[laborer]
        for at in range(pairs.open_start[row], pairs.open_start[row + 1]):
            for second in range(seconds):
                if not pairs.forbids_second[pairs.second_class[laborer], second]:
                    block = pairs.open_class[at] * seconds + second
                    total += pairs.start[block + 1] - pairs.start[block]
    return total


@njit(cache=True, nogil=True)
def highest_nets(pairs: Pairs, price: Int64s) -> Int64s:
    """Gives u_i = max(0, max_j s_ij - p_j) over all feasible pairs of each laborer."""
    laborers = len(pairs.first_class)
    surplus = np.zeros(laborers, np.int64)
    net, place, score = np.empty(1, np.int64), np.empty(1, np.int32), np.empty(1, np.int32)
    for laborer in range(laborers):
        if keep_best(pairs, laborer, price, net, place, score):
            surplus[laborer] = max(0, net[0])
    return surplus


def bound_of(pairs: Pairs, price: Int64s) -> int:
    """Gives UB(p) = sum_j h_j p_j + sum_i u_i: no plan is worth more, whatever the prices >= 0."""
    return int(pairs.seats @ price) + int(highest_nets(pairs, price).sum())
