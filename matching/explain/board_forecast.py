"""What a few more seats on several lines would bring, without solving again.

Let V(k) be what k_j more seats on each line j add to the best plan. V is submodular and concave in
each k_j (see ``docs/model.md``): seats of one line take from each other, and seats of different
lines do too, never the other way round. So with own_j(n) = V of n seats on line j alone, and K the
most that is asked about,

    sum_j own_j(k_j) - c <= V(k) <= sum_j own_j(k_j),    c = sum_j own_j(K_j) - V(K).

The right side adds seats line by line, each worth no more than alone. The left side: going on from
k to K adds no more than sum_j own_j(K_j) - own_j(k_j). Prices p that prove the plan at K are worth
at most what each seat adds before, so V(k) >= sum_j p_j k_j too, and V(k) >= own_j(k_j).

Between these bounds stands the forecast: what lines take from each other grows like the products
of what they bring, as in a quadratic function, from 0 for one line alone to c for all of K. Where
the bounds do not prove it to be within a tenth of the truth, the seats are tried on a copy of the
plan: the forecast is then exact.
"""

from copy import deepcopy
from dataclasses import dataclass

import numpy as np

from matching.columns.arrays import Ints
from matching.explain.board_errors import BoardError
from matching.pairs.market import Market
from matching.solvers.integers import exact_dot, exact_sum
from matching.solvers.repair.changes import SetSeats
from matching.solvers.repair.plan import Plan
from matching.solvers.repair.start import standing_plan
from matching.solvers.solution import Solution

PERCENT = 5
"""Seats asked about, in percent of those there are."""

NEAR = 10
"""A forecast that may be off by more than the least gain over this is tried instead."""

FULL = 100


@dataclass(frozen=True, slots=True)
class Forecast:
    """What some further seats add to the sum of scores.

    Parameters
    ----------
    expected
        The forecast, between the bounds, at most a tenth off; exact for seats on one line.
    least, most
        Proven: the best plan with these seats is worth at least and at most this much more.
    is_tried
        Whether the seats were tried, the bounds being too wide; all three figures are then equal.
    """

    expected: int
    least: int
    most: int
    is_tried: bool


@dataclass(frozen=True, slots=True, eq=False)
class Forecaster:
    """Knows what further seats bring line by line, and all together; ``forecaster`` makes it.

    Parameters
    ----------
    reach
        K_j: most further seats that can be asked about; 0 where the price is 0.
    start
        int64 (vacancies + 1): where each line's entries of ``own`` begin.
    own
        own_j(0), own_j(1), ..., own_j(K_j) of each line: exact.
    together
        V(K): what all of ``reach`` adds at once, exact.
    last_price
        Prices that prove the plan with all of ``reach``.
    plan
        The plan itself, of which copies are changed.
    """

    reach: Ints
    start: Ints
    own: Ints
    together: int
    last_price: Ints
    plan: Plan

    @property
    def one_more(self) -> Ints:
        """What one more seat of each vacancy alone adds, exactly; the lowest price."""
        price = np.zeros(len(self.reach), np.int64)
        wanted = np.flatnonzero(self.reach)
        price[wanted] = self.own[self.start[wanted] + 1]
        return price

    def forecast(self, further: Ints) -> Forecast:
        """Forecasts what further seats bring.

        Parameters
        ----------
        further
            Further seats of each vacancy, 0 to ``reach``; on lines of price 0 any number, which
            adds nothing alone and is not counted.

        Raises
        ------
        BoardError
            ``length``, ``negative`` or ``beyond_reach``.
        """
        seats = self._checked(further)
        alone, full = self.own[self.start[:-1] + seats], self.own[self.start[:-1] + self.reach]
        most, all_alone = exact_sum(alone), exact_sum(full)
        lost = all_alone - self.together
        least = max(most - lost, int(alone.max(initial=0)), exact_dot(self.last_price, seats))
        products = all_alone**2 - exact_dot(full, full)
        asked = most**2 - exact_dot(alone, alone)
        expected = most - (lost * asked // products if products else 0)
        expected = max(least, min(expected, most))
        if NEAR * max(expected - least, most - expected) <= least:
            return Forecast(expected, least, most, is_tried=False)
        gain = self.tried(further)
        return Forecast(gain, gain, gain, is_tried=True)

    def tried(self, further: Ints) -> int:
        """Gives exactly what further seats bring, by one path for each seat with a use.

        Parameters
        ----------
        further
            As in ``forecast``.
        """
        seats, plan = self._checked(further), deepcopy(self.plan)
        for vacancy in np.flatnonzero(seats).tolist():
            plan.apply(SetSeats(vacancy, int(plan.seats[vacancy] + seats[vacancy])))
        return plan.value - self.plan.value

    def _checked(self, further: Ints) -> Ints:
        if further.shape != self.reach.shape:
            raise BoardError(reason="length")
        if further.min(initial=0) < 0:
            raise BoardError(reason="negative")
        seats = np.where(self.reach > 0, further, 0)
        if np.any(seats > self.reach):
            raise BoardError(reason="beyond_reach")
        return seats


def forecaster(market: Market, solution: Solution, percent: int = PERCENT) -> Forecaster:
    """Tries further seats on each line alone, and on all together, by repairs of the plan.

    Parameters
    ----------
    market
        The market solved.
    solution
        Optimal, with prices that prove it; where they are not the lowest, lines of no use are
        tried in vain.
    percent
        How many further seats can be asked about on a line with a price: this share of its seats,
        rounded up, and one at least.

    Raises
    ------
    RepairError
        ``not_optimal`` if the plan is not proven.
    """
    plan = standing_plan(market, solution)
    shares = np.maximum(1, -(-market.seats * percent // FULL))
    reach = np.where(solution.vacancy_price > 0, shares, 0)
    start = np.concatenate([[0], np.cumsum(reach + 1)])
    own = np.zeros(int(start[-1]), np.int64)
    all_at_once = deepcopy(plan)
    for vacancy in np.flatnonzero(reach).tolist():
        begins, most = int(start[vacancy]), int(reach[vacancy])
        own[begins + 1 : begins + 1 + most] = gains_of_seats(plan, vacancy, most)
        seats = int(market.seats[vacancy]) + most
        all_at_once.apply(SetSeats(vacancy, seats))
    return Forecaster(
        reach=reach,
        start=start.astype(np.int64),
        own=own,
        together=all_at_once.value - solution.objective,
        last_price=all_at_once.vacancy_price,
        plan=plan,
    )


def gains_of_seats(plan: Plan, vacancy: int, most: int) -> Ints:
    """Gives what 1, 2, ... further seats of one vacancy add, exactly; the plan is put back.

    Parameters
    ----------
    plan
        A proven plan. Afterwards it has the same seats and value, and is proven.
    vacancy
        The vacancy j.
    most
        At least 1.
    """
    seats = int(plan.seats[vacancy])
    gains = [plan.apply(SetSeats(vacancy, seats + more)).gain for more in range(1, most + 1)]
    plan.apply(SetSeats(vacancy, seats))
    return np.cumsum(gains).astype(np.int64)
