"""Every rule an office can set holds in every plan, and no rule makes a plan worth more."""

from dataclasses import replace
from functools import cache
from itertools import product

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from matching.columns.market_data import MarketData
from matching.constraints.assembled import Assembled, assembled
from matching.constraints.declared import Rules
from matching.market.declared import market_of
from matching.market.weights import DEFAULT_WEIGHTS
from matching.pairs.market import Market
from matching.pairs.plain import scores_of_block
from matching.solvers.joint.errors import JointError
from matching.solvers.joint.solution import JointSolution
from matching.solvers.joint.solve import solve_jointly
from matching.solvers.joint.verify import broken_promises
from tests.matching.constraints.plain_keeping import PlainRound, broken_keys
from tests.matching.constraints.rule_cases import DRAWN, count_of, drawn_rules
from tests.matching.market_strategies import Filler, made_market, markets

seeds = st.integers(0, 2**32 - 1)


def plain_round(data: MarketData, market: Market) -> PlainRound:
    """Gives the market's feasible pairs by key."""
    scores = scores_of_block(
        market, np.arange(market.laborer_count), np.arange(market.vacancy_count)
    )
    people, posts = data.people.key.tolist(), data.vacancies.key.tolist()
    return PlainRound(
        data,
        {(people[i], posts[j]): int(scores[i, j]) for i, j in np.argwhere(scores >= 0).tolist()},
    )


def solved(problem: Assembled) -> JointSolution | None:
    """Solves; None where the rules collide."""
    try:
        return solve_jointly(problem.problem)
    except JointError as refused:
        if refused.params["reason"] != "infeasible":
            raise
        return None


def plan_by_key(data: MarketData, solution: JointSolution) -> dict[int, int]:
    """Gives who has which post."""
    plan = solution.vacancy_of_laborer
    return {
        int(data.people.key[i]): int(data.vacancies.key[plan[i]]) for i in np.flatnonzero(plan >= 0)
    }


def riders_by_key(problem: Assembled, rules: Rules, solution: JointSolution) -> dict[str, int]:
    """Gives how many ride each trip."""
    people = dict(zip(problem.lot_key, solution.lot_people.tolist(), strict=True))
    return {trip.key: people[trip.key] for trip in rules.trips}


def check_rules_hold(data: MarketData, seed: int, families: tuple[str, ...] | None = None) -> None:
    """Solves under random rules and holds the plan against both checkers."""
    market = market_of(data, DEFAULT_WEIGHTS)
    rules = drawn_rules(data, market, seed, families)
    problem = assembled(data, market, rules)
    solution = solved(problem)
    assume(solution is not None)
    assert solution is not None
    assert broken_promises(problem.problem, solution) == ()
    plan = plan_by_key(data, solution)
    riders = riders_by_key(problem, rules, solution)
    assert list(broken_keys(plain_round(data, market), rules, plan, riders)) == []
    assert solution.objective == solution.bound
    gains_nothing = replace(rules, trips=(), decided=())
    if rules == gains_nothing:
        free = solve_jointly(assembled(data, market, Rules()).problem)
        assert solution.objective <= free.objective


@settings(max_examples=80, deadline=None)
@given(markets(min_people=2, min_vacancies=1), seeds)
def test_all_rules_hold_together(data: MarketData, seed: int) -> None:
    """Rules of many families at once: the plain checker finds nothing broken."""
    check_rules_hold(data, seed)


@pytest.mark.parametrize("family", [name for name in DRAWN if name != "rooms"])
@settings(max_examples=12, deadline=None)
@given(data=markets(min_people=3, min_vacancies=2, chances=(0.05, 0.2)), seed=seeds)
def test_each_family_holds(family: str, data: MarketData, seed: int) -> None:
    """One family alone: it holds, and without it the value is never lower."""
    check_rules_hold(data, seed, (family, "rooms") if family == "together" else (family,))


@pytest.mark.prove
@settings(max_examples=1500, deadline=None)
@given(markets(min_people=2, min_vacancies=1, max_people=14), seeds)
def test_all_rules_hold_together_many(data: MarketData, seed: int) -> None:
    """The same over many more rounds."""
    check_rules_hold(data, seed)


@cache
def _tiny(seed: int) -> tuple[MarketData, Market]:
    data = made_market(4, 3, Filler(seed, 0.1))
    return data, market_of(data, DEFAULT_WEIGHTS)


@settings(max_examples=50, deadline=None)
@given(st.integers(0, 400), seeds)
def test_the_best_plan_equals_that_of_trying_all(market_seed: int, seed: int) -> None:
    """In the offices' own terms, trips aside: no plan that keeps all rules is worth more."""
    data, market = _tiny(market_seed)
    names = tuple(name for name in DRAWN if name != "trips")
    rules = drawn_rules(data, market, seed, names)
    plain = plain_round(data, market)
    problem = assembled(data, market, rules)
    solution = solved(problem)
    best: int | None = None
    scores = dict(plain.scores)
    patches = problem.problem.patches
    for i, j, score in zip(patches.laborer, patches.vacancy, patches.score, strict=True):
        if score >= 0:
            scores[int(data.people.key[i]), int(data.vacancies.key[j])] = int(score)
    for chosen in product([None, *data.vacancies.key.tolist()], repeat=len(data.people)):
        pairs = zip(data.people.key.tolist(), chosen, strict=True)
        plan = {person: vacancy for person, vacancy in pairs if vacancy is not None}
        if all(pair in scores for pair in plan.items()):
            value = sum(scores[pair] for pair in plan.items())
            is_better = best is None or value > best
            if is_better and not list(broken_keys(plain, rules, plan, {})):
                best = value
    assert (None if solution is None else solution.objective) == best
    assert count_of(rules) >= 0
