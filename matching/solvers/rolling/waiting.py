"""Why somebody was not placed this week, with the figures that show it."""

from dataclasses import dataclass

import numpy as np

from matching.solvers.integers import IntArray, frozen
from matching.solvers.rolling.week import Week, WeekPlan
from matching.solvers.solution import NOBODY

NO_SEAT_IN_TIME = "no_seat_in_time"
"""No post that the rules allow has a free seat while the person is there."""

WAITS_FOR_OPENING = "waits_for_opening"
"""A seat is planned at a post that opens later."""

SEAT_KEPT = "seat_kept"
"""A seat at the post is kept: the lowest value of a seat kept there is not below the score."""

OUTCOMPETED = "outcompeted"
"""All seats at the post go to people who are there now: its price is not below the score."""


@dataclass(frozen=True, slots=True, eq=False)
class Waiting:
    """One row per person not placed this week, in the week's order.

    Parameters
    ----------
    person
        Positions in the week's people.
    reason
        ``NO_SEAT_IN_TIME``, ``WAITS_FOR_OPENING``, ``SEAT_KEPT`` or ``OUTCOMPETED``.
    vacancy
        The post spoken of, -1 for none: the one planned, or else the one where score less price is
        greatest, so where the least was missing.
    score
        s_ij there.
    price
        p_j there: what one more seat would add this week, a kept one included.
    kept_seats
        How many of its seats are kept.
    seat_value
        The lowest value among them; 0 where none is kept.
    """

    person: IntArray
    reason: tuple[str, ...]
    vacancy: IntArray
    score: IntArray
    price: IntArray
    kept_seats: IntArray
    seat_value: IntArray


def waiting_of(week: Week, plan: WeekPlan) -> Waiting:
    """Explains a week's plan to everybody it does not place.

    The reasons hold because the plan is proven: who has no seat has no surplus, s_ij <= p_j, and
    a bidder who keeps a seat of j offers at least p_j.

    Parameters
    ----------
    week
        The week planned.
    plan
        Its plan.
    """
    person = np.flatnonzero(plan.vacancy_of_laborer == NOBODY).astype(np.int64)
    arc = _arc_spoken_of(len(week.people), plan)[person]
    is_none = arc == NOBODY
    vacancy = np.where(is_none, NOBODY, np.append(plan.problem.arc_vacancy, [NOBODY])[arc])
    kept_seats, lowest = _kept(week, plan)
    is_planned = plan.solution.vacancy_of_laborer[person] != NOBODY
    reason = np.select(
        [is_none, is_planned, kept_seats[vacancy] > 0],
        [NO_SEAT_IN_TIME, WAITS_FOR_OPENING, SEAT_KEPT],
        OUTCOMPETED,
    )
    return Waiting(
        person=frozen(person),
        reason=tuple(reason.tolist()),
        vacancy=frozen(vacancy),
        score=frozen(np.append(plan.problem.arc_score, [0])[arc]),
        price=frozen(np.append(plan.solution.vacancy_price, [0])[vacancy]),
        kept_seats=frozen(kept_seats[vacancy]),
        seat_value=frozen(lowest[vacancy]),
    )


def _arc_spoken_of(people: int, plan: WeekPlan) -> IntArray:
    """Finds the arc that is planned, else the one of greatest score less price; -1 for no arc."""
    problem, solution = plan.problem, plan.solution
    net = problem.arc_score - solution.vacancy_price[problem.arc_vacancy]
    is_planned = problem.arc_vacancy == solution.vacancy_of_laborer[problem.arc_laborer]
    order = np.lexsort((problem.arc_vacancy, -net, ~is_planned, problem.arc_laborer))
    laborer = problem.arc_laborer[order]
    first = np.searchsorted(laborer, np.arange(people))
    has_arc = np.append(laborer, [NOBODY])[first] == np.arange(people)
    return np.where(has_arc, np.append(order, [NOBODY])[first], NOBODY).astype(np.int64)


def _kept(week: Week, plan: WeekPlan) -> tuple[IntArray, IntArray]:
    """Counts the seats kept at each post and their lowest value; the last place is no post's."""
    won = plan.solution.vacancy_of_laborer[len(week.people) :] != NOBODY
    vacancy, value = plan.seat_values.vacancy[won], plan.seat_values.value[won]
    count = np.bincount(vacancy, minlength=len(week.posts) + 1).astype(np.int64)
    lowest = np.where(count > 0, value.max(initial=0), 0)
    np.minimum.at(lowest, vacancy, value)
    return count, lowest
