"""How tables are laid out for the kernel: as rows of groups, and by codes of vacancies."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from matching.columns.arrays import Ints
from matching.pairs.figures import Figures, add_to_rows, first_of

Int32s = npt.NDArray[np.int32]


@dataclass(frozen=True, slots=True, eq=False)
class Axis:
    """Tables added up over one set of vacancy classes.

    Parameters
    ----------
    start
        int64 (tables, laborers): where each table's row for the laborer begins in ``figures``;
        a province's skill lists by joint classes may be more than 2^31 figures.
    figures
        int32: rows of one figure per code, of all tables one after the other.
    codes
        How many codes there are.
    """

    start: Ints
    figures: Int32s
    codes: int

    @property
    def arrays(self) -> tuple[Any, ...]:
        """The arrays in the nesting that the kernel takes."""
        return self.start, self.figures, self.codes


def axis_of(tables: list[Figures], laborer_at: Ints, representative: Ints) -> Axis:
    """Spreads tables over codes; a code's figure is that of its representative vacancy."""
    codes = len(representative)
    start = np.zeros((len(tables), len(laborer_at)), np.int64)
    figures: list[npt.NDArray[Any]] = []
    for at, table in enumerate(tables):
        start[at] = sum(rows.size for rows in figures) + table.laborer_class[laborer_at] * codes
        figures.append(table.figures[:, table.vacancy_class[representative]].ravel())
    joined = np.concatenate([np.zeros(0, np.int32), *figures]).astype(np.int32)
    return Axis(start, joined, codes)


def rows_of(tables: list[Figures], groups: Ints, vacancy_at: Ints) -> Int32s:
    """Adds tables up to one row over all vacancies for each group of laborers."""
    representative = first_of(groups)
    rows = np.zeros((len(representative), len(vacancy_at)), np.int32)
    for table in tables:
        classes = table.laborer_class[representative].astype(np.int32)
        columns = table.vacancy_class[vacancy_at].astype(np.int32)
        add_to_rows(table.figures, classes, columns, rows)
    return rows
