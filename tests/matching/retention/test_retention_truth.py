"""Drawn worlds: the estimates find the truth, beat raw rates at every size, know their error."""

from dataclasses import replace

import numpy as np
import pytest

from benchmarks.retention_world import CHAINS, Sizes, world_of
from matching.retention.fit import fit
from matching.retention.settings import RetentionParams, Structure
from matching.retention.spells import Spells
from tests.matching.retention.spell_cases import DAY, spells_of

SIZES = (2, 5, 10, 20, 50, 100)
OF_EACH = 60
SPREAD = 0.4
COUNTIES = 30
SEEDS = [0, 1, *(pytest.param(seed, marks=pytest.mark.prove) for seed in range(2, 12))]


def _employers(seed: int):
    """Employers of stated sizes in 12 trades, people of 30 counties, 12 months at 0.08 x e^x.

    Returns spells, true totals of employers (with their trades'), each spell's expected leavings
    but for its employer, by the truth: what raw rates are given for nothing; and drawn spreads.
    """
    drawn = np.random.default_rng(seed)
    size = np.repeat(SIZES, OF_EACH)
    employer = np.repeat(np.arange(len(size)), size)
    trade_of = drawn.integers(0, 12, len(size))
    of_trade, own = drawn.normal(0, 0.3, 12), drawn.normal(0, SPREAD, len(size))
    total = of_trade[trade_of] + own
    county = drawn.integers(0, COUNTIES, len(employer))
    of_county = drawn.normal(0, 0.3, COUNTIES)
    else_ = of_county[county]
    hazard = np.minimum(0.95, 0.08 * np.exp(total[employer] + else_))
    time = drawn.geometric(hazard)
    ends = drawn.integers(6, 25, len(time))
    left = np.minimum(time, ends)
    groups = {"employer": employer, "trade": trade_of[employer], "county": county}
    spells = spells_of(left, time <= ends, groups=groups)
    spreads = {"employer": own.std(), "trade": of_trade.std(), "county": of_county.std()}
    return spells, total, 0.08 * np.exp(else_) * left, spreads


def _relative(ratio, weight):
    """Hazard ratios with a mean of 1, so that no level of the baseline enters."""
    return ratio / np.average(ratio, weights=weight)


def _errors(seed: int):
    """Squared errors of hazard ratios by employer, shrunk and raw, and employers' cases."""
    spells, total, expected, _ = _employers(seed)
    structure = Structure(1, chains=(("employer", "trade"), ("county",)))
    model = fit(spells, RetentionParams(structure), DAY)
    employer, trade = spells.groups["employer"], spells.groups["trade"]
    first = np.unique(employer, return_index=True)[1]
    steps = model.effects("employer").steps + model.effects("trade").steps_of(trade[first])
    weight = np.bincount(employer, expected)
    raw = np.bincount(employer, spells.cause > 0) / weight
    truth = _relative(np.exp(total), weight)
    errors = [(_relative(ratio, weight) - truth) ** 2 for ratio in (np.exp(steps / 32), raw)]
    return errors, np.bincount(employer)


@pytest.mark.parametrize(
    "seeds", [range(12), pytest.param(range(100, 160), marks=pytest.mark.prove)]
)
def test_shrunk_effects_beat_raw_rates_at_every_size(seeds: range) -> None:
    """Mean squared error by number of cases, 60 employers a size and seed, all seeds together.

    Raw ratios are leavings over those that the true hazards of all else give; the estimate has to
    find these too. Its error is 0.10, 0.29, 0.52, 0.78, 0.81 and 0.93 of
    theirs at 2, 5, 10, 20, 50 and 100 cases (means over seeds 0 ... 11).
    """
    sums = {cases: np.zeros(2) for cases in SIZES}
    for seed in seeds:
        errors, size = _errors(seed)
        for cases in SIZES:
            sums[cases] += [error[size == cases].mean() for error in errors]
    for cases, (shrunk, raw) in sums.items():
        assert shrunk < raw, cases


