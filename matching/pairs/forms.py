"""The only three forms in which a pair can be judged: a table over classes, a threshold, a lookup.

Tables and thresholds are a column of laborers, a column of vacancies, and a rule that joins the two
columns; a lookup reads a falling curve at a sum of tables. Because nothing else can enter, a
compiled kernel, a plain evaluation and an explanation read the same declaration.
"""

from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import numpy.typing as npt

from matching.columns.arrays import Bools, Ints


@dataclass(frozen=True, slots=True, eq=False)
class ClassTable:
    """A figure of pairs by the class of the laborer and the class of the vacancy.

    Parameters
    ----------
    laborer_class
        int32 (laborers), rows of the table.
    vacancy_class
        int32 (vacancies), columns of the table.
    table
        Laborer classes by vacancy classes: int16 figures of a score part, or True where a rule
        forbids.
    """

    laborer_class: npt.NDArray[np.int32]
    vacancy_class: npt.NDArray[np.int32]
    table: npt.NDArray[Any]

    def of_block(self, laborers: Ints, vacancies: Ints) -> npt.NDArray[Any]:
        """Gives the figure of all pairs of these laborers (rows) and vacancies (columns)."""
        rows = self.table[self.laborer_class[laborers]]
        return rows[:, self.vacancy_class[vacancies]]

    def of_pairs(self, laborers: Ints, vacancies: Ints) -> npt.NDArray[Any]:
        """Gives the figure of single pairs."""
        return self.table[self.laborer_class[laborers], self.vacancy_class[vacancies]]

    @property
    def highest(self) -> int:
        """No pair has a higher figure, or 0."""
        return int(self.table.max(initial=0))

    def least_of_laborers(self) -> Ints:
        """Gives of each laborer a figure that no pair of theirs is below."""
        least = self.table.min(axis=1, initial=np.iinfo(np.int16).max).astype(np.int64)
        found: Ints = least[self.laborer_class]
        return found

    def with_laborers(self, laborers: Ints) -> "ClassTable":
        """Gives the table of these laborers only."""
        return replace(self, laborer_class=self.laborer_class[laborers])

    def with_vacancies(self, vacancies: Ints) -> "ClassTable":
        """Gives the table of these vacancies only."""
        return replace(self, vacancy_class=self.vacancy_class[vacancies])


@dataclass(frozen=True, slots=True, eq=False)
class Threshold:
    """Forbids the pairs in which the laborer's level is below the vacancy's.

    Parameters
    ----------
    laborer_level, vacancy_level
        int64, of any unit that both share.
    """

    laborer_level: Ints
    vacancy_level: Ints

    def of_block(self, laborers: Ints, vacancies: Ints) -> Bools:
        """Gives True for each forbidden pair of these laborers (rows) and vacancies (columns)."""
        found: Bools = (
            self.laborer_level[laborers][:, None] < self.vacancy_level[vacancies][None, :]
        )
        return found

    def of_pairs(self, laborers: Ints, vacancies: Ints) -> Bools:
        """Gives True for each forbidden single pair."""
        found: Bools = self.laborer_level[laborers] < self.vacancy_level[vacancies]
        return found

    def with_laborers(self, laborers: Ints) -> "Threshold":
        """Gives the threshold of these laborers only."""
        return replace(self, laborer_level=self.laborer_level[laborers])

    def with_vacancies(self, vacancies: Ints) -> "Threshold":
        """Gives the threshold of these vacancies only."""
        return replace(self, vacancy_level=self.vacancy_level[vacancies])


@dataclass(frozen=True, slots=True, eq=False)
class Lookup:
    """A figure of pairs that falls with an index, the sum of tables.

    The index is ``sum of tables``, the figure ``curve[stratum, index - lowest]``; an index beyond
    an end of the curve has the figure at that end.

    Parameters
    ----------
    tables
        int16 entries, negative ones too. What depends on one side only is a table with one class on
        the other side.
    stratum
        int32 (vacancies), rows of the curve.
    curve
        int16 (strata, width), width at least 1: figures of at least 0 that nowhere rise.
    lowest
        The index of the first figure.
    """

    tables: tuple[ClassTable, ...]
    stratum: npt.NDArray[np.int32]
    curve: npt.NDArray[np.int16]
    lowest: int

    def of_block(self, laborers: Ints, vacancies: Ints) -> npt.NDArray[Any]:
        """Gives the figure of all pairs of these laborers (rows) and vacancies (columns)."""
        index = np.zeros((len(laborers), len(vacancies)), np.int64)
        for table in self.tables:
            index += table.of_block(laborers, vacancies)
        return self.of_index(index, vacancies)

    def of_pairs(self, laborers: Ints, vacancies: Ints) -> npt.NDArray[Any]:
        """Gives the figure of single pairs."""
        index = np.zeros(len(laborers), np.int64)
        for table in self.tables:
            index += table.of_pairs(laborers, vacancies)
        return self.of_index(index, vacancies)

    def of_index(self, index: npt.NDArray[np.integer], vacancies: Ints | int) -> Ints:
        """Gives the figure at indices whose last axis is of these vacancies, or of one vacancy."""
        found: Ints = self.curve[self.stratum[vacancies], self.place_of(index)].astype(np.int64)
        return found

    @property
    def highest(self) -> int:
        """No pair has a higher figure, or 0."""
        return int(self.curve.max(initial=0))

    def least_of_laborers(self) -> Ints:
        """Gives of each laborer a figure that no pair of theirs is below; one, without tables."""
        index = np.zeros(len(self.tables[0].laborer_class) if self.tables else 1, np.int64)
        for table in self.tables:
            most = table.table.max(axis=1, initial=np.iinfo(np.int16).min).astype(np.int64)
            index += most[table.laborer_class]
        least = self.curve.min(axis=0, initial=np.iinfo(np.int16).max).astype(np.int64)
        found: Ints = least[self.place_of(index)]
        return found

    def with_laborers(self, laborers: Ints) -> "Lookup":
        """Gives the lookup of these laborers only."""
        return replace(self, tables=tuple(table.with_laborers(laborers) for table in self.tables))

    def with_vacancies(self, vacancies: Ints) -> "Lookup":
        """Gives the lookup of these vacancies only."""
        tables = tuple(table.with_vacancies(vacancies) for table in self.tables)
        return replace(self, tables=tables, stratum=self.stratum[vacancies])

    def place_of(self, index: npt.NDArray[np.integer]) -> Ints:
        """Gives the column of the curve at each index."""
        return np.clip(index.astype(np.int64) - self.lowest, 0, self.curve.shape[1] - 1)


Figure = ClassTable | Lookup
"""Gives figures to pairs."""

Test = ClassTable | Threshold
"""Forbids pairs."""
