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
from matching.pairs.plain import FORBIDDEN, scores_of_block
from tests.matching.market_strategies import Filler, made_market, markets

ALIKE = 200_000
"""Prices and scores in steps of this are often equal."""


def check(data: MarketData, seed: int, most: int) -> None:
    """Holds both searches against plain scores at random prices."""
    market = market_of(data, DEFAULT_WEIGHTS)
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
    check(data, seed, most)


@pytest.mark.parametrize("seed", range(6))
def test_more_vacancies_than_a_tile(seed: int) -> None:
    """Tiles that are passed over hold nothing better."""
    check(made_market(60, 5 * TILE + 7, Filler(seed, 0.05)), seed, 2)


def test_nobody_and_nothing() -> None:
    """No laborers, or no vacancies."""
    for people, vacancies in ((0, 3), (3, 0)):
        order = folded(market_of(made_market(people, vacancies, Filler(0, 0.0)), DEFAULT_WEIGHTS))
        price, asked = np.zeros(vacancies, np.int64), np.arange(people)
        found, _ = best_beside(order, price, asked, np.full(people, NONE), 2)
        assert found.tolist() == [[NONE, NONE]] * people
        assert first_reached(order, price, asked).tolist() == [NONE] * people
