"""Finds the heading rows of a sheet and which column holds which field."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from models.enums import ImportKind
from offices.register.clean import SPACES, clean_text
from offices.register.layouts import FieldSpec, Layout, layouts
from offices.workbooks.book import CellValue, Sheet

ROWS_SEARCHED = 20
DEEPEST = 3
"""Rows of a merged heading."""
EDGES = " *:.。"
JOINT = "_"


@dataclass(frozen=True, slots=True)
class Recognised:
    """A sheet of which the layout is known.

    Parameters
    ----------
    layout
        What it was recognised as.
    heading_row, first_data_row
        From 0.
    columns
        Column number by field.
    headings
        Heading by field, as it stands in the office's file.
    missing
        Official headings of mandatory fields that were not found.
    """

    layout: Layout
    heading_row: int
    first_data_row: int
    columns: Mapping[str, int]
    headings: Mapping[str, str]
    missing: tuple[str, ...]

    @property
    def is_complete(self) -> bool:
        """Whether every mandatory field was found."""
        return not self.missing


def recognise(sheet: Sheet, kind: ImportKind | None) -> Recognised | None:
    """Gives the reading of the headings that finds most, or None if nothing is found at all.

    Parameters
    ----------
    sheet
        The sheet as it was read.
    kind
        The kind that the office says it is; None lets the headings tell.
    """
    found = [
        reading
        for layout in layouts().values()
        if kind in (None, layout.kind)
        for reading in _readings(sheet, layout)
    ]
    return max(found, key=_rank, default=None)


def _rank(reading: Recognised) -> tuple[bool, int, int, int]:
    depth = reading.first_data_row - reading.heading_row
    official = sum(
        normalise_heading(reading.headings[spec.key]) == normalise_heading(spec.heading)
        for spec in reading.layout.fields
        if spec.key in reading.headings
    )
    return reading.is_complete, len(reading.columns), official, -depth


def _readings(sheet: Sheet, layout: Layout) -> Iterable[Recognised]:
    for row in range(min(ROWS_SEARCHED, len(sheet.rows))):
        for depth in range(1, DEEPEST + 1):
            if row + depth <= len(sheet.rows):
                reading = _reading(sheet.rows[row : row + depth], layout, row)
                if reading.columns:
                    yield reading


def _reading(rows: Sequence[Sequence[CellValue]], layout: Layout, first: int) -> Recognised:
    columns: dict[str, int] = {}
    headings: dict[str, str] = {}
    specs = _spec_by_heading(layout.name)
    for number, texts in enumerate(_heading_texts(rows)):
        spec = next((specs[name] for name in _candidates(texts) if name in specs), None)
        if spec is not None and spec.key not in columns:
            columns[spec.key] = number
            headings[spec.key] = texts[-1].strip()
    missing = tuple(s.heading for s in layout.fields if s.is_mandatory and s.key not in columns)
    return Recognised(layout, first, first + len(rows), columns, headings, missing)


def _heading_texts(rows: Sequence[Sequence[CellValue]]) -> list[list[str]]:
    """Gives each column's heading lines from the top; merged cells reach to their right."""
    filled: list[list[str]] = []
    for row in rows[:-1]:
        line, last = [], ""
        for cell in row:
            last = clean_text(cell) or last
            line.append(last)
        filled.append(line)
    lowest = [_as_written(cell) for cell in rows[-1]]
    upper_raw = [[_as_written(cell) for cell in row] for row in rows[:-1]]
    texts = []
    for number, bottom in enumerate(lowest):
        if bottom:
            texts.append([*(line[number] for line in filled), bottom])
        else:
            texts.append([line[number] for line in upper_raw if line[number]] or [""])
    return texts


def _as_written(cell: CellValue) -> str:
    return cell if isinstance(cell, str) else clean_text(cell)


def _candidates(texts: Sequence[str]) -> Iterable[str]:
    """Lists the ways to read a heading: all its lines, the lowest two, the lowest, its gist."""
    lines = [normalise_heading(text) for text in texts]
    yield JOINT.join(lines)
    yield JOINT.join(lines[-2:])
    yield lines[-1]
    yield lines[-1].partition("(")[0]


@lru_cache(maxsize=1 << 12)
def normalise_heading(text: str) -> str:
    """Folds what printing does to a heading: spaces, line breaks, asterisks, width."""
    return SPACES.sub("", clean_text(text)).strip(EDGES).upper()


@lru_cache(maxsize=8)
def _spec_by_heading(layout_name: str) -> Mapping[str, FieldSpec]:
    """Gives fields by every way of writing them; official headings win over synonyms."""
    specs: dict[str, FieldSpec] = {}
    fields = layouts()[layout_name].all_fields
    for spec in fields:
        specs.setdefault(normalise_heading(spec.heading), spec)
        if spec.group:
            joined = JOINT.join((normalise_heading(spec.group), normalise_heading(spec.heading)))
            specs.setdefault(joined, spec)
    for spec in fields:
        for synonym in spec.synonyms:
            specs.setdefault(normalise_heading(synonym), spec)
    return specs
