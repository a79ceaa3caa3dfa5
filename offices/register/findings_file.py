"""The office's own file back: the same rows with one more column that says what was found."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from models.enums import Severity
from offices.register.check import CheckedBook
from offices.register.findings import Finding
from offices.workbooks.book import CellValue, MergedRange, Sheet, Workbook
from offices.workbooks.content import ColumnKind, ColumnSpec, Mark, SheetContent

MARKS = {Severity.ERROR: Mark.ERROR, Severity.WARNING: Mark.WARNING}
WIDEST, NARROWEST, FINDINGS_WIDTH = 30.0, 6.0, 60.0
ROWS_MEASURED = 200
HEADING_SEARCH = 25
"""Rows from the top in which a finding's heading is looked for."""

Words = Callable[[str, Mapping[str, object]], str]
"""Says a finding in the user's language, from its code and params."""


def findings_sheets(
    book: Workbook, checked: CheckedBook, *, heading: str, words: Words, joint: str = "\n"
) -> list[SheetContent]:
    """Lays out every sheet of the office's file with a findings column, ready for the writer.

    Parameters
    ----------
    book
        The file as it was read.
    checked
        What was found in it.
    heading
        Heading of the new column, in the user's language.
    words
        Text of a finding.
    joint
        What stands between the findings of one row.
    """
    column = _Column(heading, words, joint)
    by_sheet: dict[str, list[Finding]] = defaultdict(list)
    for finding in checked.findings:
        by_sheet[finding.sheet].append(finding)
    return [
        _content(sheet, by_sheet[sheet.name], _HeadingCells.of(sheet, checked), column)
        for sheet in book.sheets
    ]


@dataclass(frozen=True, slots=True)
class _Column:
    """The new column: its heading and how findings are said in it."""

    heading: str
    words: Words
    joint: str


@dataclass(frozen=True, slots=True)
class _HeadingCells:
    """The row of the lowest headings (None in a sheet that was not read) and their columns."""

    row: int | None
    columns: Mapping[str, int]

    @classmethod
    def of(cls, sheet: Sheet, checked: CheckedBook) -> "_HeadingCells":
        """Finds the row that holds most of the headings that were recognised."""
        wanted = set(checked.headings.get(sheet.name, {}).values())
        best: tuple[int | None, Mapping[str, int]] = (None, {})
        for number, row in enumerate(sheet.rows[:HEADING_SEARCH]):
            here = {
                text: at for at, cell in enumerate(row) if (text := str(cell).strip()) in wanted
            }
            if len(here) > len(best[1]):
                best = (number, here)
        return cls(*best)


def _content(
    sheet: Sheet, findings: Sequence[Finding], cells: _HeadingCells, column: _Column
) -> SheetContent:
    width = max(map(len, sheet.rows), default=0)
    texts: dict[int, list[str]] = defaultdict(list)
    marks: dict[tuple[int, int], Mark] = {}
    for finding in findings:
        at = finding.row - 1
        texts[at].append(column.words(finding.code, finding.params))
        for cell in ((at, cells.columns.get(finding.column or "", width)), (at, width)):
            if marks.get(cell) is not Mark.ERROR:
                marks[cell] = MARKS[finding.severity]
    added = {at: column.joint.join(lines) for at, lines in texts.items()}
    if cells.row is not None:
        added.setdefault(cells.row, column.heading)
    return SheetContent(
        name=sheet.name[:31],
        columns=[*_columns(sheet, width), ColumnSpec("", FINDINGS_WIDTH)],
        rows=[_with(row, width, added.get(at, "")) for at, row in enumerate(sheet.rows)],
        marks=marks,
        merged=[area for area in sheet.merged if _is_inside(area, sheet, width)],
    )


def _with(row: Sequence[CellValue], width: int, text: str) -> list[CellValue]:
    return [*row, *[""] * (width - len(row)), text]


def _columns(sheet: Sheet, width: int) -> list[ColumnSpec]:
    sample = sheet.rows[:ROWS_MEASURED]
    longest = [
        max((len(str(row[at])) for row in sample if at < len(row)), default=0)
        for at in range(width)
    ]
    return [
        ColumnSpec("", min(WIDEST, max(NARROWEST, 1.8 * length)), ColumnKind.GENERAL)
        for length in longest
    ]


def _is_inside(area: MergedRange, sheet: Sheet, width: int) -> bool:
    return area.last_row < len(sheet.rows) and area.last_column < width
