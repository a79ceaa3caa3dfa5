"""People with the weeks in which they may be placed, and their arcs to the posts."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from matching.solvers.errors import (
    IndexOutOfRangeError,
    LengthMismatchError,
    NegativeValueError,
    NotIntegerError,
    NotOneDimensionalError,
)
from matching.solvers.integers import BadEntry, IntArray, frozen, read_integers


@dataclass(frozen=True, slots=True, eq=False, init=False)
class Arrivals:
    """People who arrive over the weeks of a season.

    Every array is taken from any sequence of integers, copied, and read-only. Arcs are put in the
    order of their laborers.

    Parameters
    ----------
    arrival_week, leaving_week
        The first and the last week of each laborer in which a placement is possible.
    arc_laborer, arc_vacancy, arc_score
        Whom the rules allow where, and what it is worth: i, j and s_ij >= 0.

    Raises
    ------
    InvalidProblemError
        One subclass per kind of fault, with the field and the first offender.
    """

    arrival_week: IntArray
    leaving_week: IntArray
    arc_laborer: IntArray
    arc_vacancy: IntArray
    arc_score: IntArray

    def __init__(
        self,
        arrival_week: npt.ArrayLike,
        leaving_week: npt.ArrayLike,
        arc_laborer: npt.ArrayLike,
        arc_vacancy: npt.ArrayLike,
        arc_score: npt.ArrayLike,
    ) -> None:
        fields = {
            "arrival_week": checked_integers("arrival_week", arrival_week),
            "leaving_week": checked_integers("leaving_week", leaving_week),
            "arc_laborer": checked_integers("arc_laborer", arc_laborer),
            "arc_vacancy": checked_integers("arc_vacancy", arc_vacancy),
            "arc_score": checked_integers("arc_score", arc_score),
        }
        check_lengths(fields, ("arrival_week", "leaving_week"))
        check_lengths(fields, ("arc_laborer", "arc_vacancy", "arc_score"))
        _check_ends(fields["arc_laborer"], fields["arrival_week"].size)
        order = np.argsort(fields["arc_laborer"], kind="stable")
        for name, value in fields.items():
            ordered = frozen(value[order]) if name.startswith("arc_") else value
            object.__setattr__(self, name, ordered)

    def __len__(self) -> int:
        return int(self.arrival_week.size)


def people_at(arrivals: Arrivals, people: IntArray) -> Arrivals:
    """Picks people by position with their arcs; one named twice is there twice.

    Parameters
    ----------
    arrivals
        The people to pick from.
    people
        Positions, in any order.
    """
    first = np.searchsorted(arrivals.arc_laborer, np.arange(len(arrivals) + 1)).astype(np.int64)
    start, count = first[people], first[people + 1] - first[people]
    skipped = np.cumsum(count) - count
    arc = np.arange(int(count.sum())) + np.repeat(start - skipped, count)
    return Arrivals(
        arrivals.arrival_week[people],
        arrivals.leaving_week[people],
        np.repeat(np.arange(people.size), count),
        arrivals.arc_vacancy[arc],
        arrivals.arc_score[arc],
    )


def joined(groups: Sequence[Arrivals]) -> Arrivals:
    """Puts groups one behind the other; positions of the first stay as they are.

    Parameters
    ----------
    groups
        At least one.
    """
    starts = np.cumsum([0, *(len(group) for group in groups[:-1])])
    return Arrivals(
        np.concatenate([group.arrival_week for group in groups]),
        np.concatenate([group.leaving_week for group in groups]),
        np.concatenate([g.arc_laborer + s for g, s in zip(groups, starts, strict=True)]),
        np.concatenate([group.arc_vacancy for group in groups]),
        np.concatenate([group.arc_score for group in groups]),
    )


def checked_integers(field: str, values: npt.ArrayLike) -> IntArray:
    """Reads integers >= 0.

    Parameters
    ----------
    field
        The name that a refusal carries.
    values
        Any sequence.

    Raises
    ------
    InvalidProblemError
        If they are none.
    """
    read = read_integers(values)
    if isinstance(read, BadEntry):
        kind = NotOneDimensionalError if read.index is None else NotIntegerError
        raise kind(field=field, index=read.index, value=read.value)
    bad = np.flatnonzero(read < 0)
    if bad.size:
        raise NegativeValueError(field=field, index=int(bad[0]), value=int(read[bad[0]]))
    return read


def check_lengths(fields: dict[str, IntArray], names: Sequence[str]) -> None:
    """Refuses columns of different length.

    Parameters
    ----------
    fields
        Columns by name.
    names
        Which ones belong together; the first sets the length.

    Raises
    ------
    LengthMismatchError
        With the first that differs.
    """
    limit = fields[names[0]].size
    for name in names[1:]:
        length = fields[name].size
        if length != limit:
            raise LengthMismatchError(
                field=name, index=min(length, limit), value=length, limit=limit
            )


def _check_ends(laborer: IntArray, limit: int) -> None:
    bad = np.flatnonzero(laborer >= limit)
    if bad.size:
        raise IndexOutOfRangeError(
            field="arc_laborer", index=int(bad[0]), value=int(laborer[bad[0]]), limit=limit
        )
