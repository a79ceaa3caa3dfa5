"""Lists of different lengths, one per row, in two arrays."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from matching.columns.errors import ColumnsError
from matching.columns.frozen import frozen_array


@dataclass(frozen=True, slots=True, eq=False)
class Ragged:
    """One list of int32 per row: row ``i`` is ``values[offsets[i]:offsets[i + 1]]``.

    Parameters
    ----------
    offsets
        int64, one more than there are rows, rising from 0 to ``len(values)``.
    values
        int32, all rows' values one after the other.

    Raises
    ------
    ColumnsError
        If the offsets do not rise from 0 to the number of values.
    """

    offsets: npt.NDArray[np.int64]
    values: npt.NDArray[np.int32]

    def __post_init__(self) -> None:
        object.__setattr__(self, "offsets", frozen_array(self.offsets, np.int64, "offsets"))
        object.__setattr__(self, "values", frozen_array(self.values, np.int32, "values"))
        offsets = self.offsets
        if not len(offsets) or offsets[0] != 0 or offsets[-1] != len(self.values):
            raise ColumnsError(column="offsets", reason="offsets")
        if np.any(np.diff(offsets) < 0):
            raise ColumnsError(column="offsets", reason="offsets")

    def __len__(self) -> int:
        return len(self.offsets) - 1

    def row(self, index: int) -> npt.NDArray[np.int32]:
        """Gives one row's values."""
        return self.values[self.offsets[index] : self.offsets[index + 1]]

    def counts(self) -> npt.NDArray[np.int64]:
        """Gives how many values each row has."""
        return np.diff(self.offsets)

    def rows_of_values(self) -> npt.NDArray[np.int64]:
        """Gives the row of every value."""
        return np.repeat(np.arange(len(self), dtype=np.int64), self.counts())


def ragged_of(rows: Iterable[Sequence[int]]) -> Ragged:
    """Packs lists, one per row."""
    lists = [list(row) for row in rows]
    offsets = np.zeros(len(lists) + 1, dtype=np.int64)
    np.cumsum([len(row) for row in lists], out=offsets[1:])
    return Ragged(offsets, np.array([value for row in lists for value in row], dtype=np.int32))


def empty_ragged(rows: int) -> Ragged:
    """Gives empty lists for a number of rows."""
    return Ragged(np.zeros(rows + 1, dtype=np.int64), np.zeros(0, dtype=np.int32))
