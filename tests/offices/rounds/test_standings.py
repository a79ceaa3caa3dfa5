"""Who is who in a round."""

import datetime as dt
from typing import Any

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.enums import NotWorkingReason, Standing, WorkAbility
from offices.rounds.standing_rules import NoParameterInForceError, StandingRules, standing_rules
from offices.rounds.standings import (
    Unavailable,
    full_years,
    is_open_on,
    latest_birth_date,
    with_standings,
)

DAY = dt.date(2026, 3, 2)
RULES = StandingRules(16, "")
SCHEMA = {
    "birth_date": pl.Date,
    "student_status": pl.String,
    "work_ability": pl.String,
    "is_willing": pl.Boolean,
    "not_working_reason": pl.String,
    "is_at_work": pl.Boolean,
    "has_expected_placement": pl.Boolean,
}
Facts = dict[str, Any]
Said = tuple[str, str | None]
WILLING: Facts = {
    "birth_date": dt.date(1990, 1, 1),
    "student_status": None,
    "work_ability": WorkAbility.ORDINARY.value,
    "is_willing": True,
    "not_working_reason": NotWorkingReason.SEEKING.value,
    "is_at_work": False,
    "has_expected_placement": False,
}


def said_of(*people: Facts, on: dt.date = DAY) -> list[Said]:
    """Standing and reason of each."""
    frame = with_standings(pl.DataFrame(list(people), schema=SCHEMA), on, RULES)
    return frame.select("standing", "reason").rows()


def read_plainly(one: Facts, on: dt.date = DAY) -> Said:
    """The table of standings, read line by line as a clerk would."""
    if one["is_at_work"]:
        return "at_work", None
    if full_years(one["birth_date"], on) < RULES.minimum_age_years:
        return "not_available", "under_age"
    if one["student_status"]:
        return "not_available", "student"
    if one["work_ability"] in ("lost", "none"):
        return "not_available", "no_work_ability"
    if one["has_expected_placement"]:
        return "not_available", "placement_expected"
    if one["is_willing"] is None:
        return "not_available", "not_surveyed"
    if one["not_working_reason"] == "temporarily_unable":
        return "not_available", "temporarily_unable"
    if one["is_willing"]:
        return "pool", None
    reason = one["not_working_reason"]
    return "not_available", reason if reason in ("caring", "farming") else "unwilling"


def test_willing_able_surveyed_and_not_at_work_is_the_pool() -> None:
    """The pool is who wants to work, can, was asked, and does not work yet."""
    assert said_of(WILLING) == [("pool", None)]


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"birth_date": dt.date(2010, 3, 3)}, Unavailable.UNDER_AGE),
        ({"student_status": "高中"}, Unavailable.STUDENT),
        ({"work_ability": "lost"}, Unavailable.NO_WORK_ABILITY),
        ({"work_ability": "none"}, Unavailable.NO_WORK_ABILITY),
        ({"has_expected_placement": True}, Unavailable.PLACEMENT_EXPECTED),
        ({"is_willing": None}, Unavailable.NOT_SURVEYED),
        ({"not_working_reason": "temporarily_unable"}, Unavailable.TEMPORARILY_UNABLE),
        ({"is_willing": False, "not_working_reason": "caring"}, Unavailable.CARING),
        ({"is_willing": False, "not_working_reason": "farming"}, Unavailable.FARMING),
        ({"is_willing": False, "not_working_reason": None}, Unavailable.UNWILLING),
        ({"is_willing": False, "not_working_reason": "no_intention"}, Unavailable.UNWILLING),
    ],
)
def test_one_condition_gives_its_reason(change: Facts, reason: Unavailable) -> None:
    """Each condition alone takes a person out of the pool under its own code."""
    assert said_of(WILLING | change) == [(Standing.NOT_AVAILABLE, reason)]


def test_sixteenth_birthday_opens_the_pool() -> None:
    """On the sixteenth birthday a person may work; the day before not."""
    of_age = WILLING | {"birth_date": dt.date(2010, 3, 2)}
    assert said_of(of_age) == [("pool", None)]
    assert said_of(of_age, on=DAY - dt.timedelta(days=1)) == [("not_available", "under_age")]


