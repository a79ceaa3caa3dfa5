"""Plans nearly as good that differ: value enough, difference true, bound valid and near."""

from fractions import Fraction
from functools import partial

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matching.pairs.plain import FORBIDDEN
from matching.solvers.all_pairs.solve import solve_market
from matching.solvers.problem import AssignmentProblem
from matching.solvers.several.different_goals import (
    difference,
    listed_differences,
    market_differences,
)
from matching.solvers.several.differing import least_value, most_differing
from matching.solvers.several.errors import SeveralError
from matching.solvers.several.goals import values_of
from matching.solvers.several.plans import PlansParams, differing_plans
from matching.solvers.solution import Solution, Status
from matching.solvers.solve import solve
from tests.matching.pairs.pair_markets import all_scores
from tests.matching.solvers.several.several_cases import (
    drawn_problem,
    every_plan,
    small_market,
)


def value_of(problem: AssignmentProblem, plan: np.ndarray) -> int:
    """Adds up the scores of a plan."""
    table = np.zeros((problem.laborer_count, problem.vacancy_count + 1), np.int64)
    table[problem.arc_laborer, problem.arc_vacancy] = problem.arc_score
    return int(table[np.arange(problem.laborer_count), plan].sum())


@settings(max_examples=50, deadline=None)
@given(
    st.integers(0, 2**32 - 1),
    st.integers(0, 5),
    st.integers(1, 4),
    st.fractions(0, 1, max_denominator=100),
)
def test_no_plan_of_value_enough_differs_by_more_than_the_bound(
    seed: int, laborers: int, vacancies: int, lost: Fraction
) -> None:
    """Every plan is tried: the bound holds, and each plan told is one of value enough."""
    problem = drawn_problem(np.random.default_rng(seed), laborers, vacancies)
    kind = np.random.default_rng(seed).integers(0, 3, vacancies)
    optimum = solve(problem)
    found = differing_plans(
        optimum, lambda others: listed_differences(problem, others, kind), PlansParams(3, lost)
    )
    enough = optimum.objective - int(lost * optimum.objective)
    before = [optimum.vacancy_of_laborer]
    plans = list(every_plan(problem))
    for one in found:
        assert any(np.array_equal(one.plan, plan) for plan in plans)
        assert one.value == value_of(problem, one.plan) >= enough == one.least_value
        assert one.difference == sum(difference(one.plan, other, kind) for other in before)
        best = max(
            sum(difference(plan, other, kind) for other in before)
            for plan in plans
            if value_of(problem, plan) >= enough
        )
        assert one.difference <= best <= one.most_difference
        before.append(one.plan)


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 2**32 - 1), st.integers(0, 9), st.integers(1, 7))
def test_all_pairs_and_listed_pairs_agree(seed: int, laborers: int, vacancies: int) -> None:
    """Over all pairs of a market a plan is feasible, of value enough, and both bounds hold."""
    market = small_market(seed, laborers, vacancies)
    optimum = solve_market(market)
    kind = np.arange(vacancies)
    lost = Fraction(1, 10)
    goals = market_differences(market, [optimum.vacancy_of_laborer], kind)
    one = most_differing(goals, least_value(optimum.objective, lost))
    placed = np.flatnonzero(one.plan >= 0)
    scores = all_scores(market)[placed, one.plan[placed]]
    assert np.all(scores != FORBIDDEN)
    assert np.all(np.bincount(one.plan[placed], minlength=vacancies) <= market.seats)
    assert scores.sum() == one.value >= one.least_value
    assert one.difference == difference(one.plan, optimum.vacancy_of_laborer, kind)
    assert one.difference <= one.most_difference


def test_the_bound_is_near_where_people_are_many() -> None:
    """With two hundred people and two in a hundred to lose, at most two more could differ."""
    problem = drawn_problem(np.random.default_rng(8), 200, 60, top=1000, share=0.3)
    optimum = solve(problem)
    found = differing_plans(optimum, partial(_beside, problem), PlansParams(4, Fraction(2, 100)))
    assert len(found) == 3
    for one in found:
        assert one.difference > 20
        assert one.most_difference - one.difference <= 2


def _beside(problem: AssignmentProblem, others: list[np.ndarray]) -> object:
    return listed_differences(problem, others, np.arange(problem.vacancy_count))


def test_goals_count_what_difference_counts() -> None:
    """The second goal of any plan is the sum of its differences, as counted plainly."""
    problem = drawn_problem(np.random.default_rng(2), 5, 3)
    plans = list(every_plan(problem))
    kind = np.array([0, 1, 1])
    goals = listed_differences(problem, plans[:3], kind)
    for plan in plans[:: max(1, len(plans) // 50)]:
        counted = sum(difference(plan, other, kind) for other in plans[:3])
        assert values_of(goals, plan) == (value_of(problem, plan), counted)


def test_nothing_to_lose_differs_within_the_best_plans() -> None:
    """With no value to lose the other of two equal plans is found, and no more is possible."""
    problem = AssignmentProblem(2, [1, 1], [0, 0, 1, 1], [0, 1, 0, 1], [5, 5, 5, 5])
    optimum = solve(problem)
    (one,) = differing_plans(
        optimum, partial(_beside, problem), PlansParams(plans=2, lost_share=Fraction(0))
    )
    assert (one.value, one.difference, one.most_difference) == (10, 2, 2)


@pytest.mark.parametrize(
    "broken",
    [{"plans": 0}, {"plans": 10}, {"lost_share": Fraction(-1, 2)}, {"lost_share": Fraction(3, 2)}],
)
def test_wishes_that_cannot_be_are_refused(broken: dict[str, object]) -> None:
    """Numbers of plans and shares out of range are refused."""
    with pytest.raises(SeveralError):
        PlansParams(**broken)


def test_more_than_the_optimum_is_refused() -> None:
    """No plan is worth more than the best."""
    problem = AssignmentProblem(1, [1], [0], [0], [5])
    with pytest.raises(SeveralError):
        most_differing(listed_differences(problem, [], np.zeros(1, np.int64)), 6)


def test_an_unproven_first_plan_is_refused() -> None:
    """Without the optimum no share of it can be stated."""
    problem = AssignmentProblem(1, [1], [0], [0], [5])
    best = solve(problem)
    plain = Solution(
        best.vacancy_of_laborer, 5, 6, Status.FEASIBLE, best.vacancy_price, best.laborer_surplus
    )
    with pytest.raises(SeveralError):
        differing_plans(plain, partial(_beside, problem))


@pytest.mark.prove
@pytest.mark.parametrize("seed", range(200))
def test_bounds_of_many_draws(seed: int) -> None:
    """Many more markets: no plan of value enough differs by more than the bound."""
    rng = np.random.default_rng(seed)
    problem = drawn_problem(rng, int(rng.integers(3, 7)), int(rng.integers(2, 5)))
    optimum = solve(problem)
    lost = Fraction(int(rng.integers(0, 60)), 100)
    kind = np.arange(problem.vacancy_count)
    (one,) = differing_plans(optimum, partial(_beside, problem), PlansParams(2, lost))
    best = max(
        difference(plan, optimum.vacancy_of_laborer, kind)
        for plan in every_plan(problem)
        if value_of(problem, plan) >= one.least_value
    )
    assert one.difference <= best <= one.most_difference
