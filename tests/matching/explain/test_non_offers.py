"""Who gets no offer is told why, and what would change it is true when it is tried."""

import dataclasses
import json

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from matching.columns.market_data import MarketData
from matching.explain.non_offers import (
    MORE_SEATS,
    NO_VACANCIES,
    NO_VACANCY_PASSES,
    OUTCOMPETED,
    non_offers_of,
)
from matching.explain.outcome import explain
from matching.market.arcs import candidate_arcs
from matching.market.weights import Weights
from matching.solvers.problem import AssignmentProblem
from matching.solvers.solution import Status
from matching.solvers.solve import solve
from tests.matching.explain.applied_changes import applied
from tests.matching.explain.solved import problem_of, solved
from tests.matching.market_strategies import Filler, made_market, markets

BONUS = 10**9
"""More than any plan of these markets is worth: forces a person into the plan."""

CROWDED = markets(
    min_people=2, max_people=10, min_vacancies=1, max_vacancies=5, chances=(0.05, 0.2)
)

WEIGHTS = st.sampled_from([Weights(), Weights(0, 0, 1000, 0, 0), Weights(0, 0, 0, 0, 1000)])


def _can_be_placed(problem: AssignmentProblem, person: int) -> bool:
    """Whether some optimal plan places the person."""
    bonus = np.where(problem.arc_laborer == person, BONUS, 0)
    with_bonus = AssignmentProblem(
        problem.laborer_count,
        problem.seats,
        problem.arc_laborer,
        problem.arc_vacancy,
        problem.arc_score + bonus,
    )
    best = solve(with_bonus)
    is_placed = best.vacancy_of_laborer[person] != -1
    return bool(is_placed and best.objective - BONUS == solve(problem).objective)


@settings(max_examples=150, deadline=None)
@given(CROWDED, WEIGHTS)
def test_further_seats_place_the_person(data: MarketData, weights: Weights) -> None:
    """With the seats it names, some optimal plan places the person; scores of 0 included."""
    case, arcs = solved(data, weights), candidate_arcs(data, weights)
    solution = case.solution
    found = non_offers_of(case)
    for person, change in zip(found.person.tolist(), found.change, strict=True):
        if change is None or change["code"] != MORE_SEATS:
            continue
        at = int(np.flatnonzero(data.vacancies.key == change["vacancy"])[0])
        seats = data.vacancies.seats.copy()
        seats[at] += change["seats"]
        assert change["seats"] >= 1
        assert change["price"] == solution.vacancy_price[at]
        posts = dataclasses.replace(data.vacancies, seats=seats)
        more = dataclasses.replace(data, vacancies=posts)
        assert _can_be_placed(problem_of(more, arcs), person)


@settings(max_examples=150, deadline=None)
@given(CROWDED)
def test_a_change_that_places_does(data: MarketData) -> None:
    """After a change that is said to place the person, every optimal plan does."""
    case = solved(data)
    found = non_offers_of(case)
    for person, change in zip(found.person.tolist(), found.change, strict=True):
        if change is None or not change.get("places"):
            continue
        other = applied(data, person, change["rules"][0], change["facts"], ())
        after = solved(other)
        assert after.feasible[person] > case.feasible[person]
        assert after.solution.vacancy_of_laborer[person] != -1
        assert after.solution.objective > case.solution.objective


@settings(max_examples=100, deadline=None)
@given(markets(), st.integers(1, 30))
def test_everybody_is_told_one_thing(data: MarketData, chunk_cells: int) -> None:
    """Offers and non-offers add up to the pool; reasons fit the arcs; chunks change nothing."""
    case = solved(data)
    both = explain(case)
    offered = set(both.offers.person.tolist())
    without = both.non_offers.person.tolist()
    assert sorted([*offered, *without]) == list(range(len(data.people)))
    for person, reason, facts, change in zip(
        without,
        both.non_offers.reason,
        both.non_offers.facts,
        both.non_offers.change,
        strict=True,
    ):
        feasible = int(case.feasible[person])
        if not len(data.vacancies):
            assert (reason, facts, change) == (NO_VACANCIES, {}, None)
        elif feasible:
            assert (reason, facts) == (OUTCOMPETED, {"feasible": feasible})
            assert change is not None
        else:
            assert reason == NO_VACANCY_PASSES
            assert facts["vacancies"] == len(data.vacancies)
        json.dumps([facts, change], allow_nan=False)
    chunked = non_offers_of(case, chunk_cells=chunk_cells)
    assert chunked.facts == both.non_offers.facts
    assert chunked.change == both.non_offers.change


def test_nothing_is_promised_without_a_proof() -> None:
    """A plan that is not proven optimal promises no seat and no place."""
    data = made_market(12, 2, Filler(3, 0.1))
    case = solved(data)
    unproven = dataclasses.replace(case.solution, status=Status.FEASIBLE)
    found = non_offers_of(dataclasses.replace(case, solution=unproven))
    assert OUTCOMPETED in found.reason
    for reason, change in zip(found.reason, found.change, strict=True):
        assert reason != OUTCOMPETED or change is None
        assert change is None or change["places"] is False
