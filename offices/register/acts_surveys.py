"""Writes survey rows: answers, skills, certificates and wishes."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import Table

from models.encryption import keyed_hash
from models.tables.people import Person, PersonCertificate, PersonSkill
from models.tables.surveys import Survey, WishedDestination, WishedOccupation
from offices.register.acts_people import People
from offices.register.acts_rows import BatchRows, Key, Values, Wanted, read_standing, table_of
from offices.register.records import SurveyRow, TitleChoice

LIMIT_DEPTH = {"province": 1, "prefecture": 2, "county": 3}
"""How many codes of a residence path a limit keeps."""

Child = tuple[int, int, str, dict[str, Any]]
"""A row that belongs to a person: source, person, what tells it from its siblings, its values."""


def write_surveys(
    batch: BatchRows, rows: Sequence[SurveyRow], people: People, today: dt.date
) -> None:
    """Merges survey rows; a newer survey's wishes take the place of the older one's."""
    answers = [(source, row, people[keyed_hash(row.id_number)]) for source, row in enumerate(rows)]
    ids = [person["id"] for _, _, person in answers]
    _write_answers(batch, answers, ids, today)
    _write_contacts(batch, answers)
    skills = (
        (source, person["id"], row.skill.title, _skill(row))
        for source, row, person in answers
        if row.skill is not None
    )
    _replace(batch, table_of(PersonSkill), "title", ids, skills)
    certificates = (
        (source, person["id"], kind.value, {"issued_on": None, "valid_until": None})
        for source, row, person in answers
        for kind in row.certificates
    )
    _replace(batch, table_of(PersonCertificate), "kind", ids, certificates)
    occupations = (
        (source, person["id"], choice.title, _wish(choice.occupation_code, is_excluded))
        for source, row, person in answers
        for choice, is_excluded in _choices(row)
    )
    _replace(batch, table_of(WishedOccupation), "title", ids, occupations)
    destinations = (
        (source, person["id"], code, marks)
        for source, row, person in answers
        for code, marks in _destinations(row, person["path"])
    )
    _replace(batch, table_of(WishedDestination), "division_code", ids, destinations)


Answers = Sequence[tuple[int, SurveyRow, Mapping[str, Any]]]


def _write_answers(batch: BatchRows, answers: Answers, ids: Sequence[int], today: dt.date) -> None:
    table = table_of(Survey)
    standing = read_standing(batch.session, table, ("person_id",), "person_id", ids)
    wanted = (_answer(source, row, person["id"], today) for source, row, person in answers)
    batch.merge(table, wanted, standing)


def _answer(source: int, row: SurveyRow, person_id: int, today: dt.date) -> Wanted:
    values: dict[str, Any] = {
        "person_id": person_id,
        "is_willing": row.is_willing,
        "not_working_reason": row.not_working_reason,
        "wage_floor_fen_per_month": row.wage_floor_fen_per_month,
        "available_from": row.available_from,
        "available_until": row.available_until,
        "companions": row.companions or None,
        "wants_training": row.wants_training,
    }
    if row.surveyed_on is None:
        return Wanted(source, (person_id,), values, {"surveyed_on": today})
    return Wanted(source, (person_id,), values | {"surveyed_on": row.surveyed_on})


def _write_contacts(batch: BatchRows, answers: Answers) -> None:
    """Notes where people live now, and a phone where the register has none."""
    wanted = []
    for source, row, person in answers:
        values: dict[str, Any] = {}
        if row.residence is not None:
            values["residence_code"] = row.residence.code
        if row.phone is not None and person["phone_key"] is None:
            values |= {"phone": row.phone, "phone_key": keyed_hash(row.phone)}
        if values:
            wanted.append(Wanted(source, (person["id"],), values))
    standing: dict[Key, Values] = {(person["id"],): person for _, _, person in answers}
    batch.merge(table_of(Person), wanted, standing)


def _skill(row: SurveyRow) -> dict[str, Any]:
    code = None if row.skill is None else row.skill.occupation_code
    return {"occupation_code": code, "level": row.skill_level}


def _choices(row: SurveyRow) -> Iterable[tuple[TitleChoice, bool]]:
    """Gives refused titles before wished ones: who names a title twice does not want it."""
    yield from ((choice, True) for choice in row.refused_occupations)
    yield from ((choice, False) for choice in row.wished_occupations)


def _wish(code: str | None, is_excluded: bool) -> dict[str, Any]:  # noqa: FBT001 (read from a pair)
    return {"occupation_code": code, "is_excluded": is_excluded}


def _destinations(row: SurveyRow, home: str) -> Iterable[tuple[str, dict[str, Any]]]:
    """Gives places with their marks: a limit before a refusal before a wish."""
    if row.home_limit is not None:
        codes = home.strip("/").split("/")[: LIMIT_DEPTH[row.home_limit]]
        yield codes[-1], {"is_excluded": False, "is_limit": True}
    for place in row.refused_destinations:
        yield place.code, {"is_excluded": True, "is_limit": False}
    for place in row.wished_destinations:
        yield place.code, {"is_excluded": False, "is_limit": False}


def _replace(
    batch: BatchRows, table: Table, name: str, ids: Sequence[int], children: Iterable[Child]
) -> None:
    """Makes the surveyed people's rows of a table exactly the wanted ones."""
    standing = read_standing(batch.session, table, ("person_id", name), "person_id", ids)
    wanted: dict[Any, Wanted] = {}
    sources: dict[int, int] = {}
    for source, person_id, text, values in children:
        key = (person_id, text)
        wanted.setdefault(key, Wanted(source, key, {"person_id": person_id, name: text, **values}))
    for source, person_id in enumerate(ids):
        sources.setdefault(person_id, source)
    gone = [(sources[old["person_id"]], old) for key, old in standing.items() if key not in wanted]
    batch.delete(table, gone)
    batch.merge(table, wanted.values(), standing)
