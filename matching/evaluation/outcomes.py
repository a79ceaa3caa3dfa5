"""What became of stays, as the measures look at it.

Months are completed months since the start. A stay is *at risk* in month t = 1, 2, ... if it came
under observation before it (entered < t) and neither ended nor was lost sight of before
(left >= t). It *ends* in month t if left = t and a cause stands there. So a stay that came under
observation late counts from then on only, and one that still goes on counts as long as it was seen.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from matching.columns.arrays import Bools, Ints
from matching.evaluation.errors import EvaluationError

Floats = npt.NDArray[np.float64]

GOES_ON = 0
"""Stands for the cause of a stay that was last known to go on."""


@dataclass(frozen=True, slots=True, eq=False)
class Outcomes:
    """Stays as they were followed, one row each.

    Parameters
    ----------
    entered, left
        Completed months when the stay came under observation, and when it ended or was last known
        to go on; 0 <= entered < left.
    cause
        0 it goes on, k >= 1 it ended by cause k.
    weight
        How much the row counts, above 0.

    Raises
    ------
    EvaluationError
        If columns differ in length or hold what they must not.
    """

    entered: Ints
    left: Ints
    cause: Ints
    weight: Floats

    def __post_init__(self) -> None:
        for field in ("entered", "left", "cause"):
            if not np.issubdtype(np.asarray(getattr(self, field)).dtype, np.integer):
                raise EvaluationError(field=field, reason="type")
        for field, kind in (("entered", np.int64), ("left", np.int64), ("cause", np.int64)):
            object.__setattr__(self, field, np.asarray(getattr(self, field), kind))
        object.__setattr__(self, "weight", np.asarray(self.weight, np.float64))
        for field in ("left", "cause", "weight"):
            if getattr(self, field).shape != (len(self),):
                raise EvaluationError(field=field, reason="length")
        for field, is_wrong in (
            ("entered", self.entered < 0),
            ("left", self.left <= self.entered),
            ("cause", self.cause < 0),
            ("weight", ~((self.weight > 0) & np.isfinite(self.weight))),
        ):
            if np.any(is_wrong):
                raise EvaluationError(field=field, reason="range")

    def __len__(self) -> int:
        return len(self.entered)

    @property
    def has_ended(self) -> Bools:
        """Whether each stay ended, by whatever cause."""
        found: Bools = self.cause != GOES_ON
        return found

    @property
    def is_weighted(self) -> bool:
        """Whether some row counts more or less than one."""
        return bool(np.any(self.weight != 1.0))

    def at_risk(self, month: int) -> Bools:
        """Whether each stay is at risk in a month."""
        found: Bools = (self.entered < month) & (self.left >= month)
        return found

    def ends_in(self, month: int) -> Bools:
        """Whether each stay is at risk in a month and ends in it."""
        found: Bools = self.has_ended & (self.left == month)
        return found

    def rows(self, taken: Bools | Ints) -> "Outcomes":
        """Gives some of the rows."""
        return Outcomes(
            self.entered[taken], self.left[taken], self.cause[taken], self.weight[taken]
        )


def checked_kept(outcomes: Outcomes, kept: Floats) -> Floats:
    """Gives predicted chances to be kept as hazards by month.

    Parameters
    ----------
    outcomes
        The rows.
    kept
        S_t for t = 1 ... M of each row (rows, months): falling, within 0 and 1, predicted from the
        start of the stay, whenever it came under observation.

    Returns
    -------
    Floats
        h_t = 1 - S_t / S_(t-1) (rows, months); 1 once S is 0.

    Raises
    ------
    EvaluationError
        If the chances do not fit the rows, rise, or leave the range.
    """
    if kept.ndim != 2 or len(kept) != len(outcomes) or not kept.shape[1]:
        raise EvaluationError(field="kept", reason="length")
    before = np.concatenate([np.ones((len(kept), 1)), kept[:, :-1]], axis=1)
    if not np.all((kept >= 0) & (kept <= 1)):
        raise EvaluationError(field="kept", reason="range")
    if np.any(kept > before):
        raise EvaluationError(field="kept", reason="order")
    hazard = np.ones_like(before)
    np.divide(before - kept, before, out=hazard, where=before > 0)
    return hazard
