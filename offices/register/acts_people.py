"""Writes register rows: households, their members and their support categories."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy.orm import Session

from models.encryption import keyed_hash
from models.tables.people import Household, Person, SupportStatus
from offices.register.acts_rows import BatchRows, Key, Values, Wanted, read_standing, table_of
from offices.register.records import RegisterRow

People = Mapping[str, Mapping[str, Any]]


def people_by_key(session: Session, keys: Sequence[str]) -> dict[str, dict[str, Any]]:
    """Reads the stored people with these keyed hashes of identity numbers."""
    standing = read_standing(session, table_of(Person), ("id_number_key",), "id_number_key", keys)
    return {key[0]: row for key, row in standing.items()}


def households_by_number(session: Session, numbers: Iterable[str]) -> dict[str, dict[str, Any]]:
    """Reads the stored households with these numbers."""
    standing = read_standing(session, table_of(Household), ("number",), "number", numbers)
    return {key[0]: row for key, row in standing.items()}


def write_register(
    batch: BatchRows, rows: Sequence[RegisterRow], kept: Sequence[str], today: dt.date
) -> None:
    """Merges register rows; ``kept`` are the headings of their kept values."""
    households = _write_households(batch, rows)
    _write_people(batch, rows, kept, households)
    _write_statuses(batch, rows, households, today)


def _write_households(batch: BatchRows, rows: Sequence[RegisterRow]) -> dict[str, int]:
    numbers = [row.household_number for row in rows]
    standing: dict[Key, Values] = {
        (number,): row for number, row in households_by_number(batch.session, numbers).items()
    }
    wanted = (
        Wanted(
            source,
            (row.household_number,),
            {
                "number": row.household_number,
                "division_code": row.place.code,
                "path": row.place.path,
                "village": row.village or None,
            },
        )
        for source, row in enumerate(rows)
    )
    ids = batch.merge(table_of(Household), wanted, standing)
    return {number: ids[(number,)] for number in numbers}


def _write_people(
    batch: BatchRows,
    rows: Sequence[RegisterRow],
    kept: Sequence[str],
    households: Mapping[str, int],
) -> None:
    keys = [keyed_hash(row.id_number) for row in rows]
    standing: dict[Key, Values] = {
        (key,): row for key, row in people_by_key(batch.session, keys).items()
    }
    wanted = (
        _person(source, row, key, households[row.household_number], kept)
        for source, (row, key) in enumerate(zip(rows, keys, strict=True))
    )
    batch.merge(table_of(Person), wanted, standing)


def _person(
    source: int, row: RegisterRow, key: str, household_id: int, kept: Sequence[str]
) -> Wanted:
    phone = {
        "phone": row.phone,
        "phone_key": None if row.phone is None else keyed_hash(row.phone),
    }
    values = {
        "household_id": household_id,
        "disability_card_tail": row.card_tail or None,
        "member_number": row.member_number or None,
        "name": row.name,
        "sex": row.sex.value,
        "birth_date": row.birth_date,
        "ethnicity": row.ethnicity or None,
        "relation": row.relation.value,
        "division_code": row.place.code,
        "path": row.place.path,
        "village": row.village or None,
        "education": row.education,
        "student_status": row.student_status or None,
        "work_ability": row.work_ability,
        "health": row.health,
        "speaks_mandarin": row.speaks_mandarin,
        "political_status": row.political_status or None,
        "other_values": _other_values(row, kept),
    }
    identity = {"id_number": row.id_number, "id_number_key": key}
    if row.phone is None:  # a register without the number does not take away one that is known
        return Wanted(source, (key,), values, {**identity, **phone})
    return Wanted(source, (key,), {**values, **phone}, identity)


def _other_values(row: RegisterRow, kept: Sequence[str]) -> dict[str, Any]:
    """Keeps what no rule reads, so that nothing of the file is lost."""
    noted = {
        "register_year": row.year,
        "work_place": None if row.work_place is None else row.work_place.code,
        "work_employer": row.work_employer,
        "work_industry": row.work_industry,
        "work_months": row.work_months,
        "work_kind": row.work_kind,
        "is_labor_export": row.is_labor_export,
        "public_post_months": row.public_post_months,
    }
    texts = zip(kept, row.kept_values, strict=True)
    return {name: value for name, value in (*noted.items(), *texts) if value not in (None, "")}


def _write_statuses(
    batch: BatchRows,
    rows: Sequence[RegisterRow],
    households: Mapping[str, int],
    today: dt.date,
) -> None:
    """Opens a household's category, and closes the one it had before.

    A category that returns from the day it began opens again.
    """
    told = [
        (source, row, households[row.household_number])
        for source, row in enumerate(rows)
        if row.support_category is not None
    ]
    table = table_of(SupportStatus)
    stored = read_standing(
        batch.session,
        table,
        ("household_id", "category", "valid_from"),
        "household_id",
        [household for _, _, household in told],
    )
    standing: dict[Key, Values] = {
        key[:2]: old for key, old in stored.items() if old["valid_to"] is None
    }
    still_open = set(standing)
    wanted: dict[Any, Wanted] = {}
    for source, row, household in told:
        key = (household, str(row.support_category))
        since = dt.date(row.year, 1, 1) if row.year is not None else today
        values = {
            "household_id": household,
            "category": row.support_category,
            "household_type": row.household_type,
            "is_risk_cleared": row.is_risk_cleared,
        }
        if household in wanted:
            continue
        dates = {"valid_from": since, "valid_to": None}
        closed = stored.get((*key, since))
        if key not in still_open and closed is not None:
            standing[key] = closed
            values["valid_to"] = None
        wanted[household] = Wanted(source, key, values, dates)
    ended = [
        Wanted(wanted[key[0]].source, key, {"valid_to": _day_before(wanted[key[0]], standing[key])})
        for key in sorted(still_open)
        if wanted[key[0]].key != key
    ]
    batch.merge(table, [*wanted.values(), *ended], standing)


def _day_before(successor: Wanted, old: Mapping[str, Any]) -> dt.date:
    ended: dt.date = successor.only_new["valid_from"] - dt.timedelta(days=1)
    began: dt.date = old["valid_from"]
    return max(ended, began)
