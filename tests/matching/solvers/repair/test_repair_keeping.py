"""A bonus trades score for people who stay, and the frontier says how much for how many."""

from itertools import pairwise

import numpy as np
import pytest

from matching.solvers.problem import AssignmentProblem
from matching.solvers.repair.changes import Reject, SetSeats
from matching.solvers.repair.keeping import FrontierPoint, frontier, frontier_after
from matching.solvers.repair.plan import Plan
from matching.solvers.solve import solve
from tests.matching.solvers.repair.changing_markets import Truth, random_table, started
from tests.matching.solvers.solver_cases import random_problem

BONUSES = (0, 5, 40, 200, 10**6)


def test_a_better_pair_must_be_better_by_more_than_the_bonus() -> None:
    """Two would gain 10 points by changing places: a bonus of 5 each is the border."""
    problem = AssignmentProblem(2, [1, 1], [0, 0, 1, 1], [0, 1, 0, 1], [50, 60, 50, 50])
    points = frontier(problem, np.array([0, 1]), (4, 6))
    assert points == (FrontierPoint(4, 110, 0, 2), FrontierPoint(6, 100, 10, 0))


def test_who_cannot_stay_is_not_counted() -> None:
    """A pair without an arc is no pair to keep."""
    problem = AssignmentProblem(1, [1, 1], [0], [1], [7])
    assert frontier(problem, np.array([0]), (9,)) == (FrontierPoint(9, 7, 0, 0),)


@pytest.mark.parametrize("seed", range(4))
def test_more_bonus_moves_fewer_and_costs_more(seed: int) -> None:
    """Along the bonuses nobody more moves and no score is won; the largest moves nobody."""
    problem = random_problem(seed, 120, 15, 700)
    rng = np.random.default_rng(seed)
    noisy = AssignmentProblem(
        120,
        problem.seats,
        problem.arc_laborer,
        problem.arc_vacancy,
        np.maximum(0, problem.arc_score + rng.integers(-200, 201, 700)),
    )
    held = solve(noisy).vacancy_of_laborer
    points = frontier(problem, held, BONUSES)
    assert points[0].lost == 0
    assert points[-1].moved == 0
    assert points[0].moved > points[2].moved
    for less, more in pairwise(points):
        assert more.lost >= less.lost
        assert more.moved <= less.moved
    assert {point.score + point.lost for point in points} == {solve(problem).objective}


@pytest.mark.parametrize("seed", range(3))
def test_after_changes_it_is_the_frontier_over_all_pairs(seed: int) -> None:
    """Repairs from thin lists trade the same score for the same bonus as solves of all pairs."""
    rng = np.random.default_rng(seed)
    truth = Truth(random_table(rng, 150, 20, 0.5, 1000), rng.integers(1, 9, 20))

    def start(bonus: int) -> Plan:
        return started(truth, arcs=2, margin=30, keep_bonus=bonus)

    plan = start(0)
    held = plan.vacancy_of_laborer
    who = np.flatnonzero(held >= 0)[:6].tolist()
    changes = [*(Reject(laborer) for laborer in who), SetSeats(3, 0)]
    points = frontier_after(start, changes, BONUSES)
    changed = Truth(truth.table, truth.seats)
    for change in changes:
        changed.change(plan.without_reject(change))
    wanted = frontier(changed.problem(), held, BONUSES)
    for point, full in zip(points, wanted, strict=True):
        assert point.score - point.bonus * point.moved == full.score - full.bonus * full.moved
        assert point.lost == wanted[0].score - point.score
