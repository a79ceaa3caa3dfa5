"""The verifier rejects every kind of false claim, on random problems and on garbage."""

import subprocess
import sys
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from matching.solvers.problem import AssignmentProblem
from matching.solvers.solution import Solution, Status, priced_solution
from matching.solvers.solve import solve
from matching.solvers.verify import verify
from tests.matching.solvers.solver_cases import brute_force, random_problem, tiny_problems

MUTATIONS = settings(max_examples=60, deadline=None)
PROBLEM = AssignmentProblem(3, [1, 2], [0, 0, 1, 2], [0, 1, 1, 1], [10, 7, 9, 4])


def codes(problem: AssignmentProblem, solution: Solution) -> list[str]:
    """Checks that nothing is called optimal and returns what was found."""
    verification = verify(problem, solution)
    assert not verification.is_optimal
    return [finding.code for finding in verification.findings]


def changed(array: np.ndarray, index: int, value: int) -> np.ndarray:
    """Copies an array with one entry changed."""
    copy = array.copy()
    copy[index] = value
    return copy


@given(tiny_problems(), st.data())
@MUTATIONS
def test_an_over_full_post_is_found(problem: AssignmentProblem, data: st.DataObject) -> None:
    """Everybody who may goes to one post: found as soon as they are more than its seats."""
    wanted = np.bincount(problem.arc_vacancy, minlength=problem.vacancy_count)
    crowded = np.flatnonzero(wanted > problem.seats)
    assume(crowded.size)
    vacancy = int(data.draw(st.sampled_from(crowded.tolist())))
    plan = np.full(problem.laborer_count, -1)
    plan[problem.arc_laborer[problem.arc_vacancy == vacancy]] = vacancy
    false = priced_solution(problem, plan, solve(problem).vacancy_price.copy())
    assert "seats_exceeded" in codes(problem, false)
    assert not verify(problem, false).is_feasible


@given(tiny_problems(), st.data())
@MUTATIONS
def test_a_pair_without_an_arc_is_found(problem: AssignmentProblem, data: st.DataObject) -> None:
    """A laborer put where no arc leads is found, and named."""
    listed = set(zip(problem.arc_laborer.tolist(), problem.arc_vacancy.tolist(), strict=True))
    missing = [
        (laborer, vacancy)
        for laborer in range(problem.laborer_count)
        for vacancy in range(problem.vacancy_count)
        if (laborer, vacancy) not in listed
    ]
    assume(missing)
    laborer, vacancy = data.draw(st.sampled_from(missing))
    solution = solve(problem)
    false = replace(
        solution, vacancy_of_laborer=changed(solution.vacancy_of_laborer, laborer, vacancy)
    )
    verification = verify(problem, false)
    assert not verification.is_feasible
    assert not verification.is_optimal
    assert ("pair_without_arc", laborer) in [(f.code, f.index) for f in verification.findings]


@given(tiny_problems(), st.data())
@MUTATIONS
def test_a_plan_short_of_optimal_is_found(problem: AssignmentProblem, data: st.DataObject) -> None:
    """A worse plan fails with the true bound and with a bound claimed down to its value."""
    solution = solve(problem)
    placed = np.flatnonzero(solution.laborer_surplus)
    placed = placed[solution.vacancy_of_laborer[placed] >= 0]
    assume(placed.size)
    plan = changed(
        solution.vacancy_of_laborer, int(data.draw(st.sampled_from(placed.tolist()))), -1
    )
    worse = priced_solution(problem, plan, solution.vacancy_price.copy())
    assume(worse.objective < solution.objective)
    claimed = replace(worse, status=Status.OPTIMAL)
    assert codes(problem, claimed) == ["optimality_not_proven"]
    claimed = replace(claimed, bound=worse.objective)
    assert codes(problem, claimed) == ["bound_differs", "optimality_not_proven"]
    assert verify(problem, claimed).is_feasible


@given(tiny_problems(), st.data())
@MUTATIONS
def test_a_surplus_too_small_is_found(problem: AssignmentProblem, data: st.DataObject) -> None:
    """Any surplus lowered by one breaks an inequality, even if the sums are adjusted."""
    assume(problem.laborer_count)
    solution = solve(problem)
    laborer = data.draw(st.integers(0, problem.laborer_count - 1))
    lower = int(solution.laborer_surplus[laborer]) - 1
    false = replace(
        solution,
        laborer_surplus=changed(solution.laborer_surplus, laborer, lower),
        bound=solution.bound - 1,
    )
    found = codes(problem, false)
    assert ("surplus_negative" if lower < 0 else "surplus_too_small") in found


