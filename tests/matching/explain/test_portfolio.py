"""Packages under a budget, held against every choice, each solved anew by scipy."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linear_sum_assignment

from matching.columns.market_data import MarketData
from matching.explain.board_errors import BoardError
from matching.explain.board_training import Training, declared_again, trained
from matching.explain.portfolio import best_portfolio
from matching.explain.portfolio_packages import Package, PackageTrials, Seats
from matching.market.declared import market_of
from matching.market.weights import DEFAULT_WEIGHTS
from matching.pairs.market import Market
from matching.solvers.all_pairs.solve import MarketParams, solve_market
from matching.solvers.knapsack import Cut, best_choice
from matching.solvers.repair.start import standing_plan
from tests.matching.market_strategies import Filler, made_market, markets
from tests.matching.pairs.pair_markets import all_scores


def trials_of(data: MarketData, market: Market, packages: Sequence[Package]) -> PackageTrials:
    """The packages laid out on the optimal plan."""
    plan = standing_plan(market, solve_market(market, MarketParams(is_lowest=True)))
    return PackageTrials(data, market, plan, packages)


def solved_anew(data: MarketData, market: Market, chosen: Sequence[Package]) -> int:
    """The optimum after the packages by scipy: a pool's seat takes the best of its lines."""
    for package in chosen:
        data = trained(data, np.array(package.people, np.int64), package.training)
    changed = declared_again(data, market)
    gain = np.maximum(all_scores(changed), 0)
    columns = [np.repeat(gain, market.seats, axis=1)]
    for pool in (pool for package in chosen for pool in package.seats):
        best = gain[:, list(pool.vacancies)].max(axis=1)
        columns.append(np.repeat(best[:, None], pool.seats, axis=1))
    whole = np.concatenate(columns, axis=1)
    rows, seats = linear_sum_assignment(whole, maximize=True)
    return int(whole[rows, seats].sum())


@st.composite
def offered(draw: st.DrawFn) -> tuple[MarketData, list[Package], int]:
    """A small market, up to five packages of every kind, and a budget."""
    data = draw(
        markets(min_people=2, max_people=7, min_vacancies=1, max_vacancies=5, chances=(0.1, 0.4))
    )
    lines = list(range(len(data.vacancies)))
    free = list(range(len(data.people)))
    packages = []
    for number in range(draw(st.integers(0, 5))):
        pools = draw(
            st.lists(
                st.builds(
                    Seats,
                    st.lists(st.sampled_from(lines), min_size=1, max_size=3, unique=True).map(
                        tuple
                    ),
                    st.integers(0, 2),
                ),
                max_size=2,
            )
        )
        people = draw(st.lists(st.sampled_from(free), max_size=2, unique=True)) if free else []
        free = [person for person in free if person not in people]
        training = Training(
            certificates=draw(st.sampled_from([1, 5])),
            occupation=draw(st.sampled_from([-1, 0, 2])),
            level=draw(st.integers(1, 5)),
        )
        cost = draw(st.integers(0, 6)) * 10_000_00
        packages.append(Package(f"P{number}", cost, tuple(pools), tuple(people), training))
    return data, packages, draw(st.integers(0, 20)) * 10_000_00


@settings(max_examples=25, deadline=None)
@given(offered())
def test_the_choice_is_the_best_of_all(given_: tuple[MarketData, list[Package], int]) -> None:
    """Gains equal the re-solve for every choice, every bound holds, and the best is found."""
    data, packages, budget = given_
    market = market_of(data, DEFAULT_WEIGHTS)
    trials = trials_of(data, market, packages)
    base = solved_anew(data, market, [])
    gains = {}
    for size in range(len(packages) + 1):
        for chosen in combinations(range(len(packages)), size):
            gains[chosen] = solved_anew(data, market, [packages[g] for g in chosen]) - base
    for chosen, gain in gains.items():
        found, cut = trials.tried(chosen)
        assert found == gain == cut.of(chosen)
        assert all(cut.of(other) >= worth for other, worth in gains.items())
    costs = {chosen: sum(packages[g].cost_fen for g in chosen) for chosen in gains}
    best = max(gain for chosen, gain in gains.items() if costs[chosen] <= budget)
    told = best_portfolio(trials, budget)
    assert told.is_best
    assert told.gain == told.most == best == gains[told.chosen]
    assert told.cost_fen == costs[told.chosen] <= budget
    assert told.alone == tuple(gains[(g,)] for g in range(len(packages)))
    stopped = best_portfolio(trials, budget, is_stopped=lambda: True)
    assert stopped.gain <= best <= stopped.most


def test_trials_leave_the_plan_alone() -> None:
    """Whatever is tried, the plan is as before."""
    data = made_market(30, 8, Filler(7, 0.1))
    market = market_of(data, DEFAULT_WEIGHTS)
    packages = [Package("a", 1, (Seats((0, 1, 2), 5),), (3, 4), Training(certificates=7))]
    trials = trials_of(data, market, packages)
    value, holds = trials.plan.value, trials.plan.vacancy_of_laborer
    first = trials.tried((0,))
    assert trials.tried((0,)) == first
    assert trials.plan.value == value
    assert np.array_equal(trials.plan.vacancy_of_laborer, holds)


GOOD = Package("a", 5, (Seats((0,), 1),), (0, 1), Training(certificates=1))


@pytest.mark.parametrize(
    ("packages", "reason"),
    [
        ([replace(GOOD, cost_fen=-1)], "negative"),
        ([replace(GOOD, seats=(Seats((0,), -1),))], "negative"),
        ([replace(GOOD, seats=(Seats((9,), 1),))], "no_such_vacancy"),
        ([replace(GOOD, seats=(Seats((), 1),))], "no_such_vacancy"),
        ([replace(GOOD, people=(7,))], "no_such_person"),
        ([replace(GOOD, people=(1, 1))], "person_twice"),
        ([GOOD, replace(GOOD, code="b")], "person_twice"),
        ([GOOD, replace(GOOD, people=())], "code_twice"),
    ],
)
def test_senseless_packages_are_refused(packages: list[Package], reason: str) -> None:
    """With the reason and the package's code."""
    data = made_market(4, 3, Filler(1, 0.0))
    market = market_of(data, DEFAULT_WEIGHTS)
    with pytest.raises(BoardError) as refused:
        trials_of(data, market, packages)
    assert refused.value.params == {"reason": reason, "package": packages[-1].code}


@settings(max_examples=80, deadline=None)
@given(
    st.lists(st.integers(0, 9), max_size=6),
    st.integers(0, 25),
    st.lists(
        st.tuples(st.integers(-5, 30), st.lists(st.integers(-9, 9), min_size=6, max_size=6)),
        min_size=1,
        max_size=4,
    ),
)
def test_the_greatest_least_bound_is_found(
    costs: list[int], budget: int, drawn: list[tuple[int, list[int]]]
) -> None:
    """Equal to trying every choice."""
    cuts = [Cut(constant, tuple(weights[: len(costs)])) for constant, weights in drawn]
    every = [
        chosen
        for size in range(len(costs) + 1)
        for chosen in combinations(range(len(costs)), size)
        if sum(costs[g] for g in chosen) <= budget
    ]
    found = best_choice(costs, budget, cuts)
    assert found.chosen in every
    assert found.bound == min(cut.of(found.chosen) for cut in cuts)
    assert found.bound == max(min(cut.of(chosen) for cut in cuts) for chosen in every)
