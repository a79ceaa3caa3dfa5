"""The solve over all pairs against every plan, other solvers and closed forms."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matching.pairs.market import Market
from matching.solvers.all_pairs.solve import DEFAULT_PARAMS, MarketParams, solve_market
from matching.solvers.all_pairs.verify import verify_market
from matching.solvers.solution import Solution, Status
from matching.solvers.solve import solve
from tests.matching.pairs.pair_markets import Shape, drawn_market
from tests.matching.solvers.all_pairs.market_cases import (
    DIGIT,
    brute_force,
    dense_market,
    listed_problem,
    networkx_optimum,
    renamed,
    scipy_optimum,
    tiny_markets,
    tiny_shape,
    with_seats,
)


def proven(market: Market, params: MarketParams = DEFAULT_PARAMS) -> Solution:
    """Solves and demands that the plain check finds the proof complete."""
    solution = solve_market(market, params)
    verification = verify_market(market, solution)
    assert verification.findings == ()
    assert verification.is_feasible
    assert verification.is_optimal
    assert solution.objective == solution.bound
    assert solution.status == Status.OPTIMAL
    return solution


def medium_market(seed: int, laborers: int = 120, vacancies: int = 40) -> Market:
    """Draws a market in which an eighth of the pairs or more are feasible, scarce or plentiful."""
    rng = np.random.default_rng(seed)
    while True:
        market = drawn_market(rng, laborers, vacancies, Shape(parts=4, rules=2, most_seats=4))
        if listed_problem(market).arc_count > laborers * vacancies // 8 and market.top_score > 0:
            return market


@given(tiny_markets())
@settings(max_examples=150, deadline=None)
def test_equals_every_plan_tried(market: Market) -> None:
    """No plan over all pairs is better, and the gap is exactly 0."""
    assert proven(market).objective == brute_force(market)


@pytest.mark.prove
@pytest.mark.parametrize("block", range(10))
def test_equals_every_plan_tried_many(block: int) -> None:
    """Ten thousand tiny markets equal the best of all plans."""
    for seed in range(1000):
        rng = np.random.default_rng([block, seed])
        laborers, vacancies = int(rng.integers(0, 6)), int(rng.integers(0, 5))
        market = drawn_market(rng, laborers, vacancies, tiny_shape(rng))
        assert proven(market).objective == brute_force(market), (block, seed)


@pytest.mark.parametrize("seed", range(8))
def test_equals_the_other_solvers(seed: int) -> None:
    """Medium markets reach the optimum of scipy, of networkx and of all pairs listed."""
    market = medium_market(seed)
    objective = proven(market).objective
    assert objective == solve(listed_problem(market)).objective
    assert objective == scipy_optimum(market)
    assert objective == networkx_optimum(market)


@pytest.mark.prove
@pytest.mark.parametrize("seed", range(8, 200))
def test_equals_the_other_solvers_many(seed: int) -> None:
    """Some two hundred medium markets of changing size reach the same optimum."""
    rng = np.random.default_rng(seed)
    market = medium_market(seed, int(rng.integers(30, 400)), int(rng.integers(5, 150)))
    objective = proven(market).objective
    assert objective == solve(listed_problem(market)).objective
    assert objective == scipy_optimum(market)


@pytest.mark.parametrize("size", [1, 2, 7, 40, 150])
def test_machol_wien(size: int) -> None:
    """With s_ij = i j the diagonal is best: the sum of squares."""
    figures = np.arange(1, size + 1)
    market = dense_market([1] * size, np.outer(figures, figures))
    assert proven(market).objective == size * (size + 1) * (2 * size + 1) // 6


@pytest.mark.parametrize("size", [1, 2, 7, 40, 150])
def test_machol_wien_by_cost(size: int) -> None:
    """With costs c_ij = i j, all placed, the cheapest plan costs n (n + 1) (n + 2) / 6."""
    figures, top = np.arange(1, size + 1), 10**6
    market = dense_market([1] * size, top - np.outer(figures, figures))
    cost = size * (size + 1) * (size + 2) // 6
    assert proven(market).objective == top * size - cost


@pytest.mark.parametrize("size", [5, 50])
def test_parisi(size: int) -> None:
    """Exponential costs: the mean optimum is sum 1/k^2 up to the noise of the sample."""
    rng = np.random.default_rng(size)
    top, scale = 2 * 10**8, 10**7
    costs = []
    for _ in range(60):
        drawn = np.rint(scale * rng.exponential(size=(size, size))).astype(np.int64)
        assert drawn.max() < top < DIGIT * DIGIT
        market = dense_market([1] * size, top - drawn)
        costs.append((top * size - proven(market).objective) / scale)
    expected = sum(1 / k**2 for k in range(1, size + 1))
    assert abs(np.mean(costs) - expected) < 4 * np.std(costs) / np.sqrt(len(costs))


@given(tiny_markets(least=1), st.data())
@settings(max_examples=40, deadline=None)
def test_a_seat_more_never_lowers(market: Market, data: st.DataObject) -> None:
    """The optimum does not fall with a seat more, and rises by at most the seat's price."""
    vacancy = data.draw(st.integers(0, market.vacancy_count - 1))
    seats = market.seats.copy()
    seats[vacancy] += 1
    before, after = proven(market), proven(with_seats(market, seats))
    assert 0 <= after.objective - before.objective <= before.vacancy_price[vacancy]


@pytest.mark.parametrize("seed", range(6))
def test_renaming_changes_nothing(seed: int) -> None:
    """The optimum is the same under any order of people and posts."""
    market = medium_market(seed)
    rng = np.random.default_rng(seed)
    laborers = rng.permutation(market.laborer_count)
    vacancies = rng.permutation(market.vacancy_count)
    assert proven(renamed(market, laborers, vacancies)).objective == proven(market).objective


@pytest.mark.parametrize("seed", range(4))
def test_same_input_same_plan(seed: int) -> None:
    """Two solves of one market agree in every figure."""
    market = medium_market(seed, 500, 60)
    first, second = solve_market(market), solve_market(market)
    for field in ("vacancy_of_laborer", "vacancy_price", "laborer_surplus"):
        np.testing.assert_array_equal(getattr(first, field), getattr(second, field))


@pytest.mark.parametrize("seed", range(6))
def test_any_start_prices_end_at_the_optimum(seed: int) -> None:
    """Prices of nothing, at random, too high, of another market or its own give the optimum."""
    market, rng = medium_market(seed), np.random.default_rng(seed)
    cold = proven(market)
    top, size = market.top_score, market.vacancy_count
    starts = (
        np.zeros(size, np.int64),
        rng.integers(0, top + 1, size),
        np.full(size, 3 * top),
        proven(medium_market(seed + 100)).vacancy_price,
        cold.vacancy_price,
    )
    for start in starts:
        assert proven(market, MarketParams(start_prices=start)).objective == cold.objective


def test_a_solution_is_frozen() -> None:
    """No figure of a proof can be written over."""
    solution = proven(medium_market(1))
    for array in (
        solution.vacancy_of_laborer,
        solution.vacancy_price,
        solution.laborer_surplus,
    ):
        with pytest.raises(ValueError, match="read-only"):
            array[0] = 1
