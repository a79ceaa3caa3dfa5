"""The solver against every plan, against scipy, against closed forms and at its limits."""

import pickle
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linear_sum_assignment

from matching.solvers.errors import SolverFailedError
from matching.solvers.greedy import solve_greedily
from matching.solvers.prices import lowest_prices
from matching.solvers.problem import AssignmentProblem, largest_score
from matching.solvers.solution import Status
from matching.solvers.solve import SolveParams, solve
from matching.solvers.verify import verify
from tests.matching.solvers.solver_cases import (
    brute_force,
    dense_problem,
    random_problem,
    tiny_problems,
    with_seats,
)


class Listener:
    """Remembers the reports."""

    def __init__(self) -> None:
        self.reports: list[tuple[str, int, int]] = []

    def report(self, step: str, done: int, total: int) -> None:
        """Takes note."""
        self.reports.append((step, done, total))


def scipy_optimum(problem: AssignmentProblem) -> int:
    """Finds the best value by scipy with each seat a column of its own."""
    gain = np.zeros((problem.laborer_count, problem.vacancy_count), dtype=np.int64)
    gain[problem.arc_laborer, problem.arc_vacancy] = problem.arc_score
    expanded = np.repeat(gain, problem.seats, axis=1)
    rows, columns = linear_sum_assignment(expanded, maximize=True)
    return int(expanded[rows, columns].sum())


def assert_proven(problem: AssignmentProblem, objective: int) -> None:
    """The solve reaches this objective and its own check and `verify` say so."""
    solution = solve(problem)
    verification = verify(problem, solution)
    assert (solution.objective, solution.bound) == (objective, objective)
    assert solution.status == Status.OPTIMAL
    assert verification.is_feasible
    assert verification.is_optimal
    assert verification.findings == ()


@given(tiny_problems())
@settings(max_examples=150, deadline=None)
def test_equals_every_plan_tried(problem: AssignmentProblem) -> None:
    """No plan is better than the solver's, and its proof is complete."""
    assert_proven(problem, brute_force(problem))


@given(tiny_problems())
@settings(max_examples=60, deadline=None)
def test_price_is_the_value_of_one_more_seat(problem: AssignmentProblem) -> None:
    """Each price is what the optimum rises by when its vacancy gets a seat more: the lowest."""
    solution = solve(problem)
    for vacancy in range(problem.vacancy_count):
        seats = problem.seats.copy()
        seats[vacancy] += 1
        gained = brute_force(with_seats(problem, seats)) - solution.objective
        assert solution.vacancy_price[vacancy] == gained


@pytest.mark.parametrize("seed", range(6))
def test_equals_scipy(seed: int) -> None:
    """Medium markets, scarce and plentiful, reach scipy's optimum."""
    problem = random_problem(seed, 200, 60, 1500, most_seats=1 + seed, top=[3, 10**6][seed % 2])
    assert_proven(problem, scipy_optimum(problem))


@pytest.mark.prove
@pytest.mark.parametrize("seed", range(300))
def test_equals_scipy_many(seed: int) -> None:
    """Three hundred markets of changing density reach scipy's optimum."""
    rng = np.random.default_rng(seed)
    laborers, vacancies = (int(size) for size in rng.integers(1, 250, 2))
    arcs = int(rng.integers(0, min(laborers * vacancies, 5000) + 1))
    problem = random_problem(seed, laborers, vacancies, arcs, top=int(10 ** rng.integers(0, 10)))
    assert_proven(problem, scipy_optimum(problem))


@pytest.mark.prove
@given(tiny_problems())
@settings(max_examples=10_000, deadline=None)
def test_equals_every_plan_tried_many(problem: AssignmentProblem) -> None:
    """Ten thousand tiny markets equal the best of all plans."""
    assert_proven(problem, brute_force(problem))


@given(tiny_problems())
@settings(max_examples=60, deadline=None)
def test_greedy_is_never_better(problem: AssignmentProblem) -> None:
    """The greedy plan is feasible, honestly bounded and worth at most the optimum."""
    greedy = solve_greedily(problem)
    verification = verify(problem, greedy)
    assert verification.is_feasible
    assert verification.findings == ()
    assert greedy.objective <= solve(problem).objective <= greedy.bound


def test_greedy_loses_where_two_want_the_same() -> None:
    """The best pair first costs the other laborer the only post: 10 instead of 18."""
    problem = AssignmentProblem(2, [1, 1], [0, 0, 1], [0, 1, 0], [10, 9, 9])
    greedy = solve_greedily(problem)
    assert (greedy.objective, greedy.status) == (10, Status.FEASIBLE)
    assert_proven(problem, 18)


def test_greedy_breaks_ties_by_lower_laborer_then_vacancy() -> None:
    """Among equal scores the lower laborer takes the lower vacancy, whatever the arc order."""
    problem = AssignmentProblem(2, [1, 1], [1, 1, 0, 0], [1, 0, 1, 0], [5, 5, 5, 5])
    assert solve_greedily(problem).vacancy_of_laborer.tolist() == [0, 1]


@given(tiny_problems(), st.data())
@settings(max_examples=60, deadline=None)
def test_a_seat_more_never_lowers(problem: AssignmentProblem, data: st.DataObject) -> None:
    """The optimum does not fall when a vacancy gets one more seat."""
    if not problem.vacancy_count:
        return
    seats = problem.seats.copy()
    seats[data.draw(st.integers(0, problem.vacancy_count - 1))] += 1
    assert solve(with_seats(problem, seats)).objective >= solve(problem).objective


