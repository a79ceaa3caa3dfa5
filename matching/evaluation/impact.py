"""What another plan would have gained, from what was done and the chances it had.

For person i with features x_i, what was done a_i at a logged chance e_i(a_i), outcome y_i, and a
plan that gives arm a the chance q_i(a), the gain over what was done is the mean of

    d_i = sum over a of (q_i(a) - e_i(a)) m_i(a) + (q_i(a_i) / e_i(a_i) - 1) (y_i - m_i(a_i))

with m_i(a) a mean outcome learnt from other people (folds). Whatever m is, the mean of d_i is right
as long as the chances were as logged; m only takes out scatter. A model that believes in gains that
are not there is set right by the outcomes of those for whom the plan and chance agreed. So it
needs such people: where the plan would do what never could have been done, there is no answer.

The plan must not know the outcomes it is judged by. A plan made beforehand is given with the day it
was made; one that learns is given as a rule, and learns for each fold from the others.

Sources: Robins, J. M., Rotnitzky, A. and Zhao, L. P. (1994), Estimation of regression coefficients
when some regressors are not always observed, JASA 89, 846-866; Chernozhukov, V. et al. (2018),
Double/debiased machine learning for treatment and structural parameters, Econometrics Journal 21,
C1-C68. Why not by a model alone: Bastani, H., Bastani, O. and McLaughlin, B. (2026),
arXiv:2602.08892, where model-based back-tests report gains in a world without any.
"""

from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from matching.columns.arrays import Bools, Ints
from matching.evaluation.errors import EvaluationError
from matching.evaluation.intervals import Z_POWER, Interval, student
from matching.evaluation.learners import (
    Learner,
    arm_columns,
    fitted,
    folds_of,
    logistic,
    of_every_arm,
)
from matching.evaluation.logged import FixedPlan, Logged, Rule, check_chances
from matching.evaluation.outcomes import Floats


class Verdict(StrEnum):
    """What may be said."""

    GAIN = "impact.gain"
    """The interval lies above 0."""
    LOSS = "impact.loss"
    """The interval lies below 0."""
    NO_HEADLINE = "impact.no_headline"
    """The interval holds 0: nothing may be claimed."""
    TOO_FEW = "impact.too_few"
    """Too few people for the interval to be relied on."""
    NOT_IDENTIFIABLE = "impact.not_identifiable"
    """The plan does what could not have been done; no data of this kind can tell."""


@dataclass(frozen=True, slots=True)
class ImpactParams:
    """Settings of an estimate.

    Parameters
    ----------
    seed
        Of folds and learners.
    folds
        At least 2.
    least_chance
        An arm with a smaller logged chance counts as one that could not have been done.
    most_without_overlap
        The largest share, of the people for whom the plan differs from what was done, that may lack
        overlap. They are left out, and the share is stated.
    least_effective
        Fewest effective people for an interval. A choice: from about 30 on a mean is near normal.
    """

    seed: int
    folds: int = 5
    least_chance: float = 0.01
    most_without_overlap: float = 0.05
    least_effective: float = 30.0

    def __post_init__(self) -> None:
        for field, is_right in (
            ("folds", self.folds >= 2),
            ("least_chance", 0 < self.least_chance < 1),
            ("most_without_overlap", 0 <= self.most_without_overlap < 1),
            ("least_effective", self.least_effective >= 2),
        ):
            if not is_right:
                raise EvaluationError(field=field, reason="range")


@dataclass(frozen=True, slots=True)
class Impact:
    """What the data say about a plan.

    Parameters
    ----------
    verdict
        What may be said.
    gain
        Mean gain per person over what was done, with its 95 % interval; None if it cannot be told.
    detectable
        The least true gain found in 80 of 100 such evaluations; None likewise.
    people, affected
        People; those for whom the plan differs from what was done.
    without_overlap
        Share of the affected for whom the plan does what could not have been done.
    effective
        Effective people: (sum w)^2 / sum w^2 with w = q(a_i) / e(a_i) over the affected with
        overlap, at most the clusters among them with w > 0.
    """

    verdict: Verdict
    gain: Interval | None
    detectable: float | None
    people: int
    affected: int
    without_overlap: float
    effective: float


