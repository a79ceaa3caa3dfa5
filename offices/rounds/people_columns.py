"""The pool's frames as columns."""

from collections.abc import Mapping
from enum import StrEnum

import polars as pl

from matching.columns.people import EARLIEST_DAY, LATEST_DAY, PeopleColumns
from matching.columns.ragged import Ragged
from models.enums import Education, Sex, WorkAbility
from offices.rounds.frames import PersonLists
from offices.rounds.numbering import (
    CERTIFICATE_BITS,
    UNKNOWN,
    listed_rows,
    numbered,
    positions,
    ragged_of_rows,
)


def people_columns(
    pool: pl.DataFrame,
    lists: PersonLists,
    earlier: Mapping[int, int],
    place_numbers: Mapping[str, int],
    occupation_numbers: Mapping[str, int],
) -> PeopleColumns:
    """Packs the pool, one row per person in the order given."""
    flat = pool.select(
        key="id",
        home=numbered("division_code", place_numbers),
        birth_day=pl.col("birth_date").cast(pl.Int32),
        sex=numbered("sex", positions(Sex)).cast(pl.Int8),
        household="household_id",
        work_ability=_position("work_ability", WorkAbility),
        education=_position("education", Education),
        speaks_mandarin=pl.col("speaks_mandarin").cast(pl.Int8).fill_null(UNKNOWN),
        wage_floor_fen=pl.col("wage_floor_fen").fill_null(UNKNOWN),
        available_from=pl.col("available_from").cast(pl.Int32).fill_null(EARLIEST_DAY),
        available_until=pl.col("available_until").cast(pl.Int32).fill_null(LATEST_DAY),
        earlier=pl.col("id").replace_strict(earlier, default=0, return_dtype=pl.Int8),
        certificates=_certificates(pool, lists.certificates),
    )
    skills = (
        listed_rows(pool, lists.skills)
        .select("row", "level", number=numbered("code", occupation_numbers))
        .sort("row", "number", "level")
    )
    return PeopleColumns(
        **{column.name: column.to_numpy() for column in flat},
        skill_occupation=ragged_of_rows(skills["row"], skills["number"], pool.height),
        skill_level=skills["level"].to_numpy(),
        wished_occupation=_numbered(pool, lists.wished_occupations, occupation_numbers),
        excluded_occupation=_numbered(pool, lists.excluded_occupations, occupation_numbers),
        wished_place=_numbered(pool, lists.wished_places, place_numbers),
        excluded_place=_numbered(pool, lists.excluded_places, place_numbers),
        limit_place=_numbered(pool, lists.limit_places, place_numbers),
    )


def _position(column: str, kind: type[StrEnum]) -> pl.Expr:
    return pl.col(column).replace_strict(positions(kind), default=UNKNOWN, return_dtype=pl.Int8)


def _certificates(pool: pl.DataFrame, certificates: pl.DataFrame) -> pl.Series:
    """Gives one number a person, with the bits of the kinds of certificates in hand."""
    bits = (
        certificates.unique()
        .select(
            "person_id", bit=pl.col("code").replace_strict(CERTIFICATE_BITS, return_dtype=pl.Int64)
        )
        .group_by("person_id")
        .agg(pl.col("bit").sum())
    )
    held = pool.select(person_id="id").join(bits, on="person_id", how="left", maintain_order="left")
    return held["bit"].fill_null(0)


def _numbered(pool: pl.DataFrame, listed: pl.DataFrame, numbers: Mapping[str, int]) -> Ragged:
    """Gives each person's numbers, rising, each once."""
    found = (
        listed_rows(pool, listed)
        .select("row", number=numbered("code", numbers))
        .unique()
        .sort("row", "number")
    )
    return ragged_of_rows(found["row"], found["number"], pool.height)
