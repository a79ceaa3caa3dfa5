"""Many changes at once: the facts first, then one full solve that starts from the present prices.

The solve sees the arcs worked on. Its prices are chosen near the present ones, so that few fall far
below their marks; the pairs of those are read. If they say no, the solve is repeated, or the few
laborers concerned are seated anew.
"""

from collections.abc import Callable, Iterable, Sequence

import numpy as np

from matching.columns.arrays import Ints
from matching.solvers.flow import best_plan
from matching.solvers.prices import nearest_prices
from matching.solvers.problem import AssignmentProblem
from matching.solvers.repair.changes import (
    AddLaborer,
    AddVacancy,
    Allow,
    Ban,
    Change,
    Pin,
    Unpin,
    Withdraw,
)
from matching.solvers.repair.mending import Mending
from matching.solvers.repair.plan import Plan, Repaired
from matching.solvers.repair.repairs import cancel_arc, restore_arc
from matching.solvers.repair.searches import hold_all
from matching.solvers.repair.standing import ABSENT, Standing, with_room
from matching.solvers.solution import NOBODY

LARGEST_SHARE = 0.02
"""Changes per laborer from which a full solve is quicker than repairs one by one. Measured at 10^5
laborers with all near pairs listed: repairs take half of it at 1 %, twice as long at 4 %."""

FEW_SHARE = 0.004
"""Up to this share of the laborers is seated anew rather than everybody solved again: at 10^5 so
many paths take a third of a flow."""

Planner = Callable[[AssignmentProblem], Ints]
"""Finds the best vacancy of each laborer, -1 for nobody."""


def best_flow(problem: AssignmentProblem) -> Ints:
    """Finds the best plan by a flow of least cost.

    Parameters
    ----------
    problem
        Laborers, seats and arcs.
    """
    return best_plan(
        problem.laborer_count,
        problem.seats,
        problem.arc_laborer,
        problem.arc_vacancy,
        problem.arc_score,
    )


def apply_all(
    plan: Plan,
    changes: Sequence[Change],
    *,
    planner: Planner = best_flow,
    largest_share: float = LARGEST_SHARE,
) -> Repaired:
    """Makes many changes, one by one or by a full solve, whichever is quicker.

    Rejections are of the pairs held before the first change.

    Parameters
    ----------
    plan
        The plan; proven before and after.
    changes
        In their order.
    planner
        Solves on listed arcs.
    largest_share
        Most changes per laborer that are repaired one by one.

    Raises
    ------
    RepairError
        If a change contradicts the facts; those before it have been made, none after it.
    """
    changes = [plan.without_reject(change) for change in changes]
    value, held = plan.value, plan.vacancy_of_laborer
    if len(changes) <= largest_share * plan.laborer_count:
        for change in changes:
            plan.apply(change)
    else:
        _renew(plan, changes, planner)
    now = plan.vacancy_of_laborer
    before = np.full(len(now), NOBODY)
    before[: len(held)] = held
    return Repaired(plan.value - value, tuple(np.flatnonzero(now != before).tolist()))


def _renew(plan: Plan, changes: Iterable[Change], planner: Planner) -> None:
    try:
        for change in changes:
            plan.terms.agree(change)
            _prepare(plan, change)
    finally:
        while not _is_solved(plan, planner):
            pass


def _prepare(plan: Plan, change: Change) -> None:
    """Keeps prices and surpluses covering every pair; the plan itself falls behind."""
    mending = plan.mending
    match change:
        case Ban(laborer, vacancy):
            cancel_arc(mending, laborer, vacancy)
            if mending.standing.vacancy_of[laborer] == vacancy:
                mending.welcome(laborer)
        case Allow(laborer, vacancy):
            if not restore_arc(mending, laborer, vacancy):
                mending.welcome(laborer)
        case Pin(laborer) | Withdraw(laborer):
            mending.dismiss(laborer)
        case Unpin(laborer):
            mending.welcome(laborer)
        case AddLaborer():
            laborers = plan.laborer_count
            mending.standing = with_room(mending.standing, laborers=laborers)
            mending.welcome(laborers - 1)
        case AddVacancy():
            vacancies = plan.vacancy_count
            mending.standing = with_room(mending.standing, vacancies=vacancies)
            mending.price_anew(vacancies - 1)


def _is_solved(plan: Plan, planner: Planner) -> bool:
    """Solves on the arcs and tells whether that is proven over all pairs; if not, arcs join.

    Where only a few laborers have better pairs, they are seated anew and all is proven.
    """
    standing, half = plan.mending.standing, plan.mending.half
    laborers, vacancies = plan.laborer_count, plan.vacancy_count
    problem = _problem(plan)
    held = planner(problem)
    price = nearest_prices(problem, held, standing.price[:vacancies])
    surplus = np.zeros(laborers, np.int64)
    net = problem.arc_score - price[problem.arc_vacancy]
    np.maximum.at(surplus, problem.arc_laborer, net)
    is_present = standing.surplus[:laborers] != ABSENT
    standing.surplus[:laborers][is_present] = surplus[is_present]
    standing.price[:vacancies] = price
    _hold_anew(standing, held, problem.seats)
    is_covered = plan.mending.read_fallen(
        np.flatnonzero(standing.surplus[:laborers] < standing.surplus_mark[:laborers] - half),
        np.flatnonzero(price < standing.price_mark[:vacancies] - half),
    )
    if is_covered:
        return True
    uncovered = _uncovered(plan.mending.standing)
    is_few = len(uncovered) <= FEW_SHARE * laborers
    if is_few:
        _seat_anew(plan.mending, uncovered.tolist())
    return is_few


def _uncovered(standing: Standing) -> Ints:
    """Lists the laborers with arcs worth more than price and surplus."""
    count = int(standing.totals[0])
    laborer, score = standing.arc_laborer[:count], standing.arc_score[:count]
    covered = standing.surplus[laborer] + standing.price[standing.arc_vacancy[:count]]
    return np.unique(laborer[score > covered])


def _seat_anew(mending: Mending, laborers: list[int]) -> None:
    """Seats laborers again, one after the other; until then prices cover the others' pairs."""
    for laborer in laborers:
        mending.excuse(laborer)
    for laborer in laborers:
        mending.seat(laborer)
    standing = mending.standing
    for vacancy in np.flatnonzero((standing.free > 0) & (standing.price > 0)).tolist():
        mending.use_seats(vacancy)


def _problem(plan: Plan) -> AssignmentProblem:
    standing = plan.mending.standing
    count = int(standing.totals[0])
    laborer, score = standing.arc_laborer[:count], standing.arc_score[:count]
    arcs = np.flatnonzero((score >= 0) & (standing.surplus[laborer] != ABSENT))
    seats = plan.seats
    for vacancy, pins in plan.terms.pins_at.items():
        seats[vacancy] -= pins
    return AssignmentProblem(
        plan.laborer_count, seats, laborer[arcs], standing.arc_vacancy[arcs], score[arcs]
    )


def _hold_anew(standing: Standing, held: Ints, seats: Ints) -> None:
    standing.vacancy_of[:] = NOBODY
    standing.first_holder[:] = NOBODY
    standing.free[: len(seats)] = seats
    standing.totals[1] = 0
    hold_all(standing, held)
