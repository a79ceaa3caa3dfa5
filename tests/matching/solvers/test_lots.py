"""Ties drawn by lot: fair between equals, blind to row order, without effect on value."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matching.solvers.problem import AssignmentProblem
from matching.solvers.solve import SolveParams, solve
from tests.matching.solvers.solver_cases import (
    brute_force,
    dense_problem,
    random_problem,
    tiny_problems,
)

DRAWS = 600
LARGEST_SURPRISE = {1: 15.1, 3: 21.1, 5: 25.7}
"""Chi-square that equal chances exceed once in 10^4, by degrees of freedom."""


def plan_by(problem: AssignmentProblem, seed: int) -> np.ndarray:
    """Solves with the lots of a seed."""
    return solve(problem, SolveParams(seed=seed)).vacancy_of_laborer


def surprise(counts: np.ndarray) -> float:
    """Measures how far counts are from equal ones: chi-square."""
    expected = counts.sum() / counts.size
    return float(((counts - expected) ** 2 / expected).sum())


def test_equal_laborers_have_equal_chances_for_one_seat() -> None:
    """Six people of equal score and one seat: each wins about every sixth draw."""
    problem = dense_problem([1], np.full((6, 1), 7))
    wins = sum((plan_by(problem, seed) == 0).astype(int) for seed in range(DRAWS))
    assert wins.sum() == DRAWS
    assert surprise(wins) < LARGEST_SURPRISE[5]


def test_equal_vacancies_have_equal_chances_for_one_laborer() -> None:
    """Four posts of equal score and one person: each is filled about every fourth draw."""
    problem = dense_problem([1] * 4, np.full((1, 4), 7))
    chosen = [int(plan_by(problem, seed)[0]) for seed in range(DRAWS)]
    assert surprise(np.bincount(chosen, minlength=4)) < LARGEST_SURPRISE[3]


def test_equals_in_a_crowd_have_equal_chances() -> None:
    """The first and the last row of a market are alike: each gets the better post as often."""
    crowd = random_problem(4, 30, 6, 80, most_seats=3, top=9)
    twins = (0, 31)
    problem = AssignmentProblem(
        32,
        [*crowd.seats, 1, 1],
        [*(crowd.arc_laborer + 1), 0, 0, 31, 31, 31, 0],
        [*crowd.arc_vacancy, 6, 0, 7, 6, 0, 7],
        [*crowd.arc_score, 20, 9, 15, 20, 9, 15],
    )
    firsts = 0
    for seed in range(DRAWS // 2):
        plan = plan_by(problem, seed)
        assert sorted(plan[list(twins)]) == [6, 7]
        firsts += int(plan[0] == 6)
    assert surprise(np.array([firsts, DRAWS // 2 - firsts])) < LARGEST_SURPRISE[1]


@given(tiny_problems(), st.integers(0, 2**64))
@settings(max_examples=80, deadline=None)
def test_every_seed_gives_a_best_plan(problem: AssignmentProblem, seed: int) -> None:
    """Lots change neither the value nor any price or surplus."""
    plain, drawn = solve(problem), solve(problem, SolveParams(seed=seed))
    assert drawn.objective == drawn.bound == brute_force(problem)
    assert np.array_equal(drawn.vacancy_price, plain.vacancy_price)
    assert np.array_equal(drawn.laborer_surplus, plain.laborer_surplus)


@pytest.mark.parametrize("seed", range(5))
def test_order_of_arcs_is_blind(seed: int) -> None:
    """With one seed, however the arcs are listed, everybody gets the same."""
    problem = random_problem(seed, 200, 30, 1500, top=3)
    order = np.random.default_rng(seed).permutation(problem.arc_count)
    mixed = AssignmentProblem(
        problem.laborer_count,
        problem.seats,
        problem.arc_laborer[order],
        problem.arc_vacancy[order],
        problem.arc_score[order],
    )
    assert np.array_equal(plan_by(problem, seed), plan_by(mixed, seed))


def test_same_seed_same_plan_other_seed_other_plan() -> None:
    """A seed can be drawn again and gives the same; another one finds other winners."""
    problem = random_problem(5, 300, 40, 2500, most_seats=3, top=2)
    first = plan_by(problem, 1)
    assert np.array_equal(first, plan_by(problem, 1))
    assert not np.array_equal(first, plan_by(problem, 2))
