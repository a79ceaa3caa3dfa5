"""Blocking pairs and envy equal plain counts; demands cost what every plan tried says."""

from dataclasses import replace
from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matching.columns.market_data import MarketData
from matching.explain import envy_ranking
from matching.explain.board_errors import BoardError
from matching.explain.envy import EnvyReport, envy_of
from matching.explain.envy_price import prices_of_demands
from matching.explain.envy_ranking import OWN_PARTS, ranking_by
from matching.market.declared import market_of
from matching.market.weights import DEFAULT_WEIGHTS
from matching.pairs.market import Market
from matching.pairs.plain import FORBIDDEN
from matching.solvers import stable as stable_module
from matching.solvers.all_pairs.solve import solve_market
from matching.solvers.problem import AssignmentProblem
from matching.solvers.stable import stable_plan
from matching.solvers.stable_best import Demand, best_under
from matching.solvers.stable_bound import bound_of_stable_plans
from tests.matching.market_strategies import markets
from tests.matching.pairs.pair_markets import Shape, all_scores, drawn_market
from tests.matching.solvers.all_pairs.market_cases import tiny_markets

MARKETS = st.tuples(st.integers(0, 2**32 - 1), st.integers(0, 14), st.integers(0, 8))


def two_markets(drawn: tuple[int, int, int]) -> tuple[Market, Market]:
    """A market, and how people rank it: the same rules, other figures with many ties."""
    seed, people, posts = drawn
    rng = np.random.default_rng(seed)
    market = drawn_market(rng, people, posts, Shape(parts=2, rules=2, top=int(rng.choice([3, 99]))))
    other = drawn_market(rng, people, posts, Shape(parts=2, rules=0, top=9))
    return market, replace(other, seats=market.seats, rules=market.rules)


def counted(
    scores: np.ndarray, ranks: np.ndarray, seats: np.ndarray, plan: list[int]
) -> EnvyReport:
    """Looks at every pair of a person and a post, and of a person and a holder, one by one."""
    blocking, free, envious = set(), set(), set()
    held = [plan.count(post) for post in range(len(seats))]
    for i, own in enumerate(plan):
        for j in range(len(seats)):
            if scores[i][j] == FORBIDDEN or (own >= 0 and ranks[i][j] <= ranks[i][own]):
                continue
            weaker = {
                (i, k) for k, at in enumerate(plan) if at == j and scores[k][j] < scores[i][j]
            }
            envious |= weaker
            if held[j] < seats[j]:
                free.add((i, j))
            if held[j] < seats[j] or weaker:
                blocking.add((i, j))
    return EnvyReport(
        len(blocking),
        len({i for i, _ in blocking}),
        len({j for _, j in blocking}),
        len(free),
        len(envious),
        len({i for i, _ in envious}),
        len({k for _, k in envious}),
    )


@settings(max_examples=80, deadline=None)
@given(MARKETS, st.integers(0, 2), st.sampled_from([1, 20, 10**6]))
def test_the_report_equals_a_plain_count(
    drawn: tuple[int, int, int], kind: int, together: int
) -> None:
    """For the best plan, a random plan and nobody placed; in blocks of any size."""
    market, ranking = two_markets(drawn)
    scores, ranks = all_scores(market), all_scores(ranking)
    rng = np.random.default_rng(drawn[0])
    plan = np.full(market.laborer_count, -1, np.int64)
    if kind == 0:
        plan = solve_market(market).vacancy_of_laborer
    if kind == 1 and market.vacancy_count:
        free = market.seats.copy()
        for i in rng.permutation(market.laborer_count).tolist():
            j = int(rng.integers(market.vacancy_count))
            if scores[i][j] != FORBIDDEN and free[j]:
                plan[i], free[j] = j, free[j] - 1
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(envy_ranking, "BLOCK_PAIRS", together)
        found = envy_of(market, ranking, plan)
        assert found == counted(scores, ranks, market.seats, plan.tolist())
        by_score = envy_of(market, market, plan)
    assert by_score == counted(scores, scores, market.seats, plan.tolist())
    assert found.is_stable == (found.blocking_pairs == 0)
    assert found.is_envy_free == (found.envious_pairs == 0)


def stable_of(market: Market, ranking: Market) -> np.ndarray:
    """Deferred acceptance on plain scores."""
    scores, ranks = all_scores(market), all_scores(ranking)
    return stable_plan(market.laborer_count, market.seats, lambda who: (ranks[who], scores[who]))


def applied_one_by_one(scores: np.ndarray, ranks: np.ndarray, seats: np.ndarray) -> list[int]:
    """Deferred acceptance as in the book, every tie broken: one person applies at a time."""
    plan = [-1] * len(scores)
    wishes = [
        sorted(
            np.flatnonzero(row != FORBIDDEN).tolist(),
            key=lambda j, i=i: (-ranks[i][j], -scores[i][j], j),
        )
        for i, row in enumerate(scores)
    ]
    free = list(range(len(scores)))
    while free:
        i = free.pop()
        if not wishes[i]:
            continue
        j = wishes[i].pop(0)
        plan[i] = j
        holders = [k for k, at in enumerate(plan) if at == j]
        if len(holders) > seats[j]:
            last = min(holders, key=lambda k: (scores[k][j], -k))
            plan[last] = -1
            free.append(last)
    return plan