@pytest.mark.parametrize("seed", SEEDS)
def test_strengths_are_found_again(seed: int) -> None:
    """1 / sqrt(strength) is the spread that was drawn, within a factor of 1.5; of 12 trades, 2."""
    spells, _, _, spreads = _employers(seed)
    structure = Structure(1, chains=(("employer", "trade"), ("county",)))
    model = fit(spells, RetentionParams(structure), DAY)
    for name, spread in spreads.items():
        found = model.effects(name).strength ** -0.5
        factor = 2.0 if name == "trade" else 1.5
        assert spread / factor < found < spread * factor, name


@pytest.mark.parametrize("seed", SEEDS)
def test_intervals_cover_the_truth(seed: int) -> None:
    """Of 6,000 people of a world, about 95 % have their true expected months in the interval.

    Over seeds 0 ... 11: 0.897 to 0.965, mean 0.941. Errors are shared by many people of one world,
    so one world may be off by several points.
    """
    world = world_of(Sizes(6000), seed)
    model = fit(world.spells, RetentionParams(world.structure), DAY)
    truth = world.months_kept()
    found = model.predict(world.spells.codes)
    covered = ((found.low <= truth) & (truth <= found.high)).mean()
    assert 0.86 <= covered <= 0.995


@pytest.mark.parametrize("seed", SEEDS)
def test_intervals_cover_strangers(seed: int) -> None:
    """People of an employer, a county or an occupation never seen, whose effects are reckoned with.

    Over seeds 0 ... 11: 0.863 to 0.964, mean 0.928; the factors' and wider groups' part is a little
    narrow, as factors' errors are taken as if all groups were known.
    """
    world = world_of(Sizes(12000), seed)
    spells = world.spells
    drawn = np.random.default_rng(seed + 99)
    is_new = np.zeros(len(spells), np.bool_)
    for chain in CHAINS:
        ids = spells.groups[chain[0]]
        is_new |= np.isin(ids, drawn.choice(ids.max() + 1, (ids.max() + 1) // 10, replace=False))
    model = fit(spells.rows(~is_new), RetentionParams(world.structure), DAY)
    truth = world.months_kept()[is_new]
    found = model.predict(spells.rows(is_new).codes)
    covered = ((found.low <= truth) & (truth <= found.high)).mean()
    assert 0.83 <= covered <= 0.995


def test_factors_slopes_and_months_are_found_again() -> None:
    """30,000 spells: effects of factors and slopes within 0.12, expected months without bias."""
    world = world_of(Sizes(30000), 7)
    model = fit(world.spells, RetentionParams(world.structure), DAY)
    for name in world.structure.factors:
        error = model.effects(name).steps / 32 - world.effects[name]
        assert np.abs(error).max() < 0.12, name
    for name, slope in world.slopes.items():
        assert abs(model.slopes[name] - slope) < 0.12
    months, truth = model.predict(world.spells.codes).months, world.months_kept()
    assert abs((months - truth).mean()) < 0.15
    assert np.corrcoef(months, truth)[0, 1] > 0.95


def test_causes_are_found_again() -> None:
    """Shares among leavers of the first year, by tier, within 0.04 of the drawn ones."""
    world = world_of(Sizes(30000), 11)
    model = fit(world.spells, RetentionParams(world.structure), DAY)
    spells: Spells = world.spells
    found = model.predict(spells.codes).causes
    has_left = (spells.cause > 0) & (spells.left <= 12) & (spells.entered == 0)
    for tier in range(5):
        rows = spells.factors["tier"] == tier
        drawn = np.bincount(spells.cause[rows & has_left], minlength=7)[1:]
        np.testing.assert_allclose(found[rows].mean(axis=0), drawn / drawn.sum(), atol=0.04)


def test_a_lost_column_is_noticed() -> None:
    """A planted fault: employers mixed up at random, and the estimates no longer beat the mean."""
    spells, total, _, _ = _employers(0)
    mixed = np.random.default_rng(1).permutation(spells.groups["employer"])
    structure = Structure(1, chains=(("employer",),))
    good = fit(spells, RetentionParams(structure), DAY).effects("employer")
    faulty = fit(
        replace(spells, groups={**spells.groups, "employer": mixed}),
        RetentionParams(structure),
        DAY,
    ).effects("employer")
    assert np.corrcoef(good.steps, total)[0, 1] > 0.6
    assert abs(np.corrcoef(faulty.steps, total)[0, 1]) < 0.2
