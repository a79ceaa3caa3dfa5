"""Rows that are equal get one number, so that what depends on them alone is computed once.

A market has far fewer kinds of people, as one rule sees them, than people, and far fewer kinds of
vacancies than vacancies. A table holds one row per kind of the former and one column per kind of
the latter; kinds that turn out to be judged alike are merged.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from matching.columns.arrays import Ints
from matching.pairs.forms import ClassTable, Test, Threshold

CHUNK_CELLS = 4_000_000
"""Cells of a table computed together; bounds the memory beside the result, which stays the same."""

SPAN_PER_ROW = 8
"""Numbers that span less than this many times the rows are counted off instead of sorted."""

Table = npt.NDArray[Any]
"""Truth values or figures; the type is known at run time only."""


@dataclass(frozen=True, slots=True, eq=False)
class Classes:
    """Rows numbered so that equal rows, and only they, have equal numbers.

    Parameters
    ----------
    of_row
        The class of each row, from 0 without a gap.
    example
        The first row of each class.
    """

    of_row: Ints
    example: Ints

    def __len__(self) -> int:
        return len(self.example)


def numbered(*columns: npt.NDArray[np.generic]) -> Classes:
    """Numbers the distinct combinations of integer columns of equal length, at least one."""
    of_row, count = _dense(columns[0].astype(np.int64))
    for column in columns[1:]:
        further, width = _dense(column.astype(np.int64))
        of_row, count = _dense(of_row * width + further)
    example = np.zeros(count, np.int64)
    example[of_row[::-1]] = np.arange(len(of_row) - 1, -1, -1)
    return Classes(of_row, example)


def numbered_lists(offsets: Ints, values: Ints) -> Classes:
    """Numbers the distinct lists, one per row: row ``i`` is ``values[offsets[i]:offsets[i + 1]]``.

    Position by position: what a list begins with has a number, and together with the next value it
    gets a new one. No hash is involved, so different lists never meet.
    """
    counts, width = np.diff(offsets), int(values.max(initial=0)) + 1
    of_row, known = np.zeros(len(counts), np.int64), 1
    for position in range(int(counts.max(initial=0))):
        longer = np.flatnonzero(counts > position)
        number, count = _dense(of_row[longer] * width + values[offsets[longer] + position])
        of_row[longer] = known + number
        known += count
    return numbered(of_row)


def class_table(
    laborers: Classes, vacancies: Classes, rows_of: Callable[[Ints], Table]
) -> ClassTable:
    """Fills a table over classes, and merges the classes that it judges alike.

    Parameters
    ----------
    laborers, vacancies
        The classes of the two sides.
    rows_of
        Takes laborers (one of each class), gives their figures by vacancy classes.
    """
    rows, row = _distinct_rows(rows_of, laborers.example)
    column = _alike_columns(rows)
    if len(column) < rows.shape[1]:
        vacancies = Classes(column.of_row[vacancies.of_row], column.example)
        rows = np.take(rows, column.example, axis=1)
    return ClassTable(row[laborers.of_row], vacancies.of_row.astype(np.int32), rows)


def laborer_side(test: Test) -> npt.NDArray[np.integer]:
    """Gives a column that is equal where a test treats laborers alike."""
    return test.laborer_level if isinstance(test, Threshold) else test.laborer_class


def _dense(numbers: Ints) -> tuple[Ints, int]:
    """Renumbers from 0 without a gap, in rising order; also gives how many numbers there are."""
    if not len(numbers):
        return numbers, 0
    lowest = int(numbers.min())
    span = int(numbers.max()) - lowest + 1
    if span > SPAN_PER_ROW * len(numbers):
        known, number = np.unique(numbers, return_inverse=True)
        return number.astype(np.int64), len(known)
    is_used = np.zeros(span, np.bool_)
    is_used[numbers - lowest] = True
    rank = np.cumsum(is_used, dtype=np.int64)
    return rank[numbers - lowest] - 1, int(rank[-1])


def _distinct_rows(
    rows_of: Callable[[Ints], Table], asked: Ints
) -> tuple[Table, npt.NDArray[np.int32]]:
    """Gives the distinct rows of a table computed in chunks, and the number of each row asked."""
    sample = rows_of(asked[:0])
    known: dict[bytes, int] = {}
    numbers = np.zeros(len(asked), np.int32)
    step = max(1, CHUNK_CELLS // max(1, sample.shape[1]))
    for start in range(0, len(asked), step):
        rows = rows_of(asked[start : start + step])
        for at, row in enumerate(rows, start):
            numbers[at] = known.setdefault(row.tobytes(), len(known))
    content = bytearray().join(known)
    return np.frombuffer(content, sample.dtype).reshape(len(known), sample.shape[1]), numbers


def _alike_columns(rows: Table) -> Classes:
    """Numbers the distinct columns of a table, reading no more rows than tell them all apart."""
    alike = numbered(np.zeros(rows.shape[1], np.int64))
    step = max(1, CHUNK_CELLS // max(1, rows.shape[1]))
    for start in range(0, len(rows), step):
        known: dict[bytes, int] = {}
        columns = np.ascontiguousarray(rows[start : start + step].T)
        parts = [known.setdefault(column.tobytes(), len(known)) for column in columns]
        alike = numbered(alike.of_row, np.array(parts, np.int64))
        if len(alike) == rows.shape[1]:
            break
    return alike
