"""Plays a season week by week: people come, wait and go, seats are taken for good."""

from dataclasses import dataclass
from typing import Protocol

import numpy as np

from matching.solvers.integers import IntArray, frozen
from matching.solvers.rolling.arrivals import people_at
from matching.solvers.rolling.posts import with_seats_taken
from matching.solvers.rolling.season import Season
from matching.solvers.rolling.week import Week
from matching.solvers.solution import NOBODY


class Planner(Protocol):
    """Decides a week."""

    def places(self, week: Week) -> IntArray:
        """Returns the vacancy that each of the week's people takes now, -1 for nobody.

        Parameters
        ----------
        week
            What is known.
        """


@dataclass(frozen=True, slots=True, eq=False)
class Played:
    """How a season went.

    Parameters
    ----------
    value
        Sum of the scores of all placements.
    vacancy_of_laborer, week_of_laborer
        Where and when each laborer was placed; -1 for never.
    """

    value: int
    vacancy_of_laborer: IntArray
    week_of_laborer: IntArray


def play(season: Season, planner: Planner) -> Played:
    """Lets a planner decide every week of a season.

    Parameters
    ----------
    season
        What happens.
    planner
        Who decides.
    """
    arrivals, posts = season.arrivals, season.posts
    vacancy_of = np.full(len(arrivals), NOBODY, dtype=np.int64)
    week_of = np.full(len(arrivals), NOBODY, dtype=np.int64)
    for number in range(season.weeks):
        is_there = (arrivals.arrival_week <= number) & (number <= arrivals.leaving_week)
        people = np.flatnonzero(is_there & (vacancy_of == NOBODY))
        plan = planner.places(Week(number, posts, people_at(arrivals, people)))
        placed = people[plan != NOBODY]
        vacancy_of[placed] = plan[plan != NOBODY]
        week_of[placed] = number
        posts = with_seats_taken(posts, plan[plan != NOBODY])
    chosen = arrivals.arc_vacancy == vacancy_of[arrivals.arc_laborer]
    return Played(int(arrivals.arc_score[chosen].sum()), frozen(vacancy_of), frozen(week_of))
