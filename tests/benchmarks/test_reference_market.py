"""The committed reference market: repeatable, and as dense as it says."""

from typing import Any

import numpy as np
import numpy.typing as npt
import pytest

from benchmarks.reference import WEIGHTS, reference_market
from benchmarks.reference_posts import (
    PROVINCE_LABORERS,
    PROVINCE_SEATS,
    PROVINCE_VACANCIES,
    draw_posts,
)
from matching.pairs.forms import ClassTable, Test
from matching.pairs.market import Market
from matching.pairs.plain import scores_of_block


def _columns(market: Market) -> list[npt.NDArray[Any]]:
    tests: list[Test] = [table for part in market.parts for table in part.tables]
    tests += [test for rule in market.rules for test in rule.tests]
    found: list[npt.NDArray[Any]] = [market.seats]
    for test in tests:
        if isinstance(test, ClassTable):
            found += [test.laborer_class, test.vacancy_class, test.table]
        else:
            found += [test.laborer_level, test.vacancy_level]
    return found


def _same(first: Market, second: Market) -> bool:
    pairs = zip(_columns(first), _columns(second), strict=True)
    return all(np.array_equal(left, right) for left, right in pairs)


def test_same_seed_same_market() -> None:
    """Size and seed decide every column and table; another seed gives another market."""
    assert _same(reference_market(500, seed=3), reference_market(500, seed=3))
    assert not _same(reference_market(500, seed=3), reference_market(500, seed=4))


@pytest.mark.parametrize("laborers", [1, 19, 20, 1000])
def test_market_of_any_size_fits_together(laborers: int) -> None:
    """Even the smallest markets have a vacancy, and 0.9 seats a laborer where that is possible."""
    market = reference_market(laborers)
    assert market.vacancy_count == max(1, laborers // 20)
    assert market.seats.min() >= 1
    assert market.seats.max() <= 300
    assert int(market.seats.sum()) == max(market.vacancy_count, round(0.9 * laborers))


def test_types_are_those_the_forms_ask_for() -> None:
    """Classes are int32, figures int16 from 0 to 1000, rule tables true or false."""
    market = reference_market(1000)
    for part in market.parts:
        for table in part.tables:
            assert table.laborer_class.dtype == table.vacancy_class.dtype == np.int32
            assert table.table.dtype == np.int16
            assert 0 <= table.table.min() <= table.table.max() <= 1000
    assert sum(WEIGHTS.values()) == 1000
    tests = [test for rule in market.rules for test in rule.tests]
    assert all(t.table.dtype == np.bool_ for t in tests if isinstance(t, ClassTable))


def test_density_at_ten_thousand() -> None:
    """About one pair in twenty is open by occupation, level and province, one in fifty feasible."""
    market = reference_market(10_000)
    sample = np.random.default_rng(0).choice(10_000, 1000, replace=False)
    every = np.arange(market.vacancy_count)
    open_pairs = ~market.rules[0].of_block(sample, every) & ~market.rules[1].of_block(sample, every)
    score = scores_of_block(market, sample, every)
    assert 0.04 < open_pairs.mean() < 0.065
    assert 0.013 < (score >= 0).mean() < 0.028
    assert score.max() <= 10**6


def test_province_has_its_own_posts() -> None:
    """At the number of laborers of a province the lines and heads are those of a province."""
    posts = draw_posts(PROVINCE_LABORERS, np.random.default_rng(1))
    assert len(posts.seats) == PROVINCE_VACANCIES
    assert int(posts.seats.sum()) == PROVINCE_SEATS
