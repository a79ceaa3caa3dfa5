"""Reads what is listed for people: skills, certificates, wishes. Inside the actor's scope."""

import datetime as dt

import polars as pl
from sqlalchemy import ColumnElement, or_
from sqlalchemy.orm import Session

from models.scopes import in_scope
from models.tables.people import Person, PersonCertificate, PersonSkill
from models.tables.surveys import WishedDestination, WishedOccupation
from models.values import Actor
from offices.rounds.acts_reading import read_frame, stored, within
from offices.rounds.frames import LISTED, SKILLS, PersonLists, Schema

Below = tuple[ColumnElement[bool], ColumnElement[bool]]


def read_lists(session: Session, actor: Actor, path: str, on: dt.date) -> tuple[PersonLists, int]:
    """Reads skills, certificates valid on a day and wishes below a path.

    Also counts the titles whose occupation no clerk has chosen yet: they cannot count in the round.
    """
    below = (in_scope(actor, Person.path), within(Person.path, path))
    skills = _read_skills(session, below)
    occupations = _read_occupations(session, below)
    places = _read_destinations(session, below)
    is_open, is_excluded = pl.col("code").is_null(), pl.col("is_excluded")
    lists = PersonLists(
        skills=skills.filter(~is_open),
        certificates=_read_certificates(session, below, on),
        wished_occupations=_listed(occupations, ~is_open & ~is_excluded),
        excluded_occupations=_listed(occupations, ~is_open & is_excluded),
        wished_places=_listed(places, ~is_excluded & ~pl.col("is_limit")),
        excluded_places=_listed(places, is_excluded),
        limit_places=_listed(places, ~is_excluded & pl.col("is_limit")),
    )
    return lists, skills["code"].null_count() + occupations["code"].null_count()


def _listed(wishes: pl.DataFrame, which: pl.Expr) -> pl.DataFrame:
    return wishes.filter(which).select(list(LISTED))


def _read_skills(session: Session, below: Below) -> pl.DataFrame:
    statement = (
        stored(PersonSkill.person_id, PersonSkill.occupation_code, PersonSkill.level)
        .select_from(PersonSkill)
        .join(Person, Person.id == PersonSkill.person_id)
        .where(*below)
    )
    return read_frame(session, statement, SKILLS)


def _read_certificates(session: Session, below: Below, on: dt.date) -> pl.DataFrame:
    until = PersonCertificate.valid_until
    statement = (
        stored(PersonCertificate.person_id, PersonCertificate.kind)
        .select_from(PersonCertificate)
        .join(Person, Person.id == PersonCertificate.person_id)
        .where(*below, or_(until.is_(None), until >= on))
    )
    return read_frame(session, statement, LISTED)


def _read_occupations(session: Session, below: Below) -> pl.DataFrame:
    statement = (
        stored(
            WishedOccupation.person_id,
            WishedOccupation.occupation_code,
            WishedOccupation.is_excluded,
        )
        .select_from(WishedOccupation)
        .join(Person, Person.id == WishedOccupation.person_id)
        .where(*below)
    )
    return read_frame(session, statement, {**LISTED, "is_excluded": pl.Boolean})


def _read_destinations(session: Session, below: Below) -> pl.DataFrame:
    statement = (
        stored(
            WishedDestination.person_id,
            WishedDestination.division_code,
            WishedDestination.is_excluded,
            WishedDestination.is_limit,
        )
        .select_from(WishedDestination)
        .join(Person, Person.id == WishedDestination.person_id)
        .where(*below)
    )
    schema: Schema = {**LISTED, "is_excluded": pl.Boolean, "is_limit": pl.Boolean}
    return read_frame(session, statement, schema)
