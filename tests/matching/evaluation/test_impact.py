"""Gains that are there are found, gains that are not there are not claimed."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matching.evaluation.errors import EvaluationError
from matching.evaluation.impact import (
    ImpactParams,
    Verdict,
    clustered_mean,
    policy_impact,
)
from matching.evaluation.intervals import Z, student
from matching.evaluation.learners import (
    boosted_mean,
    linear,
)
from matching.evaluation.logged import FixedPlan, Logged, chosen
from tests.matching.evaluation.worlds import (
    PLACES,
    before,
)


def simple(seed: int, people: int, effect: float) -> Logged:
    """Draws two arms by a fair coin, and an outcome that one of them raises."""
    rng = np.random.default_rng(seed)
    features = rng.normal(size=(people, 2))
    arm = rng.integers(0, 2, people)
    outcome = features[:, 0] + effect * arm + rng.normal(size=people)
    return Logged(features, arm, outcome, np.full((people, 2), 0.5), np.arange(people))


def test_what_is_detectable_is_detected() -> None:
    """A gain of the size called detectable is found in 70 to 90 of 100 draws (80 meant)."""
    everybody = before(chosen(np.ones(500, np.int64), 2))
    params = ImpactParams(seed=0)
    size = policy_impact(simple(0, 500, 0.0), everybody, params, linear).detectable
    assert size is not None
    # Half of what was done was arm 1 already: the plan gains half the effect.
    found = [
        policy_impact(simple(seed, 500, 2 * size), everybody, params, linear).verdict
        for seed in range(1, 121)
    ]
    assert 0.7 < np.mean([verdict is Verdict.GAIN for verdict in found]) < 0.9


def test_no_overlap_no_answer() -> None:
    """A plan that does what was never drawn for a tenth of those affected cannot be judged."""
    logged = simple(1, 1000, 1.0)
    plan = before(chosen(np.ones(1000, np.int64), 2))
    for lacking, verdict in (
        (0, Verdict.GAIN),
        (40, Verdict.GAIN),
        (100, Verdict.NOT_IDENTIFIABLE),
    ):
        chance, arm = logged.chance.copy(), logged.arm.copy()
        chance[:lacking], arm[:lacking] = (1.0, 0.0), 0
        found = policy_impact(
            Logged(logged.features, arm, logged.outcome, chance, logged.cluster),
            plan,
            ImpactParams(seed=0),
            linear,
        )
        assert found.verdict is verdict
        assert found.without_overlap == lacking / 1000
        assert (found.gain is None) == (verdict is Verdict.NOT_IDENTIFIABLE)


def test_a_plan_without_lots_says_nothing_about_another() -> None:
    """Everything was certain: no other plan can be judged, the plan itself gains exactly 0."""
    rng = np.random.default_rng(2)
    arm = rng.integers(0, 5, 300)
    logged = Logged(rng.normal(size=(300, 2)), arm, rng.random(300), chosen(arm, 5), np.arange(300))
    other = policy_impact(logged, before(chosen((arm + 1) % 5, 5)), ImpactParams(seed=0), linear)
    assert (other.verdict, other.without_overlap) == (Verdict.NOT_IDENTIFIABLE, 1.0)
    same = policy_impact(logged, before(chosen(arm, 5)), ImpactParams(seed=0), linear)
    assert same.verdict is Verdict.NO_HEADLINE
    assert same.gain is not None
    assert (same.gain.low, same.gain.value, same.gain.high) == (0.0, 0.0, 0.0)


def test_a_few_people_are_too_few() -> None:
    """Twenty people for whom plan and chance agreed: no interval."""
    found = policy_impact(
        simple(3, 40, 5.0), before(chosen(np.ones(40, np.int64), 2)), ImpactParams(seed=0), linear
    )
    assert found.verdict is Verdict.TOO_FEW
    assert found.effective < 30


def test_wrongly_logged_chances_mislead() -> None:
    """Planted fault: chances logged as equal that were not bias the estimate beyond it."""
    wrong = 0
    for seed in range(20):
        rng = np.random.default_rng(seed)
        features = rng.normal(size=(2000, 1))
        true = 1 / (1 + np.exp(-2 * features[:, 0]))
        arm = (rng.random(2000) < true).astype(np.int64)
        # A learner that is wrong as well, so that only the chances could set it right.
        outcome = features[:, 0] ** 3 + rng.normal(size=2000)
        plan = before(chosen(np.ones(2000, np.int64), 2))
        right = np.column_stack([1 - true, true])
        params = ImpactParams(seed=0, least_chance=1e-6)
        for chance, is_wrong in ((right, False), (np.full((2000, 2), 0.5), True)):
            logged = Logged(features, arm, outcome, chance, np.arange(2000))
            gain = policy_impact(logged, plan, params, linear).gain
            assert gain is not None
            wrong += is_wrong and not gain.holds(0.0)
    assert wrong >= 18


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 10**6))
def test_the_mean_of_all_draws_is_the_truth(seed: int) -> None:
    """Over every way the lots of four people can fall, the estimate's mean is the true gain.

    Whatever the learner: here a constant that is wrong.
    """
    rng = np.random.default_rng(seed)
    chance = rng.dirichlet(np.ones(2) * 3, size=4)
    by_arm, target = rng.normal(size=(4, 2)), rng.dirichlet(np.ones(2), size=4)
    truth = ((target - chance) * by_arm).sum(axis=1).mean()
    mean = total = 0.0
    for fall in range(16):
        arm = np.array([fall >> person & 1 for person in range(4)])
        logged = Logged(np.zeros((4, 1)), arm, by_arm[range(4), arm], chance, np.arange(4))
        likely = float(np.prod(logged.of_done(chance)))
        params = ImpactParams(seed=1, folds=4, least_chance=1e-9, least_effective=2)
        found = policy_impact(logged, before(target), params, _nine)
        if found.gain is None:
            return
        mean, total = mean + likely * found.gain.value, total + likely
    assert mean / total == pytest.approx(truth)


class _Nine:
    """Predicts nine for everybody."""

    def fit(self, *_: object) -> None:
        """Learns nothing."""

    def predict(self, asked: np.ndarray) -> np.ndarray:
        """Gives nine."""
        return np.full(len(asked), 9.0)


def _nine(_: int) -> _Nine:
    return _Nine()


def test_people_drawn_together_count_once() -> None:
    """Ten copies of each person under one lot leave the error as it is."""
    value = np.random.default_rng(4).normal(size=200)
    alone = clustered_mean(value, np.arange(200))
    together = clustered_mean(np.repeat(value, 10), np.repeat(np.arange(200), 10))
    assert together == pytest.approx(alone)
    assert alone[1] == pytest.approx(value.std(ddof=1) / np.sqrt(200))
    assert clustered_mean(value, np.zeros(200, np.int64))[1] == np.inf


def test_students_t_of_the_tables() -> None:
    """2.571, 2.228, 2.042 and 1.984 at 5, 10, 30 and 100 degrees of freedom.

    Source: any table of Student's t, two-sided 95 %.
    """
    found = [student(freedom) for freedom in (5, 10, 30, 100)]
    assert found == pytest.approx([2.571, 2.228, 2.042, 1.984], abs=4e-3)
    assert student(1e9) == pytest.approx(Z)


def test_boosted_means_predict() -> None:
    """The learner for outcomes of any size finds a step."""
    columns = np.linspace(0, 1, 400)[:, None]
    model = boosted_mean(0).fit(columns, 100.0 * (columns[:, 0] > 0.5))
    assert model.predict(np.array([[0.2], [0.8]])) == pytest.approx([0, 100], abs=5)


def test_estimates_are_refused() -> None:
    """What was done without a chance, chances that do not add up, settings out of range."""
    good = simple(0, 60, 0.0)
    columns = (good.features, good.arm, good.outcome, good.chance, good.cluster)
    for at, wrong in (
        (0, good.features[:5]),
        (1, good.arm + 2),
        (1, good.arm[:0]),
        (2, np.full(60, np.nan)),
        (3, good.chance / 2),
        (3, chosen(1 - good.arm, 2)),
        (4, good.cluster[:5]),
    ):
        with pytest.raises(EvaluationError):
            Logged(*columns[:at], wrong, *columns[at + 1 :])
    for wrong in (np.full((60, PLACES), 1 / PLACES), np.full((60, 2), 0.7)):
        with pytest.raises(EvaluationError):
            policy_impact(good, before(wrong), ImpactParams(seed=0), linear)
    with pytest.raises(EvaluationError) as caught:
        FixedPlan(good.chance, decided_on=5, outcomes_from=5)
    assert caught.value.params == {"field": "decided_on", "reason": "later"}
    for field in ("folds", "least_chance", "most_without_overlap", "least_effective"):
        with pytest.raises(EvaluationError):
            ImpactParams(seed=0, **{field: -1})
