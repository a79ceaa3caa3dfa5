"""The assignment problem on plain arrays, checked when it is made."""

from dataclasses import dataclass
from numbers import Integral

import numpy as np
import numpy.typing as npt

from matching.solvers.errors import (
    DuplicateArcError,
    IndexOutOfRangeError,
    LengthMismatchError,
    NegativeValueError,
    NotIntegerError,
    NotOneDimensionalError,
    ProblemTooLargeError,
    ScoreTooLargeError,
    SeatsTooManyError,
)
from matching.solvers.integers import INT64, BadEntry, IntArray, exact_sum, read_integers

LARGEST_NUMBER = 2**31 - 2
"""Most nodes, and most arcs, that OR-Tools numbers with 32 bits."""


@dataclass(frozen=True, slots=True, eq=False, init=False)
class AssignmentProblem:
    """Who may take which vacancy, and what it is worth.

    Every array is taken from any sequence of integers, copied, and read-only.

    Parameters
    ----------
    laborer_count
        Number of laborers N.
    seats
        h_j, the seats of each vacancy.
    arc_laborer, arc_vacancy
        The ends i and j of each candidate arc, each pair at most once.
    arc_score
        s_ij >= 0 of each arc, higher is better, at most `largest_score`.

    Raises
    ------
    InvalidProblemError
        One subclass per kind of fault, with the field and the first offender.
    """

    laborer_count: int
    seats: IntArray
    arc_laborer: IntArray
    arc_vacancy: IntArray
    arc_score: IntArray

    def __init__(
        self,
        laborer_count: int,
        seats: npt.ArrayLike,
        arc_laborer: npt.ArrayLike,
        arc_vacancy: npt.ArrayLike,
        arc_score: npt.ArrayLike,
    ) -> None:
        fields: dict[str, object] = {
            "laborer_count": _count(laborer_count),
            "seats": _integers("seats", seats),
            "arc_laborer": _integers("arc_laborer", arc_laborer),
            "arc_vacancy": _integers("arc_vacancy", arc_vacancy),
            "arc_score": _integers("arc_score", arc_score),
        }
        for name, value in fields.items():
            object.__setattr__(self, name, value)
        self._check()

    @property
    def vacancy_count(self) -> int:
        """The number of vacancies V."""
        return int(self.seats.size)

    @property
    def arc_count(self) -> int:
        """The number of candidate arcs."""
        return int(self.arc_score.size)

    def _check(self) -> None:
        _check_size(self)
        _refuse_negative("seats", self.seats)
        _check_seat_sum(self.seats)
        _check_index("arc_laborer", self.arc_laborer, self.laborer_count)
        _check_index("arc_vacancy", self.arc_vacancy, self.vacancy_count)
        _refuse_negative("arc_score", self.arc_score)
        _check_score(self.arc_score, largest_score(self.laborer_count, self.vacancy_count))
        _refuse_duplicates(self)


def largest_score(laborer_count: int, vacancy_count: int) -> int:
    """Returns the largest safe score for a network of these laborers, vacancies and one sink.

    Parameters
    ----------
    laborer_count, vacancy_count
        The sizes N and V. The rule |cost| <= 2^63 / (4 (nodes + 1)) was measured on OR-Tools 9.15.
    """
    nodes = laborer_count + vacancy_count + 1
    return 2**63 // (4 * (nodes + 1))


def _count(value: object) -> int:
    if isinstance(value, bool) or not isinstance(value, Integral):
        raise NotIntegerError(field="laborer_count", index=None, value=value)
    count = int(value)
    if count < 0:
        raise NegativeValueError(field="laborer_count", index=None, value=count)
    return count


def _integers(field: str, values: npt.ArrayLike) -> IntArray:
    read = read_integers(values)
    if not isinstance(read, BadEntry):
        return read
    kind = NotOneDimensionalError if read.index is None else NotIntegerError
    raise kind(field=field, index=read.index, value=read.value)


def _check_size(problem: AssignmentProblem) -> None:
    arcs = problem.arc_laborer.size
    for field in ("arc_vacancy", "arc_score"):
        length = getattr(problem, field).size
        if length != arcs:
            raise LengthMismatchError(
                field=field, index=min(arcs, length), value=length, limit=arcs
            )
    numbered = problem.laborer_count + problem.vacancy_count + arcs + 1
    if numbered > LARGEST_NUMBER:
        raise ProblemTooLargeError(
            field="laborer_count", index=None, value=problem.laborer_count, limit=LARGEST_NUMBER
        )


def _refuse_negative(field: str, values: IntArray) -> None:
    bad = np.flatnonzero(values < 0)
    if bad.size:
        raise NegativeValueError(field=field, index=int(bad[0]), value=int(values[bad[0]]))


def _check_seat_sum(seats: IntArray) -> None:
    if exact_sum(seats) <= INT64.max:
        return
    total = 0
    for index, value in enumerate(seats.tolist()):
        total += value
        if total > INT64.max:
            raise SeatsTooManyError(field="seats", index=index, value=value, limit=INT64.max)


def _check_index(field: str, values: IntArray, limit: int) -> None:
    bad = np.flatnonzero((values < 0) | (values >= limit))
    if bad.size:
        raise IndexOutOfRangeError(
            field=field, index=int(bad[0]), value=int(values[bad[0]]), limit=limit
        )


def _check_score(scores: IntArray, limit: int) -> None:
    bad = np.flatnonzero(scores > limit)
    if bad.size:
        raise ScoreTooLargeError(
            field="arc_score", index=int(bad[0]), value=int(scores[bad[0]]), limit=limit
        )


def _refuse_duplicates(problem: AssignmentProblem) -> None:
    pairs = problem.arc_laborer * problem.vacancy_count + problem.arc_vacancy
    if np.all(pairs[1:] > pairs[:-1]):
        return
    is_by_laborer = np.all(problem.arc_laborer[1:] >= problem.arc_laborer[:-1])
    ordered = np.sort(pairs, kind="stable" if is_by_laborer else "quicksort")  # stable: by runs
    if np.all(ordered[1:] > ordered[:-1]):
        return
    order = np.argsort(pairs, kind="stable")
    repeats = order[1:][pairs[order[1:]] == pairs[order[:-1]]]
    index = int(repeats.min())
    value = (int(problem.arc_laborer[index]), int(problem.arc_vacancy[index]))
    raise DuplicateArcError(field="arc_vacancy", index=index, value=value)
