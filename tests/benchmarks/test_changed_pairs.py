"""The check of repaired plans in the benchmarks accepts what is right and nothing else."""

import numpy as np
import pytest

from benchmarks.changed_pairs import ChangedPairs
from benchmarks.drawn_changes import KINDS, draw_and_apply
from benchmarks.reference import reference_market
from benchmarks.reference_arcs import feasible_arcs
from matching.solvers.all_pairs.solve import solve_market
from matching.solvers.repair.changes import AddLaborer, Ban, Change, Pin, SetSeats, Withdraw
from matching.solvers.repair.plan import Plan
from matching.solvers.repair.start import standing_plan

LABORERS = 400


def started() -> tuple[Plan, ChangedPairs]:
    """Solves a small reference market and lists all its pairs."""
    market = reference_market(LABORERS)
    plan = standing_plan(market, solve_market(market))
    return plan, ChangedPairs(LABORERS, market.seats, feasible_arcs(LABORERS))


def test_changes_of_every_kind_are_proven_and_equal_a_full_solve() -> None:
    """After each of 27 changes the plan passes the check and is worth the full solve."""
    (plan, truth), rng = started(), np.random.default_rng(1)
    for draw in 3 * list(KINDS.values()):
        change, seconds = draw_and_apply(rng, plan, draw)
        truth.note(change)
        truth.check(plan)
        assert truth.full_value() == plan.value
        assert seconds > 0


@pytest.mark.parametrize("kind", range(5))
def test_a_plan_that_missed_a_change_is_refused(kind: int) -> None:
    """A ban, a pin, a leave, a closed post or a newcomer unknown to the plan fails the check."""
    plan, truth = started()
    held = plan.vacancy_of_laborer
    who = int(np.flatnonzero(held >= 0)[0])
    at, other = int(held[who]), int(np.flatnonzero(held >= 0)[-1])
    missed: Change = (
        Ban(who, at),
        Pin(who, int(held[other])),
        Withdraw(who),
        SetSeats(at, 0),
        AddLaborer(np.full(plan.vacancy_count, 999_999, np.int32)),
    )[kind]
    truth.check(plan)
    truth.note(missed)
    with pytest.raises((AssertionError, IndexError)):
        truth.check(plan)
