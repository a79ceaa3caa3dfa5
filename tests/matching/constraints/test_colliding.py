"""The smallest colliding set: nothing in it can be spared, and what each member holds back."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matching.columns.market_data import MarketData
from matching.constraints.assembled import joint_problem
from matching.constraints.checks import findings_of
from matching.constraints.colliding import colliding_rules
from matching.constraints.declared import GroupFloor, Quota, QuotaKind, Rules
from matching.market.declared import market_of
from matching.market.weights import DEFAULT_WEIGHTS
from matching.pairs.market import Market
from matching.solvers.joint.errors import JointError
from matching.solvers.joint.solve import JointParams, solve_jointly
from tests.matching.constraints.rule_cases import drawn_rules
from tests.matching.market_strategies import Filler, made_market

PROVEN = JointParams()

TIGHT = ("together", "rooms", "stay_home", "quotas", "decided", "floors", "budgets", "batches")


def keep_together(data: MarketData, market: Market, rules: Rules) -> bool:
    """Tells whether some plan keeps all rules."""
    try:
        solve_jointly(joint_problem(data, market, rules))
    except JointError:
        return False
    return True


def tight_rules(data: MarketData, market: Market, seed: int) -> Rules:
    """Draws rules of which some want people placed and others keep them out."""
    rng = np.random.default_rng(seed)
    rules = drawn_rules(data, market, seed, TIGHT)
    wanted = tuple(
        GroupFloor(f"want{at}", tuple(data.people.key[at : at + 3].tolist()), 2)
        for at in range(0, len(data.people) - 2, 2)
    )
    limit = Quota("limit", QuotaKind.DESTINATION, most=int(rng.integers(0, 3)))
    found = Rules(
        **{name: getattr(rules, name) for name in Rules.__dataclass_fields__}
        | {"floors": wanted, "quotas": (*rules.quotas, limit)}
    )
    return found if not findings_of(data, market, found) else Rules(quotas=(limit,))


def without(rules: Rules, *keys: str) -> Rules:
    """Drops rules by key."""
    return Rules(
        **{
            name: tuple(rule for rule in getattr(rules, name) if rule.key not in keys)
            for name in Rules.__dataclass_fields__
        }
    )


def only(rules: Rules, keys: set[str]) -> Rules:
    """Keeps rules by key, and couples' rooms and overrides, which only allow."""
    dropped = {
        rule.key
        for name in Rules.__dataclass_fields__
        for rule in getattr(rules, name)
        if rule.key not in keys and name != "rooms" and getattr(rule, "decision", "") != "override"
    }
    return without(rules, *dropped)


def check_collision(seed: int) -> bool:
    """Holds a colliding set against solves without each member; returns whether there was one."""
    data = made_market(6, 4, Filler(seed, 0.15))
    market = market_of(data, DEFAULT_WEIGHTS)
    rules = tight_rules(data, market, seed)
    members = colliding_rules(data, market, rules, PROVEN)
    assert (members == ()) == keep_together(data, market, rules)
    keys = {member.key for member in members}
    if members:
        assert not keep_together(data, market, only(rules, keys))
    for member in members:
        assert keep_together(data, market, only(rules, keys - {member.key}))
        rest = without(rules, member.key)
        if member.best_without is None:
            assert not keep_together(data, market, rest)
        else:
            best = solve_jointly(joint_problem(data, market, rest), PROVEN)
            assert best.objective == member.best_without
    return bool(members)


@settings(max_examples=15, deadline=None)
@given(st.integers(0, 2**32 - 1))
def test_dropping_any_member_resolves_the_collision(seed: int) -> None:
    """The set collides, no member can be spared, and the value without each is that of a solve."""
    check_collision(seed)


@pytest.mark.prove
def test_dropping_any_member_resolves_the_collision_many() -> None:
    """The same over many rounds, of which a good part collide."""
    found = sum(check_collision(seed) for seed in range(150))
    assert found >= 30


def test_two_wishes_that_collide_are_named() -> None:
    """A floor of two people and a limit of one collide; neither alone does."""
    data = made_market(4, 3, Filler(5, 0.0))
    market = market_of(data, DEFAULT_WEIGHTS)
    people = tuple(data.people.key.tolist())
    rules = Rules(
        quotas=(
            Quota("limit", QuotaKind.DESTINATION, most=1),
            Quota("idle", QuotaKind.DESTINATION, most=3),
        ),
        floors=(GroupFloor("floor", people, 2),),
    )
    assert keep_together(data, market, without(rules, "limit"))
    members = colliding_rules(data, market, rules)
    assert {member.key for member in members} == {"limit", "floor"}
    assert all(member.best_without is not None for member in members)
