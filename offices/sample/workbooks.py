"""Writes a sample as the workbooks that offices exchange."""

import csv
import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

import polars as pl

from offices.sample.employment_sheet import employment_table
from offices.sample.frames import SampleFrames, generate
from offices.sample.register_sheet import register_table
from offices.sample.sheets import column_specs
from offices.sample.sizes import SampleSize
from offices.sample.survey_sheet import survey_table
from offices.sample.vacancy_sheets import round_table, system_table
from offices.sample.words import word, words
from offices.workbooks.book import MergedRange
from offices.workbooks.content import Mark, SheetContent
from offices.workbooks.writer import write_workbook

CREATED = dt.datetime(2026, 3, 2, 8, 0)  # noqa: DTZ001 (the file's clock has no zone)

LARGEST_WORKBOOK_ROWS = 100_000
"""Registers with more rows are written as CSV, as the national system gives them out."""


@dataclass(frozen=True, slots=True)
class SampleFiles:
    """The files of a sample, and what faults stand in them on purpose."""

    register: Path
    survey: Path
    vacancies: tuple[Path, ...]
    employment: tuple[Path, ...]


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
    frames = generate(size, seed)
    return SampleFiles(
        register=_write_register(folder, register_table(frames, seed)),
        survey=_write_survey(folder, survey_table(frames)),
        vacancies=_write_vacancies(folder, frames),
        employment=_write_employment(folder, employment_table(frames)),
    )


def _write_register(folder: Path, table: pl.DataFrame) -> Path:
    if table.height > LARGEST_WORKBOOK_ROWS:
        return _write_csv(folder / file_name("register", ".csv"), "register_export", table)
    path = folder / file_name("register", ".xlsx")
    content = SheetContent(
        word("titles", "register"),
        column_specs("register_export", table.columns),
        table.iter_rows(),
    )
    write_workbook(path, [content], created=CREATED)
    return path


def _write_survey(folder: Path, table: pl.DataFrame) -> Path:
    path = folder / file_name("survey", ".xlsx")
    content = SheetContent(
        name=word("titles", "survey_sheet"),
        columns=column_specs("survey", table.columns),
        rows=table.iter_rows(),
        title=word("titles", "survey"),
        subtitle=word("titles", "survey_subtitle"),
        sign_off=words()["titles"]["sign_off"],
        merged=[area for column in ("township", "village") for area in _merged(table, column)],
    )
    write_workbook(path, [content], created=CREATED)
    return path


def _merged(table: pl.DataFrame, column: str) -> Iterator[MergedRange]:
    """Gives the stretches of equal cells of a column, inside equal townships."""
    at = table.columns.index(column)
    keys = zip(table["township"].to_list(), table[column].to_list(), strict=True)
    row = 0
    for _, stretch in groupby(keys):
        count = len(list(stretch))
        if count > 1:
            yield MergedRange(row, at, row + count - 1, at)
        row += count


def _write_vacancies(folder: Path, frames: SampleFrames) -> tuple[Path, ...]:
    system = folder / file_name("vacancies_system", ".xlsx")
    table = system_table(frames)
    content = SheetContent(
        word("titles", "vacancies_sheet"),
        column_specs("vacancies_system", table.columns),
        table.iter_rows(),
    )
    write_workbook(system, [content], created=CREATED)
    east = folder / file_name("vacancies_round", ".xlsx")
    table = round_table(frames)
    care = (table["is_care_post"] == word("other", "yes")).to_list()
    content = SheetContent(
        name=word("titles", "vacancies_sheet"),
        columns=column_specs("vacancies_round", table.columns),
        rows=table.iter_rows(),
        title=word("titles", "vacancies_round"),
        row_marks={row: Mark.HIGHLIGHT for row, is_care in enumerate(care) if is_care},
        footer=(word("titles", "vacancies_footer"),),
    )
    write_workbook(east, [content], created=CREATED)
    return system, east


def _write_employment(folder: Path, table: pl.DataFrame) -> tuple[Path, ...]:
    """Writes open records as a workbook and ended ones as CSV in GB18030."""
    path = folder / file_name("employment_open", ".xlsx")
    is_open = pl.col("ended").is_null()
    now = table.filter(is_open)
    content = SheetContent(
        word("titles", "employment_sheet"),
        column_specs("work_records", table.columns),
        now.iter_rows(),
        title=word("titles", "employment"),
    )
    write_workbook(path, [content], created=CREATED)
    ended = _write_csv(
        folder / file_name("employment_ended", ".csv"), "work_records", table.filter(~is_open)
    )
    return path, ended


def _write_csv(path: Path, layout: str, table: pl.DataFrame) -> Path:
    """Writes what the offices' systems export: GB18030, long numbers kept as ="4331..."."""
    quoted = [
        pl.when(pl.col(key).is_not_null())
        .then(pl.concat_str(pl.lit('="'), key, pl.lit('"')))
        .alias(key)
        for key in table.columns
        if key in NUMBERED
    ]
    headings = [spec.heading for spec in column_specs(layout, table.columns)]
    with path.open("w", encoding="gb18030", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(headings)
        writer.writerows(table.with_columns(quoted).iter_rows())
    return path


NUMBERED = (
    "id_number",
    "head_id_number",
    "household_number",
    "member_number",
    "household_phone",
    "member_phone",
)
"""Fields whose long numbers a spreadsheet program would spoil."""


def file_name(key: str, ending: str) -> str:
    """Gives the name of a sample's file; it says that the people are made up."""
    return f"{word('files', key)}{ending}"
