"""Reads one row or column of a market's declarations fast: the most forbidding test comes first."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from matching.columns.arrays import Bools, Ints
from matching.pairs.compiled import compiled
from matching.pairs.forms import ClassTable, Threshold
from matching.pairs.market import Market
from matching.solvers.integers import INT64
from matching.solvers.repair.scores import Line

Classes = npt.NDArray[np.int32]


@dataclass(frozen=True, slots=True, eq=False)
class _Grouped:
    """The places of each class, one class after the other."""

    first: Ints
    places: Ints


class LineScores:
    """Gives the same lines as ``PlainScores``, at a cost that follows the pairs not forbidden.

    Parameters
    ----------
    market
        The market; its arrays are kept, not copied.
    """

    def __init__(self, market: Market) -> None:
        tests = [test for rule in market.rules for test in rule.tests]
        tables = [test for test in tests if isinstance(test, ClassTable)]
        self._tables = sorted(tables, key=_open_share)
        self._thresholds = [test for test in tests if isinstance(test, Threshold)]
        self._parts = [(part.weight, table) for part in market.parts for table in part.tables]
        self._counts = (market.laborer_count, market.vacancy_count)
        first = self._tables[0] if self._tables else None
        self._vacancies = _grouped(first.vacancy_class if first else None, self._counts[1])
        self._laborers = _grouped(first.laborer_class if first else None, self._counts[0])

    def row(self, laborer: int) -> Line:
        """Gives s_ij of one laborer over all vacancies."""
        barred = [table.table[table.laborer_class[laborer]] for table in self._tables]
        places = _first_open(self._vacancies, barred)
        for bars, table in zip(barred[1:], self._tables[1:], strict=True):
            places = keep_open(places, bars, table.vacancy_class)
        for test in self._thresholds:
            level = int(test.laborer_level[laborer])
            places = keep_between(places, test.vacancy_level, _LOWEST, level)
        scores = np.zeros(len(places), np.int32)
        for weight, figure in self._parts:
            if isinstance(figure, ClassTable):
                _add_row(scores, places, weight, figure, laborer)
                continue
            index = np.zeros(len(places), np.int32)
            for table in figure.tables:
                _add_row(index, places, 1, table, laborer)
            scores += (weight * figure.of_index(index, places)).astype(np.int32)
        return _line(self._counts[1], places, scores)

    def column(self, vacancy: int) -> Line:
        """Gives s_ij of one vacancy over all laborers."""
        barred = [_of_column(table, vacancy) for table in self._tables]
        places = _first_open(self._laborers, barred)
        for bars, table in zip(barred[1:], self._tables[1:], strict=True):
            places = keep_open(places, bars, table.laborer_class)
        for test in self._thresholds:
            level = int(test.vacancy_level[vacancy])
            places = keep_between(places, test.laborer_level, level, _HIGHEST)
        scores = np.zeros(len(places), np.int32)
        for weight, figure in self._parts:
            if isinstance(figure, ClassTable):
                _add_column(scores, places, weight, figure, vacancy)
                continue
            index = np.zeros(len(places), np.int32)
            for table in figure.tables:
                _add_column(index, places, 1, table, vacancy)
            scores += (weight * figure.of_index(index, vacancy)).astype(np.int32)
        return _line(self._counts[0], places, scores)


_LOWEST, _HIGHEST = INT64.min, INT64.max


def _open_share(table: ClassTable) -> float:
    """Estimates the share of pairs that a table leaves open."""
    rows, columns = table.table.shape
    laborers = np.bincount(table.laborer_class, minlength=rows).astype(np.float64)
    vacancies = np.bincount(table.vacancy_class, minlength=columns).astype(np.float64)
    return float(laborers @ (~table.table).astype(np.float64) @ vacancies)


def _grouped(classes: Classes | None, count: int) -> _Grouped:
    if classes is None:
        return _Grouped(np.array([0, count]), np.arange(count))
    places = np.argsort(classes, kind="stable").astype(np.int64)
    ends = np.cumsum(np.bincount(classes)) if len(classes) else np.zeros(0, np.int64)
    return _Grouped(np.concatenate([[0], ends]).astype(np.int64), places)


def _first_open(grouped: _Grouped, barred: list[Bools]) -> Ints:
    known = len(grouped.first) - 1
    bars = barred[0][:known] if barred else np.zeros(known, np.bool_)
    return places_of(np.flatnonzero(~bars), grouped.first, grouped.places)


def _of_column(table: ClassTable, vacancy: int) -> npt.NDArray[Any]:
    return np.ascontiguousarray(table.table[:, table.vacancy_class[vacancy]])


def _add_row(out: Line, places: Ints, weight: int, table: ClassTable, laborer: int) -> None:
    figures = table.table[table.laborer_class[laborer]]
    add_figures(out, places, weight, figures, table.vacancy_class)


def _add_column(out: Line, places: Ints, weight: int, table: ClassTable, vacancy: int) -> None:
    add_figures(out, places, weight, _of_column(table, vacancy), table.laborer_class)


def _line(count: int, places: Ints, scores: Line) -> Line:
    line = np.full(count, -1, np.int32)
    line[places] = scores
    return line


@compiled
def places_of(classes: Ints, first: Ints, places: Ints) -> Ints:
    """Collects the places of some classes."""
    total = 0
    for wanted in classes:
        total += first[wanted + 1] - first[wanted]
    found = np.empty(total, np.int64)
    total = 0
    for wanted in classes:
        for at in range(first[wanted], first[wanted + 1]):
            found[total] = places[at]
            total += 1
    return found


@compiled
def keep_open(places: Ints, bars: Bools, classes: Classes) -> Ints:
    """Keeps the places whose class is not barred; overwrites them."""
    count = 0
    for at in range(len(places)):
        place = places[at]
        places[count] = place
        count += not bars[classes[place]]
    return places[:count]


@compiled
def keep_between(places: Ints, levels: Ints, lowest: int, highest: int) -> Ints:
    """Keeps the places whose level lies between two, both included; overwrites them."""
    count = 0
    for at in range(len(places)):
        place = places[at]
        places[count] = place
        count += lowest <= levels[place] <= highest
    return places[:count]


@compiled
def add_figures(
    scores: Line, places: Ints, weight: int, figures: npt.NDArray[Any], classes: Classes
) -> None:
    """Adds a table's weighted figure of each place to its score."""
    for at in range(len(places)):
        scores[at] += weight * figures[classes[places[at]]]
