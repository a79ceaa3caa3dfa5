"""The smallest set of rules that no plan keeps together, and what each of them holds back."""

from collections.abc import Callable
from dataclasses import dataclass, fields, replace

from matching.columns.market_data import MarketData
from matching.constraints.assembled import joint_problem
from matching.constraints.declared import (
    Batch,
    Budget,
    Concentration,
    Decided,
    Decision,
    GroupFloor,
    OwnBest,
    Quota,
    Reciprocity,
    Rooms,
    Rules,
    StayHome,
    Together,
    Trip,
)
from matching.pairs.market import Market
from matching.solvers.joint.errors import JointError
from matching.solvers.joint.solution import JointSolution
from matching.solvers.joint.solve import JointParams, solve_jointly

ANY_PLAN = JointParams(enough=1.0)
"""The first plan found will do."""

Rule = (
    Together
    | Rooms
    | StayHome
    | Batch
    | Trip
    | Quota
    | Concentration
    | Reciprocity
    | Decided
    | GroupFloor
    | OwnBest
    | Budget
)

Item = tuple[str, Rule]
"""A rule with the field of ``Rules`` that it stands in."""


@dataclass(frozen=True, slots=True)
class Member:
    """A rule of a colliding set.

    Parameters
    ----------
    key
        The rule's key.
    field
        Its family, as the field of ``Rules``.
    best_without
        Value of the best plan found that keeps all other rules of the round; None where they still
        collide.
    """

    key: str
    field: str
    best_without: int | None


def colliding_rules(
    data: MarketData, market: Market, rules: Rules, params: JointParams = ANY_PLAN
) -> tuple[Member, ...]:
    """Finds a set of rules that no plan keeps, of which every member is needed; empty if none.

    By halves (QuickXplain, Junker 2004): with k members among n rules about 2 k log2(n / k) + 2 k
    looks. Overrides and couples' rooms stay throughout: they only allow.

    Parameters
    ----------
    data, market
        The market.
    rules
        Rules without findings.
    params
        How to solve for what dropping each member gives.
    """
    items = [
        (field.name, rule)
        for field in fields(Rules)
        for rule in getattr(rules, field.name)
        if not _is_fact(rule)
    ]

    def collide(some: list[Item]) -> bool:
        return _solved(data, market, _only(rules, some), ANY_PLAN) is None

    if not collide(items):
        return ()
    members = _explained(collide, [], [], items)
    return tuple(
        Member(
            key=rule.key,
            field=field,
            best_without=_value(
                _solved(data, market, _only(rules, [i for i in items if i[1] is not rule]), params)
            ),
        )
        for field, rule in members
    )


def _explained(
    collide: Callable[[list[Item]], bool], kept: list[Item], added: list[Item], asked: list[Item]
) -> list[Item]:
    """Gives the members among the asked that collide together with the kept ones."""
    if added and collide(kept):
        return []
    if len(asked) == 1:
        return asked
    half = len(asked) // 2
    first, second = asked[:half], asked[half:]
    of_second = _explained(collide, kept + first, first, second)
    of_first = _explained(collide, kept + of_second, of_second, first)
    return of_first + of_second


def _solved(
    data: MarketData, market: Market, rules: Rules, params: JointParams
) -> JointSolution | None:
    """Solves; None where the rules collide."""
    try:
        return solve_jointly(joint_problem(data, market, rules), params)
    except JointError as refused:
        if refused.params["reason"] != "infeasible":
            raise
        return None


def _only(rules: Rules, items: list[Item]) -> Rules:
    """Keeps some rules, and every fact."""
    kept = {id(rule) for _, rule in items}
    return replace(
        rules,
        **{
            field.name: tuple(
                rule for rule in getattr(rules, field.name) if id(rule) in kept or _is_fact(rule)
            )
            for field in fields(Rules)
        },
    )


def _is_fact(rule: object) -> bool:
    """Tells what only allows: without it nothing would be easier."""
    is_override = isinstance(rule, Decided) and rule.decision == Decision.OVERRIDE
    return is_override or isinstance(rule, Rooms)


def _value(solution: JointSolution | None) -> int | None:
    return None if solution is None else solution.objective
