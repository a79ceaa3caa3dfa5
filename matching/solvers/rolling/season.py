"""A season of rounds and its hindsight: what a planner who knew every arrival would reach."""

from dataclasses import dataclass

from matching.solvers.rolling.arrivals import Arrivals
from matching.solvers.rolling.posts import Posts, arcs_in_time, problem_of
from matching.solvers.solution import Solution
from matching.solvers.solve import solve


@dataclass(frozen=True, slots=True, eq=False)
class Season:
    """What happens in a season, whoever plans.

    Parameters
    ----------
    weeks
        Number of weeks, counted from 0.
    posts
        The posts with all their seats.
    arrivals
        Everybody who comes.
    """

    weeks: int
    posts: Posts
    arrivals: Arrivals


def hindsight(season: Season) -> Solution:
    """Finds the best plan of all weeks together; no planner of single weeks can be above it.

    A seat once taken stays taken and a laborer once placed stays placed, so a set of pairs can be
    carried out if each pair has a week in common and the seats suffice: one assignment problem.

    Parameters
    ----------
    season
        Everything that happened.
    """
    kept = arcs_in_time(season.arrivals, season.posts, from_week=0, known_by=season.weeks - 1)
    return solve(problem_of(season.arrivals, season.posts, kept))
