"""Today's practice, one person after the other, agrees with doing it by hand."""

import numpy as np
from hypothesis import given, settings

from matching.columns.market_data import MarketData
from matching.market.declared import market_of
from matching.market.weights import DEFAULT_WEIGHTS
from matching.pairs.folded import folded
from matching.pairs.plain import scores_of_block
from matching.solvers.all_pairs.in_turn import plan_in_turn
from matching.solvers.solution import NOBODY
from tests.matching.market_strategies import markets


@settings(max_examples=80, deadline=None)
@given(markets())
def test_everybody_takes_the_best_that_is_left(data: MarketData) -> None:
    """In the market's order, each the highest score with a free seat, the earlier of equals."""
    market = market_of(data, DEFAULT_WEIGHTS)
    everybody, posts = np.arange(len(data.people)), np.arange(len(data.vacancies))
    scores, free = scores_of_block(market, everybody, posts), data.vacancies.seats.copy()
    wanted = []
    for row in scores.tolist():
        open_posts = [post for post in posts.tolist() if free[post] and row[post] >= 0]
        taken = max(open_posts, key=lambda post: (row[post], -post), default=NOBODY)
        wanted.append(taken)
        if taken != NOBODY:
            free[taken] -= 1
    assert plan_in_turn(folded(market)).tolist() == wanted
