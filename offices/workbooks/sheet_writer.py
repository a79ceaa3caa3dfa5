"""Lays one sheet out, row by row from the top, since finished rows leave the memory."""

import datetime as dt
import itertools
from collections.abc import Sequence, Set
from typing import cast

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.utility import xl_col_to_name

from offices.workbooks.book import CellValue, MergedRange
from offices.workbooks.content import ColumnKind, ColumnSpec, Mark, SheetContent
from offices.workbooks.formats import CellLook, Formats, Line
from offices.workbooks.formula_safe import plain_text, sheet_text
from offices.workbooks.row_heights import wrapped_height
from offices.workbooks.text_rows import TextRowWorksheet, is_text_row

A4_PAPER = 9
HEADING_SHARE = 1.4
"""Headings are bold and larger than the small letters below them."""

TITLE_HEIGHT = 30
INLINE_LIST_CHARACTERS = 255
"""The longest drop-down list that a cell can carry itself."""


class ChoiceLists:
    """Drop-down lists that are too long for a cell, on a hidden sheet of their own."""

    def __init__(self, sheet_name: str) -> None:
        self._sheet_name = sheet_name
        self._columns: dict[tuple[str, ...], int] = {}

    def source(self, choices: Sequence[str]) -> list[str] | str:
        """Gives what a data validation takes: the list itself or the range where it lies."""
        has_comma = any("," in choice for choice in choices)
        if not has_comma and len(",".join(choices)) <= INLINE_LIST_CHARACTERS:
            return list(choices)
        column = self._columns.setdefault(tuple(choices), len(self._columns))
        letters = xl_col_to_name(column)
        return f"='{self._sheet_name}'!${letters}$1:${letters}${len(choices)}"

    def write(self, book: Workbook) -> None:
        """Writes the hidden sheet, if any list needs it."""
        if not self._columns:
            return
        sheet = book.add_worksheet(self._sheet_name)
        for number, row in enumerate(itertools.zip_longest(*self._columns, fillvalue="")):
            for column, choice in enumerate(row):
                sheet.write_string(number, column, sheet_text(choice))
        sheet.very_hidden()


