"""A sample's books as tables, with their dirt and their faults in them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate

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
    """A sample's books.

    Parameters
    ----------
    registers
        The register's table of each home county.
    tables
        The tables of the other books.
    planted
        Every finding that the register has to make in them.
    dirty_cells
        How many cells carry harmless dirt.
    """

    registers: tuple[SampleTable, ...]
    tables: Mapping[Book, SampleTable]
    planted: tuple[PlantedFault, ...]
    dirty_cells: int


def sample_books(frames: SampleFrames, seed: int) -> SampleBooks:
    """Writes a sample's books as tables of texts."""
    work = employment_table(frames)
    clean = {
        Book.SURVEY: survey_table(frames),
        Book.VACANCIES_SYSTEM: system_table(frames),
        Book.VACANCIES_ROUND: round_table(frames),
        Book.EMPLOYMENT_OPEN: work.filter(pl.col("ended").is_null()),
        Book.EMPLOYMENT_ENDED: work.filter(pl.col("ended").is_not_null()),
    }
    groups = other_victims(frames, clean)
    registers = [
        _spoilt(part, seed, number) for number, part in enumerate(_registers(frames, seed))
    ]
    others = {
        book: _spoilt(_Clean(book, table, groups.get(book, {}), range(table.height)), seed)
        for book, table in clean.items()
    }
    spoilt = [*registers, *others.values()]
    faults = [fault for one in spoilt for fault in one.faults]
    return SampleBooks(
        registers=tuple(one.table for one in registers),
        tables={book: one.table for book, one in others.items()},
        planted=(*_expected_warnings(frames), *faults),
        dirty_cells=sum(one.dirty_cells for one in spoilt),
    )


@dataclass(frozen=True, slots=True)
class _Clean:
    """A clean table with the rows that faults may go to, and the family of each row."""

    book: Book
    table: pl.DataFrame
    groups: Mapping[str, pl.Series]
    families: Sequence[int]


@dataclass(frozen=True, slots=True)
class _Spoilt:
    """A table with its faults and its dirt in it."""

    table: SampleTable
    faults: list[PlantedFault]
    dirty_cells: int


def _spoilt(clean: _Clean, seed: int, part: int = 0) -> _Spoilt:
    table = SampleTable(clean.table, FIRST_ROWS[clean.book])
    faults = plant_faults(clean.book, table, clean.groups, clean.families, seed + part)
    spared = frozenset(fault.row - table.first_row for fault in faults)
    dirty = spread_dirt(clean.book, table, spared, seed + part)
    return _Spoilt(table, [replace(fault, part=part) for fault in faults], dirty)


def _registers(frames: SampleFrames, seed: int) -> Iterator[_Clean]:
    """Cuts the register by county: people stand in the order of their townships."""
    table, groups = register_table(frames, seed), register_victims(frames)
    families = frames.people["household"].to_list()
    lengths = frames.people["county_code"].rle().struct.field("len").to_list()
    ends = list(accumulate(lengths))
    for start, end in zip([0, *ends], ends, strict=False):
        own = {
            name: rows.filter((rows >= start) & (rows < end)) - start
            for name, rows in groups.items()
        }
        yield _Clean(Book.REGISTER, table[start:end], own, families[start:end])


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
