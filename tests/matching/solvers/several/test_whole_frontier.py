"""Plans that are best for no weighing: every trade-off against trying every plan."""

import numpy as np
import pytest
from hypothesis import given, settings
from scipy.optimize import Bounds, LinearConstraint, milp

from matching.solvers.problem import AssignmentProblem
from matching.solvers.several.errors import SeveralError
from matching.solvers.several.frontier import FrontierParams, frontier
from matching.solvers.several.goals import Weights
from matching.solvers.several.listed_goals import ListedGoals
from matching.solvers.several.unsupported import whole_frontier
from tests.matching.solvers.several.several_cases import (
    drawn_problem,
    sums_of,
    two_goal_problems,
    unbeaten,
)


class Coarse(ListedGoals):
    """Goals whose solver takes nothing but equal weights."""

    def fits(self, weights: Weights) -> bool:
        """Takes weights up to 1."""
        return max(weights) <= 1


@settings(max_examples=40, deadline=None)
@given(two_goal_problems())
def test_every_trade_off_is_found(case: tuple[AssignmentProblem, np.ndarray]) -> None:
    """The sums are those that trying all plans leaves unbeaten, whatever corners are given."""
    problem, second = case
    goals = ListedGoals(problem, second)
    wanted = unbeaten(sums_of(problem, problem.arc_score, second))
    for corners in (2, 100):
        found = whole_frontier(goals, frontier(goals, FrontierParams(corners)), 10**6)
        assert found.is_complete
        assert [(one.first, one.second) for one in found.points] == wanted


def test_a_limit_is_told() -> None:
    """With room for one further point there is one, and the frontier is not called complete."""
    rng = np.random.default_rng(1)
    problem = drawn_problem(rng, 8, 4, top=50)
    goals = ListedGoals(problem, rng.integers(0, 50, problem.arc_count))
    corners = frontier(goals)
    everything = whole_frontier(goals, corners, 10**6)
    assert len(everything.points) > len(corners.points) + 1
    found = whole_frontier(goals, corners, len(corners.points) + 1)
    assert len(found.points) == len(corners.points) + 1
    assert not found.is_complete


def test_ends_that_are_not_exact_are_refused() -> None:
    """Without exact ends it could not be said that these are all."""
    problem = AssignmentProblem(1, [1, 1], [0, 0], [0, 1], [9, 5])
    goals = Coarse(problem, [3, 4])
    corners = frontier(goals)
    assert corners.unknown_ends == (0, 1)
    with pytest.raises(SeveralError):
        whole_frontier(goals, corners, 100)


@pytest.mark.parametrize("seed", range(3))
def test_the_engine_agrees_with_another(seed: int) -> None:
    """For the sums of each point, another solver finds no plan that beats it in the second goal."""
    rng = np.random.default_rng(seed)
    problem = drawn_problem(rng, 12, 5, top=20)
    second = rng.integers(0, 20, problem.arc_count)
    goals = ListedGoals(problem, second)
    found = whole_frontier(goals, frontier(goals), 10**6)
    rows = np.zeros((problem.laborer_count + problem.vacancy_count, problem.arc_count))
    rows[problem.arc_laborer, np.arange(problem.arc_count)] = 1
    rows[problem.laborer_count + problem.arc_vacancy, np.arange(problem.arc_count)] = 1
    most = np.concatenate([np.ones(problem.laborer_count), problem.seats])
    for point in found.points:
        told = milp(
            -second.astype(float),
            integrality=np.ones(problem.arc_count),
            bounds=Bounds(0, 1),
            constraints=[
                LinearConstraint(rows, ub=most),
                LinearConstraint(problem.arc_score[None, :], lb=point.first),
            ],
        )
        assert round(-told.fun) == point.second
