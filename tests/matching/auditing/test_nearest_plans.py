"""Of all best plans the one nearest to another plan, against every plan there is."""

from itertools import product

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from matching.auditing.planning import nearest_best, plain_problem, planned, planned_near
from matching.columns.arrays import Ints
from matching.market.declared import market_of
from matching.market.weights import DEFAULT_WEIGHTS
from matching.pairs.market import Market
from matching.pairs.plain import scores_of_pairs
from matching.solvers.all_pairs.solve import MarketParams, solve_market
from tests.matching.auditing.audited_markets import PARAMS
from tests.matching.market_strategies import markets


def plans_of(market: Market) -> list[tuple[int, Ints]]:
    """Lists all plans with their scores."""
    people, posts = market.laborer_count, market.vacancy_count
    laborer, vacancy = np.divmod(np.arange(people * posts), max(1, posts))
    score = scores_of_pairs(market, laborer, vacancy).reshape(people, posts)
    options = [[-1, *np.flatnonzero(row >= 0).tolist()] for row in score]
    found = []
    for choice in product(*options):
        plan = np.array(choice, np.int64)
        placed = np.flatnonzero(plan >= 0)
        if (np.bincount(plan[placed], minlength=posts) <= market.seats).all():
            found.append((int(score[placed, plan[placed]].sum()), plan))
    return found


@given(markets(min_people=1, max_people=5, min_vacancies=1, max_vacancies=4), st.data())
@settings(max_examples=60, deadline=None)
def test_no_best_plan_is_nearer(data: object, draw: st.DataObject) -> None:
    """It is best, and changes as few placements as any best plan does."""
    market = market_of(data, DEFAULT_WEIGHTS)  # type: ignore[arg-type]
    plans = plans_of(market)
    best = max(score for score, _ in plans)
    _, wanted = draw.draw(st.sampled_from(plans))
    plan, is_proven = nearest_best(market, solve_market(market, MarketParams()), wanted)
    assert is_proven
    assert any(score == best and np.array_equal(plan, other) for score, other in plans)
    fewest = min(int((other != wanted).sum()) for score, other in plans if score == best)
    assert int((plan != wanted).sum()) == fewest


@given(markets(min_people=1, max_people=6, min_vacancies=1, max_vacancies=4))
@settings(max_examples=20, deadline=None)
def test_the_same_market_changes_nobody(data: object) -> None:
    """A best plan is the nearest one to itself."""
    problem = plain_problem(market_of(data, DEFAULT_WEIGHTS))  # type: ignore[arg-type]
    known = planned(problem, PARAMS)
    assert np.array_equal(planned_near(problem, known, PARAMS).plan, known.plan)
