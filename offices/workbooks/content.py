"""What a sheet to be written holds and how it is laid out."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from offices.workbooks.book import CellValue, MergedRange


class ColumnKind(StrEnum):
    """How the values of a column are written.

    ``TEXT`` writes everything as text, so that identity numbers and telephone numbers stay what
    they are; ``GENERAL`` keeps each value's own type.
    """

    TEXT = "text"
    NUMBER = "number"
    MONEY = "money"
    DATE = "date"
    GENERAL = "general"


class Mark(StrEnum):
    """Fill of a cell or a row that should be seen."""

    ERROR = "error"
    WARNING = "warning"
    HIGHLIGHT = "highlight"


@dataclass(frozen=True, slots=True)
class ColumnSpec:
    """One column.

    Parameters
    ----------
    heading
        Text of the heading row. If no column has one, no heading row is written.
    width
        In characters of the default font.
    kind
        How values are written.
    group
        Text above the heading. Neighbours of one group share a merged cell; if any column has a
        group the heading takes two rows.
    choices
        Values offered by a drop-down list; others are refused by the spreadsheet program.
    """

    heading: str
    width: float = 12
    kind: ColumnKind = ColumnKind.TEXT
    group: str = ""
    choices: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class SheetContent:
    """One sheet, from its title to its sign-off line; printed on A4 landscape.

    Parameters
    ----------
    name
        Of the sheet, at most 31 characters.
    columns
        From left to right.
    rows
        Data rows, read once; short ones leave cells blank.
    title, subtitle
        Lines above the headings, merged across; left out if empty.
    totals
        A bold row below the data, if given.
    footer
        Lines below, each merged across.
    sign_off
        Texts of the last line, spread over the columns.
    page_footer
        Footer of each printed page in the spreadsheet's own code (``&P`` page, ``&N`` pages).
    marks
        Fills by row and column of the data, both from 0.
    row_marks
        Fills of whole rows, by row from 0.
    merged
        Merged areas of the data; rows and columns from 0. Only the first cell's value is written.
    spare_rows
        Blank rows below the data that drop-down lists cover too.
    is_compact
        Small letters in lines that wrap, so that many columns stay readable on paper.
    """

    name: str
    columns: Sequence[ColumnSpec]
    rows: Iterable[Sequence[CellValue]]
    title: str = ""
    subtitle: str = ""
    totals: Sequence[CellValue] | None = None
    footer: Sequence[str] = ()
    sign_off: Sequence[str] = ()
    page_footer: str = "&P / &N"
    marks: Mapping[tuple[int, int], Mark] = field(default_factory=dict)
    row_marks: Mapping[int, Mark] = field(default_factory=dict)
    merged: Sequence[MergedRange] = ()
    spare_rows: int = 0
    is_compact: bool = False
