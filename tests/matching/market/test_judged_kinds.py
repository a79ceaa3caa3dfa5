"""Figures of laborers that stand for all their pairs."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from matching.columns.market_data import MarketData
from matching.market.coverage import held_by_places, places_covering
from matching.market.declared import market_of
from matching.market.judged import is_forbidden_to, kinds_of_laborers, least_worth
from matching.market.weights import DEFAULT_WEIGHTS, Weights
from matching.pairs.market import Market
from tests.matching.market_strategies import markets

WEIGHTS = st.sampled_from([Weights(), Weights(0, 0, 1000, 0, 0), Weights(0, 0, 0, 0, 1000)])


def _worth(market: Market) -> np.ndarray:
    everybody, every = np.arange(market.laborer_count), np.arange(market.vacancy_count)
    blocks = (
        part.weight * table.of_block(everybody, every).astype(np.int64)
        for part in market.parts
        for table in part.tables
    )
    return sum(blocks, np.zeros((len(everybody), len(every)), np.int64))


@settings(max_examples=60, deadline=None)
@given(markets(), WEIGHTS)
def test_no_pair_is_worth_less(data: MarketData, weights: Weights) -> None:
    """The least worth of a laborer bounds each of the laborer's pairs from below."""
    market = market_of(data, weights)
    assert np.all(least_worth(market)[:, None] <= _worth(market))


@settings(max_examples=60, deadline=None)
@given(markets())
def test_laborers_of_a_kind_are_forbidden_the_same(data: MarketData) -> None:
    """Each laborer may take exactly what the example of the kind may take."""
    market = market_of(data, DEFAULT_WEIGHTS)
    kinds = kinds_of_laborers(market)
    shut = is_forbidden_to(market, np.arange(market.laborer_count))
    np.testing.assert_array_equal(shut[kinds.example][kinds.of_row], shut)


@settings(max_examples=60, deadline=None)
@given(markets(), st.integers(0, 99))
def test_places_hold_what_they_cover(data: MarketData, seed: int) -> None:
    """As adding up row by row of the places that each covers."""
    every = np.arange(len(data.context.place_codes))
    counts = np.random.default_rng(seed).integers(0, 4, len(every))
    wanted = places_covering(data.context, every, every) @ counts
    np.testing.assert_array_equal(held_by_places(data.context, counts), wanted)
