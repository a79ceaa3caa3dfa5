"""Where places do not matter no gain is claimed; where they do, the interval holds it."""

import numpy as np
import pytest

from matching.evaluation.impact import Impact, ImpactParams, Verdict, policy_impact
from matching.evaluation.learners import Learner, boosted_chance, logistic
from matching.evaluation.naive import naive_claim
from tests.matching.evaluation.worlds import World, before, best_places, drawn_world, learning_rule


def judged(world: World, seed: int, learner: Learner) -> tuple[Impact, float]:
    """Judges a plan made on other people's outcomes; gives its true gain beside the estimate.

    The plan for one half is learnt from the other half, as from earlier rounds.
    """
    half = len(world.logged) // 2
    past, now = world.logged.rows(np.arange(half)), world.logged.rows(np.arange(half, 2 * half))
    plan = learning_rule(learner)(past, now.features, now.chance)
    found = policy_impact(now, before(plan), ImpactParams(seed=seed), learner)
    return found, float(((plan - now.chance) * world.truth[half:]).sum(axis=1).mean())


def null_world(seeds: int, people: int, learner: Learner) -> tuple[int, int, list[float]]:
    """Counts intervals that hold 0, those given, and what the naive back-test claims in per cent.

    The plan is learnt from folds within the estimate.
    """
    held = given = 0
    claims = []
    for seed in range(seeds):
        logged = drawn_world(seed, people, effect=0.0).logged
        found = policy_impact(logged, learning_rule(learner), ImpactParams(seed=seed), learner)
        if found.gain is not None:
            given += 1
            held += found.gain.holds(0.0)
        claim = naive_claim(logged, best_places, seed, learner)
        claims.append(100 * claim.gain / claim.realised)
    return held, given, claims


def test_nothing_is_claimed_where_nothing_is_gained() -> None:
    """Six worlds in which places do not matter: at least five intervals hold 0.

    The naive back-test claims a gain of more than 10 % in every one.
    """
    held, given, claims = null_world(6, 1000, logistic)
    assert given == 6
    assert held >= 5
    assert min(claims) > 10


@pytest.mark.prove
@pytest.mark.parametrize(
    ("learner", "seeds", "people"), [(logistic, 200, 1000), (boosted_chance, 30, 1000)]
)
def test_nothing_is_claimed_where_nothing_is_gained_many(
    learner: Learner, seeds: int, people: int
) -> None:
    """At least nine of ten intervals hold 0, whatever the learner."""
    held, given, claims = null_world(seeds, people, learner)
    assert given == seeds
    assert held >= 0.9 * seeds
    assert min(claims) > 5


def gain_worlds(seeds: int) -> tuple[list[bool], int]:
    """Judges plans in worlds where places matter; says whether each interval holds the truth."""
    held, gains = [], 0
    for seed in range(seeds):
        world = drawn_world(seed, 1600, effect=0.5, columns=3, places=8)
        found, truth = judged(world, seed, logistic)
        assert found.gain is not None
        assert truth > 0.03
        held.append(found.gain.holds(truth))
        gains += found.verdict is Verdict.GAIN
    return held, gains


def test_a_true_gain_is_found_and_covered() -> None:
    """Twelve worlds in which places matter: intervals hold the truth, and half lie above 0."""
    held, gains = gain_worlds(12)
    assert sum(held) >= 10
    assert gains >= 6


@pytest.mark.prove
def test_a_true_gain_is_covered_many() -> None:
    """Between 91 and 99 of 100 intervals hold the truth in 300 worlds."""
    held, _ = gain_worlds(300)
    assert 0.91 <= sum(held) / 300 <= 0.99
