"""The fitted model: effects in steps, curves by index, predictions for rows."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from matching.retention import predicting
from matching.retention.curves import Curves, Table, curves_of, hazards
from matching.retention.effects import Effects, Steps, slope_steps
from matching.retention.fitted import Fitted
from matching.retention.model_file import fitted_of, read_table, table_of, written
from matching.retention.predicting import Leaving, Prediction
from matching.retention.settings import Structure
from matching.retention.spells import Codes, check_codes

DAYS = (30, 60, 90)
"""Spans of days ahead; thirty days are a month."""


@dataclass(frozen=True, slots=True, eq=False)
class RetentionModel(Fitted):
    """A model fitted by `matching.retention.fit.fit`; its columns are those of `Fitted`."""

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

    def index(self, codes: Codes) -> Steps:
        """Gives the sum of all effects of each row in steps, within INDEX_LIMIT, int16 (n,).

        Raises
        ------
        SpellsError
            If a column of the structure is missing, of another length or not finite.
        """
        self._check(codes)
        return predicting.index_of(self, codes)

    def predict(self, codes: Codes) -> Prediction:
        """Predicts rows.

        Raises
        ------
        SpellsError
            As in `index`.
        """
        self._check(codes)
        return predicting.predict(self, codes)

    def leaving(
        self, codes: Codes, month_reached: npt.NDArray[np.int16], days: tuple[int, ...] = DAYS
    ) -> Leaving:
        """Predicts who, being there after some months, leaves soon.

        Parameters
        ----------
        codes, month_reached
            Rows, and the months each has completed, at least 0, int16 (n,).
        days
            Spans ahead in days, rising; whole months of thirty days, at least one.

        Raises
        ------
        SpellsError
            As in `index`.
        """
        self._check(codes)
        return predicting.leaving(self, codes, month_reached, days)

    def _check(self, codes: Codes) -> None:
        made = self.structure
        check_codes(codes, made.factors, made.slopes, made.groups)

    def to_arrow(self) -> pa.Table:
        """Gives the model as one Arrow table; see `matching.retention.model_file`."""
        return table_of(self)

    @classmethod
    def from_arrow(cls, table: pa.Table) -> "RetentionModel":
        """Reads a model from its table.

        Raises
        ------
        ModelFileError
            If the table has another format or was changed.
        """
        return cls(**fitted_of(table))

    def save(self, path: Path) -> None:
        """Writes the model as an Arrow stream; the same model gives the same bytes."""
        path.write_bytes(written(self.to_arrow()))


def load(path: Path) -> RetentionModel:
    """Reads a model that `RetentionModel.save` wrote.

    Raises
    ------
    ModelFileError
        If the file is no model, has another format or was changed.
    """
    return RetentionModel.from_arrow(read_table(path.read_bytes()))
