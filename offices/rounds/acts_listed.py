"""Reads what is listed for people: skills, certificates, wishes. Inside the actor's scope."""

import datetime as dt
from collections import defaultdict

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import Session

from models.scopes import in_scope
from models.tables.people import Person, PersonCertificate, PersonSkill
from models.tables.surveys import WishedDestination, WishedOccupation
from models.values import Actor
from offices.rounds.acts_reading import ROWS_TOGETHER, within
from offices.rounds.rows import PersonLists

ByPerson = defaultdict[int, list[str]]


def read_lists(session: Session, actor: Actor, path: str, on: dt.date) -> tuple[PersonLists, int]:
    """Reads skills, certificates valid on a day and wishes below a path.

    Also counts the titles whose occupation no clerk has chosen yet: they cannot count in the round.
    """
    below = (in_scope(actor, Person.path), within(Person.path, path))
    skills, open_skills = _read_skills(session, below)
    wished, refused, open_wishes = _read_occupations(session, below)
    places, refused_places, limits = _read_destinations(session, below)
    lists = PersonLists(
        skills=skills,
        certificates=_read_certificates(session, below, on),
        wished_occupations=wished,
        excluded_occupations=refused,
        wished_places=places,
        excluded_places=refused_places,
        limit_places=limits,
    )
    return lists, open_skills + open_wishes


Below = tuple[ColumnElement[bool], ColumnElement[bool]]


def _read_skills(
    session: Session, below: Below
) -> tuple[defaultdict[int, list[tuple[str, int]]], int]:
    found: defaultdict[int, list[tuple[str, int]]] = defaultdict(list)
    open_titles = 0
    rows = session.execute(
        select(PersonSkill.person_id, PersonSkill.occupation_code, PersonSkill.level)
        .join(Person, Person.id == PersonSkill.person_id)
        .where(*below)
        .execution_options(yield_per=ROWS_TOGETHER)
    )
    for person, code, level in rows:
        if code is None:
            open_titles += 1
        else:
            found[person].append((code, level))
    return found, open_titles


def _read_certificates(session: Session, below: Below, on: dt.date) -> ByPerson:
    found: ByPerson = defaultdict(list)
    rows = session.execute(
        select(PersonCertificate.person_id, PersonCertificate.kind)
        .join(Person, Person.id == PersonCertificate.person_id)
        .where(
            *below,
            or_(PersonCertificate.valid_until.is_(None), PersonCertificate.valid_until >= on),
        )
        .execution_options(yield_per=ROWS_TOGETHER)
    )
    for person, kind in rows:
        found[person].append(kind)
    return found


def _read_occupations(session: Session, below: Below) -> tuple[ByPerson, ByPerson, int]:
    wished: ByPerson = defaultdict(list)
    refused: ByPerson = defaultdict(list)
    open_titles = 0
    rows = session.execute(
        select(
            WishedOccupation.person_id,
            WishedOccupation.occupation_code,
            WishedOccupation.is_excluded,
        )
        .join(Person, Person.id == WishedOccupation.person_id)
        .where(*below)
        .execution_options(yield_per=ROWS_TOGETHER)
    )
    for person, code, is_excluded in rows:
        if code is None:
            open_titles += 1
        else:
            (refused if is_excluded else wished)[person].append(code)
    return wished, refused, open_titles


def _read_destinations(session: Session, below: Below) -> tuple[ByPerson, ByPerson, ByPerson]:
    wished: ByPerson = defaultdict(list)
    refused: ByPerson = defaultdict(list)
    limits: ByPerson = defaultdict(list)
    rows = session.execute(
        select(
            WishedDestination.person_id,
            WishedDestination.division_code,
            WishedDestination.is_excluded,
            WishedDestination.is_limit,
        )
        .join(Person, Person.id == WishedDestination.person_id)
        .where(*below)
        .execution_options(yield_per=ROWS_TOGETHER)
    )
    for person, code, is_excluded, is_limit in rows:
        (refused if is_excluded else limits if is_limit else wished)[person].append(code)
    return wished, refused, limits
