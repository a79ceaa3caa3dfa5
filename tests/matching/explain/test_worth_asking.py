"""Bounds and first questions, held against scipy's optimum after each answer."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matching.columns.market_data import MarketData
from matching.columns.people import EARLIEST_DAY, LATEST_DAY
from matching.explain.board_training import declared_again
from matching.explain.worth_asking import AskFirst, ask_first, gain_of_all_answers
from matching.explain.worth_asking_questions import (
    QUESTIONS,
    Effect,
    Question,
    after_answers,
)
from matching.market.declared import market_of
from matching.market.weights import DEFAULT_WEIGHTS
from matching.pairs.market import Market
from matching.pairs.plain import FORBIDDEN
from matching.solvers.all_pairs.solve import MarketParams, solve_market
from matching.solvers.repair.plan import Plan
from matching.solvers.repair.start import standing_plan
from tests.matching.market_strategies import DETAILED, Filler, made_market, markets
from tests.matching.pairs.pair_markets import all_scores
from tests.matching.solvers.all_pairs.market_cases import scipy_optimum

CASES = markets(min_people=1, max_people=6, min_vacancies=1, max_vacancies=6, chances=(0.2, 0.5, 1))


def planned(data: MarketData) -> tuple[Market, Plan]:
    """The market and its optimal plan, ready for changes."""
    market = market_of(data, DEFAULT_WEIGHTS)
    return market, standing_plan(market, solve_market(market, MarketParams(is_lowest=True)))


def worth_of(data: MarketData, market: Market, plan: Plan, question: Question, person: int) -> int:
    """What one answer is worth, by solving anew."""
    changed = declared_again(after_answers(data, question, np.array([person])), market)
    value = scipy_optimum(changed)
    if question.effect == Effect.OPENS:
        return value - plan.value
    held = int(plan.vacancy_of_laborer[person])
    if held < 0 or all_scores(changed)[person, held] != FORBIDDEN:
        return 0
    return value - (plan.value - int(all_scores(market)[person, held]))


def check(data: MarketData, first: int, most_trials: int = 400) -> AskFirst:
    """Holds everything told against plain solves."""
    market, plan = planned(data)
    before = plan.vacancy_of_laborer
    told = ask_first(data, market, plan, first, most_trials)
    assert np.array_equal(plan.vacancy_of_laborer, before)
    exact: dict[tuple[str, int], int] = {}
    for question, found in zip(QUESTIONS, told.questions, strict=True):
        missing = np.flatnonzero(question.is_missing(data)).tolist()
        assert (found.question, found.effect) == (question.code, question.effect)
        assert found.missing == len(missing)
        most = dict(zip(found.person.tolist(), found.most.tolist(), strict=True))
        assert sum(most.values()) == found.total
        assert list(most.values()) == sorted(most.values(), reverse=True)
        for person in missing:
            exact[question.code, person] = worth_of(data, market, plan, question, person)
            assert exact[question.code, person] <= most.get(person, 0)
        if question.effect == Effect.OPENS:
            assert gain_of_all_answers(data, market, plan, question) <= found.total
    for effect, asked in ((Effect.OPENS, told.opens), (Effect.BREAKS, told.breaks)):
        codes = {question.code for question in QUESTIONS if question.effect == effect}
        for one in asked:
            assert one.worth == exact[one.question, one.person] > 0
        if told.is_proven:
            worths = sorted((w for (code, _), w in exact.items() if code in codes), reverse=True)
            assert [one.worth for one in asked] == [worth for worth in worths[:first] if worth]
    return told


@settings(max_examples=20, deadline=None)
@given(CASES, st.integers(0, 5))
def test_bounds_hold_and_the_first_questions_are_exact(data: MarketData, first: int) -> None:
    """No answer is worth more than its bound; the first ones are the first of all, by scipy."""
    assert check(data, first).is_proven


def test_few_trials_say_that_nothing_is_proven() -> None:
    """Where trials end before the first are known, that is said; what is told stays exact."""
    data = made_market(30, 20, Filler(3, 0.3))
    assert not check(data, 4, most_trials=1).is_proven


def test_who_lacks_what() -> None:
    """Each code for not known is found, and only it."""
    data = made_market(2, 1, Filler(1, 0.0))
    people = replace(
        data.people,
        certificates=np.array([0, 4]),
        education=np.array([-1, 0], np.int8),
        work_ability=np.array([-1, 0], np.int8),
        wage_floor_fen=np.array([-1, 0]),
        available_from=np.array([EARLIEST_DAY, 5], np.int32),
        available_until=np.array([LATEST_DAY, LATEST_DAY], np.int32),
        skill_occupation=type(data.people.skill_occupation)(
            np.array([0, 0, 1]), np.array([DETAILED[0]], np.int32)
        ),
        skill_level=np.array([1], np.int8),
    )
    for question in QUESTIONS:
        assert question.is_missing(replace(data, people=people)).tolist() == [True, False]


@settings(max_examples=20, deadline=None)
@given(CASES)
def test_answers_only_open_or_only_break(data: MarketData) -> None:
    """The best answer lowers no score and forbids nothing, the worst opens nothing."""
    market = market_of(data, DEFAULT_WEIGHTS)
    scores = all_scores(market)
    for question in QUESTIONS:
        people = np.flatnonzero(question.is_missing(data))
        changed = all_scores(declared_again(after_answers(data, question, people), market))
        if question.effect == Effect.OPENS:
            assert (changed >= scores).all()
        else:
            assert ((changed == scores) | (changed == FORBIDDEN)).all()
        others = np.setdiff1d(np.arange(len(scores)), people)
        assert np.array_equal(changed[others], scores[others])


@pytest.mark.prove
def test_larger_markets() -> None:
    """The first ten of each kind in markets of 30 by 20."""
    for seed in range(25):
        check(made_market(30, 20, Filler(seed, (0.1, 0.3, 0.6)[seed % 3])), 10)
