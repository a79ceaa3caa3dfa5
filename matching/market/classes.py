"""Figures of pairs, computed once for each class of equal people.

A market has far fewer kinds of people, as one rule sees them, than people: a few wage floors, a few
homes. A table (classes by vacancies) is filled once and read by row. Where it would be too large,
rows are computed when they are asked for; the figures are the same.
"""

from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Generic, TypeVar

import numpy as np
import numpy.typing as npt

from matching.columns.arrays import Ints
from matching.columns.market_data import MarketData
from matching.columns.ragged import Ragged

MAX_TABLE_CELLS = 40_000_000
"""Largest table kept, 80 MB of int16. Chosen so that a score's tables stay below half a GB."""

Figure = TypeVar("Figure", bound=np.generic)


def class_ids(columns: Ints) -> tuple[Ints, Ints]:
    """Numbers the distinct rows of columns.

    Parameters
    ----------
    columns
        One row per person, one or more int64 per row.

    Returns
    -------
    tuple
        The class of each person, and one person of each class.
    """
    if columns.ndim == 1:
        _, first, inverse = np.unique(columns, return_index=True, return_inverse=True)
    elif len(columns):
        _, first, inverse = np.unique(columns, axis=0, return_index=True, return_inverse=True)
    else:
        first = inverse = np.zeros(0, np.int64)
    return inverse.reshape(-1).astype(np.int64), first.astype(np.int64)


def list_ids(lists: Ragged, *parallel: npt.NDArray[Any]) -> Ints:
    """Numbers the distinct lists, with arrays parallel to their values if any."""
    offsets = lists.offsets.tolist()
    known: dict[bytes, int] = {}
    ids = np.empty(len(lists), np.int64)
    arrays = (lists.values, *parallel)
    for row, (start, end) in enumerate(pairwise(offsets)):
        key = b"" if start == end else b"".join(array[start:end].tobytes() for array in arrays)
        ids[row] = known.setdefault(key, len(known))
    return ids


@dataclass(frozen=True, slots=True, eq=False)
class ClassTable(Generic[Figure]):
    """A figure of pairs, by class of person and vacancy.

    Parameters
    ----------
    data
        The market.
    compute
        Takes rows of people, gives rows by vacancies.
    class_of_person
        The class of each person.
    table
        Classes by vacancies, or None where it would be too large.
    """

    data: MarketData
    compute: Callable[[MarketData, Ints], npt.NDArray[Figure]]
    class_of_person: Ints
    table: npt.NDArray[Figure] | None

    def of_rows(self, rows: Ints) -> npt.NDArray[Figure]:
        """Gives the figure for rows of people (rows by vacancies)."""
        if self.table is None:
            return self.compute(self.data, rows)
        return self.table[self.class_of_person[rows]]

    def of_pairs(self, people: Ints, vacancies: Ints) -> npt.NDArray[Figure]:
        """Gives the figure for single pairs."""
        if self.table is not None:
            return self.table[self.class_of_person[people], vacancies]
        chosen, inverse = np.unique(people, return_inverse=True)
        step = max(1, MAX_TABLE_CELLS // max(1, len(self.data.vacancies)))
        found = np.zeros(len(people), self.compute(self.data, chosen[:0]).dtype)
        for start in range(0, len(chosen), step):
            here = np.flatnonzero((inverse >= start) & (inverse < start + step))
            rows = self.compute(self.data, chosen[start : start + step])
            found[here] = rows[inverse[here] - start, vacancies[here]]
        return found


def class_table(
    data: MarketData,
    person_class: Callable[[MarketData], Ints],
    compute: Callable[[MarketData, Ints], npt.NDArray[Figure]],
) -> ClassTable[Figure]:
    """Fills the table of a figure, or leaves it to be computed by row if it would be too large."""
    class_of_person, people = class_ids(person_class(data))
    is_small = len(people) * len(data.vacancies) <= MAX_TABLE_CELLS
    return ClassTable(data, compute, class_of_person, compute(data, people) if is_small else None)
