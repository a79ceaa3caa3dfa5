"""When people at work are visited."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from offices.placements.expected import expected_on
from offices.placements.schedule import (
    NoScheduleInForceError,
    Schedule,
    first_visit,
    next_visit,
    schedule_in_force,
)

DAY = dt.date(2026, 3, 2)
SCHEDULE = Schedule((7, 30, 90, 180), 90, 72)


def test_the_schedule_in_force_comes_from_its_file() -> None:
    """7, 30, 90, 180 days and then every quarter; 72 hours after a return."""
    assert schedule_in_force(DAY) == SCHEDULE


def test_before_its_first_day_there_is_no_schedule() -> None:
    """A day without a schedule says so."""
    with pytest.raises(NoScheduleInForceError):
        schedule_in_force(dt.date(2017, 9, 29))


def test_the_first_visit_is_a_week_after_arrival() -> None:
    """Somebody expected on 2 March is first visited on 9 March."""
    assert first_visit(DAY, SCHEDULE) == dt.date(2026, 3, 9)


@pytest.mark.parametrize(
    ("started", "due"),
    [
        ("2026-03-01", "2026-03-08"),
        ("2026-02-23", "2026-03-02"),
        ("2026-02-22", "2026-03-24"),
        ("2025-09-01", "2026-05-29"),
        ("2025-03-01", "2026-05-25"),
    ],
)
def test_self_movers_are_visited_on_the_next_day_of_the_schedule(started: str, due: str) -> None:
    """A visit due today counts; what lies behind is not made up for."""
    assert next_visit(dt.date.fromisoformat(started), DAY, SCHEDULE).isoformat() == due


@given(started=st.dates(dt.date(1990, 1, 1), DAY))
def test_the_next_visit_is_never_late_nor_further_than_a_quarter(started: dt.date) -> None:
    """For any start the next visit lies between today and a quarter from today."""
    due = next_visit(started, DAY, SCHEDULE)
    assert DAY <= due <= DAY + dt.timedelta(days=90)


def test_people_are_expected_when_they_can_come_and_the_work_begins() -> None:
    """The latest of policy date, availability and start of the work counts."""
    assert expected_on(DAY, None, None) == DAY
    assert expected_on(DAY, dt.date(2026, 2, 1), None) == DAY
    assert expected_on(DAY, dt.date(2026, 3, 10), dt.date(2026, 3, 8)) == dt.date(2026, 3, 10)
    assert expected_on(DAY, dt.date(2026, 3, 10), dt.date(2026, 4, 1)) == dt.date(2026, 4, 1)
