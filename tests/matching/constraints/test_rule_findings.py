"""Rules that cannot be meant are refused with what collides."""

from dataclasses import replace

import numpy as np
import pytest

from matching.columns.market_data import MarketData
from matching.constraints.assembled import joint_problem
from matching.constraints.checks import findings_of
from matching.constraints.declared import (
    Batch,
    Decided,
    Decision,
    GroupFloor,
    OwnBest,
    Quota,
    QuotaKind,
    Reciprocity,
    Rooms,
    Rules,
    Site,
    StayHome,
    Together,
    Trip,
)
from matching.constraints.errors import RulesError
from matching.market.declared import market_of
from matching.market.weights import DEFAULT_WEIGHTS
from tests.matching.market_strategies import POLICY_DAY, Filler, made_market

QUOTA = QuotaKind.DESTINATION


def plain_data() -> MarketData:
    """Makes six grown people and three posts, with a pair in force between two provinces."""
    data = made_market(6, 3, Filler(1, 0.0))
    people = replace(
        data.people,
        birth_day=np.array([POLICY_DAY - 365 * 15, *[5_000] * 5], np.int32),
        wage_floor_fen=np.array([-1, 9_000_000, -1, -1, -1, -1], np.int64),
        education=np.array([3, 3, 0, 3, 3, 3], np.int8),
    )
    posts = replace(
        data.vacancies,
        seats=np.array([2, 1, 1], np.int64),
        place=np.array([9, 9, 11], np.int32),
        employer=np.array([1, 1, 2], np.int64),
        education_min=np.array([2, -1, -1], np.int8),
        wage_min_fen=np.array([300_000] * 3, np.int64),
        wage_max_fen=np.array([300_000] * 3, np.int64),
    )
    context = replace(data.context, pairs=(("/430000/", "/440000/"),))
    return MarketData(people, posts, context)


def trips(count: int) -> tuple[Trip, ...]:
    """Makes trips that all share their riders."""
    return tuple(Trip(f"t{n}", "430000", "440000", 4, 1, 1, 10, 1) for n in range(count))


WRONG: dict[str, tuple[Rules, set[str]]] = {
    "rules.key_twice": (
        Rules(quotas=(Quota("q", QUOTA, most=1),), floors=(GroupFloor("q", (101,), 1),)),
        {"q"},
    ),
    "rules.in_two_groups": (
        Rules(together=(Together("a", (101, 102)), Together("b", (102, 103)))),
        {"a", "b"},
    ),
    "rules.in_two_households": (
        Rules(stay_home=(StayHome("a", (101, 102), 1), StayHome("b", (102,), 0))),
        {"a", "b"},
    ),
    "rules.group_too_large": (Rules(together=(Together("g", (101, 102, 103, 104)),)), {"g"}),
    "rules.least_above_most": (Rules(quotas=(Quota("q", QUOTA, least=3, most=2),)), {"q"}),
    "rules.negative": (Rules(stay_home=(StayHome("h", (101,), -1),)), {"h"}),
    "rules.least_out_of_reach": (
        Rules(quotas=(Quota("q", QUOTA, destination="330282", least=2),)),
        {"q"},
    ),
    "rules.batch_above_seats": (Rules(batches=(Batch("b", (900, 901), 4),)), {"b"}),
    "rules.floor_above_people": (Rules(floors=(GroupFloor("f", (101, 102, 7), 3),)), {"f"}),
    "rules.no_agreement": (
        Rules(
            quotas=(
                Quota("q", QuotaKind.AGREEMENT, "433124", "330282", most=5),
                Quota("fits", QuotaKind.AGREEMENT, "433124", "441900", most=5),
            )
        ),
        {"q"},
    ),
    "rules.trips_share_riders": (Rules(trips=trips(7)), {f"t{n}" for n in range(7)}),
    "rules.places_overlap": (
        Rules(reciprocity=(Reciprocity("r", "430000", "433124", 0, 1),)),
        {"r"},
    ),
    "rules.pinned_twice": (
        Rules(
            decided=(
                Decided("p", Decision.PIN, 103, 901),
                Decided("s", Decision.STANDING, 103, 902),
            )
        ),
        {"p", "s"},
    ),
    "rules.pin_and_ban": (
        Rules(decided=(Decided("p", Decision.PIN, 103, 901), Decided("b", Decision.BAN, 103, 901))),
        {"p", "b"},
    ),
    "rules.not_in_round": (Rules(decided=(Decided("p", Decision.PIN, 7, 901),)), {"p"}),
    "rules.rooms_twice": (Rules(rooms=(Rooms("r", 1, 2), Rooms("s", 1, None))), {"r", "s"}),
    "rules.room_needs_employer": (
        Rules(together=(Together("g", (101, 103), Site.CITY, needs_room=True),)),
        {"g"},
    ),
    "rules.pins_above_seats": (
        Rules(
            decided=(
                Decided("p", Decision.PIN, 103, 901),
                Decided("s", Decision.STANDING, 104, 901),
            )
        ),
        {"p", "s"},
    ),
    "rules.against_law": (Rules(decided=(Decided("p", Decision.PIN, 100, 901),)), {"p"}),
    "rules.against_wish": (Rules(decided=(Decided("p", Decision.OVERRIDE, 101, 901),)), {"p"}),
    "rules.pin_needs_override": (Rules(decided=(Decided("p", Decision.PIN, 102, 900),)), {"p"}),
}


