"""Reads what the register says about groups, households, batches and agreements of a round."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

import polars as pl
from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from matching.constraints.declared import Rules
from models.enums import Housing, PlacementState, Standing
from models.scopes import in_scope
from models.tables.people import Person
from models.tables.placements import Placement
from models.tables.rounds import Round
from models.tables.surveys import Survey
from models.tables.vacancies import Vacancy
from models.values import Actor
from offices.directory.acts import pairs_in_force
from offices.rounds.acts_reading import in_chunks, read_frame, stored, within
from offices.rounds.frames import Schema
from offices.rounds.places import county_code
from offices.rounds.rows import VacancyRow
from offices.rounds.rules_agreements import Promise, agreement_rules
from offices.rounds.rules_batches import VacancyTerms, batch_rules
from offices.rounds.rules_companions import Companion, companions_of
from offices.rounds.rules_families import RegisterFamily
from offices.rounds.rules_households import stay_home_rules
from offices.rounds.rules_register import RegisterRules
from regions.gazetteer import load_gazetteer

TIES: Schema = {
    "id": pl.Int64,
    "relation": pl.String,
    "village": pl.String,
    "health": pl.String,
    "companions": pl.String,
}
"""What binds registered people to one another."""

SENT = (
    PlacementState.EXPECTED.value,
    PlacementState.AT_WORK.value,
    PlacementState.EXITED.value,
)
"""Placements that count for an agreement: whoever left again was placed."""


def read_register_rules(
    session: Session,
    actor: Actor,
    opened: Round,
    people: pl.DataFrame,
    at_work: pl.DataFrame,
    vacancies: Sequence[VacancyRow],
) -> RegisterRules:
    """Gives the rules that follow from the register as it stands.

    Parameters
    ----------
    session, actor, opened
        Who freezes which round.
    people
        ``PEOPLE`` with their ``standing`` and ``reason``.
    at_work
        ``AT_WORK``: where people are at work.
    vacancies
        The round's vacancies.
    """
    known = _with_ties(session, actor, opened.path, people, at_work)
    groups = companions_of(_companions(known.filter(pl.col("standing") == Standing.POOL)))
    households, homes_found = stay_home_rules(known, opened.policy_date)
    terms = _terms(session, vacancies)
    batches, batches_found = batch_rules(terms)
    with_rooms = tuple(sorted({one.employer for one in terms if one.has_couple_rooms}))
    promises = _promises(session, actor, opened.path, opened.policy_date)
    quotas, agreements_found = agreement_rules(promises, opened.path)
    return RegisterRules(
        by_family={
            RegisterFamily.GROUPS: Rules(together=groups.groups),
            RegisterFamily.STAY_HOME: Rules(stay_home=households),
            RegisterFamily.BATCHES: Rules(batches=batches),
            RegisterFamily.AGREEMENTS: Rules(quotas=quotas),
        },
        couples=groups.couples,
        couple_room_employers=with_rooms,
        found={
            RegisterFamily.GROUPS.value: {**groups.found, "with_rooms": len(with_rooms)},
            RegisterFamily.STAY_HOME.value: dict(homes_found),
            RegisterFamily.BATCHES.value: dict(batches_found),
            RegisterFamily.AGREEMENTS.value: [dict(one) for one in agreements_found],
        },
    )


def _with_ties(
    session: Session, actor: Actor, path: str, people: pl.DataFrame, at_work: pl.DataFrame
) -> pl.DataFrame:
    """Adds everybody's ties, and whether they are at work in their home county."""
    ties = read_frame(
        session,
        stored(Person.id, Person.relation, Person.village, Person.health, Survey.companions)
        .select_from(Person)
        .outerjoin(Survey, Survey.person_id == Person.id)
        .where(in_scope(actor, Person.path), within(Person.path, path)),
        TIES,
    )
    place = load_gazetteer().place
    homes = people["division_code"].unique()
    county = {code: place(county_code(place(code))).path for code in homes}
    works = at_work.select(id="person_id", work_path="path")
    joined = people.join(ties, on="id", how="left").join(works, on="id", how="left")
    home = pl.col("division_code").replace_strict(county, return_dtype=pl.String)
    return joined.with_columns(
        works_at_home=pl.col("work_path").str.starts_with(home).fill_null(value=False)
    )


def _companions(pool: pl.DataFrame) -> list[Companion]:
    columns = ("id", "household_id", "division_code", "village", "relation", "companions")
    return [
        Companion(person, household, (code, village or ""), relation, said or "")
        for person, household, code, village, relation, said in pool.select(columns)
        .sort("id")
        .iter_rows()
    ]


def _terms(session: Session, vacancies: Sequence[VacancyRow]) -> list[VacancyTerms]:
    said: dict[int, Sequence[Any]] = {}
    for keys in in_chunks(row.id for row in vacancies):
        rows = session.execute(
            select(Vacancy.id, Vacancy.headcount, Vacancy.batch_min, Vacancy.housing).where(
                Vacancy.id.in_(keys)
            )
        )
        said |= {row[0]: row[1:] for row in rows}
    return [
        VacancyTerms(
            vacancy=row.id,
            employer=row.employer_id,
            place=row.division_code,
            headcount=said[row.id][0],
            taken=said[row.id][0] - row.seats,
            batch_min=said[row.id][1],
            has_couple_rooms=said[row.id][2] == Housing.COUPLE_ROOM.value,
        )
        for row in vacancies
    ]


def _promises(session: Session, actor: Actor, path: str, on: dt.date) -> list[Promise]:
    return [
        Promise(
            pair=pair.id,
            origin_path=pair.origin_path,
            destination_path=pair.destination_path,
            people=pair.people,
            placed=_placed(session, actor, pair.origin_path, pair.destination_path, on.year),
        )
        for pair in pairs_in_force(session, on)
        if pair.people is not None
        and (pair.origin_path.startswith(path) or path.startswith(pair.origin_path))
    ]


def _placed(session: Session, actor: Actor, origin: str, destination: str, year: int) -> int:
    """Counts the year's placements from one place to another, whoever left again included."""
    first, last = dt.date(year, 1, 1), dt.date(year, 12, 31)
    began = or_(
        Placement.started_on.between(first, last),
        Placement.started_on.is_(None) & Placement.expected_on.between(first, last),
    )
    counted = session.scalar(
        select(func.count())
        .select_from(Placement)
        .join(Vacancy, Vacancy.id == Placement.vacancy_id)
        .where(
            in_scope(actor, Placement.path),
            within(Placement.path, origin),
            within(Vacancy.path, destination),
            Placement.state.in_(SENT),
            began,
        )
    )
    return counted or 0
