"""The fit solves its equations: those of Poisson regression, and the closed forms of groups."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.linear_model import PoissonRegressor

from benchmarks.retention_world import Sizes, world_of
from matching.retention.effects import INDEX_LIMIT
from matching.retention.fit import fit
from matching.retention.settings import RetentionParams, Structure
from tests.matching.retention.spell_cases import DAY, bare, spells_of

FEW = settings(max_examples=25, deadline=None)
HALF_A_STEP = 1 / 64


@given(st.integers(0, 10**6), st.sampled_from([1e-6, 1.0, 4.0, 50.0]))
@FEW
def test_factors_and_slopes_are_those_of_poisson_regression(seed: int, cases: float) -> None:
    """One month, so that no time enters: the ridge of scikit-learn with alpha = cases / rows."""
    drawn = np.random.default_rng(seed)
    tier, value = drawn.integers(0, 3, 400), drawn.normal(0, 0.6, 400)
    left = drawn.random(400) < 0.2 * np.exp(0.4 * (tier == 1) - 0.5 * value)
    spells = spells_of([1] * 400, left, factors={"tier": tier}, slopes={"wage": value})
    params = bare(Structure(1, {"tier": 3}, ("wage",)), factor_cases=cases, slope_cases=cases)
    model = fit(spells, params, DAY)
    scale = np.sqrt(np.mean(value**2))
    marks = np.stack([tier == 1, tier == 2, value / scale], axis=1).astype(float)
    other = PoissonRegressor(alpha=cases / 400, solver="newton-cholesky", tol=1e-8)
    other.fit(marks, left)
    found = model.effects("tier").steps[1:] / 32
    np.testing.assert_allclose(found, other.coef_[:2], atol=HALF_A_STEP + 0.005)
    assert model.slopes["wage"] == pytest.approx(other.coef_[2] / scale, abs=0.005)


@given(st.integers(0, 10**6), st.sampled_from([0.5, 4.0, 16.0, 100.0]))
@FEW
def test_effects_of_groups_have_their_closed_form(seed: int, strength: float) -> None:
    """(O + a d) / (E + a d) for every group, a given, d the dispersion, E by the level found."""
    drawn = np.random.default_rng(seed)
    group = drawn.integers(0, 25, 600)
    left = drawn.random(600) < 0.3 * np.exp(drawn.normal(0, 0.4, 25))[group]
    spells = spells_of([1] * 600, left, groups={"employer": group})
    params = bare(
        Structure(1, chains=(("employer",),)), strength_least=strength, strength_most=strength
    )
    model = fit(spells, params, DAY)
    effects = model.effects("employer")
    level = model.hazards(0, np.array([1]))[INDEX_LIMIT, 0]
    chance = level * np.exp(effects.steps_of(group) / 32)
    dispersion = 1.0 - (chance**2).sum() / chance.sum()
    expected = level * effects.cases
    closed = np.log((effects.leavings + strength * dispersion) / (expected + strength * dispersion))
    np.testing.assert_allclose(effects.steps / 32, closed, atol=HALF_A_STEP + 0.02)


def test_a_parent_takes_what_its_children_share() -> None:
    """Two trades of ten small employers each, one leaving twice as often: the trades carry it."""
    drawn = np.random.default_rng(2)
    employer = np.repeat(np.arange(20), 12)
    trade = employer // 10
    left = drawn.random(240) < np.where(trade == 0, 0.15, 0.45)
    groups = {"employer": employer, "trade": trade}
    structure = Structure(1, chains=(("employer", "trade"),))
    model = fit(spells_of([1] * 240, left, groups=groups), RetentionParams(structure), DAY)
    trades, employers = model.effects("trade").steps, model.effects("employer").steps
    assert trades[1] - trades[0] > 16
    assert np.abs(employers).mean() < 8
    stranger = spells_of([1, 1], 0, groups={"employer": [-1, 77], "trade": [1, 1]}).codes
    np.testing.assert_array_equal(model.index(stranger), [trades[1]] * 2)


def test_late_entry_that_is_not_heeded_is_noticed() -> None:
    """A planted fault: those who entered late taken as there from the start seem to stay longer."""
    drawn = np.random.default_rng(6)
    times, entered = drawn.geometric(0.15, 4000), drawn.integers(0, 8, 4000)
    seen = times > entered
    left, late = np.minimum(times, 30)[seen], entered[seen]
    heeded = fit(spells_of(left, times[seen] <= 30, late), bare(Structure(1)), DAY)
    faulty = fit(spells_of(left, times[seen] <= 30), bare(Structure(1)), DAY)
    hazards = [model.hazards(0, np.arange(1, 7))[INDEX_LIMIT] for model in (heeded, faulty)]
    assert np.abs(hazards[0] - 0.15).max() < 0.05
    assert hazards[1].max() < 0.13


def test_chances_add_up_to_leavings_after_rounding() -> None:
    """Chances of those at risk in a month, by the index in steps, sum to the leavings in it."""
    world = world_of(Sizes(3000), 5, spread=0.5)
    spells = world.spells
    model = fit(spells, RetentionParams(world.structure, prior_leavings=1e-9), DAY)
    entries = model.index(spells.codes).astype(int) + INDEX_LIMIT
    for month in range(1, 13):
        at_risk = (spells.entered < month) & (spells.left >= month)
        chance = model.hazards(0, np.array([month]))[entries[at_risk], 0]
        assert chance.max() < 0.95
        left = ((spells.left == month) & (spells.cause > 0)).sum()
        assert chance.sum() == pytest.approx(left, rel=1e-6)


def test_a_small_group_is_as_uncertain_as_its_parent_and_more() -> None:
    """One case says little: the parent's variance is in the group's, and hardly lessened."""
    employer = np.arange(30)
    groups = {"employer": employer, "trade": employer // 2}
    spells = spells_of([1] * 30, employer % 3 == 0, groups=groups)
    structure = Structure(1, chains=(("employer", "trade"),))
    model = fit(spells, RetentionParams(structure), DAY)
    trades = np.repeat(model.effects("trade").variance, 2)
    own = model.effects("employer")
    assert (own.variance > 0.9 * trades + 0.5 * own.unknown_variance).all()
