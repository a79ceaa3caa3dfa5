"""What single laborers find at prices agrees with sorting all their pairs."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matching.columns.market_data import MarketData
from matching.market.declared import market_of
from matching.market.weights import DEFAULT_WEIGHTS
from matching.pairs.at_prices import NONE, TILE, best_beside, first_reached
from matching.pairs.folded import folded
from matching.pairs.market import Market
from matching.pairs.plain import FORBIDDEN, scores_of_block
from tests.matching.market_strategies import Filler, made_market, markets
from tests.matching.pairs.pair_markets import PATHS, Shape, drawn_market, folded_by

ALIKE = 200_000
"""Prices and scores in steps of this are often equal."""


def check(market: Market, seed: int, most: int, path: str = "as_it_is") -> None:
    """Holds both searches against plain scores at random prices."""
    with folded_by(path):
        order = folded(market)
    draws = np.random.default_rng(seed)
    scores = scores_of_block(market, order.laborer_at, order.vacancy_at)
    # Prices that make many pairs worth exactly the same to the first laborer.
    levels = draws.integers(0, 3, order.vacancy_count) * ALIKE
    price = np.maximum(0, np.where(draws.random(len(levels)) < 0.5, scores[0] - levels, levels))
    asked = np.arange(order.laborer_count)[::-1]
    own = draws.integers(0, order.vacancy_count, len(asked))
    vacancy, score = best_beside(order, price, asked, own, most)
    first = first_reached(order, price, asked)
    for row, laborer in enumerate(asked.tolist()):
        mine = scores[laborer]
        others = [j for j in np.flatnonzero(mine != FORBIDDEN).tolist() if j != own[row]]
        others.sort(key=lambda j: (price[j] - mine[j], -mine[j], order.vacancy_at[j]))
        wanted = others[:most] + [NONE] * (most - len(others))
        assert vacancy[row].tolist() == wanted
        assert score[row].tolist() == [NONE if j == NONE else mine[j] for j in wanted]
        reached = np.flatnonzero((mine != FORBIDDEN) & (mine >= price)).tolist()
        nearest = min(reached, key=lambda j: order.vacancy_at[j], default=NONE)
        assert first[row] == nearest


@settings(max_examples=60, deadline=None)
@given(markets(min_people=1, min_vacancies=1), st.integers(0, 99), st.integers(1, 4))
def test_small_markets(data: MarketData, seed: int, most: int) -> None:
    """Every list and every first vacancy, ties included."""
    check(market_of(data, DEFAULT_WEIGHTS), seed, most)


@pytest.mark.parametrize("seed", range(6))
def test_more_vacancies_than_a_tile(seed: int) -> None:
    """Tiles that are passed over hold nothing better."""
    check(market_of(made_market(60, 5 * TILE + 7, Filler(seed, 0.05)), DEFAULT_WEIGHTS), seed, 2)


LOOKED_UP = Shape(parts=2, rules=1, lookups=0.9)


@pytest.mark.parametrize("path", PATHS)
@settings(max_examples=40, deadline=None)
@given(st.integers(1, 12), st.integers(1, 12), st.integers(0, 2**32 - 1), st.integers(1, 4))
def test_small_markets_with_curves(
    path: str, laborers: int, vacancies: int, seed: int, most: int
) -> None:
    """Every list and every first vacancy where figures are looked up, on every path."""
    rng = np.random.default_rng(seed)
    check(drawn_market(rng, laborers, vacancies, LOOKED_UP), seed, most, path)


@pytest.mark.parametrize("path", ["as_it_is", "no_rows", "few_rows"])
@pytest.mark.parametrize("seed", range(4))
def test_more_vacancies_than_a_tile_with_curves(path: str, seed: int) -> None:
    """Tiles passed over by the bound of their curve hold nothing better."""
    check(drawn_market(np.random.default_rng(seed), 60, 5 * TILE + 7, LOOKED_UP), seed, 2, path)


def test_nobody_and_nothing() -> None:
    """No laborers, or no vacancies."""
    for people, vacancies in ((0, 3), (3, 0)):
        order = folded(market_of(made_market(people, vacancies, Filler(0, 0.0)), DEFAULT_WEIGHTS))
        price, asked = np.zeros(vacancies, np.int64), np.arange(people)
        found, _ = best_beside(order, price, asked, np.full(people, NONE), 2)
        assert found.tolist() == [[NONE, NONE]] * people
        assert first_reached(order, price, asked).tolist() == [NONE] * people
