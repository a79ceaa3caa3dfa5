"""What each rule costs: how much more the best plan would be worth without it."""

from collections.abc import Iterator
from dataclasses import dataclass, fields, replace

from matching.columns.market_data import MarketData
from matching.constraints.assembled import joint_problem
from matching.constraints.declared import Rules
from matching.pairs.market import Market
from matching.solvers.joint.solution import JointSolution
from matching.solvers.joint.solve import JointParams, solve_jointly


@dataclass(frozen=True, slots=True)
class Cost:
    """What one rule costs, in points of score, as far as it is proven.

    Parameters
    ----------
    key
        The rule's key.
    least, most
        The best plan without the rule is worth at least and at most so much more than the best one
        with it; equal where both are proven optimal.
    """

    key: str
    least: int
    most: int


def rule_costs(
    data: MarketData,
    market: Market,
    rules: Rules,
    solution: JointSolution,
    keys: tuple[str, ...],
    params: JointParams,
) -> Iterator[Cost]:
    """Solves once more without each of some rules.

    Without a rule no plan is lost, so a cost is never below 0. Trips, couples' rooms and overrides
    only allow: without one the plan can be worth less, or other rules no longer stand.

    Parameters
    ----------
    data, market
        The market.
    rules, solution
        The rules, and the plan under all of them.
    keys
        Which rules.
    params
        How to solve.
    """
    for key in keys:
        found = solve_jointly(joint_problem(data, market, without(rules, key)), params)
        yield Cost(key, found.objective - solution.bound, found.bound - solution.objective)


def without(rules: Rules, key: str) -> Rules:
    """Gives the rules without one of them."""
    return replace(
        rules,
        **{
            field.name: tuple(rule for rule in getattr(rules, field.name) if rule.key != key)
            for field in fields(Rules)
        },
    )
