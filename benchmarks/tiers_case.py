"""The solve by priorities over all pairs against the plain solve of the same market."""

from collections.abc import Sequence
from dataclasses import replace
from time import perf_counter

import numpy as np

from benchmarks.compare import Row, compare
from benchmarks.reference import reference_market
from benchmarks.reference_arcs import reference_arcs
from benchmarks.timed import Timed
from matching.pairs.market import Market
from matching.solvers.all_pairs.solve import solve_market
from matching.solvers.all_pairs.tiered import solve_market_in_tiers

SIZES = (10**4, 10**5)
WARM_LABORERS = 1000
"""Solved first, so that compiling is not timed."""
HOUSEHOLD_SIZE = 3
HOUSEHOLDS_PER_IDLE = 2
"""Every second household has nobody at work."""


def market_with_households(laborers: int) -> Market:
    """Draws the reference market and puts its laborers into households, three in a row.

    Parameters
    ----------
    laborers
        Size of the reference market.
    """
    household = np.arange(laborers) // HOUSEHOLD_SIZE
    counts = np.where(household % HOUSEHOLDS_PER_IDLE == 0, household, -1)
    return replace(reference_market(laborers), household_of_laborer=counts)


def solve_plainly(laborers: int) -> Timed:
    """Times the solve for score alone.

    Parameters
    ----------
    laborers
        Size of the reference market.
    """
    solve_market(market_with_households(WARM_LABORERS))
    market = market_with_households(laborers)
    begun = perf_counter()
    solution = solve_market(market)
    return Timed(perf_counter() - begun, solution.objective, bound=solution.bound)


def solve_by_priorities(laborers: int) -> Timed:
    """Times the solve for households, then people placed, then score, each figure proven.

    Parameters
    ----------
    laborers
        Size of the reference market.
    """
    solve_market_in_tiers(market_with_households(WARM_LABORERS))
    market = market_with_households(laborers)
    begun = perf_counter()
    solution = solve_market_in_tiers(market)
    seconds = perf_counter() - begun
    if solution.tier_values != solution.bounds:
        raise AssertionError((solution.tier_values, solution.bounds))
    return Timed(seconds, solution.objective, bound=solution.bounds.score)


ROWS = (
    Row("plain solve over all pairs", solve_plainly),
    Row("by priorities: households, people, score", solve_by_priorities),
)


def run(sizes: Sequence[int]) -> None:
    """Prints both solves of each size; the score given up for the priorities is what is lost.

    Parameters
    ----------
    sizes
        Numbers of laborers; the usual ones if empty.
    """
    for laborers in sizes or SIZES:
        compare(ROWS, laborers, reference_arcs(laborers).optimum)
