"""Changes of each kind, drawn at random from what a plan allows."""

from collections.abc import Callable
from time import perf_counter

import numpy as np

from matching.solvers.repair.changes import (
    AddLaborer,
    AddVacancy,
    Ban,
    Change,
    Pin,
    Reject,
    SetSeats,
    Unpin,
    Withdraw,
)
from matching.solvers.repair.errors import RepairError
from matching.solvers.repair.plan import Plan

Draw = Callable[[np.random.Generator, Plan], Change]

NEW_SEATS = 5
"""Headcount of a post added."""


def rejection(rng: np.random.Generator, plan: Plan) -> Change:
    """Draws somebody placed, not pinned, who rejects the vacancy."""
    return Reject(_placed(rng, plan))


def ban(rng: np.random.Generator, plan: Plan) -> Change:
    """Draws a feasible pair of somebody placed, mostly another than the one held."""
    laborer = _placed(rng, plan)
    return Ban(laborer, _feasible(rng, plan, laborer))


def pin(rng: np.random.Generator, plan: Plan) -> Change:
    """Draws a feasible pair of somebody placed, to be pinned."""
    laborer = _placed(rng, plan)
    return Pin(laborer, _feasible(rng, plan, laborer))


def unpin(rng: np.random.Generator, plan: Plan) -> Change:
    """Draws a pinned laborer; a pin where there is none."""
    pinned = list(plan.terms.pin_of_laborer)
    return Unpin(pinned[int(rng.integers(len(pinned)))]) if pinned else pin(rng, plan)


def withdrawal(rng: np.random.Generator, plan: Plan) -> Change:
    """Draws somebody placed who leaves."""
    return Withdraw(_placed(rng, plan))


def newcomer(rng: np.random.Generator, plan: Plan) -> Change:
    """Draws a laborer whose scores are those of a present one."""
    return AddLaborer(plan.terms.scores.row(int(rng.integers(plan.laborer_count))))


def new_post(rng: np.random.Generator, plan: Plan) -> Change:
    """Draws a vacancy whose scores are those of a present one."""
    column = plan.terms.scores.column(int(rng.integers(plan.vacancy_count)))
    return AddVacancy(NEW_SEATS, column)


def seat_more(rng: np.random.Generator, plan: Plan) -> Change:
    """Draws a vacancy that gets one seat more."""
    vacancy = int(rng.integers(plan.vacancy_count))
    return SetSeats(vacancy, plan.terms.seats[vacancy] + 1)


def seat_less(rng: np.random.Generator, plan: Plan) -> Change:
    """Draws a vacancy with seats that loses one."""
    vacancy = int(rng.choice(np.flatnonzero(plan.seats > 0)))
    return SetSeats(vacancy, plan.terms.seats[vacancy] - 1)


KINDS: dict[str, Draw] = {
    "reject": rejection,
    "ban": ban,
    "pin": pin,
    "unpin": unpin,
    "withdraw": withdrawal,
    "add a person": newcomer,
    "add a post": new_post,
    "a seat more": seat_more,
    "a seat less": seat_less,
}
"""How a change of each kind is drawn."""


def draw_and_apply(rng: np.random.Generator, plan: Plan, draw: Draw) -> tuple[Change, float]:
    """Draws until the plan takes the change; gives the change and the seconds that it took.

    Parameters
    ----------
    rng, plan, draw
        What to draw, from what. A rejection is made as the ban that it is.
    """
    while True:
        try:
            change = plan.without_reject(draw(rng, plan))
            begun = perf_counter()
            plan.apply(change)
        except RepairError:
            continue
        return change, perf_counter() - begun


def _placed(rng: np.random.Generator, plan: Plan) -> int:
    held = plan.vacancy_of_laborer
    held[list(plan.terms.pin_of_laborer)] = -1
    return int(rng.choice(np.flatnonzero(held >= 0)))


def _feasible(rng: np.random.Generator, plan: Plan, laborer: int) -> int:
    return int(rng.choice(np.flatnonzero(plan.terms.scores.row(laborer) >= 0)))
