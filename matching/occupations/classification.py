"""The 2022 classification of occupations: codes, names and the tree they form."""

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache
from pathlib import Path

DATA = Path(__file__).parent / "data"


class Level(IntEnum):
    """How fine a class is."""

    MAJOR = 1
    MIDDLE = 2
    MINOR = 3
    DETAIL = 4


@dataclass(frozen=True, slots=True)
class Occupation:
    """One class; ``parent_code`` is the nearest listed class above, None for a major class."""

    code: str
    name: str
    level: Level
    parent_code: str | None


@dataclass(frozen=True, slots=True)
class Classification:
    """All classes by code.

    Parameters
    ----------
    occupations
        Every class of every level.
    codes
        The leaf classes a person or a post can carry, sorted: all detail classes and the residual
        classes ("other ...") that have none below them. A code's place here is its array index.
    index
        Leaf code to its place in ``codes``.
    """

    occupations: Mapping[str, Occupation]
    codes: tuple[str, ...]
    index: Mapping[str, int]

    def get(self, code: str) -> Occupation | None:
        """Gives the class, None when the classification has no such code."""
        return self.occupations.get(code)

    def name(self, code: str) -> str:
        """Gives the Chinese name; raises ``KeyError`` for an unknown code."""
        return self.occupations[code].name

    def ancestors(self, code: str) -> tuple[str, ...]:
        """Gives the codes above, nearest first; raises ``KeyError`` for an unknown code."""
        above = []
        parent = self.occupations[code].parent_code
        while parent is not None:
            above.append(parent)
            parent = self.occupations[parent].parent_code
        return tuple(above)


def read_rows(name: str) -> list[dict[str, str]]:
    """Reads one tab-separated table of this room."""
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


@lru_cache(maxsize=1)
def load_classification() -> Classification:
    """Reads the classification once per process."""
    occupations = {
        row["code"]: Occupation(
            row["code"], row["name"], Level(int(row["level"])), row["parent"] or None
        )
        for row in read_rows("classification.tsv")
    }
    parents = {occupation.parent_code for occupation in occupations.values()}
    codes = tuple(sorted(occupations.keys() - parents))
    return Classification(occupations, codes, {code: i for i, code in enumerate(codes)})
