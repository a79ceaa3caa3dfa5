"""Writes a sample as the workbooks that offices exchange."""

import csv
import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from offices.sample.books import sample_books
from offices.sample.frames import generate
from offices.sample.planted import Book, PlantedFault
from offices.sample.sheets import column_specs
from offices.sample.sizes import SampleSize
from offices.sample.tables import SampleTable
from offices.sample.words import word, words
from offices.workbooks.book import MergedRange
from offices.workbooks.content import Mark, SheetContent
from offices.workbooks.formula_safe import plain_text
from offices.workbooks.writer import write_workbook

CREATED = dt.datetime(2026, 3, 2, 8, 0)  # noqa: DTZ001 (the file's clock has no zone)

NUMBERED = (
    "id_number",
    "head_id_number",
    "household_number",
    "member_number",
    "household_phone",
    "member_phone",
)
"""Fields whose long numbers a spreadsheet program would spoil in a CSV file."""


@dataclass(frozen=True, slots=True)
class SampleFiles:
    """The files of a sample, the faults that stand in them on purpose, the dirty cells.

    ``registers`` has one file for each home county.
    """

    registers: tuple[Path, ...]
    survey: Path
    vacancies: tuple[Path, ...]
    employment: tuple[Path, ...]
    planted: tuple[PlantedFault, ...]
    dirty_cells: int

    @property
    def register(self) -> Path:
        """Gives the first county's register, which is the only one up to county size."""
        return self.registers[0]


def write_sample(folder: Path, size: SampleSize, seed: int) -> SampleFiles:
    """Writes a sample's workbooks; the same size and seed give the same bytes.

    Parameters
    ----------
    folder
        Made if it is missing; files of these names in it are replaced.
    size
        Extent of the sample.
    seed
        Of the random draws.
    """
    folder.mkdir(parents=True, exist_ok=True)
    books = sample_books(generate(size, seed), seed)
    tables = books.tables
    return SampleFiles(
        registers=_write_registers(folder, books.registers),
        survey=_write_survey(folder, tables[Book.SURVEY]),
        vacancies=(
            _write_system(folder, tables[Book.VACANCIES_SYSTEM]),
            _write_round(folder, tables[Book.VACANCIES_ROUND]),
        ),
        employment=(
            _write_open(folder, tables[Book.EMPLOYMENT_OPEN]),
            _write_csv(
                folder / file_name(Book.EMPLOYMENT_ENDED, ".csv"),
                "work_records",
                tables[Book.EMPLOYMENT_ENDED],
            ),
        ),
        planted=books.planted,
        dirty_cells=books.dirty_cells,
    )


def _write_registers(folder: Path, tables: Sequence[SampleTable]) -> tuple[Path, ...]:
    """Writes one county's register as a workbook, several as CSV, as the national system does."""
    if len(tables) == 1:
        return (_write_register(folder, tables[0]),)
    return tuple(
        _write_csv(
            folder / file_name(Book.REGISTER, f"_{table.rows[0][table.keys.index('county')]}.csv"),
            "register_export",
            table,
        )
        for table in tables
    )


def _write_register(folder: Path, table: SampleTable) -> Path:
    path = folder / file_name(Book.REGISTER, ".xlsx")
    columns = column_specs("register_export", table.keys)
    sheet = SheetContent(word("titles", "register"), columns, table.rows)
    write_workbook(path, [sheet], created=CREATED)
    return path


def _write_survey(folder: Path, table: SampleTable) -> Path:
    path = folder / file_name(Book.SURVEY, ".xlsx")
    content = SheetContent(
        name=word("titles", "survey_sheet"),
        columns=column_specs("survey", table.keys, words()["survey_headings"]),
        rows=table.rows,
        title=word("titles", "survey"),
        subtitle=word("titles", "survey_subtitle"),
        sign_off=words()["titles"]["sign_off"],
        merged=[area for depth in (1, 2) for area in _merged(table, depth)],
    )
    write_workbook(path, [content], created=CREATED)
    return path


def _merged(table: SampleTable, depth: int) -> Iterator[MergedRange]:
    """Gives the stretches of equal cells: townships (1), or villages of a township (2)."""
    columns = [table.keys.index(key) for key in ("township", "village")[:depth]]
    row = 0
    for _, stretch in groupby(tuple(cells[at] for at in columns) for cells in table.rows):
        count = len(list(stretch))
        if count > 1:
            yield MergedRange(row, columns[-1], row + count - 1, columns[-1])
        row += count


def _write_system(folder: Path, table: SampleTable) -> Path:
    path = folder / file_name(Book.VACANCIES_SYSTEM, ".xlsx")
    columns = column_specs("vacancies_system", table.keys)
    write_workbook(
        path,
        [SheetContent(word("titles", "vacancies_sheet"), columns, table.rows)],
        created=CREATED,
    )
    return path


def _write_round(folder: Path, table: SampleTable) -> Path:
    path = folder / file_name(Book.VACANCIES_ROUND, ".xlsx")
    care, yes = table.keys.index("is_care_post"), word("other", "yes")
    content = SheetContent(
        name=word("titles", "vacancies_sheet"),
        columns=column_specs("vacancies_round", table.keys),
        rows=table.rows,
        title=word("titles", "vacancies_round"),
        row_marks={at: Mark.HIGHLIGHT for at, row in enumerate(table.rows) if row[care] == yes},
        footer=(word("titles", "vacancies_footer"),),
    )
    write_workbook(path, [content], created=CREATED)
    return path


def _write_open(folder: Path, table: SampleTable) -> Path:
    path = folder / file_name(Book.EMPLOYMENT_OPEN, ".xlsx")
    content = SheetContent(
        name=word("titles", "employment_sheet"),
        columns=column_specs("work_records", table.keys),
        rows=table.rows,
        title=word("titles", "employment"),
    )
    write_workbook(path, [content], created=CREATED)
    return path


def _write_csv(path: Path, layout: str, table: SampleTable) -> Path:
    """Writes what the offices' systems export: GB18030, long numbers kept as ="4331..."."""
    kept = [key in NUMBERED for key in table.keys]
    with path.open("w", encoding="gb18030", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(spec.heading for spec in column_specs(layout, table.keys))
        for row in table.rows:
            texts = map(plain_text, row)
            writer.writerow(
                f'="{text}"' if is_kept and text[:1].isdigit() else text
                for text, is_kept in zip(texts, kept, strict=True)
            )
    return path


def file_name(book: Book, ending: str) -> str:
    """Gives the name of a sample's file; it says that the people are made up."""
    return f"{word('files', book)}{ending}"
