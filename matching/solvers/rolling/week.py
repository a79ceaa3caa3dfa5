"""One week's round: what is known, and the plan that seat values make of it, with its proof."""

from dataclasses import dataclass

import numpy as np

from matching.solvers.integers import IntArray, frozen
from matching.solvers.problem import AssignmentProblem
from matching.solvers.rolling.arrivals import Arrivals
from matching.solvers.rolling.posts import Posts, arcs_in_time
from matching.solvers.solution import NOBODY, Solution
from matching.solvers.solve import solve


@dataclass(frozen=True, slots=True, eq=False)
class Week:
    """What a planner sees.

    Parameters
    ----------
    number
        Of the week, counted from 0.
    posts
        With the seats left. Those announced later must not be looked at.
    people
        Who is there: arrived by now, not placed, not gone.
    """

    number: int
    posts: Posts
    people: Arrivals


@dataclass(frozen=True, slots=True, eq=False)
class SeatValues:
    """What seats are worth if they are kept, one entry per seat worth something.

    Parameters
    ----------
    vacancy
        j, in order.
    value
        v_j(1) >= v_j(2) >= ... > 0 of each vacancy's seats, in points of score.
    """

    vacancy: IntArray
    value: IntArray


NO_SEAT_VALUES = SeatValues(
    frozen(np.zeros(0, dtype=np.int64)), frozen(np.zeros(0, dtype=np.int64))
)
"""Nobody else is expected."""


@dataclass(frozen=True, slots=True, eq=False)
class WeekPlan:
    """A week's plan and the proof that no other makes more of scores and seats kept.

    Parameters
    ----------
    vacancy_of_laborer
        Who takes a seat now, by position in the week's people; -1 for nobody.
    seat_values
        What a seat kept counts.
    problem
        The week's people, and behind them one bidder for each entry of the seat values, who offers
        that value at that vacancy alone: a seat that gets a bidder is kept. Posts that open later
        take part; a laborer who gets one there waits for it.
    solution
        The proven optimum of `problem` with its prices.
    """

    vacancy_of_laborer: IntArray
    seat_values: SeatValues
    problem: AssignmentProblem
    solution: Solution


def plan_week(week: Week, seat_values: SeatValues) -> WeekPlan:
    """Finds the plan with the greatest sum of the scores made and the values of the seats kept.

    Without seat values it is the plain optimum of those who are there.

    Parameters
    ----------
    week
        What is known.
    seat_values
        Of the same posts.
    """
    kept = arcs_in_time(week.people, week.posts, week.number, week.number)
    people, bidders = len(week.people), seat_values.vacancy.size
    problem = AssignmentProblem(
        people + bidders,
        week.posts.seats,
        np.concatenate([week.people.arc_laborer[kept], people + np.arange(bidders)]),
        np.concatenate([week.people.arc_vacancy[kept], seat_values.vacancy]),
        np.concatenate([week.people.arc_score[kept], seat_values.value]),
    )
    solution = solve(problem)
    plan = solution.vacancy_of_laborer[:people]
    is_open = np.append(week.posts.opens_week <= week.number, [False])
    return WeekPlan(
        vacancy_of_laborer=frozen(np.where(is_open[plan], plan, NOBODY)),
        seat_values=seat_values,
        problem=problem,
        solution=solution,
    )
