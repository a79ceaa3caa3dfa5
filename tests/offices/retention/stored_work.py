"""Stores records, placements and follow-ups with everything they hang on. All made up."""

import datetime as dt
from typing import Any

from sqlalchemy.orm import Session

from models.enums import ImportKind, PlacementState
from models.tables.imports import ImportBatch
from models.tables.people import PersonSkill
from models.tables.placements import FollowUp, Placement
from models.tables.rounds import Proposal, Round, Snapshot, Solve
from tests.factories import (
    COUNTY,
    COUNTY_PATH,
    NOW,
    POLICY_DATE,
    WELDER,
    add_employer,
    add_person,
    add_record,
    add_survey,
    add_vacancy,
)


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


def fill_work(session: Session) -> None:
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
