"""The effect of a treatment on those treated, when its chances were not logged but must be learnt.

For person i, treated (T = 1) or not, with learnt chance e(x) and learnt mean m(x) without
treatment,

    effect = sum of [T (y - m) - (1 - T) w (y - m)] over treated people,  w = e / (1 - e)

with the weights of the untreated scaled to add up to the number treated. Right if either e or m is
and if nothing unmeasured sets both treatment and outcome: a promise that only the way people were
chosen can give. Lots give it; registers do not. Hence ``impact`` asks for logged chances.

Sources: as in ``impact``; for the treated, Hahn, J. (1998), Econometrica 66, 315-331; overlap:
Crump, R. K., Hotz, V. J., Imbens, G. W. and Mitnik, O. A. (2009), Dealing with limited overlap in
estimation of average treatment effects, Biometrika 96, 187-199 (people with chances beyond 0.1 and
0.9 left out; for the treated only the upper end matters).
"""

from dataclasses import dataclass

import numpy as np

from matching.columns.arrays import Bools
from matching.evaluation.errors import EvaluationError
from matching.evaluation.intervals import Interval, normal_interval
from matching.evaluation.learners import Learner, fitted, folds_of
from matching.evaluation.outcomes import Floats

HIGHEST_CHANCE = 0.9
"""People of a higher learnt chance of treatment are left out."""


@dataclass(frozen=True, slots=True)
class TreatedEffect:
    """An effect per treated person.

    Parameters
    ----------
    effect
        With its 95 % interval: the median over the seeds of the folds, and the median of variance
        plus squared distance from it.
    treated
        How many were treated.
    left_out
        Share of the treated left out for want of overlap, the median over the seeds.
    """

    effect: Interval
    treated: int
    left_out: float


@dataclass(frozen=True, slots=True)
class TreatedParams:
    """Settings of an estimate.

    Parameters
    ----------
    seeds
        Of the folds; one division into folds each. At least one.
    chance, mean
        Learners of the chance of treatment and of the outcome without it.
    folds
        At least 2.
    """

    seeds: tuple[int, ...]
    chance: Learner
    mean: Learner
    folds: int = 5

    def __post_init__(self) -> None:
        if not self.seeds:
            raise EvaluationError(field="seeds", reason="empty")
        if self.folds < 2:
            raise EvaluationError(field="folds", reason="range")


def treated_effect(
    features: Floats, is_treated: Bools, outcome: Floats, params: TreatedParams
) -> TreatedEffect:
    """Estimates the mean effect on the treated.

    Parameters
    ----------
    features, is_treated, outcome
        (people, columns), (people) and (people).
    params
        Settings.

    Raises
    ------
    EvaluationError
        If lengths differ, or treated or untreated are fewer than the folds.

    Source of the median over divisions: Chernozhukov et al. (2018), definition 3.3.
    """
    people = len(outcome)
    if features.ndim != 2 or len(features) != people or is_treated.shape != (people,):
        raise EvaluationError(field="features", reason="length")
    if min(int(is_treated.sum()), int((~is_treated).sum())) < params.folds:
        raise EvaluationError(field="is_treated", reason="empty")
    found = np.array([_once(features, is_treated, outcome, params, s) for s in params.seeds])
    value = float(np.median(found[:, 0]))
    variance = float(np.median(found[:, 1] ** 2 + (found[:, 0] - value) ** 2))
    return TreatedEffect(
        normal_interval(value, float(np.sqrt(variance))),
        int(is_treated.sum()),
        float(np.median(found[:, 2])),
    )


def _once(
    features: Floats, is_treated: Bools, outcome: Floats, params: TreatedParams, seed: int
) -> tuple[float, float, float]:
    """Gives the effect, its standard error and the share left out for one division into folds."""
    fold = folds_of(np.arange(len(outcome)), params.folds, seed)
    chance, mean = np.empty(len(outcome)), np.empty(len(outcome))
    for at in range(params.folds):
        asked, others = fold == at, fold != at
        treatment = fitted(params.chance, features[others], is_treated[others] * 1.0, seed)
        chance[asked] = treatment(features[asked])
        untreated = others & ~is_treated
        mean[asked] = fitted(params.mean, features[untreated], outcome[untreated], seed)(
            features[asked]
        )
    kept = chance <= HIGHEST_CHANCE
    treated, residual = is_treated[kept], (outcome - mean)[kept]
    odds = np.where(treated, 0.0, chance[kept] / (1 - chance[kept]))
    weight = odds * treated.sum() / odds.sum()
    effect = float((residual[treated].sum() - weight @ residual) / treated.sum())
    share = treated.mean()
    # Each part about its own mean: the weights are scaled, so the untreated's mean is estimated.
    behind = float(weight @ residual / treated.sum())
    ahead = np.where(treated, residual - behind - effect, 0.0)
    influence = (ahead - weight * (residual - behind)) / share
    error = float(np.sqrt((influence**2).mean() / len(influence)))
    return effect, error, float(1 - treated.sum() / is_treated.sum())