@given(st.integers(0, 10**6))
@settings(max_examples=25, deadline=None)
def test_renaming_changes_nothing(seed: int) -> None:
    """Objective, prices and surpluses follow people and posts under new numbers."""
    problem = random_problem(seed, 30, 8, 90, top=20)
    rng = np.random.default_rng(seed)
    laborer, vacancy, order = (rng.permutation(size) for size in (30, 8, 90))
    seats = np.empty_like(problem.seats)
    seats[vacancy] = problem.seats
    renamed = AssignmentProblem(
        30,
        seats,
        laborer[problem.arc_laborer][order],
        vacancy[problem.arc_vacancy][order],
        problem.arc_score[order],
    )
    before, after = solve(problem), solve(renamed)
    assert before.objective == after.objective
    assert np.array_equal(after.vacancy_price[vacancy], before.vacancy_price)
    assert np.array_equal(after.laborer_surplus[laborer], before.laborer_surplus)


def test_same_input_same_output() -> None:
    """Two solves of one problem agree in every figure."""
    problem = random_problem(5, 300, 40, 2500, top=5)
    first, second = solve(problem), solve(problem)
    for field in ("vacancy_of_laborer", "vacancy_price", "laborer_surplus"):
        assert np.array_equal(getattr(first, field), getattr(second, field))
    assert (first.objective, first.bound) == (second.objective, second.bound)


@pytest.mark.parametrize("size", [1, 2, 7, 40])
def test_machol_wien(size: int) -> None:
    """With s_ij = i j the best plan is the diagonal: the sum of squares."""
    figures = np.arange(1, size + 1)
    problem = dense_problem([1] * size, np.outer(figures, figures))
    assert_proven(problem, size * (size + 1) * (2 * size + 1) // 6)


@pytest.mark.parametrize(
    ("problem", "objective"),
    [
        (AssignmentProblem(0, [], [], [], []), 0),
        (AssignmentProblem(0, [3], [], [], []), 0),
        (AssignmentProblem(4, [], [], [], []), 0),
        (AssignmentProblem(1, [1], [0], [0], [7]), 7),
        (AssignmentProblem(1, [0], [0], [0], [7]), 0),
        (AssignmentProblem(2, [2, 2], [], [], []), 0),
        (AssignmentProblem(2, [2], [0, 1], [0, 0], [0, 0]), 0),
    ],
)
def test_empty_and_hopeless_markets_are_answers(problem: AssignmentProblem, objective: int) -> None:
    """Nobody, no vacancy, no seat or no arc: solved and proven."""
    assert_proven(problem, objective)


def test_all_scores_equal() -> None:
    """With one score for all, the objective counts the seats filled."""
    assert_proven(dense_problem([3, 4, 2], np.full((30, 3), 11)), 9 * 11)


def test_one_vacancy_with_a_million_seats() -> None:
    """More seats than people cost nothing: everybody is placed."""
    people = np.arange(50_000)
    problem = AssignmentProblem(50_000, [10**6], people, np.zeros(50_000, int), people)
    assert_proven(problem, int(people.sum()))


def test_a_long_chain_of_displacement() -> None:
    """A price travels through two thousand vacancies, each displacing the next by one point."""
    size = 2000
    people = np.arange(size)
    problem = AssignmentProblem(
        size + 1,
        np.ones(size, int),
        np.concatenate([people, people[:-1], [size]]),
        np.concatenate([people, people[1:], [0]]),
        np.concatenate([np.full(size, 10**6), 10**6 - people[1:] % 2, [10**6 - 2000]]),
    )
    assert_proven(problem, solve(problem).objective)


def test_largest_safe_scores_stay_exact() -> None:
    """Scores at the edge of the safe range are solved and summed exactly."""
    top = largest_score(3, 2)
    assert_proven(AssignmentProblem(3, [1, 1], [0, 0, 1, 2], [0, 1, 0, 1], [top] * 4), 2 * top)


def test_largest_seats() -> None:
    """A headcount of 2^63 - 1 is no overflow."""
    assert_proven(AssignmentProblem(2, [2**63 - 1], [0, 1], [0, 0], [3, 4]), 7)


def test_progress_and_unchecked_solve() -> None:
    """Every step is reported, and leaving the check out changes no figure."""
    problem = random_problem(1, 20, 5, 60)
    listener = Listener()
    solution = solve(problem, SolveParams(is_checked=False), progress=listener)
    assert listener.reports == [
        ("flow", 0, 3),
        ("prices", 1, 3),
        ("check", 2, 3),
        ("finished", 3, 3),
    ]
    assert solution.objective == solve(problem).objective


def test_solutions_travel_between_processes() -> None:
    """Problem and solution survive pickling and are still proven."""
    problem = random_problem(2, 20, 5, 60)
    solution = solve(problem)
    again = pickle.loads(pickle.dumps((problem, solution)))  # noqa: S301 - our own bytes
    assert verify(*again).is_optimal


def test_solution_is_frozen() -> None:
    """No figure of a proof can be written over."""
    solution = solve(random_problem(2, 20, 5, 60))
    with pytest.raises(ValueError, match="read-only"):
        solution.vacancy_price[0] = 1
    assert replace(solution, objective=0).objective == 0


def test_prices_of_a_plan_with_a_gainful_cycle_are_refused() -> None:
    """Two people who would both gain by swapping have no prices: an error, not an endless loop."""
    problem = AssignmentProblem(2, [1, 1], [0, 0, 1, 1], [0, 1, 0, 1], [5, 9, 9, 5])
    with pytest.raises(SolverFailedError):
        lowest_prices(problem, np.array([0, 1]))
