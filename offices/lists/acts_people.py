"""Reads the people of a round's lists, inside the actor's scope."""

import datetime as dt
from collections import defaultdict

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.enums import Standing
from models.masking import masked_id, masked_phone
from models.scopes import in_scope
from models.tables.people import Person as PersonRow
from models.tables.people import PersonSkill, SupportStatus
from models.tables.rounds import Round, RoundStanding
from models.tables.surveys import Survey as SurveyRow
from models.tables.surveys import WishedDestination, WishedOccupation
from models.values import Actor
from offices.lists.facts import Person, Survey
from offices.rounds.standings import full_years
from regions.gazetteer import load_gazetteer


def read_people(
    session: Session, actor: Actor, opened: Round, snapshot_id: int
) -> dict[int, Person]:
    """Reads pool and people at work; opens numbers only to mask them."""
    on = opened.policy_date
    categories = _read_categories(session, actor, on)
    rows = session.execute(
        select(
            PersonRow.id,
            PersonRow.household_id,
            PersonRow.path,
            PersonRow.division_code,
            PersonRow.village,
            PersonRow.name,
            PersonRow.id_number,
            PersonRow.phone,
            PersonRow.sex,
            PersonRow.birth_date,
        )
        .join(RoundStanding, RoundStanding.person_id == PersonRow.id)
        .where(
            RoundStanding.snapshot_id == snapshot_id,
            RoundStanding.standing != Standing.NOT_AVAILABLE.value,
            in_scope(actor, PersonRow.path),
        )
    )
    place = load_gazetteer().place
    return {
        key: Person(
            id=key,
            household_id=household,
            path=path,
            township=place(code).name,
            village=village,
            name=name,
            id_number=masked_id(id_number),
            phone=None if phone is None else masked_phone(phone),
            sex=sex,
            age=full_years(birth_date, on),
            category=categories.get(household),
        )
        for key, household, path, code, village, name, id_number, phone, sex, birth_date in rows
    }


def _read_categories(session: Session, actor: Actor, on: dt.date) -> dict[int, str]:
    """Gives the support category in force by household; of several, the one that began last."""
    rows = session.execute(
        select(SupportStatus.household_id, SupportStatus.category)
        .where(
            SupportStatus.valid_from <= on,
            SupportStatus.valid_to.is_(None) | (SupportStatus.valid_to >= on),
            SupportStatus.household_id.in_(
                select(PersonRow.household_id).where(in_scope(actor, PersonRow.path))
            ),
        )
        .order_by(SupportStatus.valid_from, SupportStatus.id)
    )
    return {household: category for household, category in rows}  # noqa: C416  # rows, not pairs


def read_surveys(session: Session, actor: Actor, snapshot_id: int) -> dict[int, Survey]:
    """Reads what the names layer says of the wishes and skills of everybody in the pool."""
    in_pool = (
        select(RoundStanding.person_id)
        .where(
            RoundStanding.snapshot_id == snapshot_id,
            RoundStanding.standing == Standing.POOL.value,
        )
        .scalar_subquery()
    )
    skills: defaultdict[int, list[tuple[str, int]]] = defaultdict(list)
    for person, title, level in session.execute(
        select(PersonSkill.person_id, PersonSkill.title, PersonSkill.level)
        .where(PersonSkill.person_id.in_(in_pool))
        .order_by(PersonSkill.level.desc(), PersonSkill.title)
    ):
        skills[person].append((title, level))
    titles: defaultdict[int, list[str]] = defaultdict(list)
    for person, title in session.execute(
        select(WishedOccupation.person_id, WishedOccupation.title)
        .where(WishedOccupation.person_id.in_(in_pool), WishedOccupation.is_excluded.is_(False))
        .order_by(WishedOccupation.title)
    ):
        titles[person].append(title)
    places: defaultdict[int, list[str]] = defaultdict(list)
    place = load_gazetteer().place
    for person, code in session.execute(
        select(WishedDestination.person_id, WishedDestination.division_code)
        .where(WishedDestination.person_id.in_(in_pool), WishedDestination.is_excluded.is_(False))
        .order_by(WishedDestination.division_code)
    ):
        places[person].append(place(code).name)
    rows = session.execute(
        select(
            PersonRow.id,
            PersonRow.education,
            SurveyRow.wage_floor_fen_per_month,
            SurveyRow.available_from,
            SurveyRow.companions,
        )
        .outerjoin(SurveyRow, SurveyRow.person_id == PersonRow.id)
        .where(PersonRow.id.in_(in_pool), in_scope(actor, PersonRow.path))
    )
    return {
        key: Survey(education, skills[key], titles[key], places[key], wage, day, companions)
        for key, education, wage, day, companions in rows
    }
