"""A stored round answers about its people: ids only, scopes kept, figures those of the plan."""

import json
from dataclasses import replace

import numpy as np
import pytest
from sqlalchemy.orm import Session, sessionmaker

from matching.explain.why_not import Verdict
from matching.solvers.repair.changes import Ban, Pin, Withdraw
from matching.solvers.solution import NOBODY, Status
from models.values import NotAllowedError, Permission
from offices.rounds.acts import open_round, take_snapshot
from offices.rounds.acts_board import FrozenPlan
from offices.rounds.acts_why import names_in_scope, plan_asked_about
from offices.rounds.errors import NotSolvedError
from offices.rounds.why_asked import COST, FORBIDDEN, asked_override, asked_why
from offices.rounds.why_errors import PersonNotInRoundError, VacancyNotInRoundError
from offices.rounds.why_told import people_in, vacancies_in, within_scope
from tests.factories import (
    ACTOR,
    COUNTY,
    NOW,
    OTHER_COUNTY,
    POLICY_DATE,
    actor_for,
    fill_random,
    solved_round,
)

Sessions = sessionmaker[Session]


@pytest.fixture
def round_code(sqlite_session_factory: Sessions) -> str:
    """Gives a solved round with more people than seats."""
    with sqlite_session_factory.begin() as session:
        fill_random(session, 4, people=120, vacancies=6)
        code = open_round(session, ACTOR, COUNTY, POLICY_DATE, {}, now=NOW).code
        take_snapshot(session, ACTOR, code, now=NOW)
        solved_round(session, code)
    return code


@pytest.fixture
def plan(sqlite_session_factory: Sessions, round_code: str) -> FrozenPlan:
    """Gives the round's plan."""
    with sqlite_session_factory() as session:
        return plan_asked_about(session, ACTOR, round_code, [])


def test_everybody_is_answered_in_ids(plan: FrozenPlan) -> None:
    """Whoever is placed is told the score of the plan's pair; whoever is not, why, and ways."""
    data, placed = plan.frozen.data, plan.solution.vacancy_of_laborer
    score = 0
    for position, person in enumerate(data.people.key.tolist()):
        told = asked_why(plan, person)
        assert told["person"] == person
        assert told["is_own_plan"]
        assert told["planned"] == (told["vacancy"] if placed[position] != NOBODY else None)
        assert set(vacancies_in(told)) <= set(data.vacancies.key.tolist())
        json.dumps(told)
        if placed[position] == NOBODY:
            assert told["reason"] in {"no_vacancy_passes", "outcompeted", Verdict.BY_LOT}
            assert all(one["vacancy"] is not None for one in told["ways"])
        else:
            assert told["reason"] == Verdict.HELD
            assert told["vacancy"] == data.vacancies.key[placed[position]]
            score += told["score"]
    assert score == plan.solution.objective


def test_every_pair_is_answered(plan: FrozenPlan) -> None:
    """Why a few people are not at each vacancy; those who would move are people of the pool."""
    data, reasons = plan.frozen.data, set()
    for person in data.people.key[:8].tolist():
        for vacancy in data.vacancies.key.tolist():
            told = asked_why(plan, person, vacancy)
            assert told["vacancy"] == vacancy
            assert set(people_in(told)) <= set(data.people.key.tolist())
            json.dumps(told)
            reasons.add(told["reason"])
    assert {Verdict.FORBIDDEN, Verdict.HELD} <= reasons


def test_an_override_states_its_cost_and_who_moves(plan: FrozenPlan) -> None:
    """A withdrawal and a ban of a placed person lose what those who move lose together."""
    data, placed = plan.frozen.data, plan.solution.vacancy_of_laborer
    at = int(np.flatnonzero(placed != NOBODY)[0])
    person, vacancy = int(data.people.key[at]), int(data.vacancies.key[placed[at]])
    for override in (Withdraw(person), Ban(person, vacancy)):
        told = asked_override(plan, [override])
        assert told["reason"] == COST
        assert told["value"] == plan.solution.objective
        moves = told["moves"]
        assert moves[0]["person"] == person
        assert told["loss"] == sum(one["score_before"] - one["score_after"] for one in moves)
    kept = asked_override(plan, [Pin(person, vacancy)])
    assert (kept["loss"], kept["moves"]) == (0, [])


