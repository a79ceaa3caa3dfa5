"""The exact trade-off between two goals: the corners of what plans can reach, each one proven.

A corner is best for some weighing of both goals. Between two corners the weighing that makes them
equal asks whether there is a third beyond their line: if the best plan for it is worth no more, the
line is an edge and nothing lies beyond it, as the plan's prices prove. Where the integers that make
two corners equal are too large for the solver, the nearest that are not are asked instead; what
then stays unknown is a triangle between proven lines, and it is stated.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from fractions import Fraction

from matching.solvers.all_pairs.solve import never
from matching.solvers.progress import SILENT, Progress
from matching.solvers.several.between import Between, Line
from matching.solvers.several.directions import nearest_fitting, normal, ratio
from matching.solvers.several.ends import weighing_first, weighing_second
from matching.solvers.several.goals import Point, TwoGoals, Weights

MOST_POINTS = 25
"""Corners sought at most. Offices choose from few; a county has thousands."""


@dataclass(frozen=True, slots=True)
class FrontierParams:
    """How far to go.

    Parameters
    ----------
    most_points
        Corners sought at most, at least 2.
    is_stopped
        Asked before each solve; once it says True what is found is handed back with its gap.
    """

    most_points: int = MOST_POINTS
    is_stopped: Callable[[], bool] = never


@dataclass(frozen=True, slots=True, eq=False)
class Frontier:
    """Corners of a trade-off, and what is unknown between them.

    Parameters
    ----------
    points
        By rising first and falling second goal. Each is proven: no plan beats it in both.
    between
        One entry for each two neighbours.
    most_first, most_second
        The greatest proven bound of each goal alone. The last point reaches the first of them and
        the first point the second, unless weights that would tell do not fit.
    """

    points: tuple[Point, ...]
    between: tuple[Between, ...]
    most_first: int
    most_second: int

    @property
    def unknown_ends(self) -> tuple[int, int]:
        """How much more of the first and of the second goal there may be than at the ends."""
        return self.most_first - self.points[-1].first, self.most_second - self.points[0].second

    @property
    def is_complete(self) -> bool:
        """Whether these are all corners there are."""
        return self.unknown_ends == (0, 0) and all(gap.area == 0 for gap in self.between)

    @property
    def unknown_share(self) -> Fraction:
        """The area where corners may still lie, of the box around the points; 0 if they are all."""
        wide = self.points[-1].first - self.points[0].first
        high = self.points[0].second - self.points[-1].second
        area = sum((gap.area for gap in self.between), Fraction(0))
        return area / (wide * high) if wide and high else Fraction(0)

    @property
    def most_rise(self) -> int:
        """How much more of the second goal than on the way between neighbours, at most."""
        return max((gap.rise for gap in self.between), default=0)


def frontier(
    goals: TwoGoals, params: FrontierParams = FrontierParams(), progress: Progress = SILENT
) -> Frontier:
    """Finds the corners of what plans can reach in two goals, the widest unknown first.

    Parameters
    ----------
    goals
        Two scores of each pair.
    params
        How far to go.
    progress
        Told under ``frontier`` how many points are found of those wanted.
    """
    first, second = goals.best((1, 0)), goals.best((0, 1))
    alone = first.bound, second.bound
    left = goals.best(weighing_second(goals, first, second))
    right = goals.best(weighing_first(goals, first, second))
    if left.values == right.values:
        return Frontier((left,), (), *alone)
    open_between = [Between(left, right, _line(left), _line(right))]
    while len(open_between) + 1 < params.most_points and not params.is_stopped():
        progress.report("frontier", len(open_between) + 1, params.most_points)
        at = _widest(open_between)
        if at is None:
            break
        open_between[at : at + 1] = _divided(goals, open_between[at])
    points = (left, *(gap.right for gap in open_between))
    return Frontier(points, tuple(open_between), *alone)


def _line(point: Point) -> Line:
    return Line(point.weights, point.bound)


def _widest(between: list[Between]) -> int | None:
    areas = [Fraction(0) if gap.is_closed else gap.area for gap in between]
    widest = max(areas)
    return areas.index(widest) if widest else None


def _divided(goals: TwoGoals, gap: Between) -> list[Between]:
    """Asks what is beyond the line between two points; gives one gap that is known, or two."""
    wanted = normal(gap.left.values, gap.right.values)
    weights = nearest_fitting(wanted, goals.fits)
    if not _is_between(weights, gap):
        return [replace(gap, is_closed=True)]
    found = goals.best(weights)
    line = _line(found)
    if found.values not in (gap.left.values, gap.right.values):
        return [
            Between(gap.left, found, gap.left_line, line),
            Between(found, gap.right, line, gap.right_line),
        ]
    if weights == wanted:
        return [replace(gap, left_line=line, right_line=line, is_closed=True)]
    if found.values == gap.left.values:
        return [replace(gap, left_line=line, is_closed=True)]
    return [replace(gap, right_line=line, is_closed=True)]


def _is_between(weights: Weights, gap: Between) -> bool:
    low, high = ratio(gap.left_line.weights), ratio(gap.right_line.weights)
    return low < ratio(weights) < high
