"""Worlds whose truth is known: places that do or do not matter, and plans learnt from the past."""

from dataclasses import dataclass

import numpy as np
from scipy.optimize import linear_sum_assignment

from matching.evaluation.learners import Learner, arm_columns, fitted, of_every_arm
from matching.evaluation.logged import FixedPlan, Logged, Rule, chosen

PLACES = 20


@dataclass(frozen=True)
class World:
    """What is logged, and what would have come of every place.

    `truth` holds the mean outcome of each person at each place.
    """

    logged: Logged
    truth: np.ndarray


def drawn_world(
    seed: int, people: int, effect: float, columns: int = 5, places: int = PLACES
) -> World:
    """Draws people, places by lot with chances that depend on the person, and outcomes 0 and 1.

    The outcome depends on the person; on the place only if the effect is not 0.
    """
    rng = np.random.default_rng([seed, 7])
    features = rng.normal(size=(people, columns))
    taste = rng.normal(size=(columns, places)) * 0.3
    pull = np.exp(features @ taste)
    chance = 0.5 / places + 0.5 * pull / pull.sum(axis=1, keepdims=True)
    arm = (rng.random(people)[:, None] > np.cumsum(chance, axis=1)).sum(axis=1)
    arm = np.minimum(arm, places - 1).astype(np.int64)
    level = features @ rng.normal(size=columns) * 0.5
    fit = effect * features @ rng.normal(size=(columns, places))
    truth = 1 / (1 + np.exp(-(level[:, None] + fit - 0.3)))
    outcome = (rng.random(people) < truth[np.arange(people), arm]).astype(np.float64)
    logged = Logged(features, arm, outcome, chance, np.arange(people))
    return World(logged, truth)


def before(chance: np.ndarray) -> FixedPlan:
    """Gives a plan that was fixed the day before the first outcome."""
    return FixedPlan(chance, decided_on=0, outcomes_from=1)


def best_places(predicted: np.ndarray) -> np.ndarray:
    """Assigns people to places with equal seats so that the predicted sum is highest."""
    people, places = predicted.shape
    seats = np.repeat(np.arange(places), -(-people // places))
    person, seat = linear_sum_assignment(predicted[:, seats], maximize=True)
    plan = np.empty(people, np.int64)
    plan[person] = seats[seat]
    return plan


def learning_rule(learner: Learner) -> Rule:
    """Gives the rule that learns outcomes and assigns people to the best places it believes in."""

    def rule(known: Logged, features: np.ndarray, chance: np.ndarray) -> np.ndarray:
        columns = arm_columns(known.features, known.arm, known.arms)
        predict = fitted(learner, columns, known.outcome, 0)
        predicted = of_every_arm(predict, features, known.arms)
        return chosen(best_places(predicted), chance.shape[1])

    return rule
