"""A workbook that was read: sheets of typed cells."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

CellValue = str | float | int | bool | dt.date | dt.datetime | dt.time | dt.timedelta | None
"""What a cell can hold; an empty one is the empty text."""


class FileKind(StrEnum):
    """What the content is, whatever the file's name says."""

    XLSX = "xlsx"
    XLS = "xls"
    CSV = "csv"


@dataclass(frozen=True, slots=True)
class MergedRange:
    """A merged area; rows and columns count from 0, both ends belong to it."""

    first_row: int
    first_column: int
    last_row: int
    last_column: int


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet. Row 0 is the office's row 1; all rows are equally long."""

    name: str
    rows: Sequence[Sequence[CellValue]]
    merged: tuple[MergedRange, ...] = ()


@dataclass(frozen=True, slots=True)
class Workbook:
    """The sheets that hold anything, in the file's order."""

    kind: FileKind
    sheets: tuple[Sheet, ...]
