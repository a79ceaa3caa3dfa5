"""Reads what a round needs as columns, inside the actor's scope. Opens no name and no number."""

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any, TypeVar

import polars as pl
from sqlalchemy import ColumnElement, Select, func, or_, select, type_coerce
from sqlalchemy.orm import InstrumentedAttribute, Session
from sqlalchemy.types import NULLTYPE

from models.enums import Channel, ClaimKind, PlacementState
from models.scopes import in_scope
from models.tables.divisions import PlaceDistance
from models.tables.employment import EmploymentRecord
from models.tables.people import Person
from models.tables.placements import Placement
from models.tables.surveys import Survey
from models.tables.vacancies import Employer, EmployerClaim, Vacancy
from models.values import Actor
from offices.rounds.frames import AT_WORK, PEOPLE, RECORDS, Schema, frame_of
from offices.rounds.rows import VacancyRow

KEYS_PER_QUERY = 500
"""SQLite allows 999 variables in a statement on its oldest builds."""

ROWS_PER_FETCH = 500
"""Rows that a frame reads at a time: fewer than the 700 new objects after which Python looks for
garbage, which among hundreds of thousands of live rows takes longer than the reading."""

LAWFUL_CLAIMS = (ClaimKind.AGE_MIN.value, ClaimKind.AGE_MAX.value, ClaimKind.SEX.value)
"""The claims that a rule reads."""

Item = TypeVar("Item")

Rows = Iterable[Sequence[Any]]
"""Selected columns, taken as they come."""


def in_chunks(items: Iterable[Item], size: int = KEYS_PER_QUERY) -> Iterator[list[Item]]:
    """Cuts a sequence into lists of at most ``size``."""
    iterator = iter(items)
    while chunk := list(islice(iterator, size)):
        yield chunk


def within(column: InstrumentedAttribute[str], path: str) -> ColumnElement[bool]:
    """Holds for rows whose region path lies at or below a path; uses the column's index."""
    return (column >= path) & (column < path[:-1] + "0")


def stored(*columns: ColumnElement[Any] | InstrumentedAttribute[Any]) -> Select[*tuple[Any, ...]]:
    """Selects columns as the driver gives them, for ``read_frame``."""
    return select(*(type_coerce(column, NULLTYPE) for column in columns))


def read_frame(
    session: Session, statement: Select[*tuple[Any, ...]], schema: Schema
) -> pl.DataFrame:
    """Reads a statement made by ``stored`` as columns, a chunk of rows at a time."""
    session.flush()
    rows = session.connection().execute(statement.execution_options(yield_per=ROWS_PER_FETCH))
    return frame_of(rows.partitions(), schema)


def read_people(session: Session, actor: Actor, path: str) -> pl.DataFrame:
    """Reads everybody registered below a path as ``PEOPLE``, in the order of their ids."""
    statement = (
        stored(
            Person.id,
            Person.household_id,
            Person.division_code,
            Person.birth_date,
            Person.sex,
            Person.work_ability,
            Person.education,
            Person.speaks_mandarin,
            Person.student_status,
            Survey.is_willing,
            Survey.not_working_reason,
            Survey.wage_floor_fen_per_month,
            Survey.available_from,
            Survey.available_until,
        )
        .select_from(Person)
        .outerjoin(Survey, Survey.person_id == Person.id)
        .where(in_scope(actor, Person.path), within(Person.path, path))
    )
    return read_frame(session, statement, PEOPLE).sort("id")


def read_employment(session: Session, actor: Actor, path: str) -> pl.DataFrame:
    """Reads the work ``RECORDS`` of everybody registered below a path, oldest first."""
    statement = (
        stored(
            EmploymentRecord.id,
            EmploymentRecord.person_id,
            Person.division_code,
            EmploymentRecord.employer_id,
            EmploymentRecord.employer_name,
            Employer.credit_code,
            EmploymentRecord.title,
            EmploymentRecord.occupation_code,
            EmploymentRecord.division_code,
            EmploymentRecord.started_month,
            EmploymentRecord.ended_month,
            EmploymentRecord.wage_fen_per_month,
            EmploymentRecord.channel,
            EmploymentRecord.has_contract,
            EmploymentRecord.has_social_insurance,
        )
        .select_from(EmploymentRecord)
        .join(Person, Person.id == EmploymentRecord.person_id)
        .outerjoin(Employer, Employer.id == EmploymentRecord.employer_id)
        .where(in_scope(actor, Person.path), within(Person.path, path))
    )
    return read_frame(session, statement, RECORDS).sort("started_month", "id")


