"""Does what was predicted come about? Curves by tenths of the prediction, and one line for all.

Both look at person-months: every stay, in each month in which it is at risk (see ``outcomes``).
Stays that came under observation late, or were lost sight of, count for the months seen, on both
sides of the comparison alike.
"""

from dataclasses import dataclass

import numpy as np

from matching.columns.arrays import Bools, Ints
from matching.evaluation.errors import EvaluationError
from matching.evaluation.intervals import Interval, normal_interval, wilson
from matching.evaluation.outcomes import Floats, Outcomes, checked_kept

PARTS = 10
"""Groups of a curve; as many rows in each as ties of the prediction allow."""

LEAST_HAZARD = 1e-6
"""Predicted chances are held this far from 0 and 1 before their logit is taken."""

STEPS, ENOUGH = 50, 1e-10
"""Newton's steps at most, and the step that ends them."""


@dataclass(frozen=True, slots=True)
class CurvePoint:
    """A group of rows of similar prediction.

    Parameters
    ----------
    rows
        How many.
    predicted
        Chance to be kept to the month, over the same months at risk as observed.
    kept
        Observed: the product-limit estimate with its 95 % interval.
    """

    rows: int
    predicted: float
    kept: Interval


@dataclass(frozen=True, slots=True)
class Recalibration:
    """The logistic line through person-months: logit of the true hazard on that of the predicted.

    Parameters
    ----------
    slope
        1 if the predictions spread as the truth does; below 1 they spread too far.
    intercept
        0 at slope 1 if as many leave as predicted.
    in_the_large
        The intercept when the slope is held at 1: above 0 more leave than predicted.
    """

    slope: Interval
    intercept: Interval
    in_the_large: Interval


def calibration_curve(
    outcomes: Outcomes, kept: Floats, month: int, parts: int = PARTS
) -> tuple[CurvePoint, ...]:
    """Compares the predicted chance to be kept to a month with what was observed, by parts.

    Observed is the product over t of 1 - (ended in t) / (at risk in t), weighted. Predicted is the
    same product with the mean predicted hazard of those at risk in place of the share that ended:
    if the hazards are right, every factor is expected to be equal, whatever the entry and the
    censoring. The interval is Wilson's with S (1 - S) / V cases, V Greenwood's variance; without
    endings or stays, with the fewest at risk.

    Parameters
    ----------
    outcomes
        The rows.
    kept
        Predicted S_t, see ``checked_kept``.
    month
        Which, within the months predicted.
    parts
        How many groups; rows of equal prediction stay together, so there may be fewer.

    Source: effective cases of a product-limit estimate: Cutler, S. J. and Ederer, F. (1958),
    Maximum utilization of the life table method, J. Chronic Diseases 8, 699-712. Weights enter
    Greenwood's formula by (sum w)^2 / sum w^2 cases at risk (Kish).
    """
    hazard = checked_kept(outcomes, kept)
    if not 1 <= month <= kept.shape[1]:
        raise EvaluationError(field="month", reason="range")
    if not len(outcomes):
        raise EvaluationError(field="outcomes", reason="empty")
    groups = _parts(kept[:, month - 1], parts)
    return tuple(_point(outcomes.rows(rows), hazard[rows, :month]) for rows in groups)


def _parts(predicted: Floats, parts: int) -> list[Ints]:
    """Parts rows by rising prediction; equal ones go with the first of them."""
    order = np.argsort(predicted, kind="stable").astype(np.int64)
    first_of = np.searchsorted(predicted[order], predicted[order], side="left")
    part = first_of * parts // len(order)
    return [order[part == at] for at in np.unique(part)]


