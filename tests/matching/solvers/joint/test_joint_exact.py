"""The best plan under joint rules is the one that trying all plans finds."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matching.solvers.joint.errors import JointError
from matching.solvers.joint.problem import JointProblem
from matching.solvers.joint.solution import JointSolution
from matching.solvers.joint.solve import JointParams, solve_jointly
from matching.solvers.joint.verify import broken_promises
from matching.solvers.solution import Status
from tests.matching.solvers.joint.joint_cases import best_by_trying, drawn_problem

seeds = st.integers(0, 2**32 - 1)


def solved_or_none(
    problem: JointProblem, params: JointParams | None = None
) -> JointSolution | None:
    """Solves, and gives None where no plan keeps the rules."""
    try:
        return solve_jointly(problem, params or JointParams())
    except JointError as refused:
        if refused.params["reason"] != "infeasible":
            raise
        return None


def check_against_trying(seed: int) -> None:
    """Holds value, bound and every rule against all plans."""
    problem = drawn_problem(seed)
    best = best_by_trying(problem)
    solution = solved_or_none(problem)
    if best is None or solution is None:
        assert best is None
        assert solution is None
        return
    assert broken_promises(problem, solution) == ()
    assert solution.objective == best
    assert solution.bound == best
    assert solution.status == Status.OPTIMAL


@settings(max_examples=60, deadline=None)
@given(seeds)
def test_value_and_bound_equal_the_best_of_all_plans(seed: int) -> None:
    """Groups, rows, lots and patches of all kinds: optimum, bound and verdict are exact."""
    check_against_trying(seed)


@pytest.mark.prove
@settings(max_examples=1200, deadline=None)
@given(seeds)
def test_value_and_bound_equal_the_best_of_all_plans_many(seed: int) -> None:
    """The same over thousands of problems."""
    check_against_trying(seed)


@settings(max_examples=30, deadline=None)
@given(seeds, st.integers(0, 1000))
def test_the_value_does_not_depend_on_lots(seed: int, lot: int) -> None:
    """Another order of the laborers changes neither value nor bound."""
    problem = drawn_problem(seed)
    plain, drawn = solved_or_none(problem), solved_or_none(problem, JointParams(seed=lot))
    if plain is None or drawn is None:
        assert plain is None
        assert drawn is None
        return
    assert broken_promises(problem, drawn) == ()
    assert (drawn.objective, drawn.bound) == (plain.objective, plain.bound)