def test_a_pin_against_rules_is_told_its_rules(plan: FrozenPlan) -> None:
    """Nothing is computed for it; the rules are those of the question why not."""
    data = plan.frozen.data
    found = (
        (person, vacancy, told)
        for person in data.people.key.tolist()
        for vacancy in data.vacancies.key.tolist()
        if (told := asked_why(plan, person, vacancy))["reason"] == Verdict.FORBIDDEN
    )
    person, vacancy, why = next(found)
    told = asked_override(plan, [Pin(person, vacancy)])
    assert (told["reason"], told["vacancy"]) == (FORBIDDEN, vacancy)
    assert [one["rule"] for one in told["rules"]] == [one["rule"] for one in why["rules"]]


def test_a_plan_that_is_not_the_best_is_told_beside_the_best(plan: FrozenPlan) -> None:
    """Answers about a plan that rules bind, or that was stopped, are those about the best plan."""
    nobody = np.full(len(plan.frozen.data.people), NOBODY, np.int64)
    bound = replace(plan.solution, vacancy_of_laborer=nobody, objective=0, status=Status.FEASIBLE)
    other = replace(plan, solution=bound)
    score = 0
    for person in plan.frozen.data.people.key.tolist():
        told = asked_why(other, person)
        assert not told["is_own_plan"]
        assert told["planned"] is None
        score += told["score"] if told["reason"] == Verdict.HELD else 0
        cost = asked_override(other, [Withdraw(person)])
        assert not cost["is_own_plan"]
        assert cost["value"] == plan.solution.objective
    assert score == plan.solution.objective


def test_unknown_numbers_are_refused(plan: FrozenPlan) -> None:
    """Neither a person nor a post of another round is answered about."""
    person = int(plan.frozen.data.people.key[0])
    with pytest.raises(PersonNotInRoundError):
        asked_why(plan, -5)
    with pytest.raises(VacancyNotInRoundError):
        asked_why(plan, person, -5)
    with pytest.raises(VacancyNotInRoundError):
        asked_override(plan, [Ban(person, -5)])


def test_only_the_own_region_may_ask(sqlite_session_factory: Sessions, round_code: str) -> None:
    """Another county's actor, one without the permission, and a number of nobody are refused."""
    with sqlite_session_factory() as session:
        for actor in (OTHER_COUNTY, replace(ACTOR, permissions=frozenset())):
            with pytest.raises(NotAllowedError):
                plan_asked_about(session, actor, round_code, [])
        with pytest.raises(PersonNotInRoundError):
            plan_asked_about(session, ACTOR, round_code, [-5])


def test_only_people_in_scope_have_names(
    sqlite_session_factory: Sessions, plan: FrozenPlan
) -> None:
    """Everybody is named to the county, nobody to another one, which may not even ask unasked."""
    people = plan.frozen.data.people.key.tolist()
    with sqlite_session_factory() as session:
        assert set(names_in_scope(session, ACTOR, people)) == set(people)
        assert names_in_scope(session, OTHER_COUNTY, people) == {}
        silent = actor_for("/430000/", without=Permission.ROUNDS_READ)
        with pytest.raises(NotAllowedError):
            names_in_scope(session, silent, people)


def test_people_beyond_the_scope_are_counted() -> None:
    """They leave no number behind, in lists of moves and of holders alike."""
    told = {"moves": [{"person": 1}, {"person": 2}], "holders": [{"person": 3}], "loss": 5}
    assert within_scope(told, {2}) == {
        "moves": [{"person": 2}],
        "moves_elsewhere": 1,
        "holders": [],
        "holders_elsewhere": 1,
        "loss": 5,
    }


def test_a_round_without_a_result_is_refused(sqlite_session_factory: Sessions) -> None:
    """There is no plan to ask."""
    with sqlite_session_factory.begin() as session:
        fill_random(session, 4, people=40, vacancies=6)
        code = open_round(session, ACTOR, COUNTY, POLICY_DATE, {}, now=NOW).code
        take_snapshot(session, ACTOR, code, now=NOW)
        with pytest.raises(NotSolvedError):
            plan_asked_about(session, ACTOR, code, [])
