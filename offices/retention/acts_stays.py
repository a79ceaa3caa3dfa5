"""Reads everything that tells about work, inside the actor's scope. Opens no name, no number."""

import datetime as dt
from typing import Any

import polars as pl
from sqlalchemy import ColumnElement, Select, select
from sqlalchemy.orm import Session

from models.scopes import in_scope
from models.tables.employment import EmploymentRecord
from models.tables.imports import ImportBatch
from models.tables.people import Person, PersonSkill
from models.tables.placements import FollowUp, Placement
from models.tables.surveys import Survey
from models.tables.vacancies import Employer, Vacancy
from models.values import Actor, Permission
from offices.retention.frames import (
    BATCHES,
    PEOPLE,
    PLACEMENTS,
    RECORDS,
    SKILLS,
    VISITS,
    AsOf,
    Read,
    Schema,
    frame_of,
)
from offices.retention.reasons import reasons_in_force
from offices.retention.stays import KnownStays, known_stays
from regions.gazetteer import load_gazetteer

CHINA = dt.timezone(dt.timedelta(hours=8))
"""In whose calendar the day lies on which an import was taken."""

ROWS_PER_FETCH = 5_000


def read_stays(session: Session, actor: Actor, path: str, as_of: AsOf) -> KnownStays:
    """Gives all stays of people registered at or below a path, as known on a day.

    Raises
    ------
    NotAllowedError
        If the actor may not see rounds, or the path lies outside the actor's scope.
    NoReasonsInForceError
        If no list of leave reasons is in force on the day.
    UnknownDivisionError
        If a row names a place that is no division of today.
    """
    read = read_work(session, actor, path)
    return known_stays(read, reasons_in_force(as_of.on), as_of, load_gazetteer().place)


def read_work(session: Session, actor: Actor, path: str) -> Read:
    """Gives everything that tells about work of people registered at or below a path.

    Raises
    ------
    NotAllowedError
        If the actor may not see rounds, or the path lies outside the actor's scope.
    """
    actor.require(Permission.ROUNDS_READ, path)
    return Read(
        people=_frame(session, _people(actor, path), PEOPLE),
        records=_frame(session, _records(actor, path), RECORDS),
        placements=_frame(session, _placements(actor, path), PLACEMENTS),
        visits=_frame(session, _visits(actor, path), VISITS),
        batches=_batches(session),
        skills=_frame(session, _skills(actor, path), SKILLS),
    )


def _frame(session: Session, statement: Select[*tuple[Any, ...]], schema: Schema) -> pl.DataFrame:
    return frame_of(session.execute(statement.execution_options(yield_per=ROWS_PER_FETCH)), schema)


def _registered(actor: Actor, path: str) -> ColumnElement[bool]:
    below = (Person.path >= path) & (Person.path < path[:-1] + "0")
    return in_scope(actor, Person.path) & below


def _people(actor: Actor, path: str) -> Select[*tuple[Any, ...]]:
    return (
        select(
            Person.id,
            Person.division_code,
            Person.village,
            Person.speaks_mandarin,
            Survey.wage_floor_fen_per_month,
            Survey.companions,
            Survey.surveyed_on,
        )
        .outerjoin(Survey, Survey.person_id == Person.id)
        .where(_registered(actor, path))
        .order_by(Person.id)
    )


def _records(actor: Actor, path: str) -> Select[*tuple[Any, ...]]:
    """Selects records, and the batches that told the row and the values that change later."""
    return (
        select(
            EmploymentRecord.id,
            EmploymentRecord.person_id,
            EmploymentRecord.employer_id,
            Employer.industry,
            EmploymentRecord.division_code,
            EmploymentRecord.occupation_code,
            EmploymentRecord.started_month,
            EmploymentRecord.ended_month,
            EmploymentRecord.wage_fen_per_month,
            EmploymentRecord.channel,
            EmploymentRecord.leave_reason,
            EmploymentRecord.batch_id,
            _source("started_month", "row"),
            _source("ended_month", "batch"),
            _source("leave_reason", "batch"),
            _source("wage_fen_per_month", "batch"),
            _source("channel", "batch"),
        )
        .join(Person, Person.id == EmploymentRecord.person_id)
        .outerjoin(Employer, Employer.id == EmploymentRecord.employer_id)
        .where(_registered(actor, path))
        .order_by(EmploymentRecord.id)
    )


def _source(value: str, said: str) -> ColumnElement[int]:
    said_where: ColumnElement[int] = EmploymentRecord.sources[(value, said)].as_integer()
    return said_where


def _placements(actor: Actor, path: str) -> Select[*tuple[Any, ...]]:
    return (
        select(
            Placement.id,
            Placement.person_id,
            Vacancy.employer_id,
            Employer.industry,
            Vacancy.division_code,
            Vacancy.occupation_code,
            Placement.started_on,
            Placement.ended_on,
            Vacancy.wage_min_fen_per_month,
            Placement.leave_reason,
            Placement.vacancy_id,
            Placement.round_id,
        )
        .join(Person, Person.id == Placement.person_id)
        .join(Vacancy, Vacancy.id == Placement.vacancy_id)
        .join(Employer, Employer.id == Vacancy.employer_id)
        .where(_registered(actor, path), Placement.started_on.is_not(None))
        .order_by(Placement.id)
    )


def _visits(actor: Actor, path: str) -> Select[*tuple[Any, ...]]:
    return (
        select(FollowUp.placement_id, FollowUp.done_on)
        .join(Placement, Placement.id == FollowUp.placement_id)
        .join(Person, Person.id == Placement.person_id)
        .where(_registered(actor, path), FollowUp.done_on.is_not(None))
    )


def _skills(actor: Actor, path: str) -> Select[*tuple[Any, ...]]:
    return (
        select(PersonSkill.person_id, PersonSkill.occupation_code, PersonSkill.batch_id)
        .join(Person, Person.id == PersonSkill.person_id)
        .where(_registered(actor, path), PersonSkill.occupation_code.is_not(None))
        .order_by(PersonSkill.id)
    )


def _batches(session: Session) -> pl.DataFrame:
    rows = session.execute(select(ImportBatch.id, ImportBatch.imported_at).order_by(ImportBatch.id))
    return frame_of(((batch, at.astimezone(CHINA).date()) for batch, at in rows), BATCHES)
