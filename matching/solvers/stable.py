"""The stable plan that is best for people: they apply, vacancies keep the highest scores.

Gale and Shapley's deferred acceptance, many applying at once. A person applies to the post ranked
highest of those that would take the person now: what a full vacancy asks for only rises, so posts
left out would have refused anyway. Of equal ranks the higher score counts, then the earlier
vacancy; of equal scores the earlier person.
"""

from collections.abc import Callable

import numpy as np
import numpy.typing as npt

from matching.columns.arrays import Ints
from matching.solvers.solution import NOBODY

AskedRows = Callable[[Ints], tuple[npt.NDArray[np.integer], npt.NDArray[np.integer]]]
"""Takes laborers; gives their ranks and scores (laborers by all vacancies), -1 where forbidden."""

PEOPLE_TOGETHER = 2_048
"""People who apply at once; bounds the memory. The plan does not depend on it."""


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
    plan = np.full(laborer_count, NOBODY, np.int64)
    held_score = np.zeros(laborer_count, np.int64)
    waiting = np.arange(laborer_count)
    # What a vacancy asks for: a score above the lowest held, or an equal one of somebody earlier.
    asked_score = np.where(seats > 0, -1, 2**62)
    asked_person = np.full(len(seats), laborer_count)
    while len(waiting) and len(seats):
        people, waiting = waiting[:PEOPLE_TOGETHER], waiting[PEOPLE_TOGETHER:]
        vacancy, score = _applications(people, rows_of, asked_score, asked_person)
        people, vacancy, score = (column[vacancy != NOBODY] for column in (people, vacancy, score))
        plan[people], held_score[people] = vacancy, score
        refused = _refused(np.unique(vacancy), plan, held_score, seats, asked_score, asked_person)
        plan[refused] = NOBODY
        waiting = np.concatenate([waiting, refused])
    return plan


def _applications(
    people: Ints, rows_of: AskedRows, asked_score: Ints, asked_person: Ints
) -> tuple[Ints, Ints]:
    """Gives each person's best vacancy that takes the person now, -1 for none, and the score."""
    ranks, scores = rows_of(people)
    is_earlier = people[:, None] < asked_person[None, :]
    takes = (scores > asked_score) | ((scores == asked_score) & is_earlier)
    takes &= scores >= 0
    rank = np.where(takes, ranks, -1)
    best = rank.max(axis=1, initial=-1)
    among_best = np.where(takes & (rank == best[:, None]), scores, -1)
    vacancy = np.argmax(among_best, axis=1)
    score = among_best[np.arange(len(people)), vacancy].astype(np.int64)
    return np.where(best < 0, NOBODY, vacancy), score


def _refused(
    vacancies: Ints,
    plan: Ints,
    held_score: Ints,
    seats: Ints,
    asked_score: Ints,
    asked_person: Ints,
) -> Ints:
    """Gives who is below the highest h_j at some vacancies, and notes what these now ask for."""
    holders = np.flatnonzero(np.isin(plan, vacancies))
    order = np.lexsort((holders, -held_score[holders], plan[holders]))
    ranked = holders[order]
    _, first = np.unique(plan[ranked], return_index=True)
    place = np.arange(len(ranked)) - np.repeat(first, np.diff([*first, len(ranked)]))
    limit = seats[plan[ranked]]
    last = ranked[place == limit - 1]
    asked_score[plan[last]] = held_score[last]
    asked_person[plan[last]] = last
    refused: Ints = ranked[place >= limit]
    return refused
