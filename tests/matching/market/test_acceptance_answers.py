"""Answers to offers: one declaration for offers of the past and for all pairs of a market."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matching.market.answers import (
    ACCEPTED,
    CAUSES,
    PARAMS,
    STRUCTURE,
    Answers,
    all_offers,
    answers_of,
    codes_of_offers,
    joined,
    offers_of,
    refused_before,
)
from matching.market.answers_lookup import BEFORE, acceptance_lookup
from matching.market.answers_tables import (
    FAR_BEFORE,
    NOT_REFUSED,
    NOT_STATED,
    PAY_BEFORE,
    WORK_BEFORE,
    factor_tables,
)
from matching.market.stays import TIERS, divisions_of, tiers_of
from matching.pairs.market import Market, PartColumns
from matching.retention.acceptance import fit_acceptance
from matching.retention.effects import INDEX_LIMIT
from matching.retention.spells import check_codes, check_times
from matching.solvers.all_pairs.solve import solve_market
from tests.matching.market.answered_rounds import DAY
from tests.matching.market_strategies import Filler, made_market, markets


def _some_answers(data, seed: int, count: int = 30):
    rng = np.random.default_rng(seed)
    people = rng.integers(0, len(data.people), count)
    posts = rng.integers(0, len(data.vacancies), count)
    return people, posts, rng.integers(0, len(CAUSES) + 1, count).astype(np.int8)


def _fitted(data, seed: int):
    people, posts, cause = _some_answers(data, seed, 200)
    before = refused_before(data, answers_of(data, *_some_answers(data, seed + 1)))
    offers = offers_of(codes_of_offers(data, people, posts, before), cause)
    return fit_acceptance(all_offers([offers]), PARAMS, DAY), before


def _all_pairs(data):
    shape = len(data.people), len(data.vacancies)
    return tuple(side.ravel() for side in np.indices(shape))


@settings(max_examples=40, deadline=None)
@given(markets(min_people=1, min_vacancies=1), st.integers(0, 9))
def test_what_was_refused_is_read_row_by_row(data, seed: int) -> None:
    """The three factors of earlier answers against a plain reading of every answer and pair."""
    people, posts, cause = _some_answers(data, seed)
    answers = answers_of(data, people, posts, cause)
    tables = factor_tables(data, refused_before(data, answers))
    divisions = divisions_of(data.context.place_paths)
    for i, j in zip(*_all_pairs(data), strict=True):
        tier = int(tiers_of(divisions, data.people.home[i], data.vacancies.place[j]))
        one = answers_of(data, np.array([i]), np.array([j]), np.zeros(1, np.int8))
        mine = answers.person == data.people.key[i]
        far = answers.tier[mine & (answers.cause == 1)]
        told = "not_refused" if not len(far) else "nearer"
        if len(far) and tier <= far.max():
            told = f"no_nearer_{TIERS[tier]}"
        pay, wage = answers.wage_fen[mine & (answers.cause == 2)], one.wage_fen[0]
        paid = "not_refused" if not len(pay) else "more" if wage > pay.max() else "not_more"
        if len(pay) and (wage < 0 or pay.max() < 0):
            paid = "not_stated"
        work = answers.minor[mine & (answers.cause == 3)]
        kind = "not_refused" if not len(work) else "same" if one.minor[0] in work else "other"
        pair = np.array([i]), np.array([j])
        assert FAR_BEFORE[tables["far_before"].of_pairs(*pair)[0]] == told
        assert PAY_BEFORE[tables["pay_before"].of_pairs(*pair)[0]] == paid
        assert WORK_BEFORE[tables["work_before"].of_pairs(*pair)[0]] == kind


@settings(max_examples=40, deadline=None)
@given(markets(min_people=1, min_vacancies=1), st.integers(0, 9))
def test_offers_have_every_column_within_its_categories(data, seed: int) -> None:
    """Codes of all pairs pass the estimator's own checks."""
    people, posts = _all_pairs(data)
    before = refused_before(data, answers_of(data, *_some_answers(data, seed)))
    codes = codes_of_offers(data, people, posts, before)
    check_codes(codes, STRUCTURE.factors, STRUCTURE.slopes, STRUCTURE.groups)
    check_times(offers_of(codes, np.zeros(len(codes), np.int8)), STRUCTURE.causes, 1)
    for name, categories in STRUCTURE.factors.items():
        assert codes.factors[name].min() >= 0
        assert codes.factors[name].max() < categories


