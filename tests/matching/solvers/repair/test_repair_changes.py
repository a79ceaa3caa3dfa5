"""Every change leaves a plan that is proven over all pairs and worth as much as a full solve."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matching.solvers.repair.changes import (
    AddLaborer,
    AddVacancy,
    Allow,
    Ban,
    Change,
    Pin,
    Reject,
    SetSeats,
    Unpin,
    Withdraw,
)
from matching.solvers.repair.errors import RepairError
from matching.solvers.repair.plan import Plan, Repaired
from matching.solvers.solution import Status
from matching.solvers.solve import solve
from tests.matching.solvers.repair.changing_markets import (
    Dense,
    Truth,
    assert_optimal,
    random_change,
    random_table,
    started,
)
from tests.matching.solvers.repair.plain_listing import held_pairs, near_pairs
from tests.matching.solvers.solver_cases import brute_force


def change_often(
    seed: int, laborers: int, vacancies: int, changes: int, *, density: float, top: int
) -> None:
    """Draws a market and changes it until so many changes were taken, proving each."""
    rng = np.random.default_rng(seed)
    table = random_table(rng, laborers, vacancies, density, top)
    truth = Truth(table, rng.integers(0, 2 * laborers // vacancies + 2, vacancies))
    margin = int(rng.choice([0, top // 50, top]))
    plan = started(truth, arcs=int(rng.integers(0, 6)), margin=margin)
    while changes:
        change = random_change(rng, plan, truth, density, top)
        before, held = plan.value, plan.vacancy_of_laborer
        try:
            change = plan.without_reject(change)
            repaired = plan.apply(change)
        except RepairError:
            assert plan.value == before
            continue
        truth.change(change)
        assert_optimal(plan, truth)
        assert_reported(repaired, plan, before, held)
        changes -= 1


def assert_reported(
    repaired: Repaired, plan: Plan, before: int, held: np.typing.NDArray[np.int64]
) -> None:
    """The report names everybody who moved, and what it brought."""
    now = plan.vacancy_of_laborer
    moved = set(np.flatnonzero(now[: len(held)] != held).tolist())
    moved |= {who for who in range(len(held), len(now)) if now[who] >= 0}
    assert repaired == Repaired(plan.value - before, tuple(sorted(moved)))


@pytest.mark.parametrize("seed", range(4))
def test_equals_a_full_solve(seed: int) -> None:
    """Of 1,000 random changes of all kinds, in four markets, each is proven and equal."""
    top = [10**6, 10**6, 1000, 3][seed]
    change_often(seed, 250, 30, 250, density=[0.1, 0.3, 1, 0.5][seed], top=top)


@pytest.mark.prove
@pytest.mark.parametrize("seed", range(10))
def test_equals_a_full_solve_of_thousands(seed: int) -> None:
    """A thousand changes to markets of 1,000, a hundred to markets of 10,000."""
    change_often(100 + seed, 1000, 60, 1000, density=0.2, top=10**6)
    change_often(200 + seed, 10_000, 300, 100, density=0.05, top=10**6)


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 10**9), st.integers(1, 5), st.integers(1, 4), st.sampled_from([1, 5, 1000]))
def test_equals_every_plan_tried(seed: int, laborers: int, vacancies: int, top: int) -> None:
    """After each change to a tiny market no plan at all is better."""
    rng = np.random.default_rng(seed)
    truth = Truth(random_table(rng, laborers, vacancies, 0.8, top), rng.integers(0, 3, vacancies))
    plan = started(truth, arcs=1, margin=int(rng.choice([0, 2, top])))
    for _ in range(4):
        try:
            change = plan.without_reject(random_change(rng, plan, truth, 0.8, top))
            plan.apply(change)
        except RepairError:
            continue
        truth.change(change)
        assert_optimal(plan, truth)
        assert plan.value == brute_force(truth.problem()) + truth.pinned_value()


@pytest.mark.parametrize("seed", range(3))
def test_begins_with_the_pairs_held_or_with_all_that_are_near(seed: int) -> None:
    """A solution alone is enough; with near pairs claimed as listed the result is the same."""
    rng = np.random.default_rng(seed)
    truth = Truth(random_table(rng, 70, 9, 0.6, 1000), rng.integers(0, 10, 9))
    scores, solution = Dense(truth.table), solve(truth.problem())
    near = near_pairs(scores, truth.seats, solution, 60)
    slack = solution.laborer_surplus[:, None] + solution.vacancy_price - truth.table
    assert near.arc_count == np.count_nonzero((truth.table >= 0) & (slack <= 60))
    plans = (
        Plan(scores, held_pairs(truth.seats, solution), solution, margin=60),
        Plan(scores, near, solution, margin=60, listed=60),
    )
    for laborer in np.flatnonzero(solution.vacancy_of_laborer >= 0)[:25].tolist():
        change = Ban(laborer, int(solution.vacancy_of_laborer[laborer]))
        truth.change(change)
        for plan in plans:
            plan.apply(change)
            assert_optimal(plan, truth)


def small_plan() -> Plan:
    """Two who both prefer the first of two posts, and one whom nobody wants."""
    table = np.array([[90, 50], [80, 10], [-1, -1]], np.int32)
    return started(Truth(table, np.array([1, 1])), arcs=1, margin=0)


def test_a_rejection_moves_the_other() -> None:
    """Who rejects the second post stays out; the first post keeps its holder."""
    plan = small_plan()
    assert (plan.vacancy_of_laborer.tolist(), plan.value) == ([1, 0, -1], 130)
    assert plan.apply(Reject(1)) == Repaired(-30, (0, 1))
    assert (plan.vacancy_of_laborer.tolist(), plan.value) == ([0, 1, -1], 100)


def test_what_is_taken_back_is_as_before() -> None:
    """A ban and a pin taken back, a seat less and given again, bring the value back."""
    plan = small_plan()
    for there, back in (
        (Ban(1, 0), Allow(1, 0)),
        (Pin(1, 1), Unpin(1)),
        (SetSeats(0, 0), SetSeats(0, 1)),
    ):
        lost = plan.apply(there).gain
        assert lost < 0
        assert plan.apply(back).gain == -lost
    assert plan.value == 130


def test_newcomers_are_numbered_on() -> None:
    """A new laborer takes a post from its holder, a new post takes in who was left out."""
    plan = small_plan()
    plan.apply(AddLaborer(np.array([100, -1], np.int32)))
    assert plan.vacancy_of_laborer.tolist() == [1, -1, -1, 0]
    plan.apply(AddVacancy(2, np.array([-1, 7, 5, -1], np.int32)))
    assert plan.vacancy_of_laborer.tolist() == [1, 2, 2, 0]
    assert (plan.value, plan.seats.tolist()) == (162, [1, 1, 2])


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ([Reject(2)], "no_vacancy"),
        ([Reject(3)], "no_such_laborer"),
        ([Ban(0, 2)], "no_such_vacancy"),
        ([Ban(0, 0), Ban(0, 0)], "banned"),
        ([Allow(0, 0)], "not_banned"),
        ([Pin(2, 0)], "forbidden"),
        ([Ban(0, 0), Pin(0, 0)], "forbidden"),
        ([Pin(0, 0), Pin(0, 1)], "pinned"),
        ([Pin(0, 0), Pin(1, 0)], "no_seat"),
        ([Pin(0, 0), Reject(0)], "pinned"),
        ([Pin(0, 0), SetSeats(0, 0)], "no_seat"),
        ([Unpin(0)], "not_pinned"),
        ([Withdraw(0), Withdraw(0)], "gone"),
        ([AddLaborer(np.zeros(3, np.int32))], "length"),
        ([AddVacancy(1, np.zeros(2, np.int32))], "length"),
        ([AddVacancy(-1, np.zeros(3, np.int32))], "no_seat"),
    ],
)
def test_refuses_what_contradicts_the_facts(changes: list[Change], reason: str) -> None:
    """The last change is refused by its reason and changes nothing."""
    plan = small_plan()
    for change in changes[:-1]:
        plan.apply(change)
    value, held = plan.value, plan.vacancy_of_laborer.tolist()
    with pytest.raises(RepairError) as refused:
        plan.apply(changes[-1])
    assert refused.value.params["reason"] == reason
    assert (plan.value, plan.vacancy_of_laborer.tolist()) == (value, held)


def test_a_market_grows_from_nothing() -> None:
    """Nobody and no post, then one of each, then the post closed: 0, 7, 0."""
    truth = Truth(np.zeros((0, 0), np.int32), np.zeros(0, np.int64))
    plan = started(truth, arcs=0, margin=10)
    values = []
    for change in (
        AddVacancy(1, np.zeros(0, np.int32)),
        AddLaborer(np.array([7], np.int32)),
        SetSeats(0, 0),
    ):
        plan.apply(change)
        truth.change(change)
        assert_optimal(plan, truth)
        values.append(plan.value)
    assert values == [0, 7, 0]


def test_one_post_for_everybody() -> None:
    """A post with more seats than people takes one more, and closes on all, one by one."""
    table = np.arange(1, 201, dtype=np.int32)[:, None]
    truth = Truth(table, np.array([10**6]))
    plan = started(truth, arcs=1, margin=10)
    assert plan.apply(AddLaborer(np.array([5], np.int32))) == Repaired(5, (200,))
    assert plan.apply(SetSeats(0, 10**6 - 1)).moved == ()
    assert plan.apply(SetSeats(0, 3)).gain == -(20100 + 5 - 200 - 199 - 198)
    assert plan.vacancy_price.tolist() == [197]


def test_the_same_changes_give_the_same_plan() -> None:
    """Two runs agree in every figure."""
    runs = []
    for _ in range(2):
        rng = np.random.default_rng(11)
        truth = Truth(random_table(rng, 80, 10, 0.6, 9), rng.integers(0, 12, 10))
        plan = started(truth, arcs=2, margin=1)
        for laborer in range(0, 80, 3):
            if plan.vacancy_of_laborer[laborer] >= 0:
                plan.apply(Reject(laborer))
        runs.append((plan.vacancy_of_laborer, plan.vacancy_price, plan.laborer_surplus))
    for first, second in zip(*runs, strict=True):
        assert np.array_equal(first, second)


@pytest.mark.parametrize("seed", range(3))
def test_a_bonus_keeps_what_stands(seed: int) -> None:
    """With a bonus on the pairs held, repairs are optimal for the scores so raised."""
    rng = np.random.default_rng(seed)
    table = random_table(rng, 60, 8, 0.7, 1000)
    seats = rng.integers(0, 9, 8)
    plan = started(Truth(table, seats), arcs=3, margin=20, keep_bonus=150)
    held = plan.vacancy_of_laborer
    placed = np.flatnonzero(held >= 0)
    raised = table.copy()
    raised[placed, held[placed]] += 150
    truth = Truth(raised, seats)
    assert_optimal(plan, truth)
    for laborer in placed[:20].tolist():
        if plan.vacancy_of_laborer[laborer] >= 0:
            change = plan.without_reject(Reject(laborer))
            plan.apply(change)
            truth.change(change)
            assert_optimal(plan, truth)


def test_refuses_a_plan_that_is_not_proven() -> None:
    """A start without a proof is no start."""
    truth = Truth(np.array([[9, 8], [8, 1]], np.int32), np.array([1, 1]))
    solution = replace(solve(truth.problem()), status=Status.FEASIBLE)
    with pytest.raises(RepairError):
        Plan(Dense(truth.table), truth.problem(), solution)


def test_fewer_seats_of_a_vacancy_nobody_holds_leave_the_others_free() -> None:
    """Three free seats less one are two: a newcomer finds one of them."""
    truth = Truth(np.array([[7]], np.int32), np.array([3]))
    plan = started(truth, arcs=2, margin=0)
    for change in (Withdraw(0), SetSeats(0, 2), AddLaborer(np.array([5], np.int32))):
        plan.apply(change)
        truth.change(change)
    assert plan.value == 5
    assert_optimal(plan, truth)
