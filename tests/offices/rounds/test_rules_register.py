"""What a snapshot freezes of groups, households, batches and agreements, on both databases."""

import datetime as dt
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from matching.constraints.declared import Batch, StayHome
from models.tables.people import Person
from models.tables.rounds import Round, Snapshot
from offices.rounds.acts import open_round, round_rules, take_snapshot
from offices.rounds.acts_snapshot import snapshot_rules
from offices.rounds.rules_families import (
    SETTING,
    USUAL,
    RegisterFamily,
    UnknownFamilyError,
    usual_settings,
)
from offices.rounds.rules_register import NOTHING_ASKED
from tests.factories import (
    ACTOR,
    COUNTY,
    NOW,
    POLICY_DATE,
    add_employer,
    add_household,
    add_pair,
    add_person,
    add_record,
    add_survey,
    add_vacancy,
    add_willing,
    solved_round,
)

Sessions = sessionmaker[Session]


def _opened(session: Session, **settings: Any) -> str:
    return open_round(
        session, ACTOR, COUNTY, POLICY_DATE, usual_settings() | settings, now=NOW
    ).code


def _frozen(session: Session, code: str) -> Any:
    taken = take_snapshot(session, ACTOR, code, now=NOW)
    return snapshot_rules(session, ACTOR, taken.id)


def _stay_home(session: Session) -> tuple[StayHome, ...]:
    add_vacancy(session)
    return tuple(_frozen(session, _opened(session)).by_family[RegisterFamily.STAY_HOME].stay_home)


def test_a_snapshot_freezes_what_the_register_asks(session_factory: Sessions) -> None:
    """Couple, household and batch are read back as they were, whatever the register says later."""
    with session_factory.begin() as session:
        household = add_household(session)
        head = add_person(session, household_id=household, relation="head")
        spouse = add_person(session, household_id=household, relation="spouse")
        add_person(session, household_id=household, birth_date=dt.date(2020, 1, 1), relation="son")
        add_survey(session, head, companions="夫妻")
        add_survey(session, spouse)
        line = add_vacancy(session, headcount=5, batch_min=3, housing="couple_room")
        code = _opened(session)
        first = take_snapshot(session, ACTOR, code, now=NOW)
        session.get_one(Person, spouse).relation = "other"
        session.flush()
        second = take_snapshot(session, ACTOR, code, now=NOW)
        found = snapshot_rules(session, ACTOR, first.id)
    assert found.by_family[RegisterFamily.GROUPS].together[0].people == (head, spouse)
    assert found.couples == (f"couple-{head}",)
    assert found.by_family[RegisterFamily.STAY_HOME].stay_home == (
        StayHome(f"household-{household}", (head, spouse), 1),
    )
    assert found.by_family[RegisterFamily.BATCHES].batches == (Batch(f"line-{line}", (line,), 3),)
    assert len(found.couple_room_employers) == 1
    assert first.counts["rules"]["groups"]["couples"] == 1
    assert second.counts["rules"]["groups"]["couples"] == 0
    assert first.content_hash != second.content_hash


@pytest.mark.parametrize(
    ("values", "needs"),
    [
        ({"birth_date": dt.date(2010, 3, 3)}, "yes"),
        ({"birth_date": dt.date(2010, 3, 2)}, ""),
        ({"birth_date": dt.date(1956, 3, 2)}, "yes"),
        ({"birth_date": dt.date(1956, 3, 3)}, ""),
        ({"health": "chronic,disabled", "work_ability": "lost"}, "yes"),
        ({"health": "serious", "work_ability": "none"}, "yes"),
        ({"health": "chronic"}, ""),
    ],
)
def test_who_needs_somebody(
    sqlite_session_factory: Sessions, values: dict[str, Any], needs: str
) -> None:
    """A child under 16, somebody of 70, disabled or gravely ill: the day before and the day of."""
    with sqlite_session_factory.begin() as session:
        household = add_household(session)
        able = add_willing(session, household_id=household)
        other = add_person(session, household_id=household, relation="other", **values)
        add_survey(session, other, is_willing=False, not_working_reason="farming")
        found = _stay_home(session)
    assert found == ((StayHome(f"household-{household}", (able,), 0),) if needs else ())


