"""Who is who in a round."""

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.enums import NotWorkingReason, Standing, WorkAbility
from offices.rounds.standing_rules import NoParameterInForceError, StandingRules, standing_rules
from offices.rounds.standings import (
    PersonFacts,
    Unavailable,
    full_years,
    is_open_on,
    standing_of,
)

DAY = dt.date(2026, 3, 2)
RULES = StandingRules(16, "")
WILLING = PersonFacts(
    birth_date=dt.date(1990, 1, 1),
    is_student=False,
    work_ability=WorkAbility.ORDINARY.value,
    is_willing=True,
    not_working_reason=NotWorkingReason.SEEKING.value,
    is_at_work=False,
    has_expected_placement=False,
)


def test_willing_able_surveyed_and_not_at_work_is_the_pool() -> None:
    """The pool is who wants to work, can, was asked, and does not work yet."""
    assert standing_of(WILLING, DAY, RULES) == (Standing.POOL, None)


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"birth_date": dt.date(2010, 3, 3)}, Unavailable.UNDER_AGE),
        ({"is_student": True}, Unavailable.STUDENT),
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
def test_one_condition_gives_its_reason(change: dict[str, object], reason: Unavailable) -> None:
    """Each condition alone takes a person out of the pool under its own code."""
    assert standing_of(replace(WILLING, **change), DAY, RULES) == (Standing.NOT_AVAILABLE, reason)  # type: ignore[arg-type]


def test_sixteenth_birthday_opens_the_pool() -> None:
    """On the sixteenth birthday a person may work; the day before not."""
    of_age = replace(WILLING, birth_date=dt.date(2010, 3, 2))
    assert standing_of(of_age, DAY, RULES)[0] is Standing.POOL
    assert standing_of(of_age, DAY - dt.timedelta(days=1), RULES)[1] is Unavailable.UNDER_AGE


def test_age_is_no_ban() -> None:
    """Somebody of 75 who wants to work is in the pool."""
    old = replace(WILLING, birth_date=dt.date(1951, 1, 1))
    assert standing_of(old, DAY, RULES)[0] is Standing.POOL


def test_weak_ability_stays_in_the_pool() -> None:
    """Weak laborers may work near home: a rule on pairs decides, not the standing."""
    assert standing_of(replace(WILLING, work_ability="weak"), DAY, RULES)[0] is Standing.POOL


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
    assert is_open_on(first, last, DAY) is is_open


def test_the_least_age_names_its_clause() -> None:
    """The parameter in force comes from the dated file, with its clause."""
    rules = standing_rules(DAY)
    assert rules.minimum_age_years == 16
    assert rules.clause


def test_before_the_first_date_there_is_no_parameter() -> None:
    """A day before the law began has no value, and says so."""
    with pytest.raises(NoParameterInForceError):
        standing_rules(dt.date(1994, 12, 31))


@given(
    facts=st.builds(
        PersonFacts,
        birth_date=st.dates(dt.date(1920, 1, 1), DAY),
        is_student=st.booleans(),
        work_ability=st.sampled_from([None, *(ability.value for ability in WorkAbility)]),
        is_willing=st.sampled_from([None, True, False]),
        not_working_reason=st.sampled_from([None, *(r.value for r in NotWorkingReason)]),
        is_at_work=st.booleans(),
        has_expected_placement=st.booleans(),
    )
)
def test_everybody_has_exactly_one_standing(facts: PersonFacts) -> None:
    """Any facts give one standing, and a reason exactly when the person is not available."""
    standing, reason = standing_of(facts, DAY, RULES)
    assert (reason is not None) == (standing is Standing.NOT_AVAILABLE)
    assert (standing is Standing.AT_WORK) == facts.is_at_work
