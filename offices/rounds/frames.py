"""What a snapshot reads per person and per work record, as columns of stated types."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import polars as pl

ROWS_TOGETHER = 20_000
"""Rows that stand as Python values at a time; bounds the memory beside the columns."""

Schema = Mapping[str, type[pl.DataType]]
"""Type by name, in the order in which the columns are selected."""

PEOPLE: Schema = {
    "id": pl.Int64,
    "household_id": pl.Int64,
    "division_code": pl.String,
    "birth_date": pl.Date,
    "sex": pl.String,
    "work_ability": pl.String,
    "education": pl.String,
    "speaks_mandarin": pl.Boolean,
    "student_status": pl.String,
    "is_willing": pl.Boolean,
    "not_working_reason": pl.String,
    "wage_floor_fen": pl.Int64,
    "available_from": pl.Date,
    "available_until": pl.Date,
}
"""Registered people with the survey's answers, null where not surveyed; no name, no number."""

RECORDS: Schema = {
    "id": pl.Int64,
    "person_id": pl.Int64,
    "home_code": pl.String,
    "employer_id": pl.Int64,
    "employer_name": pl.String,
    "credit_code": pl.String,
    "title": pl.String,
    "occupation_code": pl.String,
    "division_code": pl.String,
    "started_month": pl.Date,
    "ended_month": pl.Date,
    "wage_fen": pl.Int64,
    "channel": pl.String,
    "has_contract": pl.Boolean,
    "has_social_insurance": pl.Boolean,
}
"""Work records of registered people."""

AT_WORK: Schema = {
    "person_id": pl.Int64,
    "employer_name": pl.String,
    "credit_code": pl.String,
    "title": pl.String,
    "division_code": pl.String,
    "path": pl.String,
    "started_on": pl.Date,
    "wage_fen": pl.Int64,
    "channel": pl.String,
    "has_contract": pl.Boolean,
    "has_social_insurance": pl.Boolean,
}
"""Where people are at work, as what, since when; one row per person."""

SKILLS: Schema = {"person_id": pl.Int64, "code": pl.String, "level": pl.Int8}
"""Occupations that people can do, with the level of each."""

LISTED: Schema = {"person_id": pl.Int64, "code": pl.String}
"""Something listed for people: kinds of certificates, or codes of occupations or places."""


@dataclass(frozen=True, slots=True, eq=False)
class PersonLists:
    """What is listed for people: ``SKILLS``, and for the others ``LISTED``."""

    skills: pl.DataFrame
    certificates: pl.DataFrame
    wished_occupations: pl.DataFrame
    excluded_occupations: pl.DataFrame
    wished_places: pl.DataFrame
    excluded_places: pl.DataFrame
    limit_places: pl.DataFrame


def frame_of(chunks: Iterable[Sequence[Sequence[Any]]], schema: Schema) -> pl.DataFrame:
    """Turns rows that come a chunk at a time into columns.

    Values may be as the driver gives them: SQLite writes days as text and truth values as 0 and 1.
    """
    frames: list[pl.DataFrame] = []
    columns: list[list[Any]] = [[] for _ in schema]
    for rows in chunks:
        for column, values in zip(columns, zip(*rows, strict=True), strict=True):
            column.extend(values)
        if len(columns[0]) >= ROWS_TOGETHER:
            frames.append(_frame(columns, schema))
            columns = [[] for _ in schema]
    return pl.concat([*frames, _frame(columns, schema)])


def _frame(columns: Sequence[Sequence[Any]], schema: Schema) -> pl.DataFrame:
    typed = zip(schema.items(), columns, strict=True)
    return pl.DataFrame([_column(name, values, dtype) for (name, dtype), values in typed])


def _column(name: str, values: Sequence[Any], dtype: type[pl.DataType]) -> pl.Series:
    column = pl.Series(name, values)
    if dtype is pl.Date and column.dtype == pl.String:
        return column.str.to_date("%Y-%m-%d")
    return column.cast(dtype)
