"""A round hands out the proof of its plan, without anything that leads back to a person."""

import hashlib

import numpy as np
import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from matching.proof.check import check_proof
from matching.proof.files import read_proof
from models.tables.audit import AuditEvent
from models.tables.rounds import Snapshot
from models.values import NotAllowedError, Permission
from offices.rounds.acts import open_round, round_summary, snapshot_columns, take_snapshot
from offices.rounds.acts_proof import export_proof
from offices.rounds.errors import NotSolvedError
from tests.factories import (
    ACTOR,
    COUNTY,
    COUNTY_PATH,
    NOW,
    POLICY_DATE,
    actor_for,
    fill_random,
    solved_round,
)

Sessions = sessionmaker[Session]


@pytest.fixture
def round_code(sqlite_session_factory: Sessions) -> str:
    """Gives a round that is frozen, but not solved."""
    with sqlite_session_factory.begin() as session:
        fill_random(session, 4, people=40, vacancies=10)
        code = open_round(session, ACTOR, COUNTY, POLICY_DATE, {}, now=NOW).code
        take_snapshot(session, ACTOR, code, now=NOW)
    return code


def test_the_proof_is_that_of_the_current_plan(
    sqlite_session_factory: Sessions, round_code: str
) -> None:
    """It passes the check, states the round's figures and names its frozen columns."""
    with sqlite_session_factory.begin() as session:
        solved_round(session, round_code)
        proof = read_proof(export_proof(session, ACTOR, round_code, now=NOW).content)
        figures = round_summary(session, ACTOR, round_code).figures
        frozen_hash = session.scalars(select(Snapshot.content_hash)).one()
    assert check_proof(proof).is_optimal
    assert proof.solution.objective == figures["objective"] > 0
    assert len(proof.data.people) == figures["people"]
    assert (proof.round_code, proof.snapshot_hash) == (round_code, frozen_hash)


def test_no_id_or_birthday_leaves_the_office(
    sqlite_session_factory: Sessions, round_code: str
) -> None:
    """Keys are positions, and days of birth are those of an age."""
    with sqlite_session_factory.begin() as session:
        solved_round(session, round_code)
        data = read_proof(export_proof(session, ACTOR, round_code, now=NOW).content).data
        snapshot = session.scalars(select(Snapshot.id)).one()
        frozen = snapshot_columns(session, ACTOR, snapshot)
    assert data.people.key.tolist() == list(range(len(frozen.people)))
    assert data.vacancies.key.tolist() == list(range(len(frozen.vacancies)))
    assert len(np.unique(data.people.birth_day)) < len(np.unique(frozen.people.birth_day))


def test_the_hash_stands_in_the_audit_trail(
    sqlite_session_factory: Sessions, round_code: str
) -> None:
    """Whoever gets the file can ask the office for its hash; the same plan has the same file."""
    with sqlite_session_factory.begin() as session:
        solved_round(session, round_code)
        made = export_proof(session, ACTOR, round_code, now=NOW)
        again = export_proof(session, ACTOR, round_code, now=NOW)
        newest = select(AuditEvent.action, AuditEvent.details).order_by(AuditEvent.id.desc())
        action, details = session.execute(newest.limit(1)).one()
    assert made == again
    assert made.sha256 == hashlib.sha256(made.content[:-64]).hexdigest()
    assert (action, details) == ("proof.exported", {"sha256": made.sha256})


def test_without_a_result_there_is_no_proof(
    sqlite_session_factory: Sessions, round_code: str
) -> None:
    """A round that is frozen only has nothing to prove."""
    with sqlite_session_factory.begin() as session, pytest.raises(NotSolvedError):
        export_proof(session, ACTOR, round_code, now=NOW)


def test_only_who_runs_rounds_takes_the_file(
    sqlite_session_factory: Sessions, round_code: str
) -> None:
    """The permission to run rounds is needed, in the round's region."""
    without = actor_for(COUNTY_PATH, without=Permission.ROUNDS_RUN)
    elsewhere = actor_for("/440000/")
    with sqlite_session_factory.begin() as session:
        solved_round(session, round_code)
        for actor in (without, elsewhere):
            with pytest.raises(NotAllowedError):
                export_proof(session, actor, round_code, now=NOW)
