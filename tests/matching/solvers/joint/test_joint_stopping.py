"""Told to stop, the search hands back a plan that keeps the rules, with the bound it has."""

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from matching.solvers.joint.solve import JointParams
from matching.solvers.joint.verify import broken_promises
from tests.matching.solvers.joint.joint_cases import best_by_trying, drawn_problem
from tests.matching.solvers.joint.test_joint_exact import solved_or_none


class StopAfter:
    """Says stop from the given question on."""

    def __init__(self, questions: int) -> None:
        self.left = questions

    def __call__(self) -> bool:
        """Counts a question."""
        self.left -= 1
        return self.left < 0


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 2**32 - 1), st.integers(0, 6))
def test_stopped_anywhere_plan_and_bound_are_valid(seed: int, questions: int) -> None:
    """Rules hold, and the best of all plans lies between the value and the bound."""
    problem = drawn_problem(seed, has_fixed=False)
    assume((problem.row_least <= 0).all() and (problem.row_most >= 0).all())
    best = best_by_trying(problem)
    found = solved_or_none(problem, JointParams(is_stopped=StopAfter(questions)))
    assert best is not None
    assert found is not None
    assert broken_promises(problem, found) == ()
    assert found.objective <= best <= found.bound
