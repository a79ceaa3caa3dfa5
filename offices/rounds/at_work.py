"""What the lists say about everybody at work on the policy date, frozen with the snapshot."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import pyarrow as pa

from offices.rounds.rows import EmploymentRow
from offices.rounds.standings import is_open_on

FIELDS: "list[pa.Field[Any]]" = [
    pa.field("person_id", pa.int64(), nullable=False),
    pa.field("employer_name", pa.string(), nullable=False),
    pa.field("credit_code", pa.string()),
    pa.field("title", pa.string()),
    pa.field("division_code", pa.string(), nullable=False),
    pa.field("path", pa.string(), nullable=False),
    pa.field("started_on", pa.date32(), nullable=False),
    pa.field("wage_fen", pa.int64()),
    pa.field("channel", pa.string()),
    pa.field("has_contract", pa.bool_()),
    pa.field("has_social_insurance", pa.bool_()),
]


@dataclass(frozen=True, slots=True)
class AtWork:
    """Somebody at work: where, as what, since when; wages in fen per month as stated."""

    person_id: int
    employer_name: str
    credit_code: str | None
    title: str | None
    division_code: str
    path: str
    started_on: dt.date
    wage_fen: int | None
    channel: str | None
    has_contract: bool | None
    has_social_insurance: bool | None


def latest_open_records(
    records: Iterable[EmploymentRow], policy_date: dt.date
) -> dict[int, EmploymentRow]:
    """Gives each person's open work record; of several, the one that began last."""
    found: dict[int, EmploymentRow] = {}
    for record in records:
        if not is_open_on(record.started_month, record.ended_month, policy_date):
            continue
        other = found.get(record.person_id)
        if other is None or _precedence(other) < _precedence(record):
            found[record.person_id] = record
    return found


def _precedence(record: EmploymentRow) -> tuple[dt.date, str]:
    return record.started_month, record.employer_name


def at_work_table(people: Sequence[AtWork]) -> pa.Table:
    """Gives the people at work as an Arrow table in the order of their person ids."""
    ordered = sorted(people, key=lambda person: person.person_id)
    schema = pa.schema(FIELDS)
    columns = {name: [getattr(person, name) for person in ordered] for name in schema.names}
    return pa.Table.from_pydict(columns, schema=schema)


def at_work_of(table: pa.Table) -> tuple[AtWork, ...]:
    """Reads the people at work back."""
    return tuple(AtWork(**row) for row in table.to_pylist())
