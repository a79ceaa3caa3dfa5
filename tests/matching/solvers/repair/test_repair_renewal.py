"""Many changes at once end where the same changes end one by one: at the optimum."""

import numpy as np
import pytest

from matching.solvers.repair import renewal
from matching.solvers.repair.changes import AddLaborer, Allow, Ban, Change, Pin, Reject, Withdraw
from matching.solvers.repair.errors import RepairError
from matching.solvers.repair.plan import Plan, Repaired
from matching.solvers.repair.renewal import apply_all
from tests.matching.solvers.repair.changing_markets import (
    Truth,
    assert_optimal,
    random_change,
    random_table,
    started,
)


def market(seed: int, *, margin: int) -> tuple[Plan, Truth]:
    """Draws a market of 200 laborers, the same for the same seed."""
    rng = np.random.default_rng(seed)
    table = random_table(rng, 200, 25, [0.1, 0.4, 1][seed % 3], 1000)
    truth = Truth(table, rng.integers(0, 15, 25))
    return started(truth, arcs=3, margin=margin), truth


def drawn_changes(seed: int, count: int) -> list[Change]:
    """Draws changes of all kinds that one plan takes in this order."""
    rng = np.random.default_rng(1000 + seed)
    plan, truth = market(seed, margin=30)
    held = plan.vacancy_of_laborer
    changes: list[Change] = []
    while len(changes) < count:
        change = random_change(rng, plan, truth, 0.4, 1000)
        try:
            if isinstance(change, Reject):
                change = Ban(change.laborer, int(held[change.laborer % 200]))
            plan.apply(change)
        except RepairError:
            continue
        truth.change(change)
        changes.append(change)
    return changes


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("largest_share", [0, 1])
def test_many_changes_are_proven(seed: int, largest_share: float) -> None:
    """Sixty changes at once, solved or repaired, equal a full solve; and so does one after them."""
    changes = drawn_changes(seed, 60)
    plan, truth = market(seed, margin=[0, 30, 1000][seed % 3])
    before, held = plan.value, plan.vacancy_of_laborer
    repaired = apply_all(plan, changes, largest_share=largest_share)
    for change in changes:
        truth.change(change)
    assert_optimal(plan, truth)
    assert repaired.gain == plan.value - before
    moved = set(np.flatnonzero(plan.vacancy_of_laborer[:200] != held).tolist())
    assert {who for who in repaired.moved if who < 200} == moved
    last = plan.without_reject(Reject(int(np.flatnonzero(_is_free(plan))[0])))
    plan.apply(last)
    truth.change(last)
    assert_optimal(plan, truth)


def _is_free(plan: Plan) -> np.typing.NDArray[np.bool_]:
    free = plan.vacancy_of_laborer >= 0
    free[list(plan.terms.pin_of_laborer)] = False
    return free


def test_rejections_are_of_the_pairs_held_before() -> None:
    """Who is moved by one rejection of a batch still rejects what was held before it."""
    plan, truth = market(1, margin=30)
    held = plan.vacancy_of_laborer
    who = np.flatnonzero(held >= 0)[:40].tolist()
    apply_all(plan, [Reject(laborer) for laborer in who], largest_share=1)
    for laborer in who:
        truth.change(Ban(laborer, int(held[laborer])))
    assert_optimal(plan, truth)


@pytest.mark.parametrize("largest_share", [0, 1])
def test_changes_before_a_refused_one_are_made(largest_share: float) -> None:
    """The batch stops at the refused change, proven with what was agreed before."""
    plan, truth = market(2, margin=30)
    first, refused = Withdraw(3), Allow(0, 0)
    with pytest.raises(RepairError):
        apply_all(plan, [first, refused, Withdraw(5)], largest_share=largest_share)
    truth.change(first)
    assert_optimal(plan, truth)


def test_nothing_changes_without_changes() -> None:
    """An empty batch is no change, and neither is a hopeless newcomer."""
    plan, truth = market(0, margin=30)
    assert apply_all(plan, [], largest_share=-1) == Repaired(0, ())
    nowhere = AddLaborer(np.full(25, -1, np.int32))
    assert apply_all(plan, [nowhere], largest_share=0) == Repaired(0, ())
    truth.change(nowhere)
    assert_optimal(plan, truth)


def test_pins_outlive_a_full_solve() -> None:
    """A pinned pair stands after a batch, though the optimum would have it otherwise."""
    plan, truth = market(2, margin=30)
    vacancy = int(np.flatnonzero(plan.seats > 0)[0])
    pin = Pin(7, vacancy)
    apply_all(plan, [pin], largest_share=0)
    truth.change(pin)
    assert plan.vacancy_of_laborer[7] == vacancy
    assert_optimal(plan, truth)


@pytest.mark.parametrize("few_share", [0, 1])
@pytest.mark.parametrize("seed", range(3))
def test_better_pairs_found_after_the_solve_are_used(
    seed: int, few_share: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where the solve missed pairs, solving again and seating anew both end at the optimum."""
    monkeypatch.setattr(renewal, "FEW_SHARE", few_share)
    plan, truth = market(seed, margin=0)
    who = np.flatnonzero(plan.vacancy_of_laborer >= 0)[::2].tolist()
    changes = [plan.without_reject(Reject(laborer)) for laborer in who]
    apply_all(plan, changes, largest_share=0)
    for change in changes:
        truth.change(change)
    assert_optimal(plan, truth)
