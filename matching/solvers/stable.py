"""The stable plan that is best for people: they apply, vacancies keep the highest scores.

Gale and Shapley's deferred acceptance, many applying at once. A person applies to the post ranked
highest of those that would take the person now: what a full vacancy asks for only rises, so posts
left out would have refused anyway. Of equal ranks the higher score counts, then the earlier
vacancy; of equal scores the earlier person.
"""

from collections.abc import Callable

import numpy as np
import numpy.typing as npt

from matching.columns.arrays import Bools, Ints
from matching.solvers.solution import NOBODY

Figures = npt.NDArray[np.integer]

AskedRows = Callable[[Ints], tuple[Figures, Figures]]
"""Takes laborers; gives their ranks and scores (laborers by all vacancies) below 2^30, -1 where
forbidden."""

PEOPLE_TOGETHER = 2_048
"""People who apply at once; bounds the memory. The plan does not depend on it."""

LISTED = 48
"""Vacancies that a person keeps in sight; all are looked at anew once these are gone. The plan does
not depend on it."""

STEP = 2**30
"""Above every score."""


def stable_plan(laborer_count: int, seats: Ints, rows_of: AskedRows) -> Ints:
    """Finds the plan that no pair blocks and that is best for everybody, ties broken as above.

    Parameters
    ----------
    laborer_count
        Number of laborers N.
    seats
        h_j of each vacancy.
    rows_of
        Ranks and scores.

    Returns
    -------
    The vacancy of each laborer, -1 for nobody.
    """
    asked = _Asked(seats, laborer_count)
    lists = _Lists(laborer_count, rows_of, asked)
    waiting = np.arange(laborer_count)
    while len(waiting) and len(seats):
        people, waiting = waiting[:PEOPLE_TOGETHER], waiting[PEOPLE_TOGETHER:]
        vacancy, score = lists.best_of(people)
        applies = vacancy != NOBODY
        refused = asked.take(people[applies], vacancy[applies], score[applies])
        waiting = np.concatenate([waiting, refused])
    return asked.plan


class _Asked:
    """Who holds a seat, and what each vacancy asks for: to be above the last of its holders.

    Parameters
    ----------
    seats, laborer_count
        As for ``stable_plan``.
    """

    def __init__(self, seats: Ints, laborer_count: int) -> None:
        self.plan = np.full(laborer_count, NOBODY, np.int64)
        self._held_score = np.zeros(laborer_count, np.int64)
        self._seats = seats
        self._score = np.where(seats > 0, -1, STEP)
        self._person = np.full(len(seats), laborer_count)

    def takes(self, people: Ints, vacancies: Figures, scores: Figures) -> Bools:
        """Gives whether vacancies would take people (a column) with these scores (a table)."""
        least = self._score[vacancies]
        is_earlier = people[:, None] < self._person[vacancies]
        found: Bools = (scores > least) | ((scores == least) & is_earlier)
        return found & (scores >= 0)

    def take(self, people: Ints, vacancies: Ints, scores: Ints) -> Ints:
        """Seats people who are taken, notes what is asked for then, and gives who is refused."""
        self.plan[people], self._held_score[people] = vacancies, scores
        holders = np.flatnonzero(np.isin(self.plan, np.unique(vacancies)))
        order = np.lexsort((holders, -self._held_score[holders], self.plan[holders]))
        ranked = holders[order]
        _, first = np.unique(self.plan[ranked], return_index=True)
        place = np.arange(len(ranked)) - np.repeat(first, np.diff([*first, len(ranked)]))
        limit = self._seats[self.plan[ranked]]
        last = ranked[place == limit - 1]
        self._score[self.plan[last]] = self._held_score[last]
        self._person[self.plan[last]] = last
        refused: Ints = ranked[place >= limit]
        self.plan[refused] = NOBODY
        return refused


class _Lists:
    """The vacancies that each person ranks highest among those that would take the person.

    A list holds all that rank above its end, so that its first entry that still takes the person
    is the best there is; it is made anew when it runs out.

    Parameters
    ----------
    laborer_count, rows_of
        As for ``stable_plan``.
    asked
        What vacancies ask for.
    """

    def __init__(self, laborer_count: int, rows_of: AskedRows, asked: _Asked) -> None:
        self._rows_of, self._asked = rows_of, asked
        self._vacancy = np.zeros((laborer_count, LISTED), np.int32)
        self._score = np.full((laborer_count, LISTED), -1, np.int32)
        self._is_cut: Bools = np.ones(laborer_count, np.bool_)

    def best_of(self, people: Ints) -> tuple[Ints, Ints]:
        """Gives each person's best vacancy that takes the person now, or -1, and the score."""
        vacancy, score = self._first(people)
        out = np.flatnonzero((vacancy == NOBODY) & self._is_cut[people])
        if len(out):
            self._list(people[out])
            vacancy[out], score[out] = self._first(people[out])
        return vacancy, score

    def _first(self, people: Ints) -> tuple[Ints, Ints]:
        vacancies, scores = self._vacancy[people], self._score[people]
        takes = self._asked.takes(people, vacancies, scores)
        at = np.arange(len(people)), np.argmax(takes, axis=1)
        vacancy = np.where(takes[at], vacancies[at], NOBODY).astype(np.int64)
        return vacancy, scores[at].astype(np.int64)

    def _list(self, people: Ints) -> None:
        """Lists anew: by falling rank, then score, then earlier vacancies."""
        ranks, scores = self._rows_of(people)
        every = np.broadcast_to(np.arange(scores.shape[1]), scores.shape)
        takes = self._asked.takes(people, every, scores)
        key = np.where(takes, ranks.astype(np.int64) * STEP + scores, -1)
        length = min(LISTED, key.shape[1])
        found = np.sort(np.argpartition(-key, length - 1, axis=1)[:, :length], axis=1)
        end = np.take_along_axis(key, found, axis=1).min(axis=1)
        self._is_cut[people] = (end >= 0) & (length < key.shape[1])
        # Of several at the end of a list one may be missing: only those above it are listed.
        end = np.where(self._is_cut[people], end, -1)
        found[:, 0] = np.where(key.max(axis=1) == end, np.argmax(key, axis=1), found[:, 0])
        found_key = np.take_along_axis(key, found, axis=1)
        is_listed = found_key > end[:, None]
        is_listed[:, 0] |= (found_key[:, 0] == key.max(axis=1)) & (found_key[:, 0] >= 0)
        order = np.argsort(np.where(is_listed, -found_key, 1), axis=1, kind="stable")
        found = np.take_along_axis(found, order, axis=1)
        is_listed = np.take_along_axis(is_listed, order, axis=1)
        self._vacancy[people, :length] = found
        listed_score = np.take_along_axis(scores, found, axis=1)
        self._score[people, :length] = np.where(is_listed, listed_score, -1)
