"""Who shares a household that nobody at work belongs to, numbered without gaps."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from matching.solvers.errors import (
    LengthMismatchError,
    NegativeValueError,
    NotIntegerError,
    NotOneDimensionalError,
)
from matching.solvers.integers import BadEntry, IntArray, frozen, read_integers

NO_HOUSEHOLD = -1
"""Stands where a laborer's household does not count."""


@dataclass(frozen=True, slots=True, eq=False)
class Households:
    """The households that count, g = 0..G-1.

    Parameters
    ----------
    of_laborer
        The household of each laborer, -1 for none that counts.
    size
        Laborers of each household, at least 1.
    """

    of_laborer: IntArray
    size: IntArray

    @property
    def count(self) -> int:
        """The number of households G."""
        return int(self.size.size)

    @property
    def is_member(self) -> npt.NDArray[np.bool_]:
        """Whether each laborer belongs to a household that counts."""
        members: npt.NDArray[np.bool_] = self.of_laborer != NO_HOUSEHOLD
        return members

    def lifted(self, is_placed: npt.NDArray[np.bool_]) -> npt.NDArray[np.bool_]:
        """Tells which households have a laborer among the placed.

        Parameters
        ----------
        is_placed
            Whether each laborer is placed.
        """
        return self.placed(is_placed) > 0

    def placed(self, is_placed: npt.NDArray[np.bool_]) -> IntArray:
        """Counts the placed laborers of each household.

        Parameters
        ----------
        is_placed
            Whether each laborer is placed.
        """
        counted = self.of_laborer[is_placed & self.is_member]
        return np.bincount(counted, minlength=self.count).astype(np.int64)


def read_households(household_of_laborer: npt.ArrayLike, laborer_count: int) -> Households:
    """Reads any numbers of households, -1 standing for none that counts.

    Parameters
    ----------
    household_of_laborer
        One integer per laborer: equal for members of one household, else -1.
    laborer_count
        Number of laborers N.

    Raises
    ------
    InvalidProblemError
        If they are not N integers of at least -1.
    """
    field = "household_of_laborer"
    read = read_integers(household_of_laborer)
    if isinstance(read, BadEntry):
        kind = NotOneDimensionalError if read.index is None else NotIntegerError
        raise kind(field=field, index=read.index, value=read.value)
    if read.size != laborer_count:
        index = min(int(read.size), laborer_count)
        raise LengthMismatchError(
            field=field, index=index, value=int(read.size), limit=laborer_count
        )
    bad = np.flatnonzero(read < NO_HOUSEHOLD)
    if bad.size:
        raise NegativeValueError(field=field, index=int(bad[0]), value=int(read[bad[0]]))
    members = np.flatnonzero(read != NO_HOUSEHOLD)
    _, number, size = np.unique(read[members], return_inverse=True, return_counts=True)
    of_laborer = np.full(laborer_count, NO_HOUSEHOLD, dtype=np.int64)
    of_laborer[members] = number
    return Households(of_laborer=frozen(of_laborer), size=frozen(size.astype(np.int64)))
