"""Stays read from tables, and models of them stored once, on both databases."""

import datetime as dt
from typing import Any

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session, sessionmaker

from models.audit import first_broken_event
from models.enums import ImportKind, PlacementState
from models.tables.audit import AuditEvent
from models.tables.imports import ImportBatch
from models.tables.people import PersonSkill
from models.tables.placements import FollowUp, Placement
from models.tables.retention import RetentionModelRow
from models.tables.rounds import Proposal, Round, Snapshot, Solve
from models.values import NotAllowedError, Permission
from offices.retention.acts import current_model, fit_models
from offices.retention.acts_stays import read_stays
from offices.retention.findings import counted
from offices.retention.frames import AsOf
from offices.retention.stays import EMPLOYER, WORK
from tests.factories import (
    ACTOR,
    COUNTY,
    COUNTY_PATH,
    NOW,
    OTHER_COUNTY,
    POLICY_DATE,
    WELDER,
    actor_for,
    add_employer,
    add_person,
    add_record,
    add_survey,
    add_vacancy,
)

AS_OF = AsOf(POLICY_DATE, POLICY_DATE)
Factory = sessionmaker[Session]


def add_batch(session: Session, day: dt.date) -> int:
    """Adds an import of a ledger, taken in the early morning in China: the day before in UTC."""
    taken = dt.datetime.combine(day, dt.time(1), tzinfo=dt.timezone(dt.timedelta(hours=8)))
    batch = ImportBatch(
        kind=ImportKind.EMPLOYMENT.value,
        file_name="样本台账.xlsx",
        file_hash="h",
        path=COUNTY_PATH,
        actor_code="tester",
        imported_at=taken,
        accepted=1,
        unchanged=0,
        refused=0,
        undone_at=None,
    )
    session.add(batch)
    session.flush()
    return batch.id


def told_in(batch: int, row: int, *values: str) -> dict[str, Any]:
    """Says for values of a record where they were told."""
    return {value: {"batch": batch, "by": "employment", "row": row} for value in values}


def add_placement(session: Session, person: int, **values: Any) -> int:
    """Adds an arrival with everything it hangs on."""
    opened = Round(
        code=f"R-{person}",
        origin_code=COUNTY,
        path=COUNTY_PATH,
        policy_date=POLICY_DATE,
        state="published",
        settings={},
        opened_by="tester",
        opened_at=NOW,
    )
    session.add(opened)
    session.flush()
    empty = dict.fromkeys(("people", "vacancies", "context", "at_work"), b"")
    snapshot = Snapshot(
        round_id=opened.id, number=1, taken_at=NOW, content_hash="h", counts={}, **empty
    )
    session.add(snapshot)
    session.flush()
    solve = Solve(
        round_id=opened.id,
        snapshot_id=snapshot.id,
        state="done",
        requested_by="tester",
        requested_at=NOW,
        attempts=1,
        step_done=0,
        step_total=0,
    )
    session.add(solve)
    vacancy = add_vacancy(session)
    session.flush()
    proposal = Proposal(
        code=f"P-{person}",
        solve_id=solve.id,
        person_id=person,
        vacancy_id=vacancy,
        path=COUNTY_PATH,
        rank=1,
        score=0,
        parts={},
        facts={},
        state="accepted",
    )
    session.add(proposal)
    session.flush()
    placed = Placement(
        code=f"J-{person}",
        proposal_id=proposal.id,
        person_id=person,
        vacancy_id=vacancy,
        round_id=opened.id,
        path=COUNTY_PATH,
        expected_on=dt.date(2025, 9, 1),
        **({"state": PlacementState.AT_WORK.value, "started_on": dt.date(2025, 9, 1)} | values),
    )
    session.add(placed)
    session.flush()
    return placed.id


def fill(session: Session) -> None:
    """Three records of one ledger, one more without batch and outside the region, a placement."""
    batch = add_batch(session, POLICY_DATE)
    employer = add_employer(session)
    for number, (start, end, reason) in enumerate(
        [(1, 3, "02"), (2, 6, "照顾老人"), (8, None, None)], start=1
    ):
        person = add_person(session)
        add_survey(session, person, wage_floor_fen_per_month=300_000)
        session.add(PersonSkill(person_id=person, occupation_code=WELDER, title="焊工", level=1))
        ended = {} if end is None else told_in(batch, number, "ended_month", "leave_reason")
        add_record(
            session,
            person,
            employer_id=employer,
            occupation_code=WELDER,
            wage_fen_per_month=400_000,
            started_month=dt.date(2025, start, 1),
            ended_month=None if end is None else dt.date(2025, end, 1),
            leave_reason=reason,
            batch_id=batch,
            sources=told_in(batch, number, "started_month", "wage_fen_per_month") | ended,
        )
    elsewhere = add_person(session, division_code="433130001000")
    add_record(session, elsewhere)
    placed = add_placement(session, add_person(session))
    session.add(
        FollowUp(
            placement_id=placed, due_on=dt.date(2025, 11, 30), done_on=dt.date(2025, 12, 2), way="x"
        )
    )
    session.flush()


