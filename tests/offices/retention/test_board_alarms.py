"""Alarms of a board: a planted closure is found, quiet units are not, nobody counts twice."""

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matching.watching.alarms import AlarmParams
from offices.retention.board import first_day, last_whole_month, watched_from
from offices.retention.board_alarms import AlarmCheck, alarm_check
from offices.retention.board_at_work import codes_of, hazards_of
from tests.offices.retention.boards import NOW_MONTH, ON, board_of, stay

LAST = NOW_MONTH - 1
"""February 2026, the last whole month."""


def quiet(first: int, count: int, **values: Any) -> list[dict[str, Any]]:
    """People who stay."""
    return [stay(person, **values) for person in range(first, first + count)]


def leaving(first: int, count: int, month: int, **values: Any) -> list[dict[str, Any]]:
    """People who began a year before and left in a month."""
    start = LAST - 12
    return [
        stay(person, started_month=start, left=month - start, cause=3, **values)
        for person in range(first, first + count)
    ]


def check(rows: list[dict[str, Any]], alpha: float = 0.05) -> AlarmCheck:
    """Checks a board."""
    return alarm_check(board_of(rows), AlarmParams(alpha=alpha))


def test_a_closure_is_found_and_said_of_the_right_people() -> None:
    """Planted: all twelve people of one employer left in February, one hundred others stayed."""
    rows = [*quiet(0, 100, home=1), *leaving(500, 12, LAST, employer=2, home=0)]
    found = check(rows)
    alarm = next(line for line in found.lines if line.kind == "employer")
    assert alarm.unit == 2
    assert (alarm.people, alarm.observed, alarm.cases_observed) == (12, 12, 12)
    assert alarm.persons == tuple(range(500, 512))
    assert (alarm.first_day, alarm.last_day) == (dt.date(2026, 2, 1), dt.date(2026, 2, 28))
    assert alarm.since == dt.date(2026, 2, 1)
    assert alarm.chance <= alarm.adjusted <= found.alpha
    assert alarm.expected < 3
    towns = [line for line in found.lines if line.kind == "township"]
    assert [line.unit for line in towns] == [433124100000]
    assert (found.people, found.units) == (112, 2 + 2 + 1)


def test_nobody_leaving_raises_nothing() -> None:
    """Quiet units are silent at any rate."""
    assert check(quiet(0, 200), alpha=0.5).lines == ()


@pytest.mark.parametrize("month", [LAST - 4, LAST + 1])
def test_what_lies_outside_the_months_does_not_count(month: int) -> None:
    """Who left before the four months, or in the month under way, raises no alarm."""
    assert check([*quiet(0, 50), *leaving(500, 30, month, employer=2)]).lines == ()


def test_newcomers_count_for_their_own_months() -> None:
    """Planted: thirty began in December, half left in January, half in February: two months each.

    Expected is what the model says of their first two months, not of the four looked back over.
    """
    start = LAST - 2
    rows = [
        stay(person, started_month=start, left=1 + person % 2, cause=3, employer=2)
        for person in range(30)
    ]
    board = board_of([*quiet(100, 50, home=1), *rows])
    found = alarm_check(board, AlarmParams())
    (alarm,) = [line for line in found.lines if line.kind == "employer"]
    assert (alarm.people, alarm.observed) == (30, 30)
    assert alarm.first_day == dt.date(2025, 11, 1)
    seen = board.known.by_outcome["employer"]
    hazard = hazards_of(board.before.model, codes_of(seen, board.known))[seen.employer == 2]
    expected = (1 - (1 - hazard[:, 0]) * (1 - hazard[:, 1])).sum()
    assert alarm.expected == pytest.approx(expected)


def test_companions_count_once() -> None:
    """Twelve who go together are one case: their leaving says no more than one person's."""
    rows = [*quiet(0, 100, home=1), *leaving(500, 12, LAST, employer=2, group=7)]
    assert not [line for line in check(rows).lines if line.kind == "employer"]


def test_who_is_away_for_a_break_is_still_there() -> None:
    """Three of thirty left; the others rest at home, and are not at work on the day."""
    away = [stay(person, left=4, cause=0) for person in range(27)]
    board = board_of([*away, *leaving(500, 3, LAST)])
    nobody = board_of([])
    known = replace(board.known, at_work=nobody.known.at_work, at_work_on=nobody.known.at_work_on)
    found = alarm_check(replace(board, known=known, offices=()), AlarmParams())
    assert found.people == 30


@given(
    st.lists(
        st.tuples(
            st.integers(1, 3),
            st.integers(-1, 1),
            st.integers(0, 16),
            st.integers(0, 7),
            st.integers(-1, 2),
        ),
        max_size=60,
    )
)
def test_counts_hold_for_any_stays(people: list[tuple[int, int, int, int, int]]) -> None:
    """Nobody is watched twice; whoever is named left within the months; chances are kept."""
    rows = []
    for person, (employer, home, start, left, group) in enumerate(people):
        cause = 1 if 0 < left <= start else 0
        rows.append(
            stay(
                person,
                employer=employer,
                home=home,
                group=group,
                started_month=NOW_MONTH - start,
                left=max(1, left) if cause else start,
                cause=cause,
            )
        )
    found = check(rows, alpha=0.5)
    assert found.people <= len(rows)
    by_person = {row["person"]: row for row in rows}
    for line in found.lines:
        assert len(set(line.persons)) == line.observed <= line.people
        assert line.cases_observed <= line.cases <= line.people
        assert line.adjusted <= 0.5
        for person in line.persons:
            row = by_person[person]
            assert row["cause"] > 0
            month = first_day(row["started_month"] + row["left"])
            assert found.first_day <= month <= found.last_day


@given(st.dates(dt.date(2000, 1, 1), dt.date(2099, 12, 31)))
def test_whole_months_are_over(day: dt.date) -> None:
    """The last whole month ends by the day, and the next one does not."""
    last = last_whole_month(day)
    assert first_day(last + 1) - dt.timedelta(days=1) <= day
    assert first_day(last + 2) - dt.timedelta(days=1) > day
    assert watched_from(day) == first_day(last - 3)


def test_the_policy_date_looks_at_whole_months() -> None:
    """On the second of March alarms look from November to February."""
    found = check(quiet(0, 3))
    assert (found.first_day, found.last_day) == (dt.date(2025, 11, 1), dt.date(2026, 2, 28))
    assert watched_from(ON) == found.first_day
