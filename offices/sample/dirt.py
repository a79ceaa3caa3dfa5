"""The harmless dirt of real workbooks: written oddly, read all the same.

Every kind touches a stated share of the cells it can touch, drawn with the sample's seed. None of
it may cost a row or cause a finding; faults that must be found are in ``faults``.
"""

import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache

import numpy as np

from offices.sample.draws import stage_rng
from offices.sample.names import DATA, name_parts
from offices.sample.planted import Book
from offices.sample.tables import SampleTable

WIDE_SHIFT = 0xFEE0
"""From an ASCII character to its full-width form in Unicode."""

FULL_WIDTH = {ord(c): ord(c) + WIDE_SHIFT for c in "0123456789X"}

Smudge = Callable[[str, int], str]
"""Takes a cell's text and a random number, gives the text as somebody typed it."""


@dataclass(frozen=True, slots=True)
class DirtKind:
    """One kind of dirt: its name, the field it touches, in which books, and its share of cells."""

    smudge: str
    field: str
    books: tuple[Book, ...]
    share: float


@cache
def dirt_kinds() -> tuple[DirtKind, ...]:
    """Reads the doses."""
    content = tomllib.loads((DATA / "dirt.toml").read_text(encoding="utf-8"))
    return tuple(
        DirtKind(row["smudge"], row["field"], tuple(map(Book, row["books"])), row["share"])
        for row in content["dirt"]
    )


@cache
def dirt_words() -> Mapping[str, list[str]]:
    """Reads the texts that some kinds put around or in place of others."""
    content = tomllib.loads((DATA / "dirt.toml").read_text(encoding="utf-8"))
    return dict(content["words"])


def spread_dirt(book: Book, table: SampleTable, spared: frozenset[int], seed: int) -> int:
    """Dirties a table in place; gives the number of cells that changed. A cell gets one kind.

    ``spared`` are positions of rows that carry a fault: they are to show that fault and no other.
    """
    changed: set[tuple[int, str]] = set()
    for kind in dirt_kinds():
        if book not in kind.books or kind.field not in table.keys:
            continue
        rng = stage_rng(seed, f"dirt {book} {kind.smudge} {kind.field}")
        touched = np.flatnonzero(rng.random(len(table.rows)) < kind.share).tolist()
        picks = rng.integers(0, 1 << 30, len(touched)).tolist()
        column = table.keys.index(kind.field)
        for at, pick in zip(touched, picks, strict=True):
            cell = table.rows[at][column]
            is_touchable = at not in spared and (at, kind.field) not in changed
            if not is_touchable or not isinstance(cell, str) or not cell:
                continue
            dirty = SMUDGES[kind.smudge](cell, pick)
            if dirty != cell:
                table.rows[at][column] = dirty
                changed.add((at, kind.field))
    return len(changed)


def _full_width(text: str, _: int) -> str:
    return text.translate(FULL_WIDTH)


def _spaced(text: str, pick: int) -> str:
    at = 1 + pick % max(1, len(text) - 1)
    return f"{text[:at]} {text[at:]}"


def _edged(text: str, pick: int) -> str:
    return (f" {text}", f"{text} ", f"{text}\u3000", f"\u200b{text}")[pick % 4]


def _small_x(text: str, _: int) -> str:
    return text.replace("X", "x")


def _apostrophe(text: str, _: int) -> str:
    return f"'{text}"


def _wrapped(text: str, _: int) -> str:
    return f'="{text}"'


def _other_dot(text: str, pick: int) -> str:
    dots = dirt_words()["dots"]
    return text.replace(name_parts()["dot"], dots[pick % len(dots)])


def _phone_written(text: str, pick: int) -> str:
    return (
        f"+86{text}",
        f"{text[:3]}-{text[3:7]}-{text[7:]}",
        f"{text[:3]} {text[3:7]} {text[7:]}",
    )[pick % 3]


def _date_written(text: str, pick: int) -> str:
    digits = text.replace("-", "")
    year, month, day = digits[:4], digits[4:6], digits[6:8]
    patterns = dirt_words()["dates"]
    pattern = patterns[pick % len(patterns)]
    return pattern.format(
        year=year, month=month, day=day, short_month=int(month), short_day=int(day)
    )


def _month_written(text: str, pick: int) -> str:
    year, month = text.split("-")
    patterns = dirt_words()["months"]
    return patterns[pick % len(patterns)].format(year=year, month=month, short_month=int(month))


def _turned_round(text: str, _: int) -> str:
    return ",".join(reversed(text.split(",")))


def _numbered(text: str, pick: int) -> str:
    return f"{1 + pick % 5}.{text}"


def _amount_written(text: str, pick: int) -> str:
    patterns = dirt_words()["amounts"]
    return patterns[pick % len(patterns)].format(yuan=text)


def _firm_written(text: str, pick: int) -> str:
    endings = dirt_words()["firm_endings"]
    first = endings[0]
    return text.replace(first, endings[pick % len(endings)]) if text.endswith(first) else text


SMUDGES: Mapping[str, Smudge] = {
    "full_width": _full_width,
    "spaced": _spaced,
    "edged": _edged,
    "small_x": _small_x,
    "apostrophe": _apostrophe,
    "wrapped": _wrapped,
    "other_dot": _other_dot,
    "phone_written": _phone_written,
    "date_written": _date_written,
    "month_written": _month_written,
    "turned_round": _turned_round,
    "numbered": _numbered,
    "amount_written": _amount_written,
    "firm_written": _firm_written,
}
"""By the name that the doses' data file uses."""
