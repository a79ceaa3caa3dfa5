"""The bound that prices give over all pairs, groups' sites and lots."""

from dataclasses import dataclass

import numpy as np

from matching.columns.arrays import Ints
from matching.solvers.integers import exact_sum
from matching.solvers.joint.forms import UNLIMITED
from matching.solvers.joint.prices import SHIFT, Prices
from matching.solvers.joint.pricing import NOTHING, Pricing
from matching.solvers.joint.problem import JointProblem

LIST_LENGTH = 4
"""Best pairs of a laborer, and best sites of a group, looked at with every bound."""


@dataclass(frozen=True, slots=True, eq=False)
class Bound:
    """A bound on every plan's value, with what each unit finds best at its prices.

    Parameters
    ----------
    prices
        The prices.
    scaled
        The bound in units of 2^-``SHIFT`` points.
    laborer_net, laborer_best
        int64 (laborers, places): best net values and vacancies; nothing for groups' members.
    group_net, group_best
        int64 (groups, places): best net values and sites.
    """

    prices: Prices
    scaled: int
    laborer_net: Ints
    laborer_best: Ints
    group_net: Ints
    group_best: Ints

    @property
    def points(self) -> int:
        """No plan is worth more; in points, plans being worth whole points."""
        return self.scaled >> SHIFT


def bound_at(
    problem: JointProblem, pricing: Pricing, prices: Prices, length: int = LIST_LENGTH
) -> Bound:
    """Takes the bound at prices by one pass over all pairs.

    For every plan that keeps the rules, value <= sum_j h_j p_j + sum_r (most_r max(0, lambda_r)
    + least_r min(0, lambda_r)) + sum over units of their best net value, at least 0 where the unit
    may stay out, + sum over lots of count_k max(0, (gain_k + lambda of its rows) w - cost_k) with
    w the better of least_k and most_k. Proof: add to the value lambda_r times what is left of each
    row's room and p_j times each free seat, none of it below 0, and sort by unit and lot.

    Parameters
    ----------
    problem, pricing
        The problem and its pairs.
    prices
        Any integers with the signs that ``Prices`` asks for.
    length
        How many of each unit's best are kept.
    """
    people = problem.market.laborer_count
    nets = np.full((people, length), NOTHING, np.int64)
    best = np.full((people, length), -1, np.int64)
    for found in pricing.best(prices, length):
        nets[found.laborer], best[found.laborer] = found.net, found.vacancy
    groups = len(problem.groups)
    group_nets = np.full((groups, length), NOTHING, np.int64)
    group_best = np.full((groups, length), -1, np.int64)
    for sites in pricing.best_sites(prices, length):
        width = sites.net.shape[1]
        group_nets[sites.group, :width] = sites.net
        group_best[sites.group, :width] = sites.site
    is_fixed = np.zeros(people, np.bool_)
    is_fixed[problem.patches.fixed] = True
    group_fixed = np.zeros(groups, np.bool_)
    group_fixed[problem.groups.of_laborer[is_fixed & (problem.groups.of_laborer >= 0)]] = True
    singles = pricing.singles
    total = _unit_total(nets[singles, 0], is_fixed[singles])
    total += _unit_total(group_nets[:, 0], group_fixed)
    total += _room_value(problem, prices)
    return Bound(prices, total, nets, best, group_nets, group_best)


def _unit_total(net: Ints, is_fixed: np.ndarray) -> int:
    return exact_sum(np.where(is_fixed, net, np.maximum(net, 0)))


def _room_value(problem: JointProblem, prices: Prices) -> int:
    """Adds up what seats, rows and lots are worth at their prices; rows may need more than 64 bits.

    A row with no least has no negative price and none with no most a positive one.
    """
    total = _dot(problem.market.seats, prices.seat)
    least, most = problem.row_least, problem.row_most
    is_up, is_down = prices.row > 0, prices.row < 0
    total += _dot(most[is_up], prices.row[is_up]) + _dot(least[is_down], prices.row[is_down])
    lots = problem.lots
    each = lots.gain << SHIFT
    np.add.at(each, lots.lot, prices.row[problem.lot_row])
    columns = (lots.least, lots.most, lots.count, lots.cost)
    for worth, low, high, count, cost in zip(
        each.tolist(), *(column.tolist() for column in columns), strict=True
    ):
        total += count * max(0, max(worth * low, worth * high) - (cost << SHIFT))
    return total


def _dot(left: Ints, right: Ints) -> int:
    used = np.flatnonzero((left != 0) & (right != 0))
    return sum(a * b for a, b in zip(left[used].tolist(), right[used].tolist(), strict=True))


def with_signs(problem: JointProblem, row_price: Ints) -> Ints:
    """Gives 0 in place of a row's price that has the wrong sign for the limits it has."""
    kept = np.where((row_price > 0) & (problem.row_most >= UNLIMITED), 0, row_price)
    return np.where((kept < 0) & (problem.row_least <= -UNLIMITED), 0, kept).astype(np.int64)
