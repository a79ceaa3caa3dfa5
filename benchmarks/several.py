"""More than one plan of the reference market, each answer as a ratio to one plain solve of it.

Run with ``run(())`` or, listed among the cases, as ``python -m benchmarks several``. A market has a
vacancy for each twenty laborers; two of its score parts are one goal of the trade-off, the others
the other.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from fractions import Fraction
from statistics import median
from time import perf_counter
from typing import TypeVar

import numpy as np

from benchmarks.reference import reference_market
from matching.pairs.market import Market
from matching.solvers.all_pairs.solve import MarketParams, solve_market
from matching.solvers.all_pairs.verify import verify_market
from matching.solvers.several.different_goals import market_differences
from matching.solvers.several.frontier import FrontierParams, frontier
from matching.solvers.several.further_offers import OffersParams, further_offers
from matching.solvers.several.layers import MarketLayers
from matching.solvers.several.market_goals import MarketGoals
from matching.solvers.several.plans import PlansParams, differing_plans
from matching.solvers.several.shared_offers import shared_offers
from matching.solvers.solution import Solution

SIZES = (2000, 20_000)
WARM_LABORERS = 1000
"""Asked first, so that compiling is not timed."""
REPEATS = 3
POINTS = (9, 25)
LOST = (Fraction(1, 1000), Fraction(1, 100))
DECLINED = (Fraction(0), Fraction(1, 10), Fraction(1, 4))
SHARED = Fraction(1, 10)
FIRST_PARTS = 2

Found = TypeVar("Found")


def run(sizes: Sequence[int]) -> None:
    """Prints each answer's seconds, its ratio to a plain solve, and what is proven of it.

    Parameters
    ----------
    sizes
        Numbers of laborers; the usual ones if empty.
    """
    _warm(reference_market(WARM_LABORERS))
    for laborers in sizes or SIZES:
        market = reference_market(laborers)
        solution, plain_s = _timed(lambda of=market: solve_market(of, MarketParams(is_lowest=True)))
        print(f"{laborers:,} laborers x {market.vacancy_count:,}: plain solve {plain_s:.3f} s")
        for points in POINTS:
            _print_frontier(market, points, plain_s)
        for lost in LOST:
            _print_plans(market, solution, lost, plain_s)
        for declined in DECLINED:
            _print_offers(market, solution, declined, plain_s)
        _print_shared(market, solution, plain_s)


def _print_frontier(market: Market, points: int, plain_s: float) -> None:
    goals = _two_goals(market)
    found, seconds = _timed(lambda: frontier(goals, FrontierParams(points)))
    for point in found.points[:: max(1, points // 4)]:
        if not verify_market(goals.weighted(point.weights), point.solution).is_optimal:
            raise AssertionError(point.weights)
    box = found.points[-1].first - found.points[0].first
    print(
        _line(f"trade-off, {len(found.points)} points", seconds, plain_s),
        f"unknown {float(found.unknown_share):.3%} of the area, ends {found.unknown_ends}",
        f"(range of the first goal {box:,})",
    )


def _print_plans(market: Market, solution: Solution, lost: Fraction, plain_s: float) -> None:
    kind = np.arange(market.vacancy_count)
    params = PlansParams(3, lost)
    found, seconds = _timed(
        lambda: differing_plans(
            solution, lambda others: market_differences(market, others, kind), params
        )
    )
    told = ", ".join(f"{one.difference:,} of at most {one.most_difference:,}" for one in found)
    print(_line(f"2 plans losing {float(lost):.1%}", seconds, plain_s), f"differences {told}")


def _print_offers(market: Market, solution: Solution, share: Fraction, plain_s: float) -> None:
    plan, layers = solution.vacancy_of_laborer, MarketLayers(market)
    found, seconds = _timed(lambda: further_offers(layers, plan, OffersParams(3, share)))
    people = [int(np.count_nonzero(one.vacancy_of_laborer >= 0)) for one in found.layers]
    print(
        _line(f"offers, {float(share):.0%} declined", seconds, plain_s),
        f"second {people[0]:,}, third {people[1]:,}, on {int((found.free + found.freed).sum()):,}",
        "seats to promise",
    )


def _print_shared(market: Market, solution: Solution, plain_s: float) -> None:
    plan, layers = solution.vacancy_of_laborer, MarketLayers(market)
    params = OffersParams(3, SHARED)
    found, seconds = _timed(lambda: shared_offers(layers, plan, SHARED, params))
    people = [int(np.count_nonzero(offers >= 0)) for offers in found.further]
    print(
        _line(f"sharing seats, {float(SHARED):.0%} declined", seconds, plain_s),
        f"second {people[0]:,}, third {people[1]:,}, worth",
        f"{found.second_value / found.bound:.1%} of the bound",
    )


def _two_goals(market: Market) -> MarketGoals:
    first, second = market.parts[:FIRST_PARTS], market.parts[FIRST_PARTS:]
    return MarketGoals(replace(market, parts=first), second)


def _warm(market: Market) -> None:
    solution = solve_market(market, MarketParams(is_lowest=True))
    frontier(_two_goals(market), FrontierParams(3))
    kind = np.arange(market.vacancy_count)
    differing_plans(solution, lambda others: market_differences(market, others, kind))
    further_offers(MarketLayers(market), solution.vacancy_of_laborer)
    shared_offers(MarketLayers(market), solution.vacancy_of_laborer, SHARED, OffersParams())


def _timed(work: Callable[[], Found]) -> tuple[Found, float]:
    seconds = []
    for _ in range(REPEATS):
        begun = perf_counter()
        found = work()
        seconds.append(perf_counter() - begun)
    return found, median(seconds)


def _line(name: str, seconds: float, plain_s: float) -> str:
    return f"  {name:28s} {seconds:8.3f} s {seconds / plain_s:7.1f} solves "
