"""How far predictions are from what happened, and whether they rank stays rightly."""

from dataclasses import dataclass

import numpy as np

from matching.columns.arrays import Bools, Ints
from matching.evaluation.errors import EvaluationError, MeasureRefusedError
from matching.evaluation.outcomes import GOES_ON, Floats, Outcomes

MONTHS = (1, 3, 6, 12)
"""The months at which scores are given."""


@dataclass(frozen=True, slots=True)
class Skill:
    """A Brier score beside that of a baseline.

    Parameters
    ----------
    month
        By when.
    model, baseline
        Brier scores, 0 best.
    """

    month: int
    model: float
    baseline: float

    @property
    def gain(self) -> float:
        """1 - model / baseline: what share of the baseline's error is saved; 0 if it has none."""
        return 1 - self.model / self.baseline if self.baseline > 0 else 0.0


def still_observed(outcomes: Outcomes, months: int) -> Floats:
    """Gives the chance not to be lost sight of before the end of month t, for t = 1 ... months.

    G_t = prod over s < t of 1 - (last seen at s) / (kept to the end of s), weighted: whoever is
    last seen after s months was still there, so endings in month s come first.
    """
    chance, found = 1.0, np.empty(months)
    for month in range(1, months + 1):
        found[month - 1] = chance
        was_lost = (outcomes.left == month) & ~outcomes.has_ended
        kept = (outcomes.left > month) | was_lost
        total = float(outcomes.weight[kept].sum())
        if total > 0:
            chance *= 1 - float(outcomes.weight[was_lost].sum()) / total
    return found


def brier(outcomes: Outcomes, chance: Floats, month: int, cause: int | None = None) -> float:
    """Gives the Brier score of the chance to have left by a month, weighted for censoring.

    The mean of (left by the month - chance)^2, each row whose state at the month is known weighted
    by one over the chance to be still observed: when it ended, or at the month. The weights are
    normed to a sum of one. Right if losing sight of a stay has nothing to do with its fate.

    Parameters
    ----------
    outcomes
        Rows that came under observation at their start.
    chance
        Predicted chance to have left by the end of the month (by the cause).
    month
        At least 1.
    cause
        Only leaving by this cause counts as having left; None for any.

    Raises
    ------
    MeasureRefusedError
        If some row came under observation late (the weights do not hold then), or if the
        state of no row is known.

    Source: Graf, E., Schmoor, C., Sauerbrei, W. and Schumacher, M. (1999), Assessment and
    comparison of prognostic classification schemes for survival data, Statistics in Medicine 18,
    2529-2545. By cause: Schoop, R., Beyersmann, J., Schumacher, M. and Binder, H. (2011),
    Quantifying the predictive accuracy of time-to-event models in the presence of competing risks,
    Biometrical Journal 53, 88-112.
    """
    if np.any(outcomes.entered > 0):
        raise MeasureRefusedError(measure="brier", reason="late_entry")
    if chance.shape != (len(outcomes),):
        raise EvaluationError(field="chance", reason="length")
    if not np.all((chance >= 0) & (chance <= 1)):
        raise EvaluationError(field="chance", reason="range")
    has_left = outcomes.has_ended & (outcomes.left <= month)
    is_known = has_left | (outcomes.left >= month)
    if not is_known.any():
        raise MeasureRefusedError(measure="brier", reason="censored")
    observed = still_observed(outcomes, month)[np.minimum(outcomes.left, month) - 1]
    counts = has_left if cause is None else has_left & (outcomes.cause == cause)
    weight = np.where(is_known, outcomes.weight / np.where(is_known, observed, 1.0), 0.0)
    return float(weight @ (counts - chance) ** 2 / weight.sum())


def skill(
    outcomes: Outcomes, chance: Floats, baseline: float, month: int, cause: int | None = None
) -> Skill:
    """Sets the Brier score of predictions beside that of one chance for everybody."""
    everybody = np.full(len(outcomes), baseline)
    return Skill(
        month, brier(outcomes, chance, month, cause), brier(outcomes, everybody, month, cause)
    )


def concordance(outcomes: Outcomes, expected: Floats) -> float:
    """Gives the chance that of two stays the one expected to last longer does.

    Over all pairs of a stay that ended in month t and one that was at risk in month t and was kept
    to its end; equal expectations count half. Pairs weigh as the product of their rows. A stay that
    came under observation after month t is no partner: nobody knows of those that did not last
    until then.

    Parameters
    ----------
    outcomes
        The rows.
    expected
        Higher for stays expected to last longer.

    Raises
    ------
    MeasureRefusedError
        If there is no pair to compare.

    Source: Harrell, F. E., Lee, K. L. and Mark, D. B. (1996), Multivariable prognostic models,
    Statistics in Medicine 15, 361-387.
    """
    if expected.shape != (len(outcomes),):
        raise EvaluationError(field="expected", reason="length")
    agreeing = total = 0.0
    for month in np.unique(outcomes.left[outcomes.has_ended]).tolist():
        ended = outcomes.ends_in(month)
        kept = outcomes.at_risk(month) & ~ended
        agreed, weight = _pairs(outcomes, expected, ended, kept)
        agreeing, total = agreeing + agreed, total + weight
    if total == 0:
        raise MeasureRefusedError(measure="concordance", reason="censored")
    return agreeing / total


def _pairs(outcomes: Outcomes, expected: Floats, ended: Bools, kept: Bools) -> tuple[float, float]:
    order = np.argsort(expected[kept])
    rising, weight = expected[kept][order], outcomes.weight[kept][order]
    below = np.concatenate([[0.0], np.cumsum(weight)])
    lower = below[np.searchsorted(rising, expected[ended], side="left")]
    up_to = below[np.searchsorted(rising, expected[ended], side="right")]
    higher = below[-1] - up_to
    of_ended = outcomes.weight[ended]
    return float(of_ended @ (higher + (up_to - lower) / 2)), float(of_ended.sum() * below[-1])


def left_by_cause(outcomes: Outcomes) -> Ints:
    """Gives the causes by which stays ended, rising."""
    return np.setdiff1d(outcomes.cause, [GOES_ON]).astype(np.int64)
