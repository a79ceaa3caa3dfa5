"""Learning from coded answers, round by round, against the same rounds without learning."""

from dataclasses import dataclass

import numpy as np
import pytest

from matching.evaluation.calibration import Recalibration, recalibration
from matching.evaluation.outcomes import Outcomes
from tests.matching.market.answered_rounds import drawn_world, played

ROUNDS, NEW = 6, 200

RETOLD = 2
"""The first round whose model has seen how people answer who refused before."""


@dataclass(frozen=True)
class Played:
    """Shares accepted, seeds by rounds, and what was predicted while learning, by round."""

    learning: np.ndarray
    plain: np.ndarray
    chance: list[np.ndarray]
    is_accepted: list[np.ndarray]

    def line(self, first: int) -> Recalibration:
        """Gives the line through all offers from a round on: chances to refuse, logistic."""
        chance = np.concatenate(self.chance[first:])
        refused = (~np.concatenate(self.is_accepted[first:])).astype(np.int64)
        zeros = np.zeros(len(chance), np.int64)
        return recalibration(
            Outcomes(zeros, zeros + 1, refused, np.ones(len(chance))), chance[:, None]
        )


def all_played(seeds: range) -> Played:
    """Plays every world twice, and pools."""
    found = []
    for seed in seeds:
        world = drawn_world(seed, ROUNDS * NEW, ROUNDS)
        found.append([played(world, ROUNDS, NEW, learns=learns) for learns in (True, False)])
    shares = np.array(
        [[[one.is_accepted.mean() for one in rounds] for rounds in arms] for arms in found]
    )
    return Played(
        shares[:, 0],
        shares[:, 1],
        [np.concatenate([arms[0][at].chance for arms in found]) for at in range(ROUNDS)],
        [np.concatenate([arms[0][at].is_accepted for arms in found]) for at in range(ROUNDS)],
    )


def interval(values: np.ndarray) -> tuple[float, float]:
    """Gives the normal 95 % interval of the mean over seeds."""
    half = 1.96 * values.std(ddof=1) / np.sqrt(len(values))
    return float(values.mean() - half), float(values.mean() + half)


def test_learning_from_answers_raises_acceptance() -> None:
    """In each of four worlds more is accepted in the last three rounds than without learning."""
    found = all_played(range(4))
    np.testing.assert_array_equal(found.learning[:, 0], found.plain[:, 0])
    assert (found.learning[:, 3:].mean(axis=1) > found.plain[:, 3:].mean(axis=1)).all()


@pytest.mark.prove
def test_acceptance_rises_and_chances_are_calibrated() -> None:
    """Over 40 worlds: a gain from the third round on that grows, and slopes within 0.9 and 1.1."""
    found = all_played(range(40))
    gain = found.learning - found.plain
    for at in range(ROUNDS):
        print(at, found.learning[:, at].mean(), found.plain[:, at].mean(), interval(gain[:, at]))
    for first in (1, RETOLD):
        print(first, found.line(first))
    assert all(interval(gain[:, at])[0] > 0 for at in range(RETOLD, ROUNDS))
    assert interval(gain[:, 4:].mean(axis=1) - gain[:, 1:3].mean(axis=1))[0] > 0
    slope = found.line(RETOLD).slope
    assert 0.9 <= slope.value <= 1.1
