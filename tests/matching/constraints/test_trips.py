"""Coaches planned with the posts are never worse than posts first and coaches after."""

from dataclasses import replace

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from matching.constraints.assembled import joint_problem
from matching.constraints.costs import rule_costs
from matching.constraints.declared import Rules
from matching.market.declared import market_of
from matching.market.weights import DEFAULT_WEIGHTS
from matching.solvers.all_pairs.solve import solve_market
from matching.solvers.joint.forms import Patches
from matching.solvers.joint.problem import JointProblem
from matching.solvers.joint.solve import JointParams, solve_jointly
from tests.matching.constraints.rule_cases import drawn_rules
from tests.matching.market_strategies import Filler, made_market


def only_this_plan(problem: JointProblem, plan: np.ndarray) -> JointProblem:
    """Forbids every pair but those of a plan."""
    cells = np.indices((problem.market.laborer_count, problem.market.vacancy_count)).reshape(2, -1)
    others = plan[cells[0]] != cells[1]
    laborer, vacancy = cells[0][others], cells[1][others]
    none = np.zeros(0, np.int64)
    return replace(
        problem, patches=Patches(laborer, vacancy, np.full(len(laborer), -1, np.int64), none)
    )


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 2**32 - 1))
def test_planning_with_trips_is_never_worse_than_planning_them_after(seed: int) -> None:
    """The joint value is at least that of the plain plan with its best coaches."""
    data = made_market(7, 5, Filler(seed, 0.05))
    market = market_of(data, DEFAULT_WEIGHTS)
    rules = drawn_rules(data, market, seed, ("trips",))
    problem = joint_problem(data, market, rules)
    plain = solve_market(market)
    after = solve_jointly(only_this_plan(problem, plain.vacancy_of_laborer))
    together = solve_jointly(problem)
    assert together.objective >= after.objective >= plain.objective
    keys = tuple(trip.key for trip in rules.trips)
    for cost in rule_costs(data, market, rules, together, keys, JointParams()):
        assert cost.most <= 0, "a coach that could be dropped for gain"


def test_a_trip_that_pays_changes_the_plan() -> None:
    """Some market sends people elsewhere because a coach goes there."""
    changed = 0
    for seed in range(40):
        data = made_market(7, 5, Filler(seed, 0.05))
        market = market_of(data, DEFAULT_WEIGHTS)
        rules = drawn_rules(data, market, seed, ("trips",))
        plain, found = (
            solve_jointly(joint_problem(data, market, asked)) for asked in (Rules(), rules)
        )
        scores = found.objective - plain.objective
        changed += scores > 0 and (found.vacancy_of_laborer != plain.vacancy_of_laborer).any()
    assert changed