def test_stays_are_read_from_tables(session_factory: Factory) -> None:
    """Records with their batches, placements with their follow-ups, what is known of people."""
    with session_factory.begin() as session:
        fill(session)
        known = read_stays(session, ACTOR, COUNTY_PATH, AS_OF)
    stays = known.by_outcome[EMPLOYER]
    told = sorted(
        zip(stays.entered.tolist(), stays.left.tolist(), stays.cause.tolist(), strict=True)
    )
    assert told == [(0, 3, 0), (0, 7, 0), (1, 4, 1)]
    of_records = stays.post < 0
    assert of_records.sum() == 2
    assert stays.fit_per_mille[of_records].tolist() == [1000, 1000]
    assert stays.wage_floor_fen[of_records].tolist() == [-1, -1]
    assert stays.wage_fen.tolist() == [400_000, 400_000, 450_000]
    assert stays.round[~of_records].min() > 0
    assert counted(known.findings) == {"not_observed": 1}
    (finding,) = known.findings.iter_rows(named=True)
    assert finding["row"] == 1


def test_a_day_begins_in_china(session_factory: Factory) -> None:
    """A ledger taken at one in the morning there is known on that day, not on the day before."""
    with session_factory.begin() as session:
        fill(session)
        eve = POLICY_DATE - dt.timedelta(days=1)
        before = read_stays(session, ACTOR, COUNTY_PATH, AsOf(eve, eve))
    assert len(before.by_outcome[EMPLOYER]) == 1


def test_a_model_is_stored_once_per_version(session_factory: Factory) -> None:
    """The same stays give the same version, a new record another; each act is on the trail."""
    with session_factory.begin() as session:
        fill(session)
        first = fit_models(session, ACTOR, COUNTY_PATH, POLICY_DATE, now=NOW)
    later = NOW + dt.timedelta(hours=3)
    with session_factory.begin() as session:
        again = fit_models(session, ACTOR, COUNTY_PATH, POLICY_DATE, now=later)
        assert session.scalar(select(func.count()).select_from(RetentionModelRow)) == 2
        add_record(session, add_person(session))
        third = fit_models(session, ACTOR, COUNTY_PATH, POLICY_DATE, now=later)
        assert session.scalar(select(func.count()).select_from(RetentionModelRow)) == 4
        actions = session.scalars(select(AuditEvent.action)).all()
        assert actions == ["retention.fitted"] * 3
        assert first_broken_event(session) is None
    for kind in (EMPLOYER, WORK):
        assert first.by_kind[kind].is_new
        assert not again.by_kind[kind].is_new
        assert again.by_kind[kind].content == first.by_kind[kind].content
        assert third.by_kind[kind].version != first.by_kind[kind].version


def test_the_model_of_a_day(session_factory: Factory) -> None:
    """The newest cut-off up to the day is read back as it was fitted; without one it is fitted."""
    older, newer = dt.date(2025, 12, 1), POLICY_DATE
    with session_factory.begin() as session:
        fill(session)
        made = current_model(session, ACTOR, COUNTY_PATH, older, now=NOW)
        fitted = fit_models(session, ACTOR, COUNTY_PATH, newer, now=NOW)
    assert (made.is_new, made.cut_off) == (True, older)
    with session_factory() as session:
        day_before = newer - dt.timedelta(days=1)
        kept = current_model(session, ACTOR, COUNTY_PATH, day_before, now=NOW)
        assert (kept.is_new, kept.cut_off, kept.content) == (False, older, made.content)
        on_day = current_model(session, ACTOR, COUNTY_PATH, newer, now=NOW, kind=WORK)
        assert on_day.version == fitted.by_kind[WORK].version
        assert on_day.model.cases == fitted.by_kind[WORK].model.cases


@pytest.mark.parametrize("act", [fit_models, current_model])
def test_only_who_may(sqlite_session_factory: Factory, act: Any) -> None:
    """Without the permission or outside the region nothing is fitted."""
    with sqlite_session_factory.begin() as session:
        fill(session)
        for actor in (OTHER_COUNTY, actor_for(COUNTY_PATH, without=Permission.ROUNDS_RUN)):
            with pytest.raises(NotAllowedError):
                act(session, actor, COUNTY_PATH, POLICY_DATE, now=NOW)
        assert session.scalar(select(func.count()).select_from(RetentionModelRow)) == 0


def test_an_office_without_records_has_the_prior(sqlite_session_factory: Factory) -> None:
    """Nothing known gives a model that says so."""
    with sqlite_session_factory.begin() as session:
        fitted = fit_models(session, ACTOR, COUNTY_PATH, POLICY_DATE, now=NOW)
    assert all(one.model.is_prior for one in fitted.by_kind.values())
