"""Outcome and propensity models, learnt without the people whom they are asked about.

A learner makes an unfitted scikit-learn estimator from a seed. What it predicts is a chance if it
has ``predict_proba``, a mean otherwise. Where the chances of what was done are known, a bad learner
makes an estimate of impact wide, not wrong.
"""

from collections.abc import Callable
from typing import Any, TypeAlias

import numpy as np
from sklearn.ensemble import HistGradientBoostingClassifier, HistGradientBoostingRegressor
from sklearn.linear_model import LinearRegression, LogisticRegression
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

from matching.columns.arrays import Ints
from matching.evaluation.outcomes import Floats

Learner: TypeAlias = Callable[[int], Any]

BOOSTING_ROUNDS = 60
"""A choice: enough to fit a few thousand rows more closely than they deserve."""


def logistic(_seed: int) -> Any:
    """Makes a logistic regression with the usual slight penalty, on standardised columns."""
    return make_pipeline(StandardScaler(), LogisticRegression(max_iter=2000))


def unpenalised_logistic(_seed: int) -> Any:
    """Makes a logistic regression of greatest likelihood, on standardised columns."""
    return make_pipeline(StandardScaler(), LogisticRegression(C=np.inf, max_iter=2000))


def linear(_seed: int) -> Any:
    """Makes a least-squares regression, on standardised columns."""
    return make_pipeline(StandardScaler(), LinearRegression())


def boosted_chance(seed: int) -> Any:
    """Makes boosted trees for outcomes 0 and 1."""
    return HistGradientBoostingClassifier(max_iter=BOOSTING_ROUNDS, random_state=seed)


def boosted_mean(seed: int) -> Any:
    """Makes boosted trees for outcomes of any size."""
    return HistGradientBoostingRegressor(max_iter=BOOSTING_ROUNDS, random_state=seed)


def folds_of(cluster: Ints, folds: int, seed: int) -> Ints:
    """Deals clusters into folds of about equal numbers by lot; gives each row's fold."""
    known, place = np.unique(cluster, return_inverse=True)
    dealt = np.random.default_rng(seed).permutation(len(known)) % folds
    return dealt[place].astype(np.int64)


def fitted(
    learner: Learner, columns: Floats, outcome: Floats, seed: int
) -> Callable[[Floats], Floats]:
    """Fits a learner; gives what predicts.

    Parameters
    ----------
    learner
        Which.
    columns, outcome
        (rows, columns) and (rows).
    seed
        Of the learner.
    """
    model = learner(seed)
    if not hasattr(model, "predict_proba"):
        model.fit(columns, outcome)
        return lambda asked: np.asarray(model.predict(asked), np.float64)
    if outcome.min() == outcome.max():
        # A classifier refuses rows of one class; they say as much as there is to say.
        return lambda asked: np.full(len(asked), outcome[0])
    model.fit(columns, outcome)
    return lambda asked: np.asarray(model.predict_proba(asked)[:, 1], np.float64)


def arm_columns(features: Floats, arm: Ints, arms: int) -> Floats:
    """Gives the features, the arm as 0 and 1, and the features of those of each arm.

    Parameters
    ----------
    features
        (rows, columns).
    arm
        Of each row, below ``arms``.
    arms
        How many there are.
    """
    is_arm = (arm[:, None] == np.arange(arms)[None, :]).astype(np.float64)
    crossed = (is_arm[:, :, None] * features[:, None, :]).reshape(len(arm), -1)
    return np.concatenate([features, is_arm, crossed], axis=1)


def of_every_arm(predict: Callable[[Floats], Floats], features: Floats, arms: int) -> Floats:
    """Gives what is predicted for every row at every arm (rows, arms)."""
    rows = len(features)
    return np.stack(
        [predict(arm_columns(features, np.full(rows, arm, np.int64), arms)) for arm in range(arms)],
        axis=1,
    ).reshape(rows, arms)
