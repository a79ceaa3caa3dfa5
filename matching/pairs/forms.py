"""The only two forms in which a pair can be judged: a table over classes, and a threshold.

Both are a column of laborers, a column of vacancies, and a rule that joins the two columns. Because
nothing else can enter, a compiled kernel, a plain evaluation and an explanation read the same
declaration.
"""

from dataclasses import dataclass
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


Test = ClassTable | Threshold
"""Forbids pairs."""
