"""The effect of a visit is learnt from the log, drawn to the assumption while there is little."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from matching.watching.effects import (
    Assumption,
    Tally,
    learnt_effects,
    nothing_logged,
    tally_of,
)
from matching.watching.errors import WatchingError

ASSUMED = Assumption((0.8, 1.0))


def logged(seed: int, rows: int, true: tuple[float, float], *, model_off: float = 1.0) -> Tally:
    """Draws months at work with and without a visit and counts them."""
    rng = np.random.default_rng(seed)
    hazard = rng.uniform(0.02, 0.15, rows)
    share = rng.dirichlet((2, 2), rows)
    is_visited = rng.random(rows) < 0.3
    chance = model_off * hazard[:, None] * share
    chance = np.where(is_visited[:, None], chance * true, chance)
    draw = rng.random(rows)
    cause = np.where(draw < chance[:, 0], 1, np.where(draw < chance.sum(axis=1), 2, 0))
    return tally_of(hazard, share, is_visited, cause)


def test_without_a_log_the_assumption_stands() -> None:
    """Nothing logged: the assumed multipliers, no case behind them, a wide interval."""
    found = learnt_effects(ASSUMED, nothing_logged(2))
    assert found.multiplier.tolist() == [0.8, 1.0]
    assert found.cases.tolist() == [0, 0]
    assert found.low[1] == pytest.approx(0.375, abs=0.001)
    assert found.high[1] == pytest.approx(2.664, abs=0.001)
    assert found.months == 3


def test_a_tally_counts_by_cause_and_visit() -> None:
    """Four months written out by hand."""
    tally = tally_of(
        np.array([0.1, 0.2, 0.3, 0.4]),
        np.array([[1, 0], [0.5, 0.5], [0, 1], [0.25, 0.75]]),
        np.array([True, True, False, False]),
        np.array([1, 0, 2, 2]),
    )
    assert tally.visited_left.tolist() == [1, 0]
    assert tally.visited_expected == pytest.approx([0.2, 0.1])
    assert tally.others_left.tolist() == [0, 2]
    assert tally.others_expected == pytest.approx([0.1, 0.6])


@given(st.floats(0, 500), st.floats(0, 500))
def test_the_multiplier_lies_between_assumed_and_seen(left: float, expected: float) -> None:
    """Drawn to the assumption: between it and the ratio seen, if the others are as predicted."""
    tally = Tally(np.full(2, left), np.full(2, expected), np.full(2, 50.0), np.full(2, 50.0))
    found = learnt_effects(ASSUMED, tally)
    seen = left / expected if expected else 0.8
    assert found.multiplier[0] >= min(0.8, seen) - 1e-9
    if expected:
        assert found.multiplier[0] <= max(0.8, seen) + 1e-9
    assert np.all(found.low <= found.multiplier)
    assert np.all(found.multiplier <= found.high)


def test_a_long_log_forgets_the_assumption() -> None:
    """With 200,000 months the truth is found, and the cause no visit touches stays at 1."""
    found = learnt_effects(ASSUMED, logged(1, 200_000, (0.4, 1.0)))
    assert found.multiplier == pytest.approx([0.4, 1.0], abs=0.08)
    assert np.all((found.low < [0.4, 1.0]) & (found.high > [0.4, 1.0]))


def test_a_model_that_is_off_for_everybody_does_not_look_like_an_effect() -> None:
    """Twice the predicted leavings with and without visits: no effect is learnt."""
    found = learnt_effects(Assumption((1.0, 1.0)), logged(2, 100_000, (1.0, 1.0), model_off=2))
    assert found.multiplier == pytest.approx([1.0, 1.0], abs=0.1)
    assert np.all((found.low < 1) & (found.high > 1))


@pytest.mark.prove
@pytest.mark.parametrize("rows", [1_000, 5_000, 30_000])
def test_intervals_hold_the_truth(rows: int) -> None:
    """Over 1,000 logs the interval of 95 % holds the true multiplier in 93 % at least."""
    true = (0.5, 1.0)
    hits = np.zeros(2)
    for seed in range(1_000):
        found = learnt_effects(ASSUMED, logged(seed, rows, true))
        hits += (found.low <= true) & (true <= found.high)
    print(rows, hits)
    assert np.all(hits >= 930), hits


def test_faults_of_effects_are_refused() -> None:
    """Multipliers of 0, thirteen months, tallies and logs of other causes."""
    with pytest.raises(WatchingError):
        Assumption((0.0,))
    with pytest.raises(WatchingError):
        Assumption((1.0,), months=13)
    with pytest.raises(WatchingError):
        learnt_effects(ASSUMED, nothing_logged(3))
    with pytest.raises(WatchingError):
        tally_of(np.array([0.1]), np.array([[1.0]]), np.array([True]), np.array([2]))
