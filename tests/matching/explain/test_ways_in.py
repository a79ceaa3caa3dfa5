"""Each nearest way in is tried: what it says is done to the market, and scipy solves it anew."""

import json
from collections import Counter

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matching.columns.market_data import MarketData
from matching.explain.override_trials import Trials
from matching.explain.ways_in import WayIn, ways_in, ways_in_at
from tests.matching.explain.applied_changes import applied
from tests.matching.explain.why_oracle import (
    Table,
    best_value,
    best_with_pair,
    crowded,
    is_in_some_best,
    is_placed_in_some_best,
    table_of,
    trials_in,
)
from tests.matching.market_strategies import Filler, made_market

SEEDS = st.integers(0, 2**32 - 1)


def _done(data: MarketData, person: int, way: WayIn) -> tuple[Table, Table]:
    """The table and the seats after a way's changes, seats and points."""
    for change in way.changes:
        data = applied(data, person, change.code, change.facts, ())
    table, seats = table_of(data), data.vacancies.seats.copy()
    if table[person, way.vacancy] >= 0:
        table[person, way.vacancy] += way.points
    seats[way.vacancy] += way.seats
    return table, seats


def _kind(way: WayIn) -> str:
    codes = [change.code.removeprefix("rule.") for change in way.changes]
    further = ["seats"] * bool(way.seats) + ["points"] * bool(way.points)
    return "+".join([*codes[:1], *["rules"] * (len(codes) > 1), *further]) or "lot"


def _check_ways_at(data: MarketData, trials: Trials, person: int, vacancy: int) -> Counter[str]:
    """Every way to a vacancy brings the pair into some best plan; a seat or point less does not."""
    kinds = Counter[str]()
    ways = ways_in_at(trials, person, vacancy)
    for way in ways:
        assert way.vacancy == vacancy
        table, seats = _done(data, person, way)
        assert is_in_some_best(table, seats, person, vacancy), way
        if way.points:
            table[person, vacancy] -= 1
            assert not is_in_some_best(table, seats, person, vacancy)
        if way.seats:
            seats[vacancy] -= 1
            assert not is_in_some_best(table, seats, person, vacancy)
        json.dumps([dict(change.facts) for change in way.changes])
        kinds[_kind(way)] += 1
    return kinds


def _is_placed(table: Table, seats: Table, person: int, *, surely: bool) -> bool:
    """Whether every best plan places a person, or some."""
    if not surely:
        return is_placed_in_some_best(table, seats, person)
    return best_value(np.delete(table, person, axis=0), seats) < best_value(table, seats)


def _check_ways(data: MarketData, trials: Trials, person: int) -> Counter[str]:
    """Every way of a person brings a place; a seat or a point less, at any post, does not.

    After a lot the ways are held to making it sure.
    """
    kinds, plain = Counter[str](), table_of(data)
    ways = ways_in(trials, person)
    is_by_lot = is_placed_in_some_best(plain, data.vacancies.seats, person)
    assert [way.is_by_lot for way in ways] == ([is_by_lot] + [False] * len(ways))[: len(ways)]
    for way in ways:
        assert way.is_sure == (is_by_lot and not way.is_by_lot)
        table, seats = _done(data, person, way)
        assert _is_placed(table, seats, person, surely=way.is_sure), way
        if way.seats:
            seats[way.vacancy] -= 1
            assert not _is_placed(table, seats, person, surely=way.is_sure)
        else:
            assert is_in_some_best(table, seats, person, way.vacancy), way
        if way.points:
            value = best_value(plain, seats)
            missing = [
                value - best_with_pair(plain, seats, person, j)
                for j in range(len(seats))
                if plain[person, j] >= 0 and seats[j]
            ]
            assert way.points == min(missing) + way.is_sure
        kinds[_kind(way)] += 1
    return kinds


def _market(seed: int, people: int, vacancies: int) -> MarketData:
    return crowded(seed, people, vacancies, chance=(0.05, 0.1, 0.3)[seed % 3])


@settings(max_examples=40, deadline=None)
@given(SEEDS, st.integers(2, 8), st.integers(1, 4))
def test_ways_to_a_vacancy_are_true_when_tried(seed: int, people: int, vacancies: int) -> None:
    """Rules satisfied, seats added, points given: the pair is in some best plan."""
    data = _market(seed, people, vacancies)
    trials = trials_in(data)
    plan, value = trials.plan.vacancy_of_laborer, trials.plan.value
    for person, vacancy in np.ndindex(people, vacancies):
        _check_ways_at(data, trials, person, vacancy)
    assert np.array_equal(trials.plan.vacancy_of_laborer, plan)
    assert trials.plan.value == value


@settings(max_examples=60, deadline=None)
@given(SEEDS, st.integers(3, 12), st.integers(1, 4))
def test_ways_of_people_without_an_offer_are_true_when_tried(
    seed: int, people: int, vacancies: int
) -> None:
    """Everybody the plan leaves out."""
    data = _market(seed, people, vacancies)
    trials = trials_in(data)
    for person in np.flatnonzero(~trials.solved.has_vacancy).tolist():
        _check_ways(data, trials, person)


@pytest.mark.prove
def test_a_thousand_ways_of_people_without_an_offer() -> None:
    """1,000 ways of at least eight kinds, in markets of 40 people and 12 vacancies."""
    kinds, seed = Counter[str](), 0
    while kinds.total() < 1000:
        data = _market(seed, 40, 12)
        trials = trials_in(data)
        for person in np.flatnonzero(~trials.solved.has_vacancy).tolist():
            kinds += _check_ways(data, trials, person)
        seed += 1
    assert len(kinds) >= 8, kinds


@pytest.mark.prove
def test_a_thousand_ways_to_a_vacancy() -> None:
    """1,000 ways of at least eight kinds, of people placed and not, to vacancies drawn."""
    kinds, seed, rng = Counter[str](), 0, np.random.default_rng(1)
    while kinds.total() < 1000:
        data = _market(seed, 40, 12)
        trials = trials_in(data)
        for _ in range(40):
            kinds += _check_ways_at(data, trials, int(rng.integers(40)), int(rng.integers(12)))
        seed += 1
    assert len(kinds) >= 8, kinds


@settings(max_examples=60, deadline=None)
@given(SEEDS)
def test_who_is_there_needs_no_way(seed: int) -> None:
    """None for a pair of the plan, nor for a person whom it places."""
    data = _market(seed, 6, 4)
    trials = trials_in(data)
    plan = trials.solved.solution.vacancy_of_laborer
    for person in np.flatnonzero(plan >= 0).tolist():
        assert ways_in(trials, person) == ()
        assert ways_in_at(trials, person, int(plan[person])) == ()


def test_a_market_without_vacancies_has_no_ways() -> None:
    """Nowhere to go."""
    assert ways_in(trials_in(made_market(2, 0, Filler(1, 0.0))), 0) == ()


@settings(max_examples=80, deadline=None)
@given(SEEDS, st.integers(2, 9), st.integers(1, 4))
def test_somebody_who_could_be_placed_is_told_points(seed: int, people: int, posts: int) -> None:
    """Whoever has a feasible vacancy with a seat is told a way by points."""
    data = _market(seed, people, posts)
    trials, table = trials_in(data), table_of(data)
    for person in np.flatnonzero(~trials.solved.has_vacancy).tolist():
        could = bool(np.any((table[person] >= 0) & (data.vacancies.seats > 0)))
        ways = ways_in(trials, person)
        assert could == any(way.points for way in ways)
