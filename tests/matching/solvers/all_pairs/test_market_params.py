"""What can be asked of a solve over all pairs beside the optimum: lowest prices, lots, a start."""

from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import pytest

from matching.pairs.errors import MarketError
from matching.pairs.market import Market
from matching.pairs.scanner import Scanner
from matching.solvers.all_pairs.search import ENOUGH_STEPS, STEPS_OF_TOP, Bidding, auction
from matching.solvers.all_pairs.solve import MarketParams, solve_market
from matching.solvers.all_pairs.verify import verify_market
from tests.matching.pairs.pair_markets import Shape, drawn_market

SEEDS = range(6)


def market_of(seed: int) -> Market:
    """Draws a market with scarce seats and many ties."""
    rng = np.random.default_rng(seed)
    return drawn_market(rng, 60, 12, Shape(parts=2, rules=2, top=40, most_seats=4))


@pytest.mark.parametrize("seed", SEEDS)
def test_a_lowest_price_is_worth_one_more_seat(seed: int) -> None:
    """Each lowest price is exactly what one more seat of the vacancy adds to the objective."""
    market = market_of(seed)
    solution = solve_market(market, MarketParams(is_lowest=True))
    assert verify_market(market, solution).is_optimal
    for vacancy in range(market.vacancy_count):
        if not market.seats[vacancy]:
            continue
        seats = market.seats.copy()
        seats[vacancy] += 1
        more = solve_market(replace(market, seats=seats)).objective
        assert solution.vacancy_price[vacancy] == more - solution.objective


@pytest.mark.parametrize("seed", SEEDS)
def test_lots_change_nobody_s_prices(seed: int) -> None:
    """Whatever the lots, the objective and every price are the same; the same seed, the plan."""
    market = market_of(seed)
    plain = solve_market(market, MarketParams(is_lowest=True))
    for lot in (0, 1):
        drawn = solve_market(market, MarketParams(is_lowest=True, seed=lot))
        again = solve_market(market, MarketParams(is_lowest=True, seed=lot))
        assert verify_market(market, drawn).is_optimal
        assert drawn.objective == plain.objective
        assert np.array_equal(drawn.vacancy_price, plain.vacancy_price)
        assert np.array_equal(drawn.vacancy_of_laborer, again.vacancy_of_laborer)


def test_prices_of_an_earlier_solve_spare_the_search() -> None:
    """From the prices of a market before one person left, the optimum is found without bidding."""

    class Steps:
        """Remembers the steps."""

        def __init__(self) -> None:
            self.seen: set[str] = set()

        def report(self, step: str, done: int, total: int) -> None:
            """Takes note."""
            assert done >= 0
            assert total >= 0
            self.seen.add(step)

    market = market_of(3)
    prices = solve_market(market).vacancy_price
    seats = market.seats.copy()
    seats[int(np.argmax(seats))] -= 1
    changed = replace(market, seats=seats)
    steps = Steps()
    warm = solve_market(changed, MarketParams(start_prices=prices), steps)
    assert warm.objective == solve_market(changed).objective
    assert "search" not in steps.seen


def test_prices_of_another_market_are_refused() -> None:
    """Too few prices are refused by name; prices of any sign and size lead to the optimum."""
    market = market_of(4)
    with pytest.raises(MarketError) as refused:
        solve_market(market, MarketParams(start_prices=np.zeros(3, np.int64)))
    assert refused.value.params == {"field": "start_prices", "reason": "length"}
    wild = np.where(np.arange(market.vacancy_count) % 2, -(2**40), 2**40)
    solution = solve_market(market, MarketParams(start_prices=wild))
    assert verify_market(market, solution).is_optimal


@pytest.mark.parametrize(("near", "last"), [(1.0, ENOUGH_STEPS), (-1.0, STEPS_OF_TOP[-1])])
def test_the_finest_phase_comes_only_where_prices_are_far(
    near: float, last: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Near enough after the usual phases the search ends, else it goes on; the optimum is one."""
    market, phases = market_of(5), []

    def watched(scanner: Scanner) -> Iterator[Bidding]:
        for bidding in auction(scanner):
            phases.append(bidding.steps)
            yield bidding

    wanted = solve_market(market).objective
    monkeypatch.setattr("matching.solvers.all_pairs.solve.auction", watched)
    monkeypatch.setattr("matching.solvers.all_pairs.solve.NEAR", near)
    solution = solve_market(market)
    assert (solution.objective, solution.bound) == (wanted, wanted)
    assert list(dict.fromkeys(phases)) == [s for s in STEPS_OF_TOP if s <= last]
