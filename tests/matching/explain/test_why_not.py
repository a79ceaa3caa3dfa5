"""Why not that one: the rules, or what forcing the pair would cost, each held against scipy."""

import json

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matching.columns.market_data import MarketData
from matching.explain.why_not import Verdict, WhyNot, why_not
from tests.matching.explain.why_oracle import (
    Table,
    best_value,
    best_with_pair,
    crowded,
    is_in_some_best,
    table_of,
    trials_in,
)
from tests.matching.market.plain_rules import PLAIN_RULES
from tests.matching.market_strategies import markets


def _check_rules(data: MarketData, told: WhyNot) -> None:
    pair = told.person, told.vacancy
    against = [code for code, rule in PLAIN_RULES.items() if rule(data, *pair)]
    assert sorted(rule.code for rule in told.rules) == sorted(against)
    json.dumps([dict(rule.facts) for rule in told.rules])


def _check_loss(table: Table, seats: Table, told: WhyNot) -> None:
    """So many points more, and no fewer, put the pair into some best plan."""
    pair = told.person, told.vacancy
    assert told.loss == best_value(table, seats) - best_with_pair(table, seats, *pair)
    assert (told.verdict == Verdict.BY_LOT) == (told.loss == 0)
    if told.loss:
        assert not is_in_some_best(_with_points(table, pair, told.loss - 1), seats, *pair)
    assert is_in_some_best(_with_points(table, pair, told.loss), seats, *pair)
    assert told.moves[0].person == told.person
    assert told.moves[0].after == told.vacancy


def _with_points(table: Table, pair: tuple[int, int], points: int) -> Table:
    changed = table.copy()
    changed[pair] += points
    return changed


@settings(max_examples=60, deadline=None)
@given(
    markets(min_people=1, max_people=6, min_vacancies=1, max_vacancies=5, chances=(0.05, 0.2, 0.5))
)
def test_every_pair_has_its_reason(data: MarketData) -> None:
    """All rules against it and no others; else the loss that solving anew shows."""
    trials, table, seats = trials_in(data), table_of(data), data.vacancies.seats
    plan = trials.solved.solution.vacancy_of_laborer
    for person, vacancy in np.ndindex(table.shape):
        told = why_not(trials, person, vacancy)
        _check_rules(data, told)
        assert (told.verdict == Verdict.HELD) == (plan[person] == vacancy)
        assert (told.verdict == Verdict.FORBIDDEN) == (table[person, vacancy] < 0)
        assert told.own_vacancy == plan[person]
        if told.verdict == Verdict.NO_SEATS:
            assert not seats[vacancy]
        elif told.verdict not in (Verdict.HELD, Verdict.FORBIDDEN):
            _check_loss(table, seats, told)
        if told.verdict == Verdict.PLACED_BETTER:
            assert told.own_score >= told.score == table[person, vacancy]
        if told.verdict == Verdict.OUTBID:
            assert told.own_score < told.score or told.own_vacancy < 0
        held = [(table[k, vacancy], k) for k in np.flatnonzero(plan == vacancy).tolist()]
        holders = [(one.score, one.person) for one in told.holders]
        assert sorted(holders) == sorted(held)
        assert [score for score, _ in holders] == sorted((s for s, _ in held), reverse=True)


@pytest.mark.prove
@pytest.mark.parametrize("seed", range(20))
def test_a_thousand_reasons_in_larger_markets(seed: int) -> None:
    """50 pairs in each of 20 markets of 60 people and 25 vacancies."""
    data = crowded(seed, people=60, vacancies=25)
    trials, table, seats = trials_in(data), table_of(data), data.vacancies.seats
    rng = np.random.default_rng(seed)
    plan = trials.solved.solution.vacancy_of_laborer
    open_pairs = np.argwhere((table >= 0) & (seats > 0))
    for person, vacancy in rng.choice(open_pairs, 50).tolist():
        told = why_not(trials, person, vacancy)
        if plan[person] == vacancy:
            assert told.verdict == Verdict.HELD
        else:
            _check_loss(table, seats, told)


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 2**32 - 1))
def test_nothing_is_changed_by_asking(seed: int) -> None:
    """The same question has the same answer after others were asked."""
    trials = trials_in(crowded(seed, people=5, vacancies=3))
    first = why_not(trials, 0, 0)
    for person, vacancy in np.ndindex(5, 3):
        why_not(trials, person, vacancy)
    assert why_not(trials, 0, 0) == first