@settings(max_examples=60, deadline=None)
@given(MARKETS, st.sampled_from([1, 3, 1000]), st.sampled_from([1, 2, 48]))
def test_nothing_blocks_the_stable_plan(
    drawn: tuple[int, int, int], together: int, listed: int
) -> None:
    """It is that of the book, however many apply at once and keep however long lists."""
    market, ranking = two_markets(drawn)
    plan = stable_of(market, ranking)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(stable_module, "PEOPLE_TOGETHER", together)
        patch.setattr(stable_module, "LISTED", listed)
        assert np.array_equal(stable_of(market, ranking), plan)
    by_hand = applied_one_by_one(all_scores(market), all_scores(ranking), market.seats)
    assert plan.tolist() == by_hand
    found = envy_of(market, ranking, plan)
    assert found.is_stable
    assert found.is_envy_free
    assert (np.bincount(plan[plan >= 0], minlength=len(market.seats)) <= market.seats).all()


def every_plan(market: Market) -> list[list[int]]:
    """All plans of a tiny market."""
    scores = all_scores(market)
    choices = [[-1, *np.flatnonzero(row != FORBIDDEN).tolist()] for row in scores]
    return [
        list(plan)
        for plan in product(*choices)
        if all(plan.count(j) <= seats for j, seats in enumerate(market.seats.tolist()))
    ]


def value(scores: np.ndarray, plan: list[int]) -> int:
    """The sum of scores of a plan."""
    return sum(int(scores[i][j]) for i, j in enumerate(plan) if j >= 0)


@settings(max_examples=40, deadline=None)
@given(tiny_markets(least=1), st.integers(0, 99))
def test_the_price_of_a_demand_is_that_of_the_best_plan(market: Market, seed: int) -> None:
    """By trying every plan; the plan built without a search loses at least as much."""
    rng = np.random.default_rng(seed)
    other = drawn_market(rng, market.laborer_count, market.vacancy_count, Shape(parts=2, top=3))
    ranking = replace(other, seats=market.seats, rules=market.rules)
    scores, ranks = all_scores(market), all_scores(ranking)
    plans = every_plan(market)
    solution = solve_market(market)
    best = max(value(scores, plan) for plan in plans)
    assert best == solution.objective
    searched = prices_of_demands(market, ranking, solution)
    built = prices_of_demands(market, ranking, solution, searched_pairs=-1)
    for found, plain in zip(searched, built, strict=True):
        is_stable = found.demand == Demand.STABLE
        reports = [(plan, counted(scores, ranks, market.seats, plan)) for plan in plans]
        good = [p for p, r in reports if (r.is_stable if is_stable else r.is_envy_free)]
        least = best - max(value(scores, plan) for plan in good)
        assert found.loss == found.least_loss == least
        assert found.plan.tolist() in good
        assert found.placed == int((found.plan >= 0).sum())
        assert plain.plan.tolist() in good
        assert plain.loss == best - value(scores, plain.plan.tolist()) >= least >= 0
        assert 0 <= plain.least_loss <= least
        assert is_stable or plain.least_loss == 0


@settings(max_examples=60, deadline=None)
@given(tiny_markets(least=1), st.integers(0, 99), st.integers(0, 9))
def test_no_stable_plan_is_above_the_bound(market: Market, seed: int, scale: int) -> None:
    """For any prices; by trying every plan."""
    rng = np.random.default_rng(seed)
    other = drawn_market(rng, market.laborer_count, market.vacancy_count, Shape(parts=2, top=3))
    ranking = replace(other, seats=market.seats, rules=market.rules)
    scores, ranks = all_scores(market), all_scores(ranking)
    price = rng.integers(0, 1 + scale * max(1, int(scores.max(initial=0))) // 9, len(market.seats))
    bound = bound_of_stable_plans(ranks, scores, market.seats, price)
    for plan in every_plan(market):
        if counted(scores, ranks, market.seats, plan).is_stable:
            assert value(scores, plan) <= bound


def test_what_nobody_contests_is_sure() -> None:
    """Both prefer the one post where the first is stronger: the bound is the only stable plan's."""
    scores = np.array([[9, 8], [8, 1]])
    ranks = np.array([[2, 1], [2, 1]])
    assert bound_of_stable_plans(ranks, scores, np.array([1, 1]), np.array([7, 0])) == 10


def test_a_search_cut_short_states_a_bound() -> None:
    """Without any work allowed the answer is a plan all the same, and the bound is no lower."""
    rng = np.random.default_rng(4)
    market = drawn_market(rng, 14, 6, Shape(parts=3, rules=1, top=30))
    scores = all_scores(market)
    laborer, vacancy = np.nonzero(scores != FORBIDDEN)
    problem = AssignmentProblem(14, market.seats, laborer, vacancy, scores[laborer, vacancy])
    start = stable_of(market, market)
    found = best_under(problem, problem.arc_score, Demand.STABLE, start=start, work=1e-3)
    whole = best_under(problem, problem.arc_score, Demand.STABLE, start=start)
    assert found.objective <= whole.objective == whole.bound <= found.bound


@settings(max_examples=20, deadline=None)
@given(markets(min_people=1, min_vacancies=1))
def test_people_rank_by_the_parts_they_can_judge(data: MarketData) -> None:
    """A ranking keeps rules and weights; a part that is none is refused."""
    market = market_of(data, DEFAULT_WEIGHTS)
    ranking = ranking_by(market, OWN_PARTS)
    assert {part.name for part in ranking.parts} == set(OWN_PARTS)
    assert ranking.rules == market.rules
    with pytest.raises(BoardError, match="no_such_part"):
        ranking_by(market, ("beauty",))


@pytest.mark.prove
def test_hundreds_of_larger_markets_are_counted_right() -> None:
    """Markets of 60 by 20, best plans and stable plans."""
    for seed in range(150):
        market, ranking = two_markets((seed, 60, 20))
        scores, ranks = all_scores(market), all_scores(ranking)
        for plan in (solve_market(market).vacancy_of_laborer, stable_of(market, ranking)):
            expected = counted(scores, ranks, market.seats, plan.tolist())
            assert envy_of(market, ranking, plan) == expected
