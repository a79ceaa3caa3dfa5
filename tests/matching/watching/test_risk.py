"""Coming risks are those of the days ahead, one by one, given what was completed."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from matching.watching.errors import WatchingError
from matching.watching.risk import AtWork, risks_of

MEASURES = ("talk_to_employer", "wage_claim", "call_home")

HAZARDS = st.lists(st.floats(0, 0.95), min_size=1, max_size=20)


def one(hazard: list[float], completed: int, days: int) -> AtWork:
    """One person at work, three causes."""
    return AtWork([hazard], [completed], [days], [[0.2, 0.5, 0.3]])


def stayed_after(hazard: list[float], completed: int, days: int, ahead: int) -> float:
    """Stays day by day: each day of a month has the same intensity, the last month's goes on."""
    at = completed * 30 + days + np.arange(ahead)
    monthly = 1 - np.array(hazard)[np.minimum(at // 30, len(hazard) - 1)]
    return float(np.prod(monthly ** (1 / 30)))


@given(HAZARDS, st.integers(0, 40), st.integers(0, 29))
def test_chances_are_those_of_the_days_ahead(
    hazard: list[float], completed: int, days: int
) -> None:
    """Within 30, 60, 90 days, and the months of a year: as multiplied out day by day."""
    found = risks_of(one(hazard, completed, days), MEASURES)
    true = [1 - stayed_after(hazard, completed, days, ahead) for ahead in (30, 60, 90)]
    assert found.leaves[0] == pytest.approx(true, abs=1e-9)
    months = sum(stayed_after(hazard, completed, days, 30 * j) for j in range(1, 13))
    assert found.months[0] == pytest.approx(months)


def test_what_was_completed_is_given() -> None:
    """After 3 months of 0.5, 0.5, 0.5 only the tenth a month that follows counts."""
    found = risks_of(one([0.5, 0.5, 0.5, 0.1], 3, 0), MEASURES)
    assert found.leaves[0] == pytest.approx([0.1, 0.19, 0.271])
    assert found.months[0] == pytest.approx(9 * (1 - 0.9**12))


def test_the_most_likely_cause_brings_its_measure() -> None:
    """The greatest share decides; of equal ones the first."""
    at_work = AtWork(np.full((3, 2), 0.1), [0, 1, 2], [0, 0, 0], np.eye(3)[[2, 0, 1]])
    found = risks_of(at_work, MEASURES)
    assert found.cause.tolist() == [3, 1, 2]
    assert found.measure.tolist() == ["call_home", "talk_to_employer", "wage_claim"]
    assert found.cause_share.tolist() == [1, 1, 1]
    tie = AtWork([[0.1]], [0], [0], [[0.4, 0.4, 0.2]])
    assert risks_of(tie, MEASURES).cause.tolist() == [1]


def test_nobody_at_work() -> None:
    """An empty office gets empty columns."""
    nobody = AtWork(np.zeros((0, 25)), [], [], np.zeros((0, 3)))
    assert risks_of(nobody, MEASURES).leaves.shape == (0, 3)


@pytest.mark.parametrize(
    ("changed", "column", "reason"),
    [
        ({"hazard": [[1.2]]}, "hazard", "range"),
        ({"hazard": [[float("nan")]]}, "hazard", "range"),
        ({"hazard": [0.1]}, "hazard", "shape"),
        ({"hazard": np.zeros((1, 0))}, "hazard", "shape"),
        ({"completed": [-1]}, "completed", "range"),
        ({"completed": [1, 2]}, "completed", "shape"),
        ({"completed": [1.5]}, "completed", "type"),
        ({"days_begun": [30]}, "days_begun", "range"),
        ({"cause_share": [[0.5, 0.4]]}, "cause_share", "range"),
    ],
)
def test_faults_are_named(changed: dict[str, object], column: str, reason: str) -> None:
    """Each fault is refused with the column and what is wrong with it."""
    good = {"hazard": [[0.1]], "completed": [0], "days_begun": [0], "cause_share": [[0.5, 0.5]]}
    with pytest.raises(WatchingError) as caught:
        AtWork(**(good | changed))
    assert caught.value.params == {"column": column, "reason": reason}


def test_measures_of_another_number_of_causes() -> None:
    """A table of measures that does not fit the causes is refused."""
    with pytest.raises(WatchingError):
        risks_of(one([0.1], 0, 0), ("call_home",))
