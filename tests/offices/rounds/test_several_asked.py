"""A round answers with more than one plan: others, a trade-off, and further offers."""

from dataclasses import replace
from fractions import Fraction

import numpy as np
import pytest
from sqlalchemy.orm import Session, sessionmaker

from matching.solvers.several.frontier import FrontierParams
from matching.solvers.several.further_offers import OffersParams
from matching.solvers.several.plans import PlansParams
from offices.rounds.acts import open_round, take_snapshot
from offices.rounds.acts_board import FrozenPlan, frozen_plan
from offices.rounds.several_asked import (
    KINDS,
    UnknownGoalError,
    asked_frontier,
    asked_offers,
    asked_plans,
    asked_shared,
)
from tests.factories import ACTOR, COUNTY, NOW, POLICY_DATE, fill_random, solved_round

Sessions = sessionmaker[Session]


@pytest.fixture
def plan(sqlite_session_factory: Sessions) -> FrozenPlan:
    """Gives the market and plan of a solved round."""
    with sqlite_session_factory.begin() as session:
        fill_random(session, 4, people=120, vacancies=12)
        code = open_round(session, ACTOR, COUNTY, POLICY_DATE, {}, now=NOW).code
        take_snapshot(session, ACTOR, code, now=NOW)
        solved_round(session, code)
        return frozen_plan(session, ACTOR, code)


@pytest.mark.parametrize("kind", KINDS)
def test_other_plans_lose_little_and_their_moves_are_theirs(plan: FrozenPlan, kind: str) -> None:
    """Each loses no more than asked; its moves, by ids, are the change from the round's plan."""
    told = asked_plans(plan, PlansParams(3, Fraction(5, 100)), kind)
    objective = plan.solution.objective
    assert told["best"]["value"] == objective
    assert len(told["plans"]) == 2
    for one in told["plans"]:
        assert objective - one["value"] == one["lost"] <= objective // 20
        assert one["value"] >= told["least_value"]
        assert sum(one["elsewhere"]) == one["difference"] <= one["most_difference"]
        changed = [move for move in one["moves"] if move["to"] is not None]
        assert len(changed) >= one["elsewhere"][0]
        assert all(move["from"] != move["to"] for move in one["moves"])


@pytest.mark.parametrize("part", ["skill", "distance", "wage", "retention", "wish"])
def test_trade_off_begins_and_ends_at_the_best(plan: FrozenPlan, part: str) -> None:
    """The last point is the round's own value; points rise in the score and fall in the part."""
    told = asked_frontier(plan.frozen, part, FrontierParams(6))
    values = [point["value"] for point in told["points"]]
    parts = [point["part"] for point in told["points"]]
    assert values == sorted(values)
    assert parts == sorted(parts, reverse=True)
    assert values[-1] <= plan.solution.objective == told["most_value"]
    assert 0 <= told["unknown_share"] < 1


def test_further_offers_add_up(plan: FrozenPlan) -> None:
    """Rows, ranks and vacancies count the same offers; none is a first offer, none comes twice."""
    told = asked_offers(plan, OffersParams(3, Fraction(1, 10)))
    people = plan.frozen.data.people.key.tolist()
    vacancies = plan.frozen.data.vacancies.key
    first = plan.solution.vacancy_of_laborer
    rows = [(row["person"], row["vacancy"]) for row in told["offers"]]
    assert len(rows) == len(set(rows)) == sum(rank["people"] for rank in told["ranks"])
    assert len(rows) == sum(line["promised"] for line in told["vacancies"]) > 0
    for person, vacancy in rows:
        own = first[people.index(person)]
        assert own < 0 or vacancies[own] != vacancy
    for line in told["vacancies"]:
        assert line["promised"] <= line["free"] + line["first_offers"] // 10
        assert line["declines_needed"] == max(0, line["promised"] - line["free"])
    assert all(rank["value"] == rank["bound"] for rank in told["ranks"])
    assert told["placed"] == np.count_nonzero(first >= 0)


def test_shared_offers_add_up(plan: FrozenPlan) -> None:
    """Rows and vacancies count the same offers, second ones worth no less than on own seats."""
    params = OffersParams(3, Fraction(1, 10))
    told = asked_shared(plan, Fraction(1, 5), params)
    own = asked_offers(plan, params)
    assert told["second_bound"] >= told["second_value"] >= own["ranks"][0]["value"]
    assert len(told["offers"]) == sum(line["promised"] for line in told["vacancies"])
    assert len(told["offers"]) == sum(rank["people"] for rank in told["ranks"])
    for line in told["vacancies"]:
        assert line["most_coming"] <= line["promised"]
        assert line["declines_needed"] == max(0, line["most_coming"] - line["free"])


def test_what_is_no_goal_is_refused(plan: FrozenPlan) -> None:
    """Neither a part nor a kind of difference that is not there."""
    with pytest.raises(UnknownGoalError):
        asked_frontier(plan.frozen, "weather", FrontierParams())
    with pytest.raises(UnknownGoalError):
        asked_plans(plan, PlansParams(), "weather")


def test_the_same_round_gives_the_same_answers(plan: FrozenPlan) -> None:
    """Lots follow from the round: asked again, everything is the same."""
    params = replace(OffersParams(), declined_share=Fraction(1, 5))
    assert asked_offers(plan, params) == asked_offers(plan, params)
    assert asked_plans(plan, PlansParams(2)) == asked_plans(plan, PlansParams(2))
