"""Tables of int32 figures, compacted, as the folding moves them about."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from matching.columns.arrays import Ints
from matching.pairs.compiled import compiled
from matching.pairs.forms import ClassTable

FORBIDS = -(2**30)
"""Added where a table forbids; no sum of figures lifts it back above ``CLOSED``."""

FORBIDS_32 = np.int32(FORBIDS)

DENSE = 8
"""Classes are numbered by marking them where at most so many numbers stand for one member."""

MASK_CLASSES = 32
"""Most vacancy classes of a table that becomes bits of a word."""


@dataclass(frozen=True, slots=True, eq=False)
class Figures:
    """A table of figures, compacted to the classes in use."""

    laborer_class: Ints
    vacancy_class: Ints
    figures: npt.NDArray[np.int32]
    is_rule: bool

    @property
    def is_maskable(self) -> bool:
        """Whether the table can become bits of a word."""
        return self.is_rule and self.figures.shape[1] <= MASK_CLASSES


def weighted(table: ClassTable, weight: int) -> Figures:
    """Takes a score part's table with its weight."""
    figures = (table.table.astype(np.int64) * weight).astype(np.int32)
    return compacted(table, figures, is_rule=False)


def forbidding(table: ClassTable) -> Figures:
    """Takes a rule's table: ``FORBIDS`` where it forbids."""
    figures = np.where(table.table, np.int32(FORBIDS), np.int32(0)).astype(np.int32)
    return compacted(table, figures, is_rule=True)


def compacted(table: ClassTable, figures: npt.NDArray[np.int32], *, is_rule: bool) -> Figures:
    """Drops classes that nobody has."""
    rows, laborer_class = _used(table.laborer_class, figures.shape[0])
    columns, vacancy_class = _used(table.vacancy_class, figures.shape[1])
    kept = np.ascontiguousarray(figures[rows][:, columns])
    return Figures(laborer_class, vacancy_class, kept, is_rule)


def _used(classes: npt.NDArray[np.int32], count: int) -> tuple[Ints, Ints]:
    """Gives the classes in use and each member's position among them."""
    is_used = np.zeros(count, np.bool_)
    is_used[classes] = True
    position = np.cumsum(is_used, dtype=np.int64) - 1
    return np.flatnonzero(is_used), position[classes]


def joint_classes(code: Ints, classes: list[Ints]) -> Ints:
    """Numbers the distinct combinations of a code with further classes, in their order."""
    for column in classes:
        width = int(column.max(initial=0)) + 1
        joint = code * width + column
        count = int(joint.max(initial=0)) + 1
        if count <= DENSE * max(len(joint), 1024):
            code = _used(joint, count)[1]
        else:
            code = np.unique(joint, return_inverse=True)[1].reshape(-1).astype(np.int64)
    return code


Array = npt.NDArray[Any]
"""An array whose type the docstrings and the callers state."""


@compiled
def add_to_rows(figures: Array, classes: Array, columns: Array, rows: Array) -> None:
    """Adds a table to group rows, which stay at least ``FORBIDS``.

    Parameters
    ----------
    figures
        int32 (laborer classes, vacancy classes).
    classes
        int32 (groups): the laborer class of each group.
    columns
        int32 (vacancies): the vacancy class of each vacancy.
    rows
        int32 (groups, vacancies), changed in place.
    """
    for group in range(rows.shape[0]):
        figure, row = figures[classes[group]], rows[group]
        for j in range(row.shape[0]):
            row[j] = max(np.int32(row[j] + figure[columns[j]]), FORBIDS_32)


def first_of(code: Ints) -> Ints:
    """Gives one position of each code."""
    _, first = np.unique(code, return_index=True)
    return first.astype(np.int64)
