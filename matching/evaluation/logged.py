"""What was done, with the chances it had, and what came of it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np

from matching.columns.arrays import Ints
from matching.evaluation.errors import EvaluationError
from matching.evaluation.outcomes import Floats

ROUNDING = 1e-9
"""Chances add up to one but for this."""


@dataclass(frozen=True, slots=True, eq=False)
class Logged:
    """People, what was done with each, and its outcome.

    Parameters
    ----------
    features
        (people, columns): what was known of each before.
    arm
        What was done, 0 <= arm < arms: a place, or one of a few ways to place a person.
    outcome
        What came of it, finite.
    chance
        (people, arms): the chance that each arm had when it was drawn, as logged then. Rows add up
        to 1; what was done had a chance above 0. A plan without lots has the chance 1.
    cluster
        Equal for people whose arms were drawn together; no two alike if each was drawn alone.

    Raises
    ------
    EvaluationError
        If columns differ in length or hold what they must not.
    """

    features: Floats
    arm: Ints
    outcome: Floats
    chance: Floats
    cluster: Ints

    def __post_init__(self) -> None:
        people = len(self.arm)
        if not people:
            raise EvaluationError(field="arm", reason="empty")
        for field in ("features", "chance"):
            if getattr(self, field).ndim != 2 or len(getattr(self, field)) != people:
                raise EvaluationError(field=field, reason="length")
        for field in ("outcome", "cluster"):
            if getattr(self, field).shape != (people,):
                raise EvaluationError(field=field, reason="length")
        if self.arm.min() < 0 or self.arm.max() >= self.arms:
            raise EvaluationError(field="arm", reason="range")
        for field in ("features", "outcome"):
            if not np.isfinite(getattr(self, field)).all():
                raise EvaluationError(field=field, reason="range")
        check_chances("chance", self.chance)
        if np.any(self.of_done(self.chance) <= 0):
            raise EvaluationError(field="chance", reason="range")

    def __len__(self) -> int:
        return len(self.arm)

    @property
    def arms(self) -> int:
        """How many arms there are."""
        return int(self.chance.shape[1])

    def of_done(self, figure: Floats) -> Floats:
        """Gives a figure by person and arm for what was done."""
        found: Floats = figure[np.arange(len(self)), self.arm]
        return found

    def rows(self, taken: Ints) -> "Logged":
        """Gives some of the people."""
        return Logged(
            self.features[taken],
            self.arm[taken],
            self.outcome[taken],
            self.chance[taken],
            self.cluster[taken],
        )


def check_chances(field: str, chance: Floats) -> None:
    """Refuses rows that are no chances."""
    is_range = np.all((chance >= 0) & (chance <= 1))
    if not is_range or np.any(np.abs(chance.sum(axis=1) - 1) > ROUNDING):
        raise EvaluationError(field=field, reason="range")


@dataclass(frozen=True, slots=True, eq=False)
class FixedPlan:
    """A plan that was fixed before any of the outcomes it is judged by was known.

    Learnt on the very outcomes, a plan fits their chance errors and seems to gain where nothing is
    gained. So both days must be stated.

    Parameters
    ----------
    chance
        (people, arms): the chance that the plan gives each arm.
    decided_on
        The day on which it was fixed, counted as ``outcomes_from`` is.
    outcomes_from
        The day on which the first of the outcomes became known.

    Raises
    ------
    EvaluationError
        If the plan is not older, or its chances are none.
    """

    chance: Floats
    decided_on: int
    outcomes_from: int

    def __post_init__(self) -> None:
        if self.decided_on >= self.outcomes_from:
            raise EvaluationError(field="decided_on", reason="later")
        check_chances("plan", self.chance)


Rule: TypeAlias = Callable[[Logged, Floats, Floats], Floats]
"""Learns a plan: given people with outcomes to learn from, and the features and logged chances of
others, whose outcomes it does not see, gives these others' chances of each arm."""


def chosen(arm: Ints, arms: int) -> Floats:
    """Gives a plan that is certain as chances (people, arms)."""
    certain: Floats = (arm[:, None] == np.arange(arms)[None, :]).astype(np.float64)
    return certain
