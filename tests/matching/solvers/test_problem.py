"""What a problem accepts and what it refuses, with the field and the first offender."""

import numpy as np
import polars as pl
import pytest

from matching.solvers.errors import (
    DuplicateArcError,
    IndexOutOfRangeError,
    InvalidProblemError,
    LengthMismatchError,
    NegativeValueError,
    NotIntegerError,
    NotOneDimensionalError,
    ProblemTooLargeError,
    ScoreTooLargeError,
    SeatsTooManyError,
)
from matching.solvers.problem import AssignmentProblem, largest_score

GOOD = {
    "laborer_count": 3,
    "seats": [1, 2],
    "arc_laborer": [0, 0, 1, 2],
    "arc_vacancy": [0, 1, 1, 1],
    "arc_score": [10, 7, 9, 4],
}
NAN = float("nan")


@pytest.mark.parametrize(
    ("field", "value", "kind", "index", "offender"),
    [
        ("laborer_count", -1, NegativeValueError, None, -1),
        ("laborer_count", 2.0, NotIntegerError, None, 2.0),
        ("laborer_count", True, NotIntegerError, None, True),
        ("laborer_count", None, NotIntegerError, None, None),
        ("laborer_count", 2**31, ProblemTooLargeError, None, 2**31),
        ("laborer_count", 2, IndexOutOfRangeError, 3, 2),
        ("seats", [1, -2], NegativeValueError, 1, -2),
        ("seats", [1, 2.5], NotIntegerError, 1, 2.5),
        ("seats", [1.0, 2.0], NotIntegerError, 0, 1.0),
        ("seats", [2**63, 1], NotIntegerError, 0, 2**63),
        ("seats", [2**62, 2**62], SeatsTooManyError, 1, 2**62),
        ("seats", 4, NotOneDimensionalError, None, "int"),
        ("seats", [[1], [2]], NotOneDimensionalError, None, "list"),
        ("seats", [[1], [2, 3]], NotOneDimensionalError, None, "list"),
        ("seats", [1], IndexOutOfRangeError, 1, 1),
        ("arc_laborer", [0, 0, 1], LengthMismatchError, 3, 4),
        ("arc_laborer", [0, 0, 1, -1], IndexOutOfRangeError, 3, -1),
        ("arc_laborer", ["0", "0", "1", "2"], NotIntegerError, 0, "0"),
        ("arc_laborer", np.array([0, 1, None, 2], dtype=object), NotIntegerError, 2, None),
        ("arc_vacancy", [0, 1, 2, 1], IndexOutOfRangeError, 2, 2),
        ("arc_vacancy", [0, 0, 1, 1], DuplicateArcError, 1, (0, 0)),
        ("arc_vacancy", [True, False, True, True], NotIntegerError, 0, True),
        ("arc_score", [1, 2, 3], LengthMismatchError, 3, 3),
        ("arc_score", [10, 7, -9, -4], NegativeValueError, 2, -9),
        ("arc_score", [10, 7, 2**62, 4], ScoreTooLargeError, 2, 2**62),
    ],
)
def test_refusals_name_field_and_first_offender(
    field: str,
    value: object,
    kind: type[InvalidProblemError],
    index: int | None,
    offender: object,
) -> None:
    """Each fault has its own kind and says where it stands and what was there."""
    with pytest.raises(kind) as caught:
        AssignmentProblem(**{**GOOD, field: value})
    params = caught.value.params
    if kind is IndexOutOfRangeError and field in {"laborer_count", "seats"}:
        field = {"laborer_count": "arc_laborer", "seats": "arc_vacancy"}[field]
    if kind is LengthMismatchError and field == "arc_laborer":
        field = "arc_vacancy"
    assert (params["field"], params["index"], params["value"]) == (field, index, offender)


def test_nan_is_refused() -> None:
    """A column with a gap, read as floats, is refused at the gap."""
    with pytest.raises(NotIntegerError) as caught:
        AssignmentProblem(**{**GOOD, "arc_score": np.array([10.0, 7.0, NAN, 4.0])})
    assert caught.value.params["field"] == "arc_score"
    assert caught.value.params["index"] == 2


def test_codes_are_distinct() -> None:
    """Every kind has a code of its own for the catalogue."""
    codes = [kind.code for kind in InvalidProblemError.__subclasses__()]
    assert len(set(codes)) == len(codes)
    assert all(code.startswith("solver.") for code in codes)


@pytest.mark.parametrize("make", [tuple, np.array, pl.Series, np.uint8, np.int32])
def test_takes_any_sequence(make: object) -> None:
    """Lists, tuples, arrays of any integer width and columns give the same int64 arrays."""
    fields = {name: make(value) for name, value in GOOD.items() if name != "laborer_count"}
    problem = AssignmentProblem(np.int64(3), **fields)
    assert problem.arc_score.tolist() == GOOD["arc_score"]
    assert problem.arc_score.dtype == np.int64
    assert (problem.laborer_count, problem.vacancy_count, problem.arc_count) == (3, 2, 4)


def test_arrays_are_read_only_copies() -> None:
    """Neither the caller's array nor the problem's changes the other."""
    seats = np.array([1, 2, 9, 9])[::2]
    problem = AssignmentProblem(1, seats, [], [], [])
    seats[0] = 5
    assert problem.seats.tolist() == [1, 9]
    assert problem.seats.flags.c_contiguous
    with pytest.raises(ValueError, match="read-only"):
        problem.seats[0] = 3


def test_first_duplicate_in_arc_order() -> None:
    """Among several repeats the one that comes first in the arcs is named."""
    with pytest.raises(DuplicateArcError) as caught:
        AssignmentProblem(3, [1, 1], [2, 1, 2, 1], [1, 0, 1, 0], [1, 1, 1, 1])
    assert caught.value.params["index"] == 2
    assert caught.value.params["value"] == (2, 1)


def test_largest_score_is_the_last_accepted() -> None:
    """The limit itself passes, one more does not."""
    top = largest_score(1, 1)
    AssignmentProblem(1, [1], [0], [0], [top])
    with pytest.raises(ScoreTooLargeError):
        AssignmentProblem(1, [1], [0], [0], [top + 1])
