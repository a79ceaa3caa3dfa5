"""Counting and writing out pairs agree with plain evaluation."""

import numpy as np
import pytest
from hypothesis import given, settings

from matching.columns.market_data import MarketData
from matching.market.declared import market_of
from matching.market.weights import DEFAULT_WEIGHTS
from matching.pairs.every_pair import feasible_counts, scores_of_rows
from matching.pairs.folded import folded
from matching.pairs.market import Market
from matching.pairs.plain import FORBIDDEN, scores_of_block
from tests.matching.market_strategies import markets
from tests.matching.pairs.pair_markets import PATHS, Shape, folded_by, pair_markets


@settings(max_examples=60, deadline=None)
@given(markets())
def test_rows_and_counts_are_those_of_the_declarations(data: MarketData) -> None:
    """Every score and every count, for the laborers in any order."""
    assert_written(market_of(data, DEFAULT_WEIGHTS))


@pytest.mark.parametrize("path", PATHS)
@settings(max_examples=30, deadline=None)
@given(pair_markets(shape=Shape(lookups=0.5)))
def test_rows_and_counts_on_every_path(path: str, market: Market) -> None:
    """Likewise for markets of every form, folded in every way."""
    assert_written(market, path)


def assert_written(market: Market, path: str = "as_it_is") -> None:
    """Holds rows and counts against plain scores."""
    with folded_by(path):
        order = folded(market)
    asked = np.arange(order.laborer_count)[::-1]
    wanted = scores_of_block(market, order.laborer_at[asked], order.vacancy_at)
    np.testing.assert_array_equal(scores_of_rows(order, asked), wanted)
    counts = (wanted != FORBIDDEN).sum(axis=1)
    np.testing.assert_array_equal(feasible_counts(order, asked), counts)
