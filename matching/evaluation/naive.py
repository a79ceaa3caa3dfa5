"""What a back-test by the model alone would claim. Shown as a warning, never as a result."""

from collections.abc import Callable
from dataclasses import dataclass

from matching.columns.arrays import Ints
from matching.evaluation.learners import Learner, arm_columns, fitted, logistic, of_every_arm
from matching.evaluation.logged import Logged
from matching.evaluation.outcomes import Floats


@dataclass(frozen=True, slots=True)
class NaiveClaim:
    """A claim that nothing backs.

    Parameters
    ----------
    realised
        Mean outcome of what was done.
    predicted
        Mean outcome that the model predicts for the plan it chose itself.
    """

    realised: float
    predicted: float

    @property
    def gain(self) -> float:
        """What would be claimed."""
        return self.predicted - self.realised


def naive_claim(
    logged: Logged, choose: Callable[[Floats], Ints], seed: int, learner: Learner = logistic
) -> NaiveClaim:
    """Learns from everybody, picks the plan that looks best, and believes it.

    The plan goes where the model errs upwards, and the same model says how good it is: so a gain is
    claimed even where none is possible.

    Parameters
    ----------
    logged
        What was done and came of it.
    choose
        Picks an arm for each person from the predicted outcomes (people, arms).
    seed
        Of the learner.
    learner
        Of the outcome.

    Source: Bastani, H., Bastani, O. and McLaughlin, B. (2026), arXiv:2602.08892.
    """
    columns = arm_columns(logged.features, logged.arm, logged.arms)
    predict = fitted(learner, columns, logged.outcome, seed)
    predicted = of_every_arm(predict, logged.features, logged.arms)
    plan = choose(predicted)
    taken = predicted[range(len(logged)), plan]
    return NaiveClaim(float(logged.outcome.mean()), float(taken.mean()))
