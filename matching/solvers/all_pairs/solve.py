"""The front door over all pairs: the best plan of a market, and prices that prove it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

import numpy as np

from matching.columns.arrays import Ints
from matching.pairs.market import Market
from matching.pairs.scanner import Scanner, joined
from matching.solvers.all_pairs.candidate import (
    Candidate,
    in_market_order,
    lacking_arcs,
    priced,
    solved_on,
    with_lowest_prices,
)
from matching.solvers.all_pairs.lots import drawn
from matching.solvers.all_pairs.search import (
    ENOUGH_STEPS,
    NEAR,
    Bidding,
    auction,
    earlier_prices,
    first_arcs,
)
from matching.solvers.integers import exact_sum
from matching.solvers.progress import SILENT, Progress
from matching.solvers.solution import NOBODY, Solution


def never() -> bool:
    """Goes on to the proof."""
    return False


@dataclass(frozen=True, slots=True)
class MarketParams:
    """How to solve a market.

    Parameters
    ----------
    start_prices
        Prices of an earlier solve of a similar market, which save the search; None without.
    is_lowest
        Whether the optimum comes with the lowest prices that prove it: p_j is then what one more
        seat of vacancy j would add to the objective. Costs further passes over all pairs.
    seed
        Of the lots that decide between plans of equal score, see ``lots.drawn``. Without a seed
        the order of the rows decides. Objective, prices and surpluses are the same for every seed.
    is_stopped
        Asked between steps; once it says True the best plan so far is handed back with its bound.
    """

    start_prices: Ints | None = None
    is_lowest: bool = False
    seed: int | None = None
    is_stopped: Callable[[], bool] = never


DEFAULT_PARAMS = MarketParams()
"""Searches from nothing, to the proof."""


def solve_market(
    market: Market, params: MarketParams = DEFAULT_PARAMS, progress: Progress = SILENT
) -> Solution:
    """Finds a plan of the highest score over all feasible pairs, and prices that prove it.

    Parameters
    ----------
    market
        The market in columns.
    params
        How to solve.
    progress
        Told about each step, and under ``value`` how much of the bound the best plan reaches.

    Returns
    -------
    Solution
        Optimal over all pairs, unless stopped. Its prices prove the plan; they are the
        lowest that do only if asked for.
    """
    scanner = Scanner(market)
    candidates = _candidates(scanner, params, progress)
    best = next(candidates)
    progress.report("value", best.objective, best.bound)
    while not params.is_stopped() and (found := next(candidates, None)):
        best = _best_of(best, found)
        progress.report("value", best.objective, best.bound)
    return in_market_order(scanner, best)


def _best_of(known: Candidate, found: Candidate) -> Candidate:
    """Joins the better plan with the prices of the lower bound."""
    plan = found if found.objective >= known.objective else known
    dual = found if found.bound <= known.bound else known
    return Candidate(plan.plan, plan.objective, dual.price, dual.surplus, dual.bound)


def _candidates(scanner: Scanner, params: MarketParams, progress: Progress) -> Iterator[Candidate]:
    """Yields plans with bounds until one proves the other, and the optimum as it was asked for."""
    price = np.zeros(scanner.folded.vacancy_count, np.int64)
    plan = np.full(scanner.folded.laborer_count, NOBODY, np.int64)
    steps = ENOUGH_STEPS
    if params.start_prices is not None:
        price = earlier_prices(scanner, params.start_prices)
    else:
        for bidding, found in _searched(scanner, params, progress):
            yield found
            price, plan, steps = found.price, found.plan, bidding.steps
    arcs = first_arcs(scanner, price, plan, steps)
    progress.report("flow", 0, len(arcs.score))
    candidate = solved_on(scanner, arcs, price)
    while len((further := lacking_arcs(scanner, arcs, candidate)).score):
        yield candidate
        arcs = joined(arcs, further)
        progress.report("flow", 0, len(arcs.score))
        candidate = solved_on(scanner, arcs, candidate.price)
    yield candidate
    if params.is_lowest:
        progress.report("lowest", 0, 1)
        candidate = with_lowest_prices(scanner, arcs, candidate)
        yield candidate
    if params.seed is not None:
        progress.report("lots", 0, 1)
        yield replace(candidate, plan=drawn(scanner, candidate, params.seed))


def _searched(
    scanner: Scanner, params: MarketParams, progress: Progress
) -> Iterator[tuple[Bidding, Candidate]]:
    """Yields the plan and prices at the end of each phase of the search, or where it is stopped."""
    people = scanner.folded.laborer_count
    for bidding in auction(scanner):
        progress.report("search", bidding.settled, people)
        if bidding.is_settled or params.is_stopped():
            plan = bidding.plan.astype(np.int64)
            placed = np.flatnonzero(plan != NOBODY)
            value = exact_sum(scanner.scores(placed, plan[placed]))
            found = priced(scanner, plan, value, bidding.price.astype(np.int64))
            yield bidding, found
            missing = found.bound - found.objective
            if bidding.steps >= ENOUGH_STEPS and missing <= NEAR * found.bound:
                return