@pytest.mark.parametrize("code", WRONG)
def test_wrong_rules_are_refused_with_what_collides(code: str) -> None:
    """One finding, of that code, that names the rules at fault and nothing else."""
    data = plain_data()
    market = market_of(data, DEFAULT_WEIGHTS)
    rules, keys = WRONG[code]
    findings = findings_of(data, market, rules)
    assert {finding.code for finding in findings} == {code}
    assert {key for finding in findings for key in finding.keys} == keys
    with pytest.raises(RulesError) as refused:
        joint_problem(data, market, rules)
    assert refused.value.findings == findings


@pytest.mark.parametrize(
    "rules",
    [
        Rules(own_best=(OwnBest("r", -1),)),
        Rules(reciprocity=(Reciprocity("r", "433124", "433130", 0, -1),)),
        Rules(rooms=(Rooms("r", 1, -1),)),
        Rules(quotas=(Quota("r", QUOTA, most=-1),)),
    ],
    ids=["own_best", "reciprocity", "rooms", "quota"],
)
def test_figures_below_zero_are_refused(rules: Rules) -> None:
    """Whatever the family."""
    data = plain_data()
    findings = findings_of(data, market_of(data, DEFAULT_WEIGHTS), rules)
    assert [(finding.code, finding.keys) for finding in findings] == [("rules.negative", ("r",))]


def test_batches_and_people_named_twice_count_once() -> None:
    """A batch of posts not in the round falls away; a key named twice is one."""
    data = plain_data()
    market = market_of(data, DEFAULT_WEIGHTS)
    rules = Rules(
        batches=(Batch("away", (7,), 3), Batch("twice", (900, 900), 2)),
        floors=(GroupFloor("floor", (103, 103), 1),),
    )
    assert findings_of(data, market, rules) == ()
    assert joint_problem(data, market, rules).lots.most.tolist() == [2]
    twice = Rules(floors=(GroupFloor("floor", (103, 103), 2),))
    assert [one.code for one in findings_of(data, market, twice)] == ["rules.floor_above_people"]


def test_an_override_lets_a_pin_pass() -> None:
    """What no law and no wish forbids an officer may settle."""
    data = plain_data()
    market = market_of(data, DEFAULT_WEIGHTS)
    rules = Rules(
        decided=(
            Decided("o", Decision.OVERRIDE, 102, 900),
            Decided("p", Decision.PIN, 102, 900),
        )
    )
    assert findings_of(data, market, rules) == ()


def test_people_who_are_not_in_the_round_hold_no_group_back() -> None:
    """A companion at work already is no reason to refuse, nor is a group of people all away."""
    data = plain_data()
    market = market_of(data, DEFAULT_WEIGHTS)
    rules = Rules(together=(Together("a", (103, 5, 6)), Together("b", (7, 8))))
    assert findings_of(data, market, rules) == ()
    assert len(joint_problem(data, market, rules).groups) == 0
