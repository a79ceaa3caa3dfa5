"""Remembers the occupation that a clerk chose for a free-text title, and applies it."""

import datetime as dt

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from matching.occupations.classification import load_classification
from matching.occupations.titles import normalise
from models.audit import record_event
from models.errors import AppError
from models.tables.people import PersonSkill
from models.tables.surveys import WishedOccupation
from models.tables.vacancies import ConfirmedTitle, Vacancy
from models.values import Actor, Permission


class UnknownOccupationError(AppError):
    """The code is not in the 2022 classification."""

    code = "register.unknown_occupation"


def remembered_titles(session: Session) -> dict[str, str]:
    """Gives the occupation code by normalised title, for every title that a clerk has confirmed."""
    rows = session.execute(select(ConfirmedTitle.title, ConfirmedTitle.occupation_code))
    return {title: code for title, code in rows}  # noqa: C416 (a Result is not a mapping's argument)


def confirm_title(
    session: Session, actor: Actor, title: str, occupation_code: str, *, now: dt.datetime
) -> int:
    """Remembers a choice, fills it in wherever the title stands open, and gives how many rows.

    Raises
    ------
    UnknownOccupationError
        If the classification has no such code.
    """
    actor.require(Permission.REGISTER_IMPORT)
    if load_classification().get(occupation_code) is None:
        raise UnknownOccupationError(occupation=occupation_code)
    key = normalise(title)
    session.merge(
        ConfirmedTitle(
            title=key, occupation_code=occupation_code, confirmed_by=actor.code, confirmed_at=now
        )
    )
    filled = sum(_fill(session, table, key, occupation_code) for table in TABLES)
    record_event(
        session,
        actor,
        "title.confirmed",
        occupation_code,
        at=now,
        details={"title": key, "filled": filled},
    )
    return filled


TABLES = (Vacancy, PersonSkill, WishedOccupation)


def _fill(
    session: Session,
    table: type[Vacancy] | type[PersonSkill] | type[WishedOccupation],
    key: str,
    code: str,
) -> int:
    rows = session.execute(select(table.id, table.title).where(table.occupation_code.is_(None)))
    ids = [row.id for row in rows if normalise(row.title) == key]
    for row_id in ids:
        session.execute(update(table).where(table.id == row_id).values(occupation_code=code))
    return len(ids)
