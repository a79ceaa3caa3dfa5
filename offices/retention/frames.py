"""What is read about work, as columns of stated types, and the rows that stays are made of."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import polars as pl

from matching.columns.stays import MONTHS_A_YEAR

Schema = Mapping[str, type[pl.DataType]]
"""Type by name, in the order in which the columns are selected."""

PEOPLE: Schema = {
    "person_id": pl.Int64,
    "home_code": pl.String,
    "village": pl.String,
    "speaks_mandarin": pl.Boolean,
    "wage_floor_fen": pl.Int64,
    "companions": pl.String,
    "surveyed_on": pl.Date,
}
"""Registered people and what they said at the survey; no name, no number."""

RECORDS: Schema = {
    "record_id": pl.Int64,
    "person_id": pl.Int64,
    "employer_id": pl.Int64,
    "industry": pl.String,
    "work_code": pl.String,
    "occupation_code": pl.String,
    "started": pl.Date,
    "ended": pl.Date,
    "wage_fen": pl.Int64,
    "channel": pl.String,
    "leave_reason": pl.String,
    "batch_id": pl.Int64,
    "row": pl.Int64,
    "end_batch": pl.Int64,
    "reason_batch": pl.Int64,
    "wage_batch": pl.Int64,
    "channel_batch": pl.Int64,
}
"""Work records by month; the batches say which import told the row, and which told a value."""

PLACEMENTS: Schema = {
    "placement_id": pl.Int64,
    "person_id": pl.Int64,
    "employer_id": pl.Int64,
    "industry": pl.String,
    "work_code": pl.String,
    "occupation_code": pl.String,
    "started": pl.Date,
    "ended": pl.Date,
    "wage_fen": pl.Int64,
    "leave_reason": pl.String,
    "post": pl.Int64,
    "round": pl.Int64,
}
"""Placements of people who arrived; their wage is the least the post states."""

VISITS: Schema = {"placement_id": pl.Int64, "visited": pl.Date}
"""Follow-ups that were done."""

BATCHES: Schema = {"batch_id": pl.Int64, "came_in": pl.Date}
"""When imports were taken, by the calendar of China."""

SKILLS: Schema = {"person_id": pl.Int64, "occupation_code": pl.String, "batch_id": pl.Int64}
"""Occupations that people can do, and which import told it."""

STAYS: Schema = {
    "person_id": pl.Int64,
    "record_id": pl.Int64,
    "placement_id": pl.Int64,
    "batch_id": pl.Int64,
    "row": pl.Int64,
    "employer_id": pl.Int64,
    "post": pl.Int64,
    "round": pl.Int64,
    "industry": pl.String,
    "work_code": pl.String,
    "occupation_code": pl.String,
    "wage_fen": pl.Int64,
    "channel": pl.String,
    "start": pl.Int32,
    "start_day": pl.Int32,
    "end": pl.Int32,
    "end_day": pl.Int32,
    "until": pl.Int32,
    "until_day": pl.Int32,
    "opens": pl.Int32,
    "reason": pl.String,
    "is_away": pl.Boolean,
    "paused": pl.Int32,
    "paused_before": pl.Int32,
    "weight": pl.Int16,
}
"""One row per stay, months since the year 0, days of the month where they are known.

``end`` is null while the stay goes on as far as known, ``until`` the month in which that was last
known, ``opens`` the first month in which the stay was under observation. ``is_away`` marks a stay
that ended for a planned break from which a return may still follow. ``paused`` counts months
of planned breaks, ``paused_before`` those before ``opens``. ``weight`` is per mille.
"""


MIDDLE_OF_MONTH = 15
"""Stands for the day where records are kept by month: two such months are then as far apart as two
days within them are on average."""


@dataclass(frozen=True, slots=True)
class AsOf:
    """What is asked for: what had happened by one day, as told by another.

    Parameters
    ----------
    on
        The cut-off: nothing that happened later counts.
    known_by
        Nothing that came in later counts. The same day as ``on`` gives what an office really knew;
        a later one counts, as rounds do, what was told afterwards about the time before.
    """

    on: dt.date
    known_by: dt.date


@dataclass(frozen=True, slots=True, eq=False)
class Read:
    """Everything that stays are made of, in the columns above."""

    people: pl.DataFrame
    records: pl.DataFrame
    placements: pl.DataFrame
    visits: pl.DataFrame
    batches: pl.DataFrame
    skills: pl.DataFrame


def frame_of(rows: Iterable[Sequence[Any]], schema: Schema) -> pl.DataFrame:
    """Turns selected rows into columns."""
    return pl.DataFrame([tuple(row) for row in rows], schema=dict(schema), orient="row")


def month_number(day: dt.date) -> int:
    """Gives the months since the year 0."""
    return day.year * MONTHS_A_YEAR + day.month - 1


def month_of(column: str) -> pl.Expr:
    """Gives the months since the year 0 of a column of days."""
    day = pl.col(column).dt
    return (day.year() * MONTHS_A_YEAR + day.month().cast(pl.Int32) - 1).cast(pl.Int32)


def day_of(column: str) -> pl.Expr:
    """Gives the day of the month of a column of days."""
    return pl.col(column).dt.day().cast(pl.Int32)
