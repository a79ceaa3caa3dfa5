"""Bounds hold for any prices and bonuses; the engine's prices and duals reach them."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matching.solvers.errors import ScoreTooLargeError
from matching.solvers.problem import AssignmentProblem
from matching.solvers.solution import NOBODY
from matching.solvers.tiers.arcs import best_net
from matching.solvers.tiers.bound import (
    Bonuses,
    bonus_bound,
    household_duals,
    laborer_surpluses,
    score_bound,
)
from matching.solvers.tiers.duals import duals_of_bonuses
from matching.solvers.tiers.flow import plan_with_bonuses
from matching.solvers.tiers.households import Households, read_households
from tests.matching.solvers.tiers.tier_cases import (
    TieredCase,
    best_by_force,
    random_market,
    tiny_tiered_problems,
)

TINY = settings(max_examples=120, deadline=None)
BONUSES = st.builds(Bonuses, st.integers(0, 12), st.integers(0, 12))


def achieved(
    problem: AssignmentProblem, households: Households, plan: np.ndarray, bonuses: Bonuses
) -> int:
    """Adds up C1 H + C2 n + score of a plan."""
    is_placed = plan != NOBODY
    chosen = problem.arc_vacancy == plan[problem.arc_laborer]
    lifted = int(households.lifted(is_placed).sum())
    return (
        bonuses.household * lifted
        + bonuses.person * int(is_placed.sum())
        + int(problem.arc_score[chosen].sum())
    )


@given(tiny_tiered_problems(), BONUSES, st.data())
@TINY
def test_any_prices_bound_the_best_plan(
    case: TieredCase, bonuses: Bonuses, data: st.DataObject
) -> None:
    """Whatever prices and bonuses are taken, the bounds are not below the best plan."""
    problem, household = case
    size = problem.vacancy_count
    prices = np.array(
        data.draw(st.lists(st.integers(0, 12), min_size=size, max_size=size)), dtype=np.int64
    )
    households = read_households(household, problem.laborer_count)
    best = best_by_force(problem, household)
    net = best_net(problem, prices)
    plan = plan_with_bonuses(problem, households, bonuses)
    bound = bonus_bound(problem.seats, prices, net, households, bonuses)
    assert bound >= achieved(problem, households, plan, bonuses)
    counts = (best.households, best.placed)
    assert score_bound(problem.seats, prices, net, households, bonuses, counts) >= best.score


@given(
    st.lists(st.tuples(st.integers(-15, 5), st.integers(-1, 2)), max_size=6),
    BONUSES,
)
@TINY
def test_the_household_dual_is_the_best_there_is(
    laborers: list[tuple[int, int]], bonuses: Bonuses
) -> None:
    """The formula for v_g gives the least sum of all v between 0 and C1."""
    net = np.array([value for value, _ in laborers], dtype=np.int64)
    households = read_households([number for _, number in laborers], len(laborers))
    dual = household_duals(net, households, bonuses)
    surplus = laborer_surpluses(net, dual, households, bonuses)
    for number in range(households.count):
        members = households.of_laborer == number
        inside = net[members] + bonuses.person
        least = min(
            bonuses.household - v + int(np.maximum(inside + v, 0).sum())
            for v in range(bonuses.household + 1)
        )
        assert bonuses.household - dual[number] + surplus[members].sum() == least
    nothing = np.zeros(0, dtype=np.int64)
    bound = bonus_bound(nothing, nothing, net, households, bonuses)
    assert bound == surplus.sum() + (bonuses.household - dual).sum()


def assert_proven(problem: AssignmentProblem, household: object, bonuses: Bonuses) -> None:
    """Solves with bonuses given, and holds prices and duals against every inequality."""
    households = read_households(household, problem.laborer_count)
    plan = plan_with_bonuses(problem, households, bonuses)
    duals = duals_of_bonuses(problem, households, plan, bonuses)
    prices, dual = duals.vacancy_price, duals.household_dual
    net = best_net(problem, prices)
    surplus = laborer_surpluses(net, dual, households, bonuses)
    assert np.all(prices >= 0)
    assert np.all((dual >= 0) & (dual <= bonuses.household))
    value = achieved(problem, households, plan, bonuses)
    total = int(problem.seats @ prices) + int(surplus.sum())
    assert total + int((bonuses.household - dual).sum()) == value
    assert bonus_bound(problem.seats, prices, net, households, bonuses) == value


@given(tiny_tiered_problems(), BONUSES)
@TINY
def test_with_bonuses_prices_reach_the_bound(case: TieredCase, bonuses: Bonuses) -> None:
    """Plan, prices and household duals prove each other for any bonuses."""
    assert_proven(*case, bonuses)


def test_with_bonuses_prices_reach_the_bound_on_a_larger_market() -> None:
    """The same on two thousand laborers, with bonuses below and above the scores."""
    problem, household = random_market(5, 2000, 300, 4, most_seats=9)
    for bonuses in (Bonuses(1000, 10), Bonuses(10**6, 10**7), Bonuses(10**9, 0)):
        assert_proven(problem, household, bonuses)


def test_bonuses_beyond_the_engine_are_refused() -> None:
    """A bonus that the engine cannot scale safely is refused, with the limit."""
    problem = AssignmentProblem(1, [1], [0], [0], [1])
    with pytest.raises(ScoreTooLargeError) as refused:
        plan_with_bonuses(problem, read_households([0], 1), Bonuses(2**60, 0))
    assert refused.value.params["value"] == 2**60
