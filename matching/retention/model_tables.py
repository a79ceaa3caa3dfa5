"""A fitted model as tables: what a score part and a proof read, without compiled code."""

from dataclasses import dataclass
from typing import Self

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from matching.retention.curves import Curves, Table, curves_of, hazards
from matching.retention.effects import Effects, Steps, slope_steps
from matching.retention.fitted import Fitted
from matching.retention.model_file import fitted_of, table_of
from matching.retention.settings import Structure


@dataclass(frozen=True, slots=True, eq=False)
class ModelTables(Fitted):
    """The tables of a model; its columns are those of `Fitted`."""

    @property
    def structure(self) -> Structure:
        """Gives what rows are described by."""
        return self.params.structure

    @property
    def is_prior(self) -> bool:
        """Says whether there was no spell at all, so that only the stated prior speaks."""
        return self.cases == 0

    def effects(self, name: str) -> Effects:
        """Gives the table of a factor or of a level of groups.

        Parameters
        ----------
        name
            As in the structure; a slope has none, see `slope_steps`.
        """
        return self.tables[name]

    def slope_steps(self, name: str, values: npt.NDArray[np.float64]) -> Steps:
        """Gives what values of a slope add to the index, in steps, int16 (n,)."""
        return slope_steps(self.slopes[name], values)

    def curves(self, stratum: int) -> Curves:
        """Gives all tables by index of a stratum."""
        return curves_of(self.baseline[stratum], self.params.horizon)

    def curve(self, stratum: int) -> Table:
        """Gives the expected months kept by index, float64 (INDICES,), never rising.

        Entry i belongs to index i - INDEX_LIMIT; an index beyond the limits counts as the limit.
        """
        return self.curves(stratum).months

    def survival(self, stratum: int) -> Table:
        """Gives the chance to be there after months 1 ... horizon, float64 (INDICES, horizon)."""
        return self.curves(stratum).survival

    def hazards(self, stratum: int, months: npt.NDArray[np.int64]) -> Table:
        """Gives the chance to leave in each of months 1, 2, ..., float64 (INDICES, months)."""
        return hazards(self.baseline[stratum], months)

    def to_arrow(self) -> pa.Table:
        """Gives the model as one Arrow table; see `matching.retention.model_file`."""
        return table_of(self)

    @classmethod
    def from_arrow(cls, table: pa.Table) -> Self:
        """Reads a model from its table.

        Raises
        ------
        ModelFileError
            If the table has another format or was changed.
        """
        return cls(**fitted_of(table))
