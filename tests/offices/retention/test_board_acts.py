"""The board read from tables: for those who may, within scope, the same under the same mark."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from sqlalchemy.orm import Session, sessionmaker

from models.audit import record_event
from models.enums import OfficeKind
from models.values import NotAllowedError, Permission
from offices.retention.acts_board import (
    board_mark,
    board_places,
    fit_board,
    names_of_people,
    read_board,
)
from offices.retention.board import Board
from offices.rounds.acts import open_round
from tests.factories import (
    ACTOR,
    COUNTY,
    COUNTY_PATH,
    NOW,
    OTHER_COUNTY,
    POLICY_DATE,
    actor_for,
    add_employer,
    add_office,
    add_person,
    add_record,
)
from tests.offices.retention.stored_work import add_placement, fill_work

Factory = sessionmaker[Session]
BARRED = actor_for(COUNTY_PATH, without=Permission.ROUNDS_RUN)


def board_of(session: Session) -> Board:
    """Gives the board of the county on the policy date."""
    return read_board(session, ACTOR, COUNTY_PATH, POLICY_DATE, now=NOW)


def test_a_board_holds_what_was_told(session_factory: Factory) -> None:
    """Stays, models of both outcomes, an earlier one for alarms, offices, names, last visits."""
    with session_factory.begin() as session:
        fill_work(session)
        add_office(session, OfficeKind.EXPORT, (COUNTY,))
        board = board_of(session)
    assert [one.cut_off for one in board.by_kind.values()] == [POLICY_DATE] * 2
    assert board.before.cut_off == dt.date(2025, 11, 1)
    assert len(board.known.at_work) == len(board.offices) == len(board.visited) == 2
    assert set(board.offices) == {f"样本export{COUNTY}"}
    of_placement = board.known.at_work.round >= 0
    visited = np.where(of_placement, dt.date(2025, 12, 2).toordinal(), -1)
    assert board.visited.tolist() == visited.tolist()
    employers = board.known.by_outcome["employer"].employer
    assert set(employers[employers >= 0].tolist()) <= set(board.employers)
    assert set(board.known.at_work.round[of_placement].tolist()) <= set(board.rounds)


def test_counties_with_people_have_a_board(sqlite_session_factory: Factory) -> None:
    """With how many are registered and the policy date of the newest round; others have none."""
    with sqlite_session_factory.begin() as session:
        assert board_places(session, ACTOR) == ()
        add_person(session)
        add_person(session, division_code="433124101000")
        add_person(session, division_code="433130001000")
        (place,) = board_places(session, ACTOR)
        assert (place.path, place.people, place.day) == (COUNTY_PATH, 2, None)
        open_round(session, ACTOR, COUNTY, POLICY_DATE, {}, now=NOW)
        open_round(session, ACTOR, COUNTY, POLICY_DATE - dt.timedelta(days=9), {}, now=NOW)
        (place,) = board_places(session, ACTOR)
        assert place.day == POLICY_DATE


def test_the_mark_changes_with_every_act(sqlite_session_factory: Factory) -> None:
    """None before a fit; reading a fitted board changes nothing, an act changes the last entry."""
    with sqlite_session_factory.begin() as session:
        fill_work(session)
        assert board_mark(session, ACTOR, COUNTY_PATH, POLICY_DATE) is None
        fit_board(session, ACTOR, COUNTY_PATH, POLICY_DATE, now=NOW)
        first = board_mark(session, ACTOR, COUNTY_PATH, POLICY_DATE)
        assert first is not None
        board = board_of(session)
        versions = [one.version for one in (*board.by_kind.values(), board.before)]
        assert list(first[:-1]) == versions
        assert board_mark(session, ACTOR, COUNTY_PATH, POLICY_DATE) == first
        record_event(session, ACTOR, "register.imported", "B-1", at=NOW, details={})
        later = board_mark(session, ACTOR, COUNTY_PATH, POLICY_DATE)
    assert later is not None
    assert (later[:-1], later != first) == (first[:-1], True)


@pytest.mark.parametrize("act", [read_board, fit_board])
@pytest.mark.parametrize("actor", [BARRED, OTHER_COUNTY])
def test_only_who_may_reads_a_board(
    sqlite_session_factory: Factory, act: Callable[..., Any], actor: Any
) -> None:
    """Without the permission or outside the region nothing is read."""
    with sqlite_session_factory.begin() as session, pytest.raises(NotAllowedError):
        act(session, actor, COUNTY_PATH, POLICY_DATE, now=NOW)


@pytest.mark.parametrize("actor", [BARRED, OTHER_COUNTY])
def test_only_who_may_sees_the_mark(sqlite_session_factory: Factory, actor: Any) -> None:
    """Nor is anything told of what a board rests on."""
    with sqlite_session_factory.begin() as session, pytest.raises(NotAllowedError):
        board_mark(session, actor, COUNTY_PATH, POLICY_DATE)


def test_only_who_may_sees_counties_and_names(sqlite_session_factory: Factory) -> None:
    """Names only of people of the region, and to nobody without the permission."""
    with sqlite_session_factory.begin() as session:
        here, there = add_person(session), add_person(session, division_code="433130001000")
        assert set(names_of_people(session, ACTOR, [here, there])) == {here}
        with pytest.raises(NotAllowedError):
            names_of_people(session, actor_for(COUNTY_PATH, without=Permission.ROUNDS_READ), [here])
        with pytest.raises(NotAllowedError):
            board_places(session, BARRED)


def test_an_employer_of_two_people_has_a_board(sqlite_session_factory: Factory) -> None:
    """Two people are enough to read one."""
    with sqlite_session_factory.begin() as session:
        employer = add_employer(session)
        for _ in range(2):
            add_record(session, add_person(session), employer_id=employer)
        board = board_of(session)
    assert set(board.employers) == {employer}
    assert len(board.known.at_work) == 2


@pytest.mark.parametrize(
    ("reason", "ended", "is_told"),
    [
        ("02", POLICY_DATE - dt.timedelta(days=2), True),
        (None, POLICY_DATE, True),
        ("02", POLICY_DATE - dt.timedelta(days=30), False),
        ("02", POLICY_DATE + dt.timedelta(days=1), False),
        ("12", POLICY_DATE - dt.timedelta(days=2), False),
        ("20", POLICY_DATE - dt.timedelta(days=2), False),
    ],
)
def test_who_left_early_is_told(
    session_factory: Factory, reason: str | None, ended: dt.date, *, is_told: bool
) -> None:
    """Not long ago, not later, not for the harvest, not for other work; nobody at work again."""
    with session_factory.begin() as session:
        gone, again = add_person(session), add_person(session)
        add_placement(session, gone, state="exited", ended_on=ended, leave_reason=reason)
        add_placement(session, again, state="exited", ended_on=POLICY_DATE - dt.timedelta(days=3))
        add_record(session, again, started_month=dt.date(2026, 3, 1))
        board = board_of(session)
    assert [one.person for one in board.returned] == ([gone] if is_told else [])
    assert {one.employer for one in board.returned} <= set(board.employers)