def policy_impact(
    logged: Logged, plan: FixedPlan | Rule, params: ImpactParams, learner: Learner = logistic
) -> Impact:
    """Estimates what a plan would have gained over what was done.

    The rule for overlap: person i lacks it if the plan gives an arm a chance above 0 whose logged
    chance is below ``least_chance``. If more than ``most_without_overlap`` of the affected lack it,
    the answer is `not_identifiable`.

    Parameters
    ----------
    logged
        What was done and came of it.
    plan
        Fixed before any of these outcomes was known, or a rule that learns it from other people.
    params
        Settings.
    learner
        Of the outcome.

    Raises
    ------
    EvaluationError
        If the plan's chances are none.
    """
    fold = folds_of(logged.cluster, params.folds, params.seed)
    target = plan.chance if isinstance(plan, FixedPlan) else _learnt(logged, plan, fold)
    if target.shape != logged.chance.shape:
        raise EvaluationError(field="plan", reason="length")
    check_chances("plan", target)
    is_affected = np.any(target != logged.chance, axis=1)
    lacks = is_affected & np.any((target > 0) & (logged.chance < params.least_chance), axis=1)
    affected = int(is_affected.sum())
    share = float(lacks.sum() / affected) if affected else 0.0
    weight = np.where(
        is_affected & ~lacks, logged.of_done(target) / logged.of_done(logged.chance), 0.0
    )
    effective = _effective(weight, logged.cluster)
    said = (len(logged), affected, share, effective)
    if share > params.most_without_overlap:
        return Impact(Verdict.NOT_IDENTIFIABLE, None, None, *said)
    if affected and effective < params.least_effective:
        return Impact(Verdict.TOO_FEW, None, None, *said)
    difference = _differences(logged, target, fold, params.seed, learner)
    value, error = clustered_mean(difference[~lacks], logged.cluster[~lacks])
    reach = student(effective - 1) if affected else 0.0
    gain = Interval(value, value - reach * error, value + reach * error)
    return Impact(_verdict(gain), gain, (reach + Z_POWER) * error, *said)


def _verdict(gain: Interval) -> Verdict:
    if gain.holds(0.0):
        return Verdict.NO_HEADLINE
    return Verdict.GAIN if gain.low > 0 else Verdict.LOSS


def _learnt(logged: Logged, rule: Rule, fold: Ints) -> Floats:
    """Gives each fold's plan, learnt from the others."""
    target = np.zeros_like(logged.chance)
    for asked, others in _turns(fold):
        target[asked] = rule(logged.rows(others), logged.features[asked], logged.chance[asked])
    return target


def _turns(fold: Ints) -> list[tuple[Ints, Ints]]:
    return [(np.flatnonzero(fold == at), np.flatnonzero(fold != at)) for at in np.unique(fold)]


def _differences(logged: Logged, target: Floats, fold: Ints, seed: int, learner: Learner) -> Floats:
    """Gives d_i of everybody."""
    mean = np.zeros_like(logged.chance)
    columns = arm_columns(logged.features, logged.arm, logged.arms)
    for asked, others in _turns(fold):
        predict = fitted(learner, columns[others], logged.outcome[others], seed)
        mean[asked] = of_every_arm(predict, logged.features[asked], logged.arms)
    ratio = logged.of_done(target) / logged.of_done(logged.chance)
    planned = ((target - logged.chance) * mean).sum(axis=1)
    found: Floats = planned + (ratio - 1) * (logged.outcome - logged.of_done(mean))
    return found


def _effective(weight: Floats, cluster: Ints) -> float:
    taken: Bools = weight > 0
    if not taken.any():
        return 0.0
    kish = float(weight.sum() ** 2 / (weight**2).sum())
    return min(kish, float(len(np.unique(cluster[taken]))))


def clustered_mean(value: Floats, cluster: Ints) -> tuple[float, float]:
    """Gives a mean and its standard error when only clusters are independent.

    The error is the root of C / (C - 1) x sum over clusters of (sum of value - mean)^2, over n.
    """
    mean = float(value.mean())
    _, place = np.unique(cluster, return_inverse=True)
    total = np.bincount(place, value - mean)
    clusters = len(total)
    if clusters < 2:
        return mean, np.inf
    return mean, float(np.sqrt(clusters / (clusters - 1) * (total**2).sum()) / len(value))
