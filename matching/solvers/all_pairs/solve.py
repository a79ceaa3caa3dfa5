"""The front door over all pairs: the best plan of a market, and prices that prove it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np

from matching.columns.arrays import Ints
from matching.pairs.market import LARGEST_SCORE, Market
from matching.pairs.plain import scores_of_pairs
from matching.pairs.scanner import Scanner, joined
from matching.solvers.all_pairs.candidate import (
    Candidate,
    held_net,
    in_market_order,
    priced,
    solved_on,
)
from matching.solvers.all_pairs.search import auction, least_raise
from matching.solvers.integers import exact_sum
from matching.solvers.progress import SILENT, Progress
from matching.solvers.solution import NOBODY, Solution

ARC_LENGTH = 8
"""Most pairs a laborer in one listing at prices; three held the optimum in the study."""

SLACK_STEPS = 6
"""Pairs that are this many least raises worse than the laborer's best are not listed at first."""


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
    is_stopped
        Asked between steps; once it says True the best plan so far is handed back with its bound.
    """

    start_prices: Ints | None = None
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
        Optimal over all pairs, unless stopped. Its prices prove the plan; they need not be the
        lowest that do.
    """
    scanner = Scanner(market)
    candidates = _candidates(scanner, market, params, progress)
    best = next(candidates)
    progress.report("value", best.objective, best.bound)
    while best.objective < best.bound and not params.is_stopped():
        found = next(candidates)
        best = _best_of(best, found)
        progress.report("value", best.objective, best.bound)
    return in_market_order(scanner, best)


def _best_of(known: Candidate, found: Candidate) -> Candidate:
    """Joins the better plan with the prices of the lower bound."""
    plan = found if found.objective >= known.objective else known
    dual = found if found.bound <= known.bound else known
    return Candidate(plan.plan, plan.objective, dual.price, dual.surplus, dual.bound)


def _candidates(
    scanner: Scanner, market: Market, params: MarketParams, progress: Progress
) -> Iterator[Candidate]:
    """Yields plans with bounds until one proves the other; a stopped search yields what it has."""
    people = scanner.folded.laborer_count
    slack = SLACK_STEPS * least_raise(scanner)
    if params.start_prices is None:
        price = np.zeros(scanner.folded.vacancy_count, np.int64)
        for found in auction(scanner, slack):
            price = found.price
            progress.report("search", found.settled, people)
            if params.is_stopped():
                yield priced(scanner, found.plan, _value(scanner, market, found.plan), price)
    else:
        price = np.asarray(params.start_prices, np.int64)[scanner.folded.vacancy_at]
    arcs = scanner.arcs_above(price, np.full(people, -slack), ARC_LENGTH, slack)
    while True:
        progress.report("flow", 0, len(arcs.score))
        candidate = solved_on(scanner, arcs, price)
        yield candidate
        price, net = candidate.price, held_net(arcs, candidate)
        lacking = np.where(candidate.surplus > net, net, LARGEST_SCORE)
        arcs = joined(arcs, scanner.arcs_above(price, lacking, ARC_LENGTH))


def _value(scanner: Scanner, market: Market, plan: Ints) -> int:
    placed = np.flatnonzero(plan != NOBODY)
    laborers = scanner.folded.laborer_at[placed]
    return exact_sum(scores_of_pairs(market, laborers, scanner.folded.vacancy_at[plan[placed]]))