@pytest.mark.parametrize(
    ("reason", "values", "works", "is_there"),
    [
        ("caring", {}, None, "yes"),
        ("temporarily_unable", {}, None, ""),
        (None, {"student_status": "高中"}, None, ""),
        (None, {"health": "serious"}, None, ""),
        (None, {}, "433124", "yes"),
        (None, {}, "441900", ""),
    ],
)
def test_who_can_stay_with_them(
    sqlite_session_factory: Sessions,
    reason: str | None,
    values: dict[str, Any],
    works: str | None,
    is_there: str,
) -> None:
    """Somebody able at home, or at work in the county, sets the others free; others do not."""
    with sqlite_session_factory.begin() as session:
        household = add_household(session)
        able = add_willing(session, household_id=household)
        add_person(session, household_id=household, birth_date=dt.date(2018, 1, 1), relation="son")
        other = add_person(session, household_id=household, relation="spouse", **values)
        if works:
            add_record(session, other, division_code=works)
        else:
            add_survey(session, other, is_willing=False, not_working_reason=reason)
        found = _stay_home(session)
    assert found == (() if is_there else (StayHome(f"household-{household}", (able,), 0),))


def test_minima_above_a_line_count_the_employers_lines(sqlite_session_factory: Sessions) -> None:
    """Two lines of 10 that say 15 are one batch; who was placed there earlier counts."""
    with sqlite_session_factory.begin() as session:
        add_willing(session)
        employer = add_employer(session)
        lines = [
            add_vacancy(session, employer_id=employer, headcount=10, batch_min=15) for _ in range(2)
        ]
        add_vacancy(session, headcount=10, batch_min=1)
        found = _frozen(session, _opened(session)).by_family[RegisterFamily.BATCHES].batches
    assert found == (Batch(f"employer-{employer}-441900-15", tuple(lines), 15),)


def test_agreements_lack_what_is_not_placed_yet(session_factory: Sessions) -> None:
    """The year's placements between the two places are taken off the promise."""
    with session_factory.begin() as session:
        add_willing(session)
        placed = add_willing(session)
        line = add_vacancy(session, headcount=2)
        pair = add_pair(session, people=100)
        earlier = _opened(session)
        take_snapshot(session, ACTOR, earlier, now=NOW)
        solved_round(session, earlier)
        _place(session, earlier, placed, line)
        found = _frozen(session, _opened(session))
    quota = found.by_family[RegisterFamily.AGREEMENTS].quotas[0]
    assert (quota.key, quota.origin, quota.destination) == (f"agreement-{pair}", COUNTY, "441900")
    assert quota.least == 99
    assert found.found["agreements"][0]["placed"] == 1


def _place(session: Session, code: str, person: int, vacancy: int) -> None:
    from models.tables.placements import Placement
    from models.tables.rounds import Proposal

    proposal = session.scalars(select(Proposal).where(Proposal.person_id == person)).first()
    assert proposal is not None
    session.add(
        Placement(
            code="T-1",
            proposal_id=proposal.id,
            person_id=person,
            vacancy_id=vacancy,
            round_id=session.scalars(select(Round.id).where(Round.code == code)).one(),
            path=proposal.path,
            state="at_work",
            expected_on=POLICY_DATE,
            started_on=POLICY_DATE,
        )
    )
    session.flush()


def test_a_round_keeps_its_families(sqlite_session_factory: Sessions) -> None:
    """New rounds use the usual ones, others what their settings say; rounds of before use none."""
    with sqlite_session_factory.begin() as session:
        usual = round_rules(session, ACTOR, _opened(session))
        asked = round_rules(session, ACTOR, _opened(session, **{SETTING: ["agreements"]}))
        old = _opened(session)
        opened = session.scalars(select(Round).where(Round.code == old)).one()
        opened.settings = {}
        session.flush()
        before = round_rules(session, ACTOR, old)
        with pytest.raises(UnknownFamilyError):
            _opened(session, **{SETTING: ["buses"]})
    assert usual.families == USUAL
    assert asked.families == (RegisterFamily.AGREEMENTS,)
    assert before.families == ()


def test_a_snapshot_of_before_asks_nothing(sqlite_session_factory: Sessions) -> None:
    """Snapshots taken before there were rules are read as asking nothing."""
    with sqlite_session_factory.begin() as session:
        add_willing(session)
        add_vacancy(session)
        taken = take_snapshot(session, ACTOR, _opened(session), now=NOW)
        session.get_one(Snapshot, taken.id).rules = None
        session.flush()
        assert snapshot_rules(session, ACTOR, taken.id) == NOTHING_ASKED
