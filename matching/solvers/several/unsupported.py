"""The rest of a small frontier: the plans that are best for no weighing, found with CP-SAT.

Between two corners lie plans that no plan beats in both goals and that still are best for no
weighing. Each is found by asking for more of the first goal than the point before has, more of the
second than the point after has, and then for the most of the second, with the first to decide
between equals. The engine computes in integers and proves each answer, the last one that there is
no further plan too. The time grows quickly with size: this is for some hundreds of pairs.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from ortools.sat.python import cp_model

from matching.solvers.errors import SolverFailedError
from matching.solvers.integers import INT64, IntArray, frozen
from matching.solvers.problem import AssignmentProblem
from matching.solvers.several.errors import SeveralError
from matching.solvers.several.frontier import Frontier
from matching.solvers.several.goals import values_of
from matching.solvers.several.listed_goals import ListedGoals
from matching.solvers.solution import NOBODY


@dataclass(frozen=True, slots=True, eq=False)
class Compromise:
    """A plan that no plan beats in both goals.

    Parameters
    ----------
    first, second
        The sums of both goals.
    plan
        The vacancy of each laborer, -1 for nobody.
    """

    first: int
    second: int
    plan: IntArray


@dataclass(frozen=True, slots=True, eq=False)
class WholeFrontier:
    """Every trade-off there is, or those found before a limit.

    Parameters
    ----------
    points
        By rising first and falling second goal; one plan for each pair of sums.
    is_complete
        Whether there are no others.
    """

    points: tuple[Compromise, ...]
    is_complete: bool


def whole_frontier(goals: ListedGoals, corners: Frontier, most_points: int) -> WholeFrontier:
    """Finds every pair of sums that no plan beats in both goals.

    Parameters
    ----------
    goals
        Two scores of each arc; few arcs.
    corners
        The frontier found by weighing; it may lack corners but its ends must be exact.
    most_points
        The corners and so many points in all at most, at least as many as there are corners.

    Raises
    ------
    SeveralError
        ``ends`` if the ends of the frontier are not exact, ``size`` if sums need more than 62 bits.
    SolverFailedError
        If the engine gives up.
    """
    if corners.unknown_ends != (0, 0):
        raise SeveralError(reason="ends", value=max(corners.unknown_ends))
    points = [Compromise(p.first, p.second, p.plan) for p in corners.points]
    left_over = most_points - len(points)
    found, is_complete = points[:1], True
    for left, right in pairwise(points):
        for between in _between(goals, left, right):
            if left_over == 0:
                is_complete = False
                break
            found.append(between)
            left_over -= 1
        found.append(right)
    return WholeFrontier(tuple(found), is_complete)


def _between(goals: ListedGoals, left: Compromise, right: Compromise) -> Iterator[Compromise]:
    at = left
    while (found := _next(goals, at, right)) is not None:
        yield found
        at = found


def _next(goals: ListedGoals, left: Compromise, right: Compromise) -> Compromise | None:
    """Finds the point of the most second goal strictly between two points, None if none is."""
    model, is_used = _plans(goals.problem)
    first = cp_model.LinearExpr.weighted_sum(is_used, goals.first.tolist())
    second = cp_model.LinearExpr.weighted_sum(is_used, goals.second.tolist())
    model.add(first >= left.first + 1)
    model.add(first <= right.first - 1)
    model.add(second >= right.second + 1)
    model.add(second <= left.second - 1)
    scale = right.first - left.first
    _refuse_large(goals, scale)
    model.maximize(scale * second + first)
    arcs = _solved(model, is_used)
    if arcs is None:
        return None
    plan = np.full(goals.problem.laborer_count, NOBODY, np.int64)
    plan[goals.problem.arc_laborer[arcs]] = goals.problem.arc_vacancy[arcs]
    return Compromise(*values_of(goals, plan), frozen(plan))


def _plans(problem: AssignmentProblem) -> tuple[cp_model.CpModel, list[cp_model.IntVar]]:
    """Makes a model of all plans, a variable for each arc."""
    model = cp_model.CpModel()
    is_used = [model.new_bool_var("") for _ in range(problem.arc_count)]
    by_laborer: dict[int, list[cp_model.IntVar]] = {}
    by_vacancy: dict[int, list[cp_model.IntVar]] = {}
    ends = zip(problem.arc_laborer.tolist(), problem.arc_vacancy.tolist(), is_used, strict=True)
    for laborer, vacancy, used in ends:
        by_laborer.setdefault(laborer, []).append(used)
        by_vacancy.setdefault(vacancy, []).append(used)
    for arcs in by_laborer.values():
        model.add_at_most_one(arcs)
    for vacancy, arcs in by_vacancy.items():
        model.add(cp_model.LinearExpr.sum(arcs) <= min(int(problem.seats[vacancy]), len(arcs)))
    return model, is_used


def _refuse_large(goals: ListedGoals, scale: int) -> None:
    tops = (sum(map(abs, goal.tolist())) for goal in (goals.first, goals.second))
    total = next(tops) + scale * next(tops)
    if total > INT64.max // 2:
        raise SeveralError(reason="size", value=total)


def _solved(model: cp_model.CpModel, is_used: list[cp_model.IntVar]) -> IntArray | None:
    """Gives the arcs of the best plan, None if there is no plan."""
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    status = solver.solve(model)
    if status == cp_model.INFEASIBLE:
        return None
    if status != cp_model.OPTIMAL:
        raise SolverFailedError(step="compromise", status=solver.status_name(status))
    return np.flatnonzero([solver.boolean_value(one) for one in is_used]).astype(np.int64)