class SheetWriter:
    """Writes one sheet's content."""

    def __init__(
        self, sheet: TextRowWorksheet, content: SheetContent, formats: Formats, lists: ChoiceLists
    ) -> None:
        self._sheet = sheet
        self._content = content
        self._formats = formats
        self._lists = lists
        self._next_row = 0
        self._last_column = max(0, len(content.columns) - 1)

    def write(self) -> None:
        """Writes the sheet from title to sign-off and sets it up for the printer."""
        self._set_up_page()
        self._write_titles()
        first_heading = self._next_row
        self._write_headings()
        if self._next_row > first_heading:
            self._sheet.repeat_rows(first_heading, self._next_row - 1)
            self._sheet.freeze_panes(self._next_row, 0)
        first_data = self._next_row
        self._write_rows()
        self._offer_choices(first_data)
        self._write_totals()
        self._write_footer()

    def _set_up_page(self) -> None:
        sheet = self._sheet
        sheet.set_landscape()
        sheet.set_paper(A4_PAPER)
        sheet.fit_to_pages(1, 0)
        sheet.center_horizontally()
        sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
        sheet.set_footer(f"&C{self._content.page_footer}")
        for number, column in enumerate(self._content.columns):
            sheet.set_column(number, number, column.width)

    def _write_titles(self) -> None:
        lines = ((self._content.title, Line.TITLE), (self._content.subtitle, Line.SUBTITLE))
        for text, line in lines:
            if text:
                if line is Line.TITLE:
                    self._sheet.set_row(self._next_row, TITLE_HEIGHT)
                self._write_across(text, self._formats.line(line))

    def _write_across(self, text: str, look: Format) -> None:
        self._merge(MergedRange(self._next_row, 0, self._next_row, self._last_column))
        self._sheet.write_string(self._next_row, 0, sheet_text(text), look)
        for column in range(1, self._last_column + 1):
            self._sheet.write_blank(self._next_row, column, None, look)
        self._next_row += 1

    def _merge(self, area: MergedRange) -> None:
        """Notes a merged area. ``merge_range`` would go back to rows that are already written."""
        if (area.first_row, area.first_column) != (area.last_row, area.last_column):
            self._sheet.merge.append(
                [area.first_row, area.first_column, area.last_row, area.last_column]
            )

    def _write_headings(self) -> None:
        columns = self._content.columns
        if not any(column.heading for column in columns):
            return
        look = self._formats.line(Line.HEADING)
        if any(column.group for column in columns):
            self._write_groups(columns, look)
        if self._content.is_compact:
            headings = [column.heading for column in columns]
            height = wrapped_height(headings, [column.width for column in columns])
            self._sheet.set_row(self._next_row, height * HEADING_SHARE)
        for number, column in enumerate(columns):
            is_below_merged = self._next_row and _is_alone(column, columns)
            text = "" if is_below_merged else column.heading
            self._sheet.write_string(self._next_row, number, sheet_text(text), look)
        self._next_row += 1

    def _write_groups(self, columns: Sequence[ColumnSpec], look: Format) -> None:
        row = self._next_row
        numbered = itertools.groupby(enumerate(columns), key=lambda pair: pair[1].group)
        for group, members in numbered:
            numbers = [number for number, _ in members]
            if group:
                self._merge(MergedRange(row, numbers[0], row, numbers[-1]))
                self._sheet.write_string(row, numbers[0], sheet_text(group), look)
                for number in numbers[1:]:
                    self._sheet.write_blank(row, number, None, look)
                continue
            for number in numbers:
                self._merge(MergedRange(row, number, row + 1, number))
                self._sheet.write_string(row, number, sheet_text(columns[number].heading), look)
        self._next_row += 1

    def _write_rows(self) -> None:
        content = self._content
        hidden = _cells_under_merges(content.merged)
        for area in content.merged:
            self._merge(
                MergedRange(
                    area.first_row + self._next_row,
                    area.first_column,
                    area.last_row + self._next_row,
                    area.last_column,
                )
            )
        looks = [self._look(column.kind) for column in content.columns]
        special = {number for number, _ in hidden} | {number for number, _ in content.marks}
        special.update(content.row_marks)
        for number, row in enumerate(content.rows):
            if content.is_compact:
                height = wrapped_height(row, [column.width for column in content.columns])
                self._sheet.set_row(self._next_row, height)
            if number not in special and is_text_row(row):
                self._sheet.write_text_row(self._next_row, cast("Sequence[str]", row), looks)
            else:
                self._write_mixed_row(number, row, looks, hidden)
            self._next_row += 1

    def _write_mixed_row(
        self,
        number: int,
        row: Sequence[CellValue],
        looks: Sequence[Format],
        hidden: Set[tuple[int, int]],
    ) -> None:
        row_mark = self._content.row_marks.get(number)
        for column, value in enumerate(row):
            mark = self._content.marks.get((number, column), row_mark)
            kind = self._content.columns[column].kind
            look = looks[column] if mark is None else self._look(kind, mark)
            if (number, column) in hidden:
                self._sheet.write_blank(self._next_row, column, None, look)
            else:
                self._write_cell(column, value, kind, look, mark)

    def _write_cell(
        self, column: int, value: CellValue, kind: ColumnKind, look: Format, mark: Mark | None
    ) -> None:
        sheet, row = self._sheet, self._next_row
        if value is None or value == "":
            sheet.write_blank(row, column, None, look)
        elif isinstance(value, str):
            sheet.write_string(row, column, sheet_text(value), look)
        elif kind is ColumnKind.TEXT:
            sheet.write_string(row, column, sheet_text(plain_text(value)), look)
        elif isinstance(value, bool):
            sheet.write_boolean(row, column, value, look)
        elif isinstance(value, int | float):
            sheet.write_number(row, column, value, look)
        else:
            self._write_time(column, value, mark)

    def _write_time(
        self, column: int, value: dt.date | dt.time | dt.timedelta, mark: Mark | None
    ) -> None:
        is_date = isinstance(value, dt.date)
        look = self._look(ColumnKind.DATE if is_date else ColumnKind.TEXT, mark)
        if is_date:
            self._sheet.write_datetime(self._next_row, column, value, look)
        else:
            self._sheet.write_string(self._next_row, column, sheet_text(plain_text(value)), look)

    def _look(self, kind: ColumnKind, mark: Mark | None = None, *, is_bold: bool = False) -> Format:
        is_compact = self._content.is_compact
        return self._formats.cell(CellLook(kind, mark, is_bold=is_bold, is_compact=is_compact))

    def _offer_choices(self, first_row: int) -> None:
        last_row = self._next_row - 1 + self._content.spare_rows
        if last_row < first_row:
            return
        for number, column in enumerate(self._content.columns):
            if column.choices:
                source = self._lists.source(column.choices)
                self._sheet.data_validation(
                    first_row, number, last_row, number, {"validate": "list", "source": source}
                )

    def _write_totals(self) -> None:
        if self._content.totals is None:
            return
        for column, value in enumerate(self._content.totals):
            kind = self._content.columns[column].kind
            look = self._look(kind, is_bold=True)
            self._write_cell(column, value, kind, look, None)
        self._next_row += 1

    def _write_footer(self) -> None:
        look = self._formats.line(Line.FOOTER)
        for text in self._content.footer:
            self._write_across(text, look)
        parts = self._content.sign_off
        if not parts:
            return
        self._sheet.set_row(self._next_row, TITLE_HEIGHT)
        starts = [number * (self._last_column + 1) // len(parts) for number in range(len(parts))]
        ends = [*(start - 1 for start in starts[1:]), self._last_column]
        for text, start, end in zip(parts, starts, ends, strict=True):
            self._merge(MergedRange(self._next_row, start, self._next_row, max(start, end)))
            self._sheet.write_string(self._next_row, start, sheet_text(text), look)


def _is_alone(column: ColumnSpec, columns: Sequence[ColumnSpec]) -> bool:
    """Whether the heading already stands in the row above, merged over both."""
    return not column.group and any(other.group for other in columns)


def _cells_under_merges(merged: Sequence[MergedRange]) -> set[tuple[int, int]]:
    return {
        (row, column)
        for area in merged
        for row in range(area.first_row, area.last_row + 1)
        for column in range(area.first_column, area.last_column + 1)
        if (row, column) != (area.first_row, area.first_column)
    }