def test_age_is_no_ban() -> None:
    """Somebody of 75 who wants to work is in the pool."""
    assert said_of(WILLING | {"birth_date": dt.date(1951, 1, 1)}) == [("pool", None)]


def test_weak_ability_stays_in_the_pool() -> None:
    """Weak laborers may work near home: a rule on pairs decides, not the standing."""
    assert said_of(WILLING | {"work_ability": "weak"}) == [("pool", None)]


def test_leap_day_birthday_is_reached_on_the_first_of_march() -> None:
    """Born on 29 February, a person is a year older on 1 March of a common year."""
    assert full_years(dt.date(2008, 2, 29), dt.date(2026, 2, 28)) == 17
    assert full_years(dt.date(2008, 2, 29), dt.date(2026, 3, 1)) == 18


@pytest.mark.parametrize(
    ("started", "ended", "is_open"),
    [
        ("2025-03", None, True),
        ("2026-03", None, True),
        ("2026-04", None, False),
        ("2025-03", "2026-02", False),
        ("2025-03", "2026-03", False),
        ("2025-03", "2026-04", True),
    ],
)
def test_months_of_work(started: str, ended: str | None, is_open: bool) -> None:  # noqa: FBT001  # a table of cases
    """A future start is no work yet; a written end of this month is over; a future end is not."""
    first = dt.date.fromisoformat(f"{started}-01")
    last = None if ended is None else dt.date.fromisoformat(f"{ended}-01")
    record = pl.DataFrame(
        {"started_month": [first], "ended_month": [last]}, schema_overrides={"ended_month": pl.Date}
    )
    assert record.select(is_open_on(DAY)).item() is is_open


def test_the_least_age_names_its_clause() -> None:
    """The parameter in force comes from the dated file, with its clause."""
    rules = standing_rules(DAY)
    assert rules.minimum_age_years == 16
    assert rules.clause


def test_before_the_first_date_there_is_no_parameter() -> None:
    """A day before the law began has no value, and says so."""
    with pytest.raises(NoParameterInForceError):
        standing_rules(dt.date(1994, 12, 31))


days = st.dates(dt.date(1920, 1, 1), DAY) | st.dates(dt.date(2010, 2, 20), dt.date(2010, 3, 10))
facts = st.fixed_dictionaries(
    {
        "birth_date": days,
        "student_status": st.sampled_from([None, None, "", "高中"]),
        "work_ability": st.sampled_from([None, *(ability.value for ability in WorkAbility)]),
        "is_willing": st.sampled_from([None, True, False]),
        "not_working_reason": st.sampled_from([None, *(r.value for r in NotWorkingReason)]),
        "is_at_work": st.sampled_from([False, False, True]),
        "has_expected_placement": st.sampled_from([False, False, True]),
    }
)


@given(people=st.lists(facts, max_size=30))
def test_columns_say_what_the_table_says(people: list[Facts]) -> None:
    """Whole columns give everybody the standing and reason that reading the table gives."""
    assert said_of(*people) == [read_plainly(one) for one in people]


@given(
    birth_date=st.dates(dt.date(1996, 1, 1), dt.date(2012, 12, 31)),
    on=st.dates(dt.date(2020, 1, 1), dt.date(2032, 12, 31)) | st.just(dt.date(2028, 2, 29)),
    years=st.integers(0, 20),
)
def test_of_age_is_born_by_a_day(birth_date: dt.date, on: dt.date, years: int) -> None:
    """Who was born by the latest birth date has reached the age, and nobody else."""
    assert (full_years(birth_date, on) >= years) == (birth_date <= latest_birth_date(years, on))


@pytest.mark.parametrize("on", [dt.date(2028, 2, 28), dt.date(2028, 2, 29), dt.date(2028, 3, 1)])
def test_the_last_days_of_february(on: dt.date) -> None:
    """Round the end of a February, leap years or not, the latest birth date is the last of age."""
    for years in range(1, 9):
        latest = latest_birth_date(years, on)
        assert full_years(latest, on) == years
        assert full_years(latest + dt.timedelta(days=1), on) == years - 1
