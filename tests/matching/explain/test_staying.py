"""What a plan lets expect agrees with adding up people, and its intervals with drawn effects."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings

from matching.columns.market_data import MarketData
from matching.explain.staying import MONTHS, staying_of_plan
from matching.market.stay_pairs import codes_of_pairs
from matching.retention.effects import Effects
from matching.retention.model import RetentionModel
from matching.retention.spells import Codes
from matching.solvers.solution import NOBODY
from tests.matching.market_strategies import Filler, made_market, markets
from tests.matching.stay_models import drawn_model


def _plan(data: MarketData, seed: int) -> np.ndarray:
    rng = np.random.default_rng(seed)
    return rng.integers(-1, len(data.vacancies), len(data.people))


@settings(max_examples=60, deadline=None)
@given(markets(min_vacancies=1))
def test_expectations_add_up_person_by_person(data: MarketData) -> None:
    """Months and people still there are the sums of what the model predicts of each."""
    plan = _plan(data, 1)
    people = np.flatnonzero(plan != NOBODY)
    model = RetentionModel.from_arrow(data.context.retention)
    found = staying_of_plan(data, plan)
    said = model.predict(codes_of_pairs(data, people, plan[people]))
    assert found.people == len(people)
    np.testing.assert_allclose(found.months.value, said.months.sum(), rtol=1e-5)
    for column, month in enumerate(MONTHS, start=1):
        there = said.stayed[:, column].sum()
        np.testing.assert_allclose(found.at_work[month].value, there, rtol=1e-5)
    for one in (found.months, *found.at_work.values()):
        assert 0 <= one.low <= one.value <= one.high
    assert found.months.high <= 12 * len(people)


@pytest.mark.parametrize("seed", [1, 4])
def test_intervals_hold_what_drawn_effects_and_fates_give(seed: int) -> None:
    """Effects drawn around the model's, and fates by them, fall outside about 5 % of the time."""
    data = made_market(400, 8, Filler(seed, 0.5))
    drawn = drawn_model(seed)
    model = replace(
        drawn,
        covariance=0.01 * np.eye(len(drawn.covariance)),
        tables={name: _surer(effects) for name, effects in drawn.tables.items()},
    )
    data = replace(data, context=replace(data.context, retention=model.to_arrow()))
    plan = _plan(data, seed)
    people = np.flatnonzero(plan != NOBODY)
    found = staying_of_plan(data, plan)
    codes = codes_of_pairs(data, people, plan[people])
    rng, index = np.random.default_rng(seed), model.index(codes).astype(np.float64)
    worlds, outside = 400, dict.fromkeys(MONTHS, 0)
    for _ in range(worlds):
        place = np.rint(index + 32 * _errors(model, codes, rng)).astype(int) + 256
        survival = model.survival(0)[np.clip(place, 0, 512)]
        kept = rng.random(len(people))[:, None] < survival
        for month in MONTHS:
            there, said = int(kept[:, month - 1].sum()), found.at_work[month]
            outside[month] += not said.low <= there <= said.high
    for count in outside.values():
        assert 0.02 * worlds <= count <= 0.10 * worlds


def _surer(effects: Effects) -> Effects:
    return replace(effects, variance=effects.variance / 5, unknown_variance=0.04)


def _errors(model: RetentionModel, codes: Codes, rng: np.random.Generator) -> np.ndarray:
    """Draws errors of all effects: one per category, slope and group, shared by its rows."""
    total = np.full(len(codes), 0.1 * rng.normal())
    for name, categories in model.structure.factors.items():
        drawn = np.append(0.0, 0.1 * rng.normal(size=categories - 1))
        total += drawn[np.clip(codes.factors[name], 0, categories - 1)]
    for name in model.structure.slopes:
        total += 0.1 * rng.normal() * codes.slopes[name]
    for chain in model.structure.chains:
        above = np.zeros(len(codes))
        for name in reversed(chain):
            effects, ids = model.effects(name), codes.groups[name]
            at = effects.positions(ids)
            variance = np.append(effects.variance, 0.0)[at]
            own = np.where(at >= 0, np.maximum(variance - above, 0), effects.unknown_variance)
            above = np.where(at >= 0, variance, above + own)
            _, group = np.unique(ids, return_inverse=True)
            total += rng.normal(size=group.max() + 1)[group] * np.sqrt(own)
    return total
