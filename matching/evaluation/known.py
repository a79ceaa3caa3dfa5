"""Facts with the day on which each became known, and the guard that keeps later ones out."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from matching.columns.arrays import Bools, Ints
from matching.evaluation.errors import EvaluationError, KnownLaterError

Column = npt.NDArray[Any]
"""Values of any kind, a row each."""


@dataclass(frozen=True, slots=True, eq=False)
class Facts:
    """Columns of facts, a row each.

    Parameters
    ----------
    columns
        By name.
    known_on
        int64: the day, counted since 1970, on which each row became known.
    """

    columns: Mapping[str, Column]
    known_on: Ints

    def __post_init__(self) -> None:
        for name, values in self.columns.items():
            if len(values) != len(self.known_on):
                raise EvaluationError(field=name, reason="length")

    def __len__(self) -> int:
        return len(self.known_on)


class AsKnown:
    """Facts as they were known on a day.

    Parameters
    ----------
    facts
        All facts.
    cut_off
        The day.
    """

    __slots__ = ("_facts", "cut_off")

    def __init__(self, facts: Facts, cut_off: int) -> None:
        self._facts = facts
        self.cut_off = cut_off

    @property
    def is_known(self) -> Bools:
        """Whether each row was known on the day."""
        known: Bools = self._facts.known_on <= self.cut_off
        return known

    @property
    def known(self) -> Ints:
        """The rows known on the day, in order."""
        return np.flatnonzero(self.is_known).astype(np.int64)

    def column(self, name: str, rows: Ints) -> Column:
        """Gives a column of some rows.

        Parameters
        ----------
        name
            Which.
        rows
            Positions; every one must have been known on the day.

        Raises
        ------
        KnownLaterError
            If one was not.
        """
        later = self._facts.known_on[rows] > self.cut_off
        if later.any():
            latest = int(self._facts.known_on[rows].max())
            raise KnownLaterError(
                cut_off=_written(self.cut_off), known_on=_written(latest), rows=int(later.sum())
            )
        found: Column = self._facts.columns[name][rows]
        return found

    def columns(self) -> dict[str, Column]:
        """Gives every column of the rows known on the day, copied."""
        rows = self.known
        return {name: self.column(name, rows) for name in self._facts.columns}


def _written(day: int) -> str:
    return str(np.datetime64(day, "D"))
