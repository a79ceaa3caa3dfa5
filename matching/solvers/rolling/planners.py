"""Planners of a season: best pair first, best plan of those who are there, and seat values."""

from collections.abc import Sequence

import numpy as np

from matching.solvers.greedy import solve_greedily
from matching.solvers.integers import IntArray
from matching.solvers.rolling.arrivals import Arrivals
from matching.solvers.rolling.posts import arcs_in_time, problem_of
from matching.solvers.rolling.seat_values import DEFAULT_PARAMS, RollingParams, learn_seat_values
from matching.solvers.rolling.week import NO_SEAT_VALUES, Week, plan_week


class GreedyPlanner:
    """Fills the best pair left among open posts, week by week."""

    def places(self, week: Week) -> IntArray:
        """Takes arcs by falling score.

        Parameters
        ----------
        week
            What is known.
        """
        kept = arcs_in_time(week.people, week.posts, week.number, week.number)
        kept &= week.posts.opens_week[week.people.arc_vacancy] <= week.number
        return solve_greedily(problem_of(week.people, week.posts, kept)).vacancy_of_laborer


class MyopicPlanner:
    """Finds the exact optimum of those who are there and expects nobody else."""

    def places(self, week: Week) -> IntArray:
        """Plans without seat values.

        Parameters
        ----------
        week
            What is known.
        """
        return plan_week(week, NO_SEAT_VALUES).vacancy_of_laborer


class SeatValuePlanner:
    """Keeps seats that are worth more to those expected.

    Parameters
    ----------
    history
        Arrivals of earlier seasons, weeks counted alike, with their arcs to this season's posts.
    rng
        Source of the draws; used up from week to week.
    params
        How seat values are learnt.
    """

    def __init__(
        self,
        history: Sequence[Arrivals],
        rng: np.random.Generator,
        params: RollingParams = DEFAULT_PARAMS,
    ) -> None:
        self._history = tuple(history)
        self._rng = rng
        self._params = params

    def places(self, week: Week) -> IntArray:
        """Learns the week's seat values and plans with them.

        Parameters
        ----------
        week
            What is known.
        """
        values = learn_seat_values(week, self._history, self._rng, self._params)
        return plan_week(week, values).vacancy_of_laborer
