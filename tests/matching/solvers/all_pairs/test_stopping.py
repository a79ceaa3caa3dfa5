"""Stopped at any moment, a solve hands back a plan that may be carried out and an honest bound."""

import numpy as np
import pytest

from benchmarks.reference import reference_market
from matching.pairs.market import Market
from matching.solvers.all_pairs.solve import MarketParams, solve_market
from matching.solvers.all_pairs.verify import verify_market
from matching.solvers.solution import Solution, Status
from tests.matching.pairs.pair_markets import Shape, drawn_market
from tests.matching.solvers.all_pairs.market_cases import brute_force, tiny_shape


class StopAt:
    """Says stop from a given time of asking on."""

    def __init__(self, asked: int) -> None:
        self.left = asked

    def __call__(self) -> bool:
        """Counts down."""
        self.left -= 1
        return self.left < 0


class Values:
    """Remembers the reported values and bounds."""

    def __init__(self) -> None:
        self.seen: list[tuple[int, int]] = []
        self.steps: set[str] = set()

    def report(self, step: str, done: int, total: int) -> None:
        """Takes note."""
        self.steps.add(step)
        assert 0 <= done <= total or step == "value"
        if step == "value":
            self.seen.append((done, total))


def assert_honest(market: Market, solution: Solution, optimum: int) -> None:
    """The plan is feasible, its bound is valid and it claims no more than is so."""
    verification = verify_market(market, solution)
    assert verification.findings == ()
    assert verification.is_feasible
    assert solution.objective <= optimum <= solution.bound
    assert verification.is_optimal == (solution.objective == solution.bound)
    assert (solution.status == Status.OPTIMAL) == verification.is_optimal


def crowded_market(seed: int) -> Market:
    """Draws a market that takes several rounds of bids."""
    rng = np.random.default_rng(seed)
    return drawn_market(rng, 400, 80, Shape(parts=3, rules=2, most_seats=2))


@pytest.mark.parametrize("seed", range(4))
def test_stopped_at_any_moment(seed: int) -> None:
    """However often it is asked before it stops, the answer is honest; never asked, optimal."""
    market = crowded_market(seed)
    optimum = solve_market(market).objective
    for asked in range(12):
        solution = solve_market(market, MarketParams(is_stopped=StopAt(asked)))
        assert_honest(market, solution, optimum)


@pytest.mark.parametrize("seed", range(4))
def test_stopped_with_start_prices(seed: int) -> None:
    """A solve from bad prices, stopped at once, still bounds the optimum."""
    market = crowded_market(seed)
    optimum = solve_market(market).objective
    start = np.random.default_rng(seed).integers(0, market.top_score + 1, market.vacancy_count)
    for asked in range(4):
        params = MarketParams(start_prices=start, is_stopped=StopAt(asked))
        assert_honest(market, solve_market(market, params), optimum)


def test_tiny_markets_stopped_at_once() -> None:
    """Two hundred tiny markets stopped before anything else are honest against every plan."""
    for seed in range(200):
        rng = np.random.default_rng(seed)
        laborers, vacancies = int(rng.integers(0, 6)), int(rng.integers(0, 5))
        market = drawn_market(rng, laborers, vacancies, tiny_shape(rng))
        solution = solve_market(market, MarketParams(is_stopped=StopAt(seed % 3)))
        assert_honest(market, solution, brute_force(market))


def test_reported_values_and_bounds_close_in() -> None:
    """Values never fall, bounds never rise, the optimum lies between and both end there."""
    market = reference_market(1000)
    values = Values()
    solution = solve_market(market, progress=values)
    assert {"search", "flow", "value"} <= values.steps
    found = [value for value, _ in values.seen]
    bounds = [bound for _, bound in values.seen]
    assert found == sorted(found)
    assert bounds == sorted(bounds, reverse=True)
    assert found[-1] == bounds[-1] == solution.objective


def test_a_stopped_reference_market_is_nearly_solved() -> None:
    """The search's own plan is feasible, and its bound proves it close to the best."""
    market = reference_market(2000)
    optimum = solve_market(market).objective
    for asked in range(6):
        solution = solve_market(market, MarketParams(is_stopped=StopAt(asked)))
        assert_honest(market, solution, optimum)
