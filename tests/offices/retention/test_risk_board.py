"""Who may leave soon: everybody at work once, by office, with cause and measure."""

import datetime as dt

import pytest
from sqlalchemy.orm import Session, sessionmaker

from matching.market.stays import CAUSES
from models.enums import OfficeKind
from models.values import NotAllowedError, Permission
from offices.retention.acts import current_model
from offices.retention.acts_risk import RiskBoard, employer_names, risk_board
from offices.retention.measures import measures_in_force
from tests.factories import (
    ACTOR,
    COUNTY,
    COUNTY_PATH,
    NOW,
    POLICY_DATE,
    actor_for,
    add_employer,
    add_office,
    add_person,
    add_record,
)
from tests.offices.retention.stored_work import fill_work

Factory = sessionmaker[Session]


def board_of(session: Session) -> RiskBoard:
    """Gives the board of the county on the policy date."""
    return risk_board(session, ACTOR, COUNTY_PATH, POLICY_DATE, now=NOW)


def test_everybody_at_work_stands_on_the_board_once(session_factory: Factory) -> None:
    """Those who left do not; chances rise with the days; the model is the stored one."""
    with session_factory.begin() as session:
        fill_work(session)
        board = board_of(session)
        stored = current_model(session, ACTOR, COUNTY_PATH, POLICY_DATE, now=NOW)
    assert (board.version, board.cut_off) == (stored.version, POLICY_DATE)
    assert not stored.is_new
    assert len({line.person for line in board.lines}) == len(board.lines) == 2
    assert {line.since for line in board.lines} == {dt.date(2025, 8, 15), dt.date(2025, 9, 1)}
    measures = measures_in_force(POLICY_DATE)
    for line in board.lines:
        assert 0 < line.leaves[0] < line.leaves[1] < line.leaves[2] < 1
        assert line.cause in CAUSES
        assert line.measure == measures[line.cause].code
        assert 1 / len(CAUSES) <= line.share <= 1


def test_the_nearest_office_looks_after_a_work_place(sqlite_session_factory: Factory) -> None:
    """The station, else the liaison office, else the export office; without any of them nobody."""
    with sqlite_session_factory.begin() as session:
        for place in ("441900", "440306", "430111"):
            add_record(session, add_person(session), division_code=place)
        assert {line.office for line in board_of(session).lines} == {""}
        add_office(session, OfficeKind.EXPORT, (COUNTY,))
        add_office(session, OfficeKind.LIAISON, ("440000",))
        add_office(session, OfficeKind.DESTINATION_STATION, ("441900",))
        offices = [line.office for line in board_of(session).lines]
    assert sorted(offices) == sorted(
        ["样本destination_station441900", "样本liaison440000", f"样本export{COUNTY}"]
    )


def test_who_leaves_oftener_stands_first(sqlite_session_factory: Factory) -> None:
    """People of an employer that nobody stays with come before those of one that keeps them."""
    with sqlite_session_factory.begin() as session:
        hard, good = add_employer(session), add_employer(session)
        for number in range(40):
            start = dt.date(2024, 1 + number % 12, 1)
            add_record(
                session,
                add_person(session),
                employer_id=hard,
                started_month=start,
                ended_month=dt.date(2024 + (start.month + 1) // 12, (start.month + 1) % 12 + 1, 1),
                leave_reason="02",
            )
            add_record(session, add_person(session), employer_id=good, started_month=start)
        newest = add_person(session)
        add_record(session, newest, employer_id=hard, started_month=dt.date(2026, 2, 1))
        board = board_of(session)
        names = employer_names(session, ACTOR, [hard, good])
    assert board.lines[0].person == newest
    assert board.lines[0].cause == "pay_and_conditions"
    assert board.lines[0].leaves[2] > 3 * board.lines[1].leaves[2]
    assert len(set(names.values())) == 2


def test_the_board_is_for_those_who_may(sqlite_session_factory: Factory) -> None:
    """Without the permission nothing is predicted."""
    with sqlite_session_factory.begin() as session:
        for actor in (
            actor_for("/430000/433100/433130/"),
            actor_for(COUNTY_PATH, without=Permission.ROUNDS_RUN),
        ):
            with pytest.raises(NotAllowedError):
                risk_board(session, actor, COUNTY_PATH, POLICY_DATE, now=NOW)


def test_nobody_at_work_gives_an_empty_board(sqlite_session_factory: Factory) -> None:
    """An office without records has a board without lines."""
    with sqlite_session_factory.begin() as session:
        assert board_of(session).lines == ()
