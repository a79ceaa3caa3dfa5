"""The data rows of a recognised sheet, by column."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from operator import itemgetter

from offices.register.clean import clean_text
from offices.register.datafiles import read_words
from offices.register.headings import Recognised, normalise_heading
from offices.register.layouts import Layout
from offices.workbooks.book import CellValue, Sheet

EMPTY = ("", None)


@dataclass(frozen=True, slots=True)
class RawTable:
    """Cells by field, before anything was read from them.

    Parameters
    ----------
    layout
        The layout of all its sheets.
    sheets, rows
        Where each data row stands: sheet, and row as the office sees it, from 1.
    cells
        Column by field; only fields that the file has.
    headings
        Heading by field as the office's file has it, by sheet.
    title_texts
        What stands above the headings.
    """

    layout: Layout
    sheets: Sequence[str]
    rows: Sequence[int]
    cells: Mapping[str, Sequence[CellValue]]
    headings: Mapping[str, Mapping[str, str]]
    title_texts: tuple[str, ...]


def joined(tables: Sequence[RawTable]) -> RawTable:
    """Joins sheets of one layout below each other; a column that a sheet lacks is empty there."""
    if len(tables) == 1:
        return tables[0]
    keys = dict.fromkeys(key for table in tables for key in table.cells)
    return RawTable(
        layout=tables[0].layout,
        sheets=[sheet for table in tables for sheet in table.sheets],
        rows=[row for table in tables for row in table.rows],
        cells={
            key: [cell for table in tables for cell in table.cells.get(key, [""] * len(table.rows))]
            for key in keys
        },
        headings={name: texts for table in tables for name, texts in table.headings.items()},
        title_texts=tuple(text for table in tables for text in table.title_texts),
    )


def raw_table(sheet: Sheet, found: Recognised) -> RawTable:
    """Takes the data rows out of a sheet: no blank rows, totals, notes or repeated headings."""
    rows = _fill_merged(sheet, found) if sheet.merged else sheet.rows
    numbers = _data_rows(rows, found)
    picked = [rows[number] for number in numbers]
    columns: Sequence[Sequence[CellValue]] = list(zip(*picked, strict=True)) if picked else []
    cells = {key: columns[at] if picked else () for key, at in found.columns.items()}
    if found.layout.fills_blanks:
        cells |= {
            spec.key: _fill_blanks(cells[spec.key])
            for spec in found.layout.all_fields
            if spec.is_filled_down and spec.key in cells
        }
    titles = tuple(
        text for row in rows[: found.heading_row] for cell in row if (text := clean_text(cell))
    )
    return RawTable(
        layout=found.layout,
        sheets=[sheet.name] * len(numbers),
        rows=[number + 1 for number in numbers],
        cells=cells,
        headings={sheet.name: found.headings},
        title_texts=titles,
    )


def _fill_merged(sheet: Sheet, found: Recognised) -> Sequence[Sequence[CellValue]]:
    """Gives every row under a merged cell that cell's value, in columns that are filled down."""
    rows = [list(row) for row in sheet.rows]
    filled = {
        found.columns[spec.key]
        for spec in found.layout.all_fields
        if spec.is_filled_down and spec.key in found.columns
    }
    for area in sheet.merged:
        if area.first_row < found.first_data_row or area.first_row >= len(rows):
            continue
        for column in filled.intersection(range(area.first_column, area.last_column + 1)):
            value = rows[area.first_row][area.first_column]
            for number in range(area.first_row + 1, min(area.last_row + 1, len(rows))):
                rows[number][column] = value
    return rows


def _fill_blanks(column: Sequence[CellValue]) -> list[CellValue]:
    filled: list[CellValue] = []
    last: CellValue = ""
    for cell in column:
        last = last if cell in EMPTY else cell
        filled.append(last)
    return filled


def _data_rows(rows: Sequence[Sequence[CellValue]], found: Recognised) -> list[int]:
    """Lists the data rows. A row whose telling cells are all filled needs no closer look."""
    keys = [s.key for s in found.layout.fields if s.missing and s.key in found.columns]
    at = [found.columns[key] for key in keys]
    telling = itemgetter(*at)
    odd = {
        value
        for key, n in zip(keys, at, strict=True)
        for value in (found.headings[key], *_counts(n))
    }
    return [
        number
        for number in range(found.first_data_row, len(rows))
        if _is_plain(telling(rows[number]), odd) or _is_data(rows[number], found)
    ]


def _is_plain(cells: Sequence[CellValue], odd: set[CellValue]) -> bool:
    return "" not in cells and None not in cells and odd.isdisjoint(cells)


def _counts(column: int) -> tuple[CellValue, ...]:
    """Gives what stands in this column of a row that only counts the columns."""
    return (column + 1, str(column + 1))


def _is_data(row: Sequence[CellValue], found: Recognised) -> bool:
    first = next((cell for cell in row if cell not in EMPTY), None)
    if first is None or all(row[at] in EMPTY for at in found.columns.values()):
        return False
    if _footer().match(clean_text(first)) and not _has_person_or_post(row, found):
        return False
    return not _repeats_headings(row, found) and not _numbers_columns(row)


def _has_person_or_post(row: Sequence[CellValue], found: Recognised) -> bool:
    """Whether the cells that make a row a row are there: then a note is part of the data."""
    keys = [s.key for s in found.layout.fields if s.missing and s.key in found.columns]
    return sum(row[found.columns[key]] not in EMPTY for key in keys) > len(keys) // 2


def _repeats_headings(row: Sequence[CellValue], found: Recognised) -> bool:
    if not isinstance(row[next(iter(found.columns.values()))], str):
        return False
    same = sum(
        normalise_heading(cell) == normalise_heading(found.headings[key])
        for key, at in found.columns.items()
        if isinstance(cell := row[at], str) and cell
    )
    return same * 2 > len(found.columns)


def _numbers_columns(row: Sequence[CellValue]) -> bool:
    """Whether the row only counts the columns, 1, 2, 3 ... as printed forms do."""
    texts = [clean_text(cell) for cell in row]
    return len(texts) > 2 and texts == [str(number + 1) for number in range(len(texts))]


@lru_cache(maxsize=1)
def _footer() -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, read_words("footer", "starts"))))
