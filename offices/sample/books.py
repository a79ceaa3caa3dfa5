"""A sample's books as tables, with their dirt and their faults in them."""

from collections.abc import Iterator
from dataclasses import dataclass

import polars as pl

from offices.sample.dirt import spread_dirt
from offices.sample.employment_sheet import employment_table
from offices.sample.faults import plant_faults
from offices.sample.frames import SampleFrames
from offices.sample.planted import Book, PlantedFault, planted
from offices.sample.register_sheet import register_table
from offices.sample.survey_sheet import survey_table
from offices.sample.tables import SampleTable
from offices.sample.vacancy_sheets import is_round_line, round_lines, round_table, system_table
from offices.sample.victims import other_victims, register_victims

FIRST_ROWS = {
    Book.REGISTER: 2,
    Book.SURVEY: 5,
    Book.VACANCIES_SYSTEM: 2,
    Book.VACANCIES_ROUND: 3,
    Book.EMPLOYMENT_OPEN: 3,
    Book.EMPLOYMENT_ENDED: 2,
}
"""Row of the first data line: below the headings, and the titles where a book has some."""


@dataclass(frozen=True, slots=True)
class SampleBooks:
    """The tables by book, the faults planted in them, and how many cells carry harmless dirt."""

    tables: dict[Book, SampleTable]
    planted: tuple[PlantedFault, ...]
    dirty_cells: int


def sample_books(frames: SampleFrames, seed: int) -> SampleBooks:
    """Writes a sample's books as tables of texts."""
    work = employment_table(frames)
    clean = {
        Book.REGISTER: register_table(frames, seed),
        Book.SURVEY: survey_table(frames),
        Book.VACANCIES_SYSTEM: system_table(frames),
        Book.VACANCIES_ROUND: round_table(frames),
        Book.EMPLOYMENT_OPEN: work.filter(pl.col("ended").is_null()),
        Book.EMPLOYMENT_ENDED: work.filter(pl.col("ended").is_not_null()),
    }
    groups = {Book.REGISTER: register_victims(frames), **other_victims(frames, clean)}
    tables = {book: SampleTable(table, FIRST_ROWS[book]) for book, table in clean.items()}
    found = list(_expected_warnings(frames))
    dirty = 0
    for book, table in tables.items():
        families = list(range(len(table.rows)))
        if book is Book.REGISTER:
            families = frames.people["household"].to_list()
        faults = plant_faults(book, table, groups.get(book, {}), families, seed)
        spared = frozenset(fault.row - table.first_row for fault in faults)
        dirty += spread_dirt(book, table, spared, seed)
        found += faults
    return SampleBooks(tables, tuple(found), dirty)


def _expected_warnings(frames: SampleFrames) -> Iterator[PlantedFault]:
    """Gives what the drawn rows carry themselves: vague titles and lines whose term is over."""
    lines = {
        Book.VACANCIES_SYSTEM: frames.vacancies.filter(~is_round_line()),
        Book.VACANCIES_ROUND: round_lines(frames),
    }
    yield from _flagged(
        Book.SURVEY, frames.survey, pl.col("is_vague") & pl.col("is_willing"), "title.unsure"
    )
    for book, table in lines.items():
        yield from _flagged(book, table, pl.col("is_vague"), "title.unsure")
        yield from _flagged(book, table, pl.col("is_expired"), "vacancy.expired")


def _flagged(book: Book, table: pl.DataFrame, flag: pl.Expr, code: str) -> Iterator[PlantedFault]:
    for at in table.with_row_index("at").filter(flag)["at"].to_list():
        yield planted(book, at + FIRST_ROWS[book], code)
