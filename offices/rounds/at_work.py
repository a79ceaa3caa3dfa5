"""What the lists say about everybody at work on the policy date, frozen with the snapshot."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import polars as pl
import pyarrow as pa

from offices.rounds.frames import AT_WORK
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


def employed(
    records: pl.DataFrame, policy_date: dt.date, path_of: Callable[[str], str]
) -> pl.DataFrame:
    """Gives who is at work by an open work record; of several, by the one that began last.

    Parameters
    ----------
    records
        ``RECORDS``; of two that began in one month, the employer's name decides.
    policy_date
        The day on which the record is open.
    path_of
        The region path of a division.
    """
    latest = (
        records.filter(is_open_on(policy_date))
        .sort("person_id", "started_month", "employer_name")
        .unique("person_id", keep="last", maintain_order=True)
    )
    paths = {code: path_of(code) for code in latest["division_code"].unique()}
    return latest.rename({"started_month": "started_on"}).with_columns(
        path=pl.col("division_code").replace_strict(paths, return_dtype=pl.String)
    )[list(AT_WORK)]


def at_work_table(people: pl.DataFrame) -> pa.Table:
    """Gives the people at work as an Arrow table in the order of their person ids.

    The table is built from the values: what polars leaves under nulls and behind the last bit would
    otherwise go into the snapshot's hash.
    """
    ordered = people.sort("person_id")
    columns = [pa.array(ordered[field.name].to_list(), field.type) for field in FIELDS]
    return pa.Table.from_arrays(columns, schema=pa.schema(FIELDS))


def at_work_of(table: pa.Table) -> tuple[AtWork, ...]:
    """Reads the people at work back."""
    return tuple(map(AtWork, *(column.to_pylist() for column in table.columns)))
