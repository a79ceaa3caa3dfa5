"""What an override is said to cost is what solving anew with it costs, and nothing was changed."""

from collections import Counter

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matching.explain.override_cost import Cost, Override, cost_of
from matching.explain.override_moves import Move, along_the_way
from matching.explain.override_trials import Trials, trials_of
from matching.solvers.repair.changes import Ban, Pin, Reject, Withdraw
from matching.solvers.repair.errors import RepairError
from tests.matching.explain.test_further_seats import solved_table
from tests.matching.explain.why_oracle import (
    Table,
    best_value,
    best_with_pair,
    crowded,
    table_of,
    trials_in,
)

SEEDS = st.integers(0, 2**32 - 1)


def _drawn(rng: np.random.Generator, table: Table, seats: Table, plan: Table) -> Override:
    """Draws an override that the facts allow."""
    kind = rng.integers(4)
    open_pairs = np.argwhere((table >= 0) & (seats > 0))
    placed = np.flatnonzero(plan >= 0)
    if kind == 0 and len(open_pairs):
        return Pin(*rng.choice(open_pairs).tolist())
    if kind == 1 and len(placed):
        return Reject(int(rng.choice(placed)))
    if kind == 2 and len(seats):
        return Ban(int(rng.integers(len(table))), int(rng.integers(len(seats))))
    return Withdraw(int(rng.integers(len(table))))


def _value_with(table: Table, seats: Table, plan: Table, override: Override) -> int:
    """The best value that obeys an override, by scipy."""
    changed = table.copy()
    match override:
        case Pin(person, vacancy):
            return best_with_pair(table, seats, person, vacancy)
        case Reject(person):
            changed[person, plan[person]] = -1
        case Ban(person, vacancy):
            changed[person, vacancy] = -1
        case Withdraw(person):
            changed[person] = -1
    return best_value(changed, seats)


def _obeys(after: Table, before: Table, override: Override) -> bool:
    match override:
        case Pin(person, vacancy):
            return bool(after[person] == vacancy)
        case Reject(person):
            return bool(after[person] != before[person])
        case Ban(person, vacancy):
            return bool(after[person] != vacancy)
        case Withdraw(person):
            return bool(after[person] == -1)


def _check(trials: Trials, table: Table, override: Override) -> Cost:
    """Holds a stated loss and everybody displaced against the oracle."""
    solved = trials.solved
    seats, before = solved.market.seats, solved.solution.vacancy_of_laborer
    value, plan = trials.plan.value, trials.plan.vacancy_of_laborer
    cost = cost_of(trials, [override])
    assert trials.plan.value == value
    assert np.array_equal(trials.plan.vacancy_of_laborer, plan)
    assert cost.loss == best_value(table, seats) - _value_with(table, seats, before, override)
    assert sum(move.score_before - move.score_after for move in cost.moves) == cost.loss
    after = np.array(before)
    for move in cost.moves:
        assert move.before == before[move.person] != move.after
        after[move.person] = move.after
        for vacancy, score in ((move.before, move.score_before), (move.after, move.score_after)):
            assert score == (0 if vacancy < 0 else table[move.person, vacancy])
    assert len({move.person for move in cost.moves}) == len(cost.moves)
    assert _obeys(after, before, override)
    taken = np.bincount(after[after >= 0], minlength=len(seats))
    assert np.all(taken <= seats)
    return cost


def _check_random(seed: int, overrides: int) -> None:
    rng = np.random.default_rng(seed)
    data = crowded(seed, people=int(rng.integers(1, 16)), vacancies=int(rng.integers(1, 8)))
    trials, table = trials_in(data), table_of(data)
    plan = trials.solved.solution.vacancy_of_laborer
    for _ in range(overrides):
        _check(trials, table, _drawn(rng, table, data.vacancies.seats, plan))


@settings(max_examples=60, deadline=None)
@given(SEEDS)
def test_losses_and_moves_are_those_of_solving_anew(seed: int) -> None:
    """One override after the other, each from the same untouched plan."""
    _check_random(seed, overrides=3)


@pytest.mark.prove
@pytest.mark.parametrize("seed", range(40))
def test_a_thousand_losses(seed: int) -> None:
    """1,000 stated losses in markets of 60 people, 25 in each."""
    rng = np.random.default_rng(seed)
    data = crowded(seed, people=60, vacancies=25, chance=(0.02, 0.08, 0.15)[seed % 3])
    trials, table = trials_in(data), table_of(data)
    plan = trials.solved.solution.vacancy_of_laborer
    kinds = Counter[str]()
    for _ in range(25):
        override = _drawn(rng, table, data.vacancies.seats, plan)
        kinds[type(override).__name__] += 1
        _check(trials, table, override)
    assert len(kinds) > 2


@settings(max_examples=40, deadline=None)
@given(SEEDS)
def test_two_overrides_cost_what_both_do_together(seed: int) -> None:
    """Two people withdrawn at once are two rows taken out of the table."""
    data = crowded(seed, people=6, vacancies=4)
    trials, table = trials_in(data), table_of(data)
    fewer = table.copy()
    fewer[[1, 4]] = -1
    seats = data.vacancies.seats
    cost = cost_of(trials, [Withdraw(1), Withdraw(4)])
    assert cost.loss == best_value(table, seats) - best_value(fewer, seats)
    assert sum(move.score_before - move.score_after for move in cost.moves) == cost.loss


def test_the_way_is_told_from_one_to_the_next() -> None:
    """Who is pinned, whom that displaces, whom that one displaces, and who fills the place left."""
    scores = [[9, 8, 0], [8, 9, 0], [0, 8, 9], [7, 0, 0]]
    cost = cost_of(trials_of(solved_table(scores, [1, 1, 1])), [Pin(3, 1)])
    assert cost.moves[0] == Move(person=3, before=-1, after=1, score_before=0, score_after=0)
    assert cost.moves[1].before == 1
    chain = cost_of(trials_of(solved_table([[9, -1], [8, 9], [-1, 8]], [1, 1])), [Withdraw(0)])
    assert [move.person for move in chain.moves] == [0, 1, 2]
    assert chain.loss == 9 + 9 - 8 - 8


def test_moves_apart_from_the_way_come_last() -> None:
    """What is not on the way of the first person follows by position."""
    moves = [Move(7, 1, 2, 0, 0), Move(3, 5, 6, 0, 0), Move(4, 2, -1, 0, 0), Move(1, -1, 1, 0, 0)]
    told = [move.person for move in along_the_way(moves, [7])]
    assert told == [7, 4, 1, 3]


def test_refused_overrides_say_why() -> None:
    """A forbidden pair, a post without a seat, somebody without a vacancy, a pin twice."""
    trials = trials_of(solved_table([[9, -1, 3], [8, 7, 3]], [1, 1, 0]))
    asked: list[tuple[list[Override], str]] = [
        ([Pin(0, 1)], "forbidden"),
        ([Pin(0, 2)], "no_seat"),
        ([Withdraw(0), Pin(0, 0)], "gone"),
        ([Pin(0, 0), Ban(0, 0)], "pinned"),
        ([Withdraw(5)], "no_such_laborer"),
    ]
    for overrides, reason in asked:
        with pytest.raises(RepairError) as refused:
            cost_of(trials, overrides)
        assert refused.value.params["reason"] == reason
