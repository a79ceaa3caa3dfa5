"""Remembers the occupation that a clerk chose for a free-text title, and applies it."""

import datetime as dt
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import Select, func, select, update
from sqlalchemy.orm import Session

from matching.occupations.classification import load_classification
from matching.occupations.titles import Option, normalise, suggest_many
from models.audit import record_event
from models.errors import AppError
from models.scopes import in_scope
from models.tables.employment import EmploymentRecord
from models.tables.people import Person, PersonSkill
from models.tables.surveys import WishedOccupation
from models.tables.vacancies import ConfirmedTitle, Vacancy
from models.turns import Turn, take_turn
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
    take_turn(session, Turn.REGISTER)
    if load_classification().get(occupation_code) is None:
        raise UnknownOccupationError(occupation=occupation_code)
    key = normalise(title)
    session.merge(
        ConfirmedTitle(
            title=key, occupation_code=occupation_code, confirmed_by=actor.code, confirmed_at=now
        )
    )
    filled = fill_open_titles(session, {key: occupation_code})
    record_event(
        session,
        actor,
        "title.confirmed",
        occupation_code,
        at=now,
        details={"title": key, "filled": filled},
    )
    return filled


Titled = type[Vacancy] | type[PersonSkill] | type[WishedOccupation] | type[EmploymentRecord]
TABLES: tuple[Titled, ...] = (Vacancy, PersonSkill, WishedOccupation, EmploymentRecord)


@dataclass(frozen=True, slots=True)
class OpenTitle:
    """A title that waits for a clerk's choice: how many rows wait with it, and what it may be."""

    title: str
    vacancies: int
    people: int
    options: tuple[Option, ...]


def open_titles(session: Session, actor: Actor) -> tuple[OpenTitle, ...]:
    """Gives the titles that wait for a choice, those that hold back most vacancies first.

    Titles of work records are not asked for: they matter only where a vacancy has the same one.
    """
    actor.require(Permission.REGISTER_READ)
    vacancies = _waiting(
        session,
        select(Vacancy.title, func.count())
        .where(Vacancy.occupation_code.is_(None), in_scope(actor, Vacancy.received_path))
        .group_by(Vacancy.title),
    )
    people = _waiting(
        session,
        *(
            select(table.title, func.count())
            .join(Person, Person.id == table.person_id)
            .where(table.occupation_code.is_(None), in_scope(actor, Person.path))
            .group_by(table.title)
            for table in (PersonSkill, WishedOccupation)
        ),
    )
    titles = sorted(vacancies.keys() | people.keys(), key=lambda t: (-vacancies[t], -people[t], t))
    found = suggest_many(titles)
    return tuple(OpenTitle(t, vacancies[t], people[t], found[t].options) for t in titles)


def _waiting(session: Session, *queries: Select[str, int]) -> Counter[str]:
    counts: Counter[str] = Counter()
    for query in queries:
        for row in session.execute(query):
            counts[normalise(row[0])] += row[1]
    return counts


def fill_open_titles(session: Session, chosen: Mapping[str, str]) -> int:
    """Gives open rows the occupation chosen for their normalised title, and how many they were."""
    return sum(_fill(session, table, chosen) for table in TABLES) if chosen else 0


def _fill(session: Session, table: Titled, chosen: Mapping[str, str]) -> int:
    rows = session.execute(
        select(table.id, table.title).where(
            table.occupation_code.is_(None), table.title.is_not(None)
        )
    )
    found = [(row.id, chosen.get(normalise(row.title))) for row in rows]
    filled = [(row_id, code) for row_id, code in found if code is not None]
    for row_id, code in filled:
        session.execute(update(table).where(table.id == row_id).values(occupation_code=code))
    return len(filled)
