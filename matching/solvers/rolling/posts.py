"""Posts with the weeks in which they take people."""

from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from matching.solvers.errors import IndexOutOfRangeError
from matching.solvers.integers import IntArray, frozen
from matching.solvers.problem import AssignmentProblem
from matching.solvers.rolling.arrivals import Arrivals, check_lengths, checked_integers


@dataclass(frozen=True, slots=True, eq=False, init=False)
class Posts:
    """The posts of a season.

    Every array is taken from any sequence of integers >= 0, copied, and read-only.

    Parameters
    ----------
    seats
        h_j, the seats still free.
    announced_week
        From when the post is known; nothing is planned on it before.
    opens_week, closes_week
        The first and the last week in which it takes people.

    Raises
    ------
    InvalidProblemError
        If a column is no sequence of integers >= 0 or differs in length.
    """

    seats: IntArray
    announced_week: IntArray
    opens_week: IntArray
    closes_week: IntArray

    def __init__(
        self,
        seats: npt.ArrayLike,
        announced_week: npt.ArrayLike,
        opens_week: npt.ArrayLike,
        closes_week: npt.ArrayLike,
    ) -> None:
        fields = {
            "seats": checked_integers("seats", seats),
            "announced_week": checked_integers("announced_week", announced_week),
            "opens_week": checked_integers("opens_week", opens_week),
            "closes_week": checked_integers("closes_week", closes_week),
        }
        check_lengths(fields, tuple(fields))
        for name, value in fields.items():
            object.__setattr__(self, name, value)

    def __len__(self) -> int:
        return int(self.seats.size)


def with_seats_taken(posts: Posts, vacancies: IntArray) -> Posts:
    """Takes one seat for each mention of a vacancy.

    Parameters
    ----------
    posts
        The posts before.
    vacancies
        Positions, one per person placed; no post may be named more often than it has seats.
    """
    taken = np.bincount(vacancies, minlength=len(posts))
    return replace(posts, seats=frozen(posts.seats - taken))


def arcs_in_time(
    people: Arrivals, posts: Posts, from_week: int, known_by: int
) -> npt.NDArray[np.bool_]:
    """Says of each arc whether some week from `from_week` on finds both there and a seat free.

    Parameters
    ----------
    people, posts
        The two sides.
    from_week
        Weeks before are over.
    known_by
        Posts announced later count as absent.

    Raises
    ------
    IndexOutOfRangeError
        If an arc points outside the posts.
    """
    i, j = people.arc_laborer, people.arc_vacancy
    outside = np.flatnonzero(j >= len(posts))
    if outside.size:
        index = int(outside[0])
        raise IndexOutOfRangeError(
            field="arc_vacancy", index=index, value=int(j[index]), limit=len(posts)
        )
    opens = np.maximum(posts.opens_week, posts.announced_week)
    start = np.maximum(np.maximum(people.arrival_week[i], opens[j]), from_week)
    end = np.minimum(people.leaving_week[i], posts.closes_week[j])
    return (start <= end) & (posts.announced_week[j] <= known_by) & (posts.seats[j] > 0)


def problem_of(people: Arrivals, posts: Posts, kept: npt.NDArray[np.bool_]) -> AssignmentProblem:
    """Makes one assignment problem of all weeks together.

    Parameters
    ----------
    people, posts
        The two sides.
    kept
        Which arcs take part.
    """
    return AssignmentProblem(
        len(people),
        posts.seats,
        people.arc_laborer[kept],
        people.arc_vacancy[kept],
        people.arc_score[kept],
    )
