"""Plans nearly as good as the best that place people elsewhere, with a bound on how many can be.

Wanted is the greatest difference from the plans already chosen among all plans that lose no more
than a stated share of the optimum. Value and difference are two goals, and the answer lies on their
trade-off where the value is just enough. Weights are narrowed until the best plan P for one
weighing has value enough and the best plan Q for the next has not. Each solve proves
v * value + w * difference <= bound for every plan, so no plan of value T or more differs by more
than (bound - v T) / w. Then P is taken towards Q by those exchanges of people that win the most
difference for the value they cost, as far as the value allows.
"""

from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from matching.solvers.integers import IntArray
from matching.solvers.several.directions import nearest_fitting, normal
from matching.solvers.several.ends import weighing_first, weighing_second
from matching.solvers.several.errors import SeveralError
from matching.solvers.several.exchanges import exchanged, exchanges
from matching.solvers.several.goals import Point, TwoGoals, Weights, values_of

MOST_SOLVES = 40
"""Weights tried at most for one plan; some six to twelve were enough in every market measured."""


NEAR = 1000
"""One part in so many of the bound may be lacking; below a thousand people nobody."""


@dataclass(frozen=True, slots=True, eq=False)
class Differing:
    """A plan of value enough that differs from others.

    Parameters
    ----------
    plan
        The vacancy of each laborer, -1 for nobody.
    value
        Sum of its scores.
    least_value
        T: what the value had to be at least.
    difference
        Sum over the plans to differ from of the people placed elsewhere than there.
    most_difference
        Proven: no plan of value T or more differs by more.
    """

    plan: IntArray
    value: int
    least_value: int
    difference: int
    most_difference: int


def least_value(optimum: int, lost_share: Fraction) -> int:
    """Gives the least value of a plan that loses no more than a share of the optimum.

    Parameters
    ----------
    optimum
        The best value.
    lost_share
        From 0 to 1.

    Raises
    ------
    SeveralError
        ``share`` if it is not.
    """
    if not 0 <= lost_share <= 1:
        raise SeveralError(reason="share", value=str(lost_share))
    return optimum - int(lost_share * optimum)


def most_differing(goals: TwoGoals, enough: int) -> Differing:
    """Finds a plan of value enough whose difference is as great as can be, and a bound on it.

    Parameters
    ----------
    goals
        The value first, the difference second.
    enough
        T, at most the optimum.

    Raises
    ------
    SeveralError
        ``value`` if no plan is worth that much.
    """
    alone = goals.best((1, 0)), goals.best((0, 1))
    if alone[0].bound < enough:
        raise SeveralError(reason="value", value=enough)
    kept = goals.best(weighing_first(goals, *alone))
    lost = goals.best(weighing_second(goals, *alone))
    most = min(alone[1].second, _most_second(lost, enough), _most_second(kept, enough))
    if kept.first < enough:
        kept = alone[0]
    if lost.first >= enough:
        return _told(goals, lost.plan, enough, most)
    plan, most = _narrowed(goals, (kept, lost), enough, most)
    return _told(goals, plan, enough, most)


def _narrowed(
    goals: TwoGoals,
    ends: tuple[Point, Point],
    enough: int,
    most: int,
) -> tuple[IntArray, int]:
    """Brings a point of value enough and one without together; gives a plan and the bound."""
    kept, lost = ends
    plan = _towards(goals, kept, lost.plan, enough)
    for _ in range(MOST_SOLVES):
        if most - values_of(goals, plan)[1] <= most // NEAR:
            break
        weights = nearest_fitting(normal(lost.values, kept.values), goals.fits)
        found = goals.best(weights)
        most = min(most, _most_second(found, enough))
        if _worth(found, weights) == max(_worth(kept, weights), _worth(lost, weights)):
            break
        kept, lost = (found, lost) if found.first >= enough else (kept, found)
        further = _towards(goals, kept, lost.plan, enough)
        plan = max(plan, further, key=lambda one: values_of(goals, one)[1])
    return plan, most


def _worth(point: Point, weights: Weights) -> int:
    return weights[0] * point.first + weights[1] * point.second


def _most_second(point: Point, enough: int) -> int:
    """Bounds the second goal of all plans with enough of the first; its weight is above 0."""
    first, second = point.weights
    return (point.bound - first * enough) // second


def _towards(goals: TwoGoals, kept: Point, other: IntArray, enough: int) -> IntArray:
    """Makes the exchanges that win most for what they cost while the value is enough."""
    offered: list[tuple[Fraction, int, int, tuple[int, ...]]] = []
    made: list[int] = []
    room = kept.first - enough
    cost_of, won_of = _changes(goals, kept.plan, other)
    for who in exchanges(kept.plan, other):
        cost, won = sum(cost_of[one] for one in who), sum(won_of[one] for one in who)
        if cost <= 0 <= won:
            made += who
            room -= cost
        elif won > 0:
            offered.append((Fraction(won, cost), cost, won, who))
    for _, cost, _, who in sorted(offered, key=lambda one: (-one[0], one[1], one[3])):
        if cost <= room:
            made += who
            room -= cost
    return exchanged(kept.plan, other, np.array(made, np.int64))


def _changes(goals: TwoGoals, old: IntArray, new: IntArray) -> tuple[list[int], list[int]]:
    """Gives what each laborer's move costs in value and wins in difference."""
    before, after = goals.each(old), goals.each(new)
    return (before[0] - after[0]).tolist(), (after[1] - before[1]).tolist()


def _told(goals: TwoGoals, plan: IntArray, enough: int, most: int) -> Differing:
    value, difference = values_of(goals, plan)
    return Differing(plan, value, enough, difference, most)
