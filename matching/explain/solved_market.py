"""A solved market as the explanations look at it."""

from dataclasses import dataclass

import numpy as np

from matching.columns.arrays import Bools, Ints
from matching.columns.market_data import MarketData
from matching.market.judged import kinds_of_laborers
from matching.pairs.every_pair import feasible_counts
from matching.pairs.market import Market
from matching.pairs.scanner import Scanner
from matching.solvers.solution import NOBODY, Solution


@dataclass(frozen=True, slots=True, eq=False)
class SolvedMarket:
    """A market with its plan, and what is needed to look at its pairs without listing them.

    Parameters
    ----------
    data, market
        The columns, and the rules and parts declared on them.
    solution
        The plan with its prices and surpluses.
    scanner
        Looks at pairs; its positions are in the folded order.
    folded_laborer
        The folded position of each laborer.
    feasible
        How many vacancies no rule forbids to each laborer.
    """

    data: MarketData
    market: Market
    solution: Solution
    scanner: Scanner
    folded_laborer: Ints
    feasible: Ints

    @property
    def has_vacancy(self) -> Bools:
        """Whether the plan gives each laborer a vacancy."""
        found: Bools = self.solution.vacancy_of_laborer != NOBODY
        return found

    def best_nets(self, _market: Market, price: Ints) -> Ints:
        """Gives max over all feasible j of (s_ij - p_j) of each laborer, far below 0 if none."""
        folded = self.scanner.folded
        best = np.empty(folded.laborer_count, np.int64)
        best[folded.laborer_at] = self.scanner.best_nets(price[folded.vacancy_at])
        return best


def solved_market(data: MarketData, market: Market, solution: Solution) -> SolvedMarket:
    """Prepares a solved market for its explanations; one pass over the pairs of each kind."""
    scanner = Scanner(market)
    folded_laborer = inverse(scanner.folded.laborer_at)
    kinds = kinds_of_laborers(market)
    feasible = feasible_counts(scanner.folded, folded_laborer[kinds.example])
    return SolvedMarket(data, market, solution, scanner, folded_laborer, feasible[kinds.of_row])


def inverse(order: Ints) -> Ints:
    """Gives where each position stands in an order."""
    at = np.empty_like(order)
    at[order] = np.arange(len(order))
    return at
