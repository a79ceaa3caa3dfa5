"""What a rule costs is what a solve without it gains; floors cost more the stricter they are."""

from itertools import pairwise

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from matching.constraints.assembled import assembled, joint_problem
from matching.constraints.costs import rule_costs
from matching.constraints.declared import GroupFloor, OwnBest, Rules
from matching.market.declared import market_of
from matching.market.weights import DEFAULT_WEIGHTS
from matching.solvers.joint.solve import JointParams, solve_jointly
from tests.matching.constraints.rule_cases import drawn_rules
from tests.matching.constraints.test_constraints_hold import solved
from tests.matching.market_strategies import Filler, made_market

KINDS = ("together", "stay_home", "quotas", "concentration", "budgets", "floors")


@settings(max_examples=20, deadline=None)
@given(st.integers(0, 2**32 - 1))
def test_costs_equal_solves_without_the_rule(seed: int) -> None:
    """Of optimal plans the cost is exact, never below 0, and that of a solve of its own."""
    data = made_market(6, 4, Filler(seed, 0.15))
    market = market_of(data, DEFAULT_WEIGHTS)
    rules = drawn_rules(data, market, seed, KINDS)
    solution = solved(assembled(data, market, rules))
    assume(solution is not None)
    assert solution is not None
    keys = tuple(rule.key for name in KINDS for rule in getattr(rules, name))
    for cost in rule_costs(data, market, rules, solution, keys, JointParams()):
        assert cost.least == cost.most >= 0
        left = {
            name: tuple(rule for rule in getattr(rules, name) if rule.key != cost.key)
            for name in KINDS
        }
        best = solve_jointly(joint_problem(data, market, Rules(**left)))
        assert best.objective - solution.objective == cost.most


@settings(max_examples=10, deadline=None)
@given(st.integers(0, 2**32 - 1))
def test_floors_cost_more_the_stricter_they_are(seed: int) -> None:
    """The cost curves of the own floor and of a group's floor never fall."""
    data = made_market(6, 4, Filler(seed, 0.1))
    market = market_of(data, DEFAULT_WEIGHTS)
    values = [
        solve_jointly(joint_problem(data, market, Rules(own_best=(OwnBest("own", below),))))
        for below in (10**6, 200_000, 100_000, 50_000, 0)
    ]
    assert all(first.objective >= second.objective for first, second in pairwise(values))
    people = tuple(data.people.key[:3].tolist())
    worth: list[int] = []
    for least in range(4):
        floor = Rules(floors=(GroupFloor("floor", people, least),))
        found = solved(assembled(data, market, floor))
        if found is not None:
            worth.append(found.objective)
    assert all(first >= second for first, second in pairwise(worth))
