"""The trade-off of two goals: its corners against every plan, its gaps against what is there."""

from dataclasses import replace
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matching.solvers.errors import InvalidProblemError
from matching.solvers.problem import AssignmentProblem
from matching.solvers.several.frontier import Frontier, FrontierParams, frontier
from matching.solvers.several.goals import TwoGoals, Weights, values_of
from matching.solvers.several.listed_goals import ListedGoals
from matching.solvers.several.market_goals import MarketGoals
from matching.solvers.verify import verify
from tests.matching.solvers.several.several_cases import (
    as_listed,
    corners,
    drawn_problem,
    small_market,
    sums_of,
    two_goal_problems,
)

ALL = FrontierParams(most_points=10**6)


class Coarse(ListedGoals):
    """Goals whose solver takes small weights only."""

    limit = 7

    def fits(self, weights: Weights) -> bool:
        """Takes weights up to a limit."""
        return max(weights) <= self.limit


def check_outline(goals: TwoGoals, found: Frontier, sums: set[tuple[int, ...]]) -> None:
    """Holds every plan against what a frontier says of those it does not know."""
    assert max(one[0] for one in sums) <= found.most_first
    assert max(one[1] for one in sums) <= found.most_second
    for point in found.points:
        assert values_of(goals, point.plan) == point.values
        best = max(point.weights[0] * a + point.weights[1] * b for a, b in sums)
        assert point.bound == best == np.dot(point.weights, point.values)
    for gap in found.between:
        for line in (gap.left_line, gap.right_line):
            assert all(line.weights[0] * a + line.weights[1] * b <= line.bound for a, b in sums)
        left, right = gap.left.values, gap.right.values
        fall = Fraction(left[1] - right[1], right[0] - left[0])
        inside = [one for one in sums if left[0] <= one[0] <= right[0]]
        assert all(b - (left[1] - fall * (a - left[0])) <= gap.rise for a, b in inside)


@settings(max_examples=60, deadline=None)
@given(two_goal_problems())
def test_listed_frontier_is_the_hull_of_every_plan(
    case: tuple[AssignmentProblem, np.ndarray],
) -> None:
    """On listed pairs, costs below 0 among them, the corners are those found by trying all."""
    problem, second = case
    goals = ListedGoals(problem, second)
    found = frontier(goals, ALL)
    sums = sums_of(problem, problem.arc_score, second)
    values = [point.values for point in found.points]
    assert set(corners(sums)) <= set(values)
    on_edges = set(values) - set(corners(sums))
    assert all(one in sums for one in on_edges)
    assert found.is_complete
    assert found.unknown_share == found.most_rise == 0
    check_outline(goals, found, sums)


@settings(max_examples=40, deadline=None)
@given(two_goal_problems(), st.integers(2, 5))
def test_few_points_state_what_is_left(
    case: tuple[AssignmentProblem, np.ndarray], most: int
) -> None:
    """A frontier that stops early is true of every plan: lines, ends, rise above each way."""
    problem, second = case
    goals = ListedGoals(problem, second)
    found = frontier(goals, FrontierParams(most_points=most))
    assert len(found.points) <= most
    check_outline(goals, found, sums_of(problem, problem.arc_score, second))


@settings(max_examples=40, deadline=None)
@given(two_goal_problems())
def test_weights_that_do_not_fit_leave_a_stated_gap(
    case: tuple[AssignmentProblem, np.ndarray],
) -> None:
    """Where only small weights can be asked every statement stays true, ends among them."""
    problem, second = case
    goals = Coarse(problem, second)
    found = frontier(goals, ALL)
    sums = sums_of(problem, problem.arc_score, second)
    check_outline(goals, found, sums)
    if found.is_complete:
        assert set(corners(sums)) <= {point.values for point in found.points}


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 2**32 - 1), st.integers(0, 5), st.integers(0, 4))
def test_market_frontier_is_the_hull_of_every_plan(
    seed: int, laborers: int, vacancies: int
) -> None:
    """Over all pairs of a market, two sets of parts give the corners found by trying all."""
    market = small_market(seed, laborers, vacancies)
    other = small_market(seed + 1, laborers, vacancies)
    goals = MarketGoals(market, other.parts)
    found = frontier(goals, ALL)
    problem = as_listed(market)
    second = as_listed(replace(market, parts=other.parts)).arc_score
    sums = sums_of(problem, problem.arc_score, second)
    assert set(corners(sums)) <= {point.values for point in found.points}
    assert found.is_complete
    check_outline(goals, found, sums)


def test_each_point_carries_a_proof_that_passes_the_check() -> None:
    """The prices of every point prove its plan for its weights, by the independent check."""
    rng = np.random.default_rng(3)
    problem = drawn_problem(rng, 60, 15, top=10**6)
    goals = ListedGoals(problem, -rng.integers(0, 10**6, problem.arc_count))
    found = frontier(goals)
    assert len(found.points) > 10
    for point in found.points:
        assert verify(goals.weighted(point.weights), point.solution).is_optimal


def test_a_stopped_search_hands_back_its_ends() -> None:
    """Asked to stop at once, it gives both ends and a gap that is not called complete."""
    rng = np.random.default_rng(4)
    problem = drawn_problem(rng, 30, 10, top=1000)
    goals = ListedGoals(problem, rng.integers(0, 1000, problem.arc_count))
    found = frontier(goals, replace(ALL, is_stopped=lambda: True))
    assert len(found.points) == 2
    assert not found.is_complete
    assert 0 < found.unknown_share <= Fraction(1, 2)


@pytest.mark.parametrize("second", [[1], [1.5, 2], [[1, 2]]])
def test_a_goal_that_does_not_fit_the_arcs_is_refused(second: list[float]) -> None:
    """One integer an arc, nothing else."""
    problem = AssignmentProblem(2, [1], [0, 1], [0, 0], [3, 4])
    with pytest.raises(InvalidProblemError):
        ListedGoals(problem, second)


@pytest.mark.prove
@pytest.mark.parametrize("seed", range(300))
def test_hull_of_many_draws(seed: int) -> None:
    """Many more markets, larger ones too, give the corners found by trying all."""
    rng = np.random.default_rng(seed)
    problem = drawn_problem(rng, int(rng.integers(2, 8)), int(rng.integers(2, 5)), top=50)
    second = rng.integers(-20, 50, problem.arc_count)
    found = frontier(ListedGoals(problem, second), ALL)
    sums = sums_of(problem, problem.arc_score, second)
    assert set(corners(sums)) <= {point.values for point in found.points} <= sums
    assert found.is_complete