def _point(outcomes: Outcomes, hazard: Floats) -> CurvePoint:
    predicted = observed = 1.0
    greenwood, fewest = 0.0, float(len(outcomes))
    for month in range(1, hazard.shape[1] + 1):
        is_at_risk = outcomes.at_risk(month)
        weight = outcomes.weight[is_at_risk]
        if not len(weight):
            return CurvePoint(len(outcomes), predicted, Interval(observed, 0.0, 1.0))
        cases = float(weight.sum() ** 2 / (weight**2).sum())
        ended = float(outcomes.weight[is_at_risk & outcomes.ends_in(month)].sum() / weight.sum())
        predicted *= 1 - float(weight @ hazard[is_at_risk, month - 1] / weight.sum())
        observed *= 1 - ended
        greenwood += ended / (cases * (1 - ended)) if ended < 1 else 0.0
        fewest = min(fewest, cases)
    # V / S^2 is Greenwood's sum, so that S (1 - S) / V = (1 - S) / (S x sum).
    is_between = 0 < observed < 1 and greenwood > 0
    cases = (1 - observed) / (observed * greenwood) if is_between else fewest
    return CurvePoint(len(outcomes), predicted, wilson(observed, cases))


def recalibration(outcomes: Outcomes, kept: Floats) -> Recalibration:
    """Fits logit P(ends in t) = intercept + slope x logit(predicted hazard) to person-months.

    Standard errors allow for weights and for any dependence between the months of one stay (the
    sandwich by stays).

    Parameters
    ----------
    outcomes
        The rows.
    kept
        Predicted S_t, see ``checked_kept``; months beyond the prediction are left out.

    Raises
    ------
    EvaluationError
        If nobody leaves, everybody leaves at once, or all predictions are alike: then there is no
        line.

    Source: Cox, D. R. (1958), Two further applications of a model for binary regression,
    Biometrika 45, 562-565; Liang, K.-Y. and Zeger, S. L. (1986), Biometrika 73, 13-22.
    """
    hazard = checked_kept(outcomes, kept)
    row, month = np.nonzero(_is_seen(outcomes, hazard.shape[1]))
    chance = np.clip(hazard[row, month], LEAST_HAZARD, 1 - LEAST_HAZARD)
    logit = np.log(chance) - np.log1p(-chance)
    ended = (outcomes.has_ended[row] & (outcomes.left[row] == month + 1)).astype(np.float64)
    if not len(ended) or ended.min() == ended.max() or np.ptp(logit) < ENOUGH:
        raise EvaluationError(field="outcomes", reason="empty")
    weight = outcomes.weight[row]
    line = np.column_stack([np.ones_like(logit), logit])
    both, error = _logistic(line, ended, weight, row, np.zeros_like(logit))
    large, large_error = _logistic(line[:, :1], ended, weight, row, logit)
    return Recalibration(
        slope=normal_interval(float(both[1]), float(error[1])),
        intercept=normal_interval(float(both[0]), float(error[0])),
        in_the_large=normal_interval(float(large[0]), float(large_error[0])),
    )


def _is_seen(outcomes: Outcomes, months: int) -> Bools:
    month = np.arange(1, months + 1)[None, :]
    seen: Bools = (outcomes.entered[:, None] < month) & (outcomes.left[:, None] >= month)
    return seen


def _logistic(
    columns: Floats, ended: Floats, weight: Floats, row: Ints, offset: Floats
) -> tuple[Floats, Floats]:
    """Fits a logistic regression by Newton's method; gives coefficients and standard errors."""
    at = np.zeros(columns.shape[1])
    if columns.shape[1] == 2:
        at[1] = 1.0
    for _ in range(STEPS):
        chance = 1 / (1 + np.exp(-(columns @ at + offset)))
        score = columns * (weight * (ended - chance))[:, None]
        bend = columns.T @ (columns * (weight * chance * (1 - chance))[:, None])
        step = np.linalg.solve(bend, score.sum(axis=0))
        at = at + step
        if np.abs(step).max() < ENOUGH:
            break
    else:
        raise EvaluationError(field="kept", reason="range")
    by_stay = np.column_stack([np.bincount(row, score[:, k]) for k in range(columns.shape[1])])
    inverse = np.linalg.inv(bend)
    return at, np.sqrt(np.diag(inverse @ (by_stay.T @ by_stay) @ inverse))
