"""Counting and writing out pairs agree with plain evaluation."""

import numpy as np
from hypothesis import given, settings

from matching.columns.market_data import MarketData
from matching.market.declared import market_of
from matching.market.weights import DEFAULT_WEIGHTS
from matching.pairs.every_pair import feasible_counts, scores_of_rows
from matching.pairs.folded import folded
from matching.pairs.plain import FORBIDDEN, scores_of_block
from tests.matching.market_strategies import markets


@settings(max_examples=60, deadline=None)
@given(markets())
def test_rows_and_counts_are_those_of_the_declarations(data: MarketData) -> None:
    """Every score and every count, for the laborers in any order."""
    market = market_of(data, DEFAULT_WEIGHTS)
    order = folded(market)
    asked = np.arange(order.laborer_count)[::-1]
    wanted = scores_of_block(market, order.laborer_at[asked], order.vacancy_at)
    np.testing.assert_array_equal(scores_of_rows(order, asked), wanted)
    counts = (wanted != FORBIDDEN).sum(axis=1)
    np.testing.assert_array_equal(feasible_counts(order, asked), counts)
