"""The prices that prove a plan optimal: the lowest, the highest, and those nearest to given ones.

An optimal plan and prices p prove each other when p_j = 0 where a seat is free, p_k >= s_ik for
laborers i without a vacancy, and s_im - p_m >= max(0, s_ik - p_k) for laborers i at m. Each of
these is p_j <= c, p_j >= c or p_k - p_m >= c with a constant c.

**They are a lattice.** If p and q satisfy all three, so do r = max(p, q) and r = min(p, q), entry
by entry. The bounds are plain. For the difference take max: where r_m = p_m, r_k >= p_k >=
p_m + c = r_m + c, and likewise for q. Take min: where r_k = p_k, r_k >= p_m + c >= r_m + c.

So there are lowest and highest proving prices, L and H, and for any x <= H the set of proving
prices >= x has a lowest member, R(x). Both ends are longest paths of the residual network: L is the
least fixed point of raising from the lower bounds, H that of the same with every sign turned.

**The nearest prices** to x are R(min(x, H)). If x itself proves the plan they are x. If some
proving y has |y - x| <= d everywhere, then min(x, H) is at least x - d, and what a chain of
differences with sum w makes of it at k is at most x_m + w <= y_m + w + d <= y_k + d <= x_k + 2 d.
So no price moves further than twice the way that the best choice would need.

A vacancy without seats has no highest price, since nobody pays it; the highest score stands for it.
"""

from dataclasses import dataclass
from typing import TypeVar

import numpy as np
import numpy.typing as npt

from matching.solvers.displacement import Int32Array, home_scores, moves_between, price_box
from matching.solvers.errors import SolverFailedError
from matching.solvers.fixed_point import raise_levels, reversed_moves
from matching.solvers.integers import IntArray
from matching.solvers.problem import AssignmentProblem
from matching.solvers.rows import arc_rows

_Kind = TypeVar("_Kind", np.int32, np.int64)


@dataclass(frozen=True, slots=True, eq=False)
class PriceRange:
    """All prices that prove a plan, as bounds and differences; `price_range` makes it.

    Parameters
    ----------
    floor, ceiling
        Bounds of each price.
    seats
        h_j of each vacancy.
    first, target, gain
        Differences p_target >= p_m + gain, by m.
    """

    floor: IntArray
    ceiling: IntArray
    seats: IntArray
    first: IntArray
    target: Int32Array
    gain: IntArray

    def lowest(self) -> IntArray:
        """Returns L: each price is what one more seat of its vacancy would add.

        Raises
        ------
        SolverFailedError
            If the plan is not optimal.
        """
        return self._raised(self.floor.copy())

    def highest(self) -> IntArray:
        """Returns H: each price is what one seat less of its vacancy would cost.

        Raises
        ------
        SolverFailedError
            If the plan is not optimal.
        """
        level = -self.ceiling
        moves = reversed_moves(self.first, self.target, self.gain)
        _refuse_rising(is_fixed=raise_levels(level, -self.floor, *moves))
        return -level

    def nearest(self, start: npt.ArrayLike) -> IntArray:
        """Returns the proving prices nearest to others, in the sense of the module's head.

        Parameters
        ----------
        start
            One integer for each vacancy, of either sign.

        Raises
        ------
        SolverFailedError
            If the plan is not optimal.
        """
        wanted = np.asarray(start, dtype=np.int64)
        prices = self._raised(np.maximum(np.minimum(wanted, self.highest()), self.floor))
        return np.where(self.seats == 0, np.maximum(prices, wanted), prices)

    def _raised(self, level: IntArray) -> IntArray:
        is_fixed = raise_levels(level, self.ceiling, self.first, self.target, self.gain)
        _refuse_rising(is_fixed=is_fixed)
        return level


def price_range(
    arc_start: npt.ArrayLike,
    arc_vacancy: npt.ArrayLike,
    arc_score: npt.ArrayLike,
    seats: npt.ArrayLike,
    plan: npt.ArrayLike,
) -> PriceRange:
    """Reads from plain arrays what a plan says about prices.

    Nothing is checked but that the plan's pairs have arcs. An index out of range is undefined, as
    is a score of 2^61 or more.

    Parameters
    ----------
    arc_start
        The first arc of each laborer, and the number of arcs: N + 1 entries.
    arc_vacancy, arc_score
        The vacancy and the score >= 0 of each arc, grouped by laborer, in any order within.
    seats
        h_j of each vacancy.
    plan
        The vacancy of each laborer, -1 for nobody; no vacancy above its seats.

    Raises
    ------
    SolverFailedError
        If the plan has a pair without an arc.
    """
    vacancy = _constant(arc_vacancy, np.int32)
    start, score, heads, home = (
        _constant(values, np.int64) for values in (arc_start, arc_score, seats, plan)
    )
    stranger, home_score = home_scores(start, vacancy, score, home)
    if stranger >= 0:
        raise SolverFailedError(step="prices", status="pair_without_arc")
    top = int(score.max(initial=0))
    floor, ceiling = price_box(start, vacancy, score, heads, home, home_score, top)
    moves = moves_between(start, vacancy, score, home, home_score, floor, ceiling)
    return PriceRange(floor, ceiling, heads, *moves)


def lowest_prices(problem: AssignmentProblem, plan: IntArray) -> IntArray:
    """Returns the lowest prices that prove an optimal plan.

    Parameters
    ----------
    problem
        The problem solved.
    plan
        An optimal plan.

    Raises
    ------
    SolverFailedError
        If the plan is not optimal: no prices prove it.
    """
    return _range_of(problem, plan).lowest()


def highest_prices(problem: AssignmentProblem, plan: IntArray) -> IntArray:
    """Returns the highest prices that prove an optimal plan.

    Parameters
    ----------
    problem
        The problem solved.
    plan
        An optimal plan.

    Raises
    ------
    SolverFailedError
        If the plan is not optimal: no prices prove it.
    """
    return _range_of(problem, plan).highest()


def nearest_prices(problem: AssignmentProblem, plan: IntArray, start: npt.ArrayLike) -> IntArray:
    """Returns prices that prove an optimal plan and stay close to given ones.

    Parameters
    ----------
    problem
        The problem solved.
    plan
        An optimal plan.
    start
        One integer for each vacancy; handed back unchanged if they prove the plan already.

    Raises
    ------
    SolverFailedError
        If the plan is not optimal: no prices prove it.
    """
    return _range_of(problem, plan).nearest(start)


def _range_of(problem: AssignmentProblem, plan: IntArray) -> PriceRange:
    rows = arc_rows(problem)
    return price_range(rows.start, rows.vacancy, rows.score, problem.seats, plan)


def _refuse_rising(*, is_fixed: bool) -> None:
    if not is_fixed:
        raise SolverFailedError(step="prices", status="rising")


def _constant(values: npt.ArrayLike, kind: type[_Kind]) -> npt.NDArray[_Kind]:
    """Views values read-only, so that one compiled form serves fresh and frozen arrays."""
    view = np.ascontiguousarray(values, dtype=kind).view()
    view.flags.writeable = False
    return view
