"""Two goals over all pairs of a market: two sets of score parts under the same rules."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from matching.pairs.market import LARGEST_SCORE, Market, PartColumns
from matching.solvers.all_pairs.solve import MarketParams, solve_market
from matching.solvers.integers import IntArray
from matching.solvers.several.goals import Point, Weights, proven_point
from matching.solvers.solution import NOBODY

Parts = tuple[PartColumns, ...]


@dataclass(frozen=True, slots=True, eq=False)
class MarketGoals:
    """A market, and a second goal in parts of its own.

    Parameters
    ----------
    market
        Its parts are the first goal.
    second
        The parts of the second goal: figures of at least 0 as in every market, so a cost is told
        as what is saved against the dearest.
    seed
        Of the lots that decide between plans of equal weighted sum, see ``MarketParams``.

    Raises
    ------
    MarketError
        If the columns of the second goal do not fit the market.
    """

    market: Market
    second: Parts
    seed: int | None = None

    def __post_init__(self) -> None:
        replace(self.market, parts=self.second)

    @property
    def seats(self) -> IntArray:
        """The headcount h_j of each vacancy."""
        return self.market.seats

    def fits(self, weights: Weights) -> bool:
        """Says whether scores weighted so stay within what the solver takes exactly."""
        tops = (_top(self.market.parts), _top(self.second))
        return weights[0] * tops[0] + weights[1] * tops[1] < LARGEST_SCORE

    def each(self, plan: IntArray) -> tuple[IntArray, IntArray]:
        """Gives both goals of each laborer's pair in a plan of feasible pairs, 0 for nobody."""
        placed = np.flatnonzero(plan != NOBODY)
        found = np.zeros((2, self.market.laborer_count), np.int64)
        for goal, parts in enumerate((self.market.parts, self.second)):
            for part in parts:
                found[goal, placed] += part.weight * part.of_pairs(placed, plan[placed])
        return found[0], found[1]

    def weighted(self, weights: Weights) -> Market:
        """Gives the market of a weighted sum.

        Parameters
        ----------
        weights
            Weights that fit.
        """
        both = zip(weights, (self.market.parts, self.second), strict=True)
        parts = tuple(part for weight, goal in both for part in _times(goal, weight))
        return replace(self.market, parts=parts)

    def best(self, weights: Weights) -> Point:
        """Finds a plan of the greatest weighted sum, with its proof."""
        solution = solve_market(self.weighted(weights), MarketParams(seed=self.seed))
        return proven_point(self, weights, solution)


def _times(parts: Parts, weight: int) -> list[PartColumns]:
    return [replace(part, weight=weight * part.weight) for part in parts]


def _top(parts: Sequence[PartColumns]) -> int:
    return sum(part.weight * table.highest for part in parts for table in part.tables)
