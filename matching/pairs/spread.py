"""A lookup taken apart by what its index depends on, and as an ordinary table of joint classes."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from matching.columns.arrays import Ints
from matching.pairs.errors import MarketError
from matching.pairs.figures import Figures, compacted, first_of, joint_classes
from matching.pairs.forms import Lookup
from matching.pairs.market import PartColumns

SPREAD_BYTES = 400_000_000
"""Most memory for the table that a lookup is spread into."""

CHUNK_CELLS = 4_000_000
"""Cells computed together; bounds the memory beside the table."""


@dataclass(frozen=True, slots=True, eq=False)
class Index:
    """A lookup's tables, added up where they depend on one side only.

    Parameters
    ----------
    part, weight
        The name and the weight of the score part.
    lookup
        The lookup.
    level, base
        int64 (laborers), (vacancies): what depends on the one side, and on the other.
    tables
        The tables that depend on both.
    """

    part: str
    weight: int
    lookup: Lookup
    level: Ints
    base: Ints
    tables: list[Figures]


def index_of(part: PartColumns, lookup: Lookup, laborers: int, vacancies: int) -> Index:
    """Takes a lookup apart.

    Parameters
    ----------
    part, lookup
        A score part and a lookup of it.
    laborers, vacancies
        Their numbers.
    """
    level, base = np.zeros(laborers, np.int64), np.zeros(vacancies, np.int64)
    tables: list[Figures] = []
    for declared in lookup.tables:
        table = compacted(declared, declared.table.astype(np.int32), is_rule=False)
        if table.figures.shape[1] == 1:
            level += table.figures[table.laborer_class, 0]
        elif table.figures.shape[0] == 1:
            base += table.figures[0, table.vacancy_class]
        else:
            tables.append(table)
    return Index(part.name, part.weight, lookup, level, base, tables)


def kinds_of_laborers(index: Index) -> Ints:
    """Numbers the laborers so that a lookup treats those of one number alike."""
    return joint_classes(_ranked(index.level), [table.laborer_class for table in index.tables])


def spread(index: Index) -> Figures:
    """Gives a lookup's weighted figures by joint classes, those judged alike as one.

    Raises
    ------
    MarketError
        If the table of all joint classes would not fit ``SPREAD_BYTES``.
    """
    laborer = kinds_of_laborers(index)
    both = [index.lookup.stratum.astype(np.int64), *(t.vacancy_class for t in index.tables)]
    vacancy = joint_classes(_ranked(index.base), both)
    people, posts = first_of(laborer), first_of(vacancy)
    if 4 * len(people) * len(posts) > SPREAD_BYTES:
        raise MarketError(field=index.part, reason="too_large")
    figures = np.empty((len(people), len(posts)), np.int32)
    step = max(1, CHUNK_CELLS // max(1, len(posts)))
    for start in range(0, len(people), step):
        some = people[start : start + step]
        total = index.level[some][:, None] + index.base[posts][None, :]
        for table in index.tables:
            rows = table.figures[table.laborer_class[some]]
            total += rows[:, table.vacancy_class[posts]]
        figures[start : start + step] = index.weight * index.lookup.of_index(total, posts)
    row, column = _alike(figures), _alike(figures.T)
    kept = figures[first_of(row)][:, first_of(column)]
    return Figures(row[laborer], column[vacancy], np.ascontiguousarray(kept), is_rule=False)


def _ranked(values: Ints) -> Ints:
    return np.unique(values, return_inverse=True)[1].reshape(-1).astype(np.int64)


def _alike(rows: npt.NDArray[Any]) -> Ints:
    """Numbers the distinct rows of a table."""
    whole = np.ascontiguousarray(rows)
    known: dict[bytes, int] = {}
    return np.array([known.setdefault(row.tobytes(), len(known)) for row in whole], np.int64)
