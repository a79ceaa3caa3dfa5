"""Whether as many leave in each month of the calendar as was expected, lately too."""

from dataclasses import dataclass

import numpy as np

from matching.columns.arrays import Ints
from matching.evaluation.errors import EvaluationError, MeasureRefusedError
from matching.evaluation.intervals import poisson_band
from matching.evaluation.outcomes import Floats, Outcomes, checked_kept


@dataclass(frozen=True, slots=True)
class MonthDrift:
    """One month of the calendar.

    Parameters
    ----------
    month
        Which, counted as the starts are.
    at_risk
        Stays at risk in it.
    observed
        Those that ended.
    expected
        The sum of their predicted hazards.
    low, high
        Counts outside would come about in 5 of 100 months by chance at most.
    """

    month: int
    at_risk: int
    observed: int
    expected: float
    low: int
    high: int

    @property
    def is_outside(self) -> bool:
        """Whether chance alone hardly explains the count."""
        return not self.low <= self.observed <= self.high


def drift(outcomes: Outcomes, kept: Floats, started: Ints) -> tuple[MonthDrift, ...]:
    """Counts endings and expected endings by calendar month.

    Endings of independent stays scatter less than a Poisson count of the same mean (their variance
    is sum h (1 - h)), so the band errs on the careful side.

    Parameters
    ----------
    outcomes
        The rows; late entry is respected.
    kept
        Predicted S_t, see ``checked_kept``; months beyond the prediction are left out.
    started
        The calendar month in which each stay began, counted from anywhere. Month t of a stay lies
        in started + t - 1.

    Raises
    ------
    MeasureRefusedError
        If rows are weighted: a weighted count is not a Poisson count.
    """
    if outcomes.is_weighted:
        raise MeasureRefusedError(measure="drift", reason="weights")
    if started.shape != (len(outcomes),):
        raise EvaluationError(field="started", reason="length")
    hazard = checked_kept(outcomes, kept)
    month = np.arange(1, hazard.shape[1] + 1)[None, :]
    row, at = np.nonzero((outcomes.entered[:, None] < month) & (outcomes.left[:, None] >= month))
    calendar, place = np.unique(started[row] + at, return_inverse=True)
    has_ended = outcomes.has_ended[row] & (outcomes.left[row] == at + 1)
    at_risk = np.bincount(place, minlength=len(calendar))
    observed = np.bincount(place[has_ended], minlength=len(calendar))
    expected = np.bincount(place, hazard[row, at], len(calendar))
    return tuple(
        MonthDrift(which, risk, seen, mean, *poisson_band(mean))
        for which, risk, seen, mean in zip(
            calendar.tolist(), at_risk.tolist(), observed.tolist(), expected.tolist(), strict=True
        )
    )
