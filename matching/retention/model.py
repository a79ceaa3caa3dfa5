"""The fitted model with its predictions for rows."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from matching.retention import predicting
from matching.retention.effects import Steps
from matching.retention.model_file import read_table, written
from matching.retention.model_tables import ModelTables
from matching.retention.predicting import Leaving, Prediction
from matching.retention.spells import Codes, check_codes

DAYS = (30, 60, 90)
"""Spans of days ahead; thirty days are a month."""


@dataclass(frozen=True, slots=True, eq=False)
class RetentionModel(ModelTables):
    """A model fitted by `matching.retention.fit.fit`."""

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
