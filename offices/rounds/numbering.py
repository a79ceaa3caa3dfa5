"""Stored values as numbers, for columns that know no text."""

import datetime as dt
from collections.abc import Mapping
from enum import StrEnum

import numpy as np
import polars as pl

from matching.columns.ragged import Ragged
from models.enums import CertificateKind

UNKNOWN = -1
EPOCH = dt.date(1970, 1, 1).toordinal()

CERTIFICATE_BITS = {kind.value: 1 << place for place, kind in enumerate(CertificateKind)}
"""A bit for each kind of certificate, in the order of ``CertificateKind``."""


def day_number(day: dt.date) -> int:
    """Gives the days since 1970-01-01."""
    return day.toordinal() - EPOCH


def positions(kind: type[StrEnum]) -> dict[str, int]:
    """Gives the place of each value in its enumeration's order."""
    return {member.value: place for place, member in enumerate(kind)}


def numbered(column: str, numbers: Mapping[str, int]) -> pl.Expr:
    """Replaces codes by their numbers; a code without one is a fault of the program."""
    return pl.col(column).replace_strict(numbers, return_dtype=pl.Int32)


def listed_rows(pool: pl.DataFrame, listed: pl.DataFrame) -> pl.DataFrame:
    """Keeps what is listed for people of a pool, with the ``row`` of each in the pool."""
    rows = pool.select(person_id="id").with_row_index("row")
    return listed.join(rows, on="person_id", how="inner")


def ragged_of_rows(rows: pl.Series, numbers: pl.Series, count: int) -> Ragged:
    """Packs numbers that stand beside the row that each belongs to, in the order of the rows."""
    offsets = np.zeros(count + 1, dtype=np.int64)
    np.cumsum(np.bincount(rows.to_numpy(), minlength=count), out=offsets[1:])
    return Ragged(offsets, numbers.to_numpy())