@settings(max_examples=25, deadline=None)
@given(markets(min_people=1, min_vacancies=1), st.integers(0, 9))
def test_the_lookup_is_the_chance_of_every_pair(data, seed: int) -> None:
    """Per mille, but for what earlier refusals say of posts that are unlike those refused."""
    model, before = _fitted(data, seed)
    people, posts = _all_pairs(data)
    codes = codes_of_offers(data, people, posts, before)
    unlike = np.zeros(len(people), np.int64)
    for name in BEFORE:
        steps = model.effects(name).steps.astype(np.int64)
        unlike += np.where(codes.factors[name] > 0, steps[1], 0)
    index = np.clip(model.index(codes) - unlike, -INDEX_LIMIT, INDEX_LIMIT) + INDEX_LIMIT
    told = np.rint(1000 * model.survival(0)[index, 0])
    lookup = acceptance_lookup(model, data, before)
    assert lookup.of_pairs(people, posts).tolist() == told.tolist()
    block = lookup.of_block(np.arange(len(data.people)), np.arange(len(data.vacancies)))
    assert block.ravel().tolist() == told.tolist()


@settings(max_examples=15, deadline=None)
@given(markets(min_people=1, min_vacancies=1), st.integers(0, 9))
def test_a_market_is_solved_on_it(data, seed: int) -> None:
    """The best plan over all pairs by acceptance alone is proven, and worth its figures."""
    model, before = _fitted(data, seed)
    lookup = acceptance_lookup(model, data, before)
    part = PartColumns("acceptance", 1, (lookup,))
    found = solve_market(Market(len(data.people), data.vacancies.seats, (part,), ()))
    people = np.flatnonzero(found.vacancy_of_laborer >= 0)
    worth = lookup.of_pairs(people, found.vacancy_of_laborer[people]).sum()
    assert found.objective == found.bound == worth


def test_who_refused_has_no_lower_chance_at_other_posts_in_the_score() -> None:
    """Among people alike, a refusal lowers the figure at posts like the one refused, only there."""
    data = made_market(12, 9, Filler(5, 0.0))
    model, _ = _fitted(data, 3)
    steps = model.effects("work_before").steps
    steps[:] = (0, 40, 90)
    minor = answers_of(data, np.zeros(9, int), np.arange(9), np.zeros(9, np.int8)).minor
    answers = answers_of(data, np.zeros(1, int), np.zeros(1, int), np.full(1, 3, np.int8))
    pairs = np.zeros(9, int), np.arange(9)
    free = acceptance_lookup(model, data, refused_before(data, _none(data))).of_pairs(*pairs)
    found = acceptance_lookup(model, data, refused_before(data, answers)).of_pairs(*pairs)
    is_same = minor == minor[0]
    assert 0 < is_same.sum() < 9
    assert (found[is_same] < free[is_same]).all()
    assert (found[~is_same] == free[~is_same]).all()


def test_answers_of_others_and_acceptances_say_nothing() -> None:
    """Only a person's own refusals for one of three reasons are read; wages count if stated."""
    data = made_market(5, 4, Filler(2, 0.0))
    strangers = Answers(
        np.array([1, 2]), np.array([1, 2], np.int8), np.zeros(2, np.int16), *2 * [np.ones(2, int)]
    )
    mine = answers_of(data, np.array([3]), np.array([1]), np.full(1, ACCEPTED, np.int8))
    found = refused_before(data, joined(strangers, mine))
    assert (found.far_tier == -1).all()
    assert (found.pay_fen == NOT_REFUSED).all()
    assert not found.minor.counts().any()
    unstated = Answers(data.people.key[:1], np.full(1, 2, np.int8), *_zeros(), np.array([-1]))
    assert refused_before(data, unstated).pay_fen.tolist()[:2] == [NOT_STATED, NOT_REFUSED]


@pytest.mark.parametrize("name", ["sex", "birth_day", "household", "earlier", "key"])
def test_nothing_else_of_a_person_counts(name: str) -> None:
    """Exchanging a column that must not count changes no code of any pair."""
    data = made_market(30, 9, Filler(7, 0.6))
    people, posts = _all_pairs(data)
    before = refused_before(data, answers_of(data, *_some_answers(data, 1)))
    other = replace(data, people=replace(data.people, **{name: getattr(data.people, name)[::-1]}))
    one, two = (codes_of_offers(read, people, posts, before) for read in (data, other))
    for kind in ("factors", "slopes", "groups"):
        for column, values in getattr(one, kind).items():
            np.testing.assert_array_equal(values, getattr(two, kind)[column])


def _none(data) -> Answers:
    none = np.zeros(0, np.int64)
    return answers_of(data, none, none, none.astype(np.int8))


def _zeros():
    return np.zeros(1, np.int16), np.array([-1])