def read_placed(session: Session, actor: Actor, path: str) -> tuple[pl.DataFrame, pl.Series]:
    """Reads who is ``AT_WORK`` through a placement, and the ids of who is still expected."""
    statement = (
        stored(
            Placement.state,
            Placement.person_id,
            Employer.name,
            Employer.credit_code,
            Vacancy.title,
            Vacancy.division_code,
            Vacancy.path,
            func.coalesce(Placement.started_on, Placement.expected_on),
            Vacancy.wage_min_fen_per_month,
        )
        .select_from(Placement)
        .join(Vacancy, Vacancy.id == Placement.vacancy_id)
        .join(Employer, Employer.id == Vacancy.employer_id)
        .where(
            in_scope(actor, Placement.path),
            within(Placement.path, path),
            Placement.state.in_([PlacementState.EXPECTED.value, PlacementState.AT_WORK.value]),
        )
    )
    unknown = ("channel", "has_contract", "has_social_insurance")
    known = {name: dtype for name, dtype in AT_WORK.items() if name not in unknown}
    placed = read_frame(session, statement, {"state": pl.String} | known).with_columns(
        channel=pl.lit(Channel.ORGANISED.value),
        has_contract=pl.lit(None, pl.Boolean),
        has_social_insurance=pl.lit(None, pl.Boolean),
    )
    is_at_work = pl.col("state") == PlacementState.AT_WORK.value
    return (
        placed.filter(is_at_work).select(list(AT_WORK)),
        placed.filter(~is_at_work)["person_id"],
    )


@dataclass(frozen=True, slots=True)
class OpenVacancies:
    """Vacancies that enter a round, and how many were left out and why."""

    rows: tuple[VacancyRow, ...]
    expired: int
    without_occupation: int


def read_vacancies(session: Session, actor: Actor, path: str, on: dt.date) -> OpenVacancies:
    """Reads the vacancies received at, below or above a path, less the seats already taken."""
    above = [path[: end + 1] for end in range(len(path)) if path[end] == "/"]
    taken = (
        select(Placement.vacancy_id, func.count().label("people"))
        .where(Placement.state.in_([PlacementState.EXPECTED.value, PlacementState.AT_WORK.value]))
        .group_by(Placement.vacancy_id)
        .subquery()
    )
    rows: Rows = session.execute(
        select(
            Vacancy.id,
            Vacancy.employer_id,
            Employer.industry,
            Vacancy.headcount - func.coalesce(taken.c.people, 0),
            Vacancy.occupation_code,
            Vacancy.division_code,
            Vacancy.kind,
            Vacancy.wage_min_fen_per_month,
            Vacancy.wage_max_fen_per_month,
            Vacancy.education_min,
            Vacancy.skill_level_min,
            Vacancy.certificates,
            Vacancy.is_hazardous,
            Vacancy.has_night_shift,
            Vacancy.needs_mandarin,
            Vacancy.is_for_pairs_only,
            Vacancy.is_care_post,
            Vacancy.recruits_from,
            Vacancy.recruits_until,
            Vacancy.works_from,
            Vacancy.works_until,
        )
        .join(Employer, Employer.id == Vacancy.employer_id)
        .outerjoin(taken, taken.c.vacancy_id == Vacancy.id)
        .where(
            in_scope(actor, Vacancy.received_path),
            or_(within(Vacancy.received_path, path), Vacancy.received_path.in_(above)),
        )
        .order_by(Vacancy.id)
    )
    read = [VacancyRow(row[0], row[1], row[2], max(0, row[3]), *row[4:]) for row in rows]
    current = [row for row in read if row.recruits_until is None or row.recruits_until >= on]
    known = tuple(row for row in current if row.occupation_code)
    return OpenVacancies(known, len(read) - len(current), len(current) - len(known))


def read_claims(session: Session, vacancies: Iterable[int]) -> dict[tuple[int, str], str]:
    """Reads the employers' claims with a legal basis that a rule reads."""
    found: dict[tuple[int, str], str] = {}
    for keys in in_chunks(vacancies):
        rows = session.execute(
            select(EmployerClaim.vacancy_id, EmployerClaim.kind, EmployerClaim.value).where(
                EmployerClaim.vacancy_id.in_(keys),
                EmployerClaim.legal_basis.is_not(None),
                EmployerClaim.kind.in_(LAWFUL_CLAIMS),
            )
        )
        found |= {(vacancy, kind): value for vacancy, kind, value in rows}
    return found


def read_distances(session: Session, origins: Iterable[str]) -> dict[tuple[str, str], int]:
    """Reads the stored distances in metres from some counties."""
    found: dict[tuple[str, str], int] = {}
    for keys in in_chunks(sorted(origins)):
        rows = session.execute(
            select(
                PlaceDistance.origin_code,
                PlaceDistance.destination_code,
                PlaceDistance.distance_m,
            ).where(PlaceDistance.origin_code.in_(keys))
        )
        found |= {(origin, destination): metres for origin, destination, metres in rows}
    return found
