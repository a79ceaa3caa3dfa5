"""Loads a sample straight into the tables, for sizes above what workbooks hold."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import polars as pl
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models.audit import record_event
from models.bulk import Everywhere, Given, insert_columns
from models.encryption import keyed_hash
from models.errors import AppError
from models.tables.employment import EmploymentRecord
from models.tables.metadata import Table
from models.tables.people import (
    Household,
    Person,
    PersonCertificate,
    PersonSkill,
    SupportStatus,
)
from models.tables.surveys import Survey, WishedDestination, WishedOccupation
from models.tables.vacancies import Employer, EmployerClaim, Vacancy
from models.values import Actor, Permission
from offices.sample.frames import generate
from offices.sample.sizes import SampleSize
from offices.sample.stored import StoredTables, stored_tables

ROWS_PER_INSERT = 10_000

KEYED = {"id_number", "phone"}
"""Columns beside which stands the hash that finds equal ones."""

EMPTY: Mapping[str, Any] = {}
"""No row of a sample says who told a value: the whole sample is made up."""


class NotEmptyError(AppError):
    """A sample is loaded into an empty database only, so that nobody real stands beside it."""

    code = "sample.not_empty"


@dataclass(frozen=True, slots=True)
class LoadedSample:
    """How many rows went into the main tables."""

    people: int
    surveys: int
    vacancies: int
    records: int


def load_sample(
    session: Session, actor: Actor, size: SampleSize, seed: int, *, now: dt.datetime
) -> LoadedSample:
    """Draws a sample and inserts it, clean, in bulk.

    Parameters
    ----------
    session
        An open transaction.
    actor
        Needs ``database:seed`` for the sample's region.
    size
        Extent of the sample.
    seed
        Of the random draws.
    now
        For the audit trail.

    Raises
    ------
    NotAllowedError
        If the actor may not.
    NotEmptyError
        If anybody is registered or any post stored already.
    """
    actor.require(Permission.DATABASE_SEED, size.home_path)
    for main in (Household, Person, Employer, Vacancy):
        if session.scalar(select(func.count()).select_from(main)):
            raise NotEmptyError(table=main.__tablename__)
    tables = stored_tables(generate(size, seed), size)
    for table, frame, extra in _in_order(tables):
        _insert(session, table, frame, extra)
    loaded = LoadedSample(
        people=tables.people.height,
        surveys=tables.surveys.height,
        vacancies=tables.vacancies.height,
        records=tables.employment_records.height,
    )
    details = {"seed": seed, "people": loaded.people, "vacancies": loaded.vacancies}
    record_event(session, actor, "sample.loaded", size.name, at=now, details=details)
    return loaded


def _in_order(
    tables: StoredTables,
) -> Sequence[tuple[type[Table], pl.DataFrame, Mapping[str, Any]]]:
    """Gives parents before children; ``extra`` holds what every row of a table has alike."""
    sources = {"sources": EMPTY}
    return (
        (Household, tables.households, {}),
        (Person, tables.people, {"other_values": EMPTY}),
        (SupportStatus, tables.support_statuses, {}),
        (Survey, tables.surveys, sources),
        (PersonSkill, tables.person_skills, {}),
        (PersonCertificate, tables.person_certificates, {}),
        (WishedOccupation, tables.wished_occupations, {}),
        (WishedDestination, tables.wished_destinations, {}),
        (Employer, tables.employers, {}),
        (Vacancy, tables.vacancies, {}),
        (EmployerClaim, tables.employer_claims, {}),
        (EmploymentRecord, tables.employment_records, sources),
    )


def _insert(
    session: Session, model: type[Table], frame: pl.DataFrame, extra: Mapping[str, Any]
) -> None:
    for part in frame.iter_slices(ROWS_PER_INSERT):
        columns: dict[str, Given] = dict(part.to_dict())
        columns.update((name, Everywhere(value)) for name, value in extra.items())
        for name in KEYED & columns.keys():
            columns[f"{name}_key"] = [keyed_hash(text) if text else None for text in part[name]]
        insert_columns(session, model, columns)