@given(tiny_problems(), st.data(), st.integers(-(2**63), -1))
@MUTATIONS
def test_a_negative_price_is_found(
    problem: AssignmentProblem, data: st.DataObject, price: int
) -> None:
    """A price below zero is found, however far below."""
    assume(problem.vacancy_count)
    solution = solve(problem)
    vacancy = data.draw(st.integers(0, problem.vacancy_count - 1))
    false = replace(solution, vacancy_price=changed(solution.vacancy_price, vacancy, price))
    assert "price_negative" in codes(problem, false)


@given(tiny_problems(), st.integers(-(2**70), 2**70).filter(bool))
@MUTATIONS
def test_wrong_figures_are_found(problem: AssignmentProblem, error: int) -> None:
    """An objective or bound off by anything is found."""
    solution = solve(problem)
    objective = replace(solution, objective=solution.objective + error)
    assert codes(problem, objective) == ["objective_differs"]
    assert codes(problem, replace(solution, bound=solution.bound + error)) == ["bound_differs"]


@given(tiny_problems(), st.data())
@MUTATIONS
def test_no_other_proof_of_a_wrong_optimum_passes(
    problem: AssignmentProblem, data: st.DataObject
) -> None:
    """Whatever plan, prices and surpluses are given: what passes as optimal is the optimum."""
    small = st.integers(0, 6)
    plan = data.draw(
        st.lists(
            st.integers(-1, problem.vacancy_count - 1),
            min_size=problem.laborer_count,
            max_size=problem.laborer_count,
        )
    )
    price = data.draw(
        st.lists(small, min_size=problem.vacancy_count, max_size=problem.vacancy_count)
    )
    solution = priced_solution(
        problem, np.array(plan, dtype=np.int64), np.array(price, dtype=np.int64)
    )
    if verify(problem, solution).is_optimal:
        assert solution.objective == brute_force(problem)


@pytest.mark.parametrize(
    ("field", "value", "code"),
    [
        ("vacancy_of_laborer", [0, 1], "plan_wrong_length"),
        ("vacancy_of_laborer", [0, 1, 2], "vacancy_out_of_range"),
        ("vacancy_of_laborer", [0, 1, -2], "vacancy_out_of_range"),
        ("vacancy_of_laborer", [0.0, float("nan"), 1.0], "plan_not_integer"),
        ("vacancy_of_laborer", None, "plan_not_integer"),
        ("vacancy_of_laborer", [[0, 1], [2]], "plan_not_integer"),
        ("vacancy_price", [0], "price_wrong_length"),
        ("vacancy_price", ["a", "b"], "price_not_integer"),
        ("vacancy_price", [2**63 - 1] * 2, "bound_differs"),
        ("laborer_surplus", [1, 2, 3, 4], "surplus_wrong_length"),
        ("laborer_surplus", [2**63 - 1] * 3, "bound_differs"),
        ("laborer_surplus", [-(2**63)] * 3, "surplus_negative"),
        ("laborer_surplus", [2**64] * 3, "surplus_not_integer"),
        ("objective", float("nan"), "objective_differs"),
        ("objective", None, "objective_differs"),
        ("bound", 23.0, "bound_differs"),
        ("bound", True, "bound_differs"),
        ("status", "splendid", "status_unknown"),
    ],
)
def test_garbage_is_a_finding(field: str, value: object, code: str) -> None:
    """Whatever stands in a solution, the verifier answers and says what is wrong."""
    assert code in codes(PROBLEM, replace(solve(PROBLEM), **{field: value}))


def test_sums_do_not_wrap() -> None:
    """Prices and surpluses that would wrap round to the right sum in 64 bits do not pass."""
    solution = solve(PROBLEM)
    surplus = solution.laborer_surplus.copy()
    surplus[:2] += 2**62
    false = replace(
        solution,
        laborer_surplus=surplus,
        vacancy_price=np.array([2**62, 2**62 // 2]),
    )
    assert "bound_differs" in codes(PROBLEM, false)


def test_an_honest_gap_is_no_finding() -> None:
    """A feasible plan with a valid bound above it passes, and is not called optimal."""
    problem = random_problem(3, 40, 10, 150)
    nothing = priced_solution(problem, np.full(40, -1), np.zeros(10, dtype=np.int64))
    verification = verify(problem, nothing)
    assert verification.is_feasible
    assert not verification.is_optimal
    assert verification.findings == ()


def test_asks_neither_solver_nor_engine() -> None:
    """Importing the verifier loads neither OR-Tools nor the solver."""
    script = (
        "import sys, matching.solvers.verify\n"
        "loaded = [m for m in sys.modules if 'ortools' in m or m == 'matching.solvers.solve']\n"
        "sys.exit(len(loaded))"
    )
    assert subprocess.run([sys.executable, "-c", script], check=False).returncode == 0
