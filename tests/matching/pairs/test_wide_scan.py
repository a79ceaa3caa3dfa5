"""Passes at prices beyond 32 bits against plain evaluation."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matching.pairs.errors import MarketError
from matching.pairs.forms import ClassTable
from matching.pairs.market import LARGEST_SCORE, Market, PartColumns
from matching.pairs.scanner import Scanner
from matching.pairs.wide import NO_NET, wide_best_nets, wide_pairs_above
from tests.matching.pairs.pair_markets import NONE, Shape, all_nets, all_scores, pair_markets

HIGH = Shape(parts=3, rules=2, top=30_000, weight=900)
"""Figures of 16 bits under weights that reach a tenth of the largest score."""


def drawn_prices(market: Market, seed: int) -> np.ndarray:
    """Draws prices at all heights, some next to where the 32-bit scan ends."""
    rng = np.random.default_rng(seed)
    size = market.vacancy_count
    edges = LARGEST_SCORE + rng.integers(-2, 3, size)
    high = rng.integers(0, 2 ** int(rng.integers(1, 62)), size)
    return np.where(rng.random(size) < 0.3, edges, high).astype(np.int64)


@given(pair_markets(shape=HIGH), st.integers(0, 2**32))
@settings(max_examples=200, deadline=None)
def test_best_nets_at_any_prices(market: Market, seed: int) -> None:
    """Every laborer's best net value is that of the plain evaluation, to the last unit."""
    scanner, price = Scanner(market), drawn_prices(market, seed)
    found = wide_best_nets(scanner, price[scanner.folded.vacancy_at])
    best = all_nets(market, price).max(axis=1, initial=NONE)
    np.testing.assert_array_equal(found, np.maximum(best, NO_NET)[scanner.folded.laborer_at])


@given(pair_markets(shape=HIGH), st.integers(0, 2**32))
@settings(max_examples=200, deadline=None)
def test_pairs_above_at_any_prices(market: Market, seed: int) -> None:
    """Lists long enough hold exactly the pairs above each laborer's own threshold."""
    scanner, price = Scanner(market), drawn_prices(market, seed)
    rng = np.random.default_rng(seed)
    nets = all_nets(market, price)
    best = nets.max(axis=1, initial=NONE)
    above = np.where(rng.random(len(best)) < 0.2, 2**62, best - rng.integers(0, 2**31, len(best)))
    above = np.maximum(above, NONE)
    folded = scanner.folded
    listed = wide_pairs_above(
        scanner, price[folded.vacancy_at], above[folded.laborer_at], market.vacancy_count + 1
    )
    laborer, vacancy = folded.laborer_at[listed.laborer], folded.vacancy_at[listed.vacancy]
    expected = np.argwhere((nets > above[:, None]) & (nets > NONE))
    assert sorted(zip(laborer.tolist(), vacancy.tolist(), strict=True)) == [
        (i, j) for i, j in expected.tolist()
    ]
    np.testing.assert_array_equal(all_scores(market)[laborer, vacancy], listed.score)


def test_a_top_score_that_leaves_bands_no_width_is_refused() -> None:
    """The highest score there may be, and prices beyond the scan: an error, not an endless loop."""
    table = ClassTable(np.zeros(1, np.int32), np.zeros(1, np.int32), np.ones((1, 1), np.int16))
    market = Market(1, np.ones(1, np.int64), (PartColumns("top", LARGEST_SCORE - 1, (table,)),), ())
    with pytest.raises(MarketError):
        wide_best_nets(Scanner(market), np.array([2**40]))
