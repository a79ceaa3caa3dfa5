"""A bound on the value of every stable plan: pairs that no stable plan holds are left out.

A post k is **sure** for i if fewer than h_k others who may still be at k have scores of s_ik or
more there. Then no stable plan leaves i with a post ranked below k: k would have a free seat or a
holder with a lower score, and (i, k) would block. So i's pairs below the best sure post are left
out, which takes i out of the queues there and makes further posts sure. Any prices bound every plan
on the pairs that are left:

    sum_j h_j p_j + sum_i max(0, max over the pairs left of (s_ij - p_j)).

It does not matter how often this is repeated: each repetition only lowers the bound.
"""

import numpy as np
import numpy.typing as npt

from matching.columns.arrays import Bools, Ints
from matching.solvers.integers import exact_dot, exact_sum

Figures = npt.NDArray[np.integer]

ROUNDS = 5
"""Times that sure posts are sought at most: measured on a county round, more changed little."""

NONE_SURE = -1
"""The rank of the best sure post where there is none, below every rank."""


def bound_of_stable_plans(ranks: Figures, scores: Figures, seats: Ints, price: Ints) -> int:
    """Bounds the value of every plan that nothing blocks.

    Parameters
    ----------
    ranks, scores
        Laborers by vacancies, -1 where forbidden.
    seats
        h_j of each vacancy.
    price
        Any prices p >= 0; those that prove the best plan of all are good ones.
    """
    # By vacancy, so that each one's figures lie together.
    rank, score = np.ascontiguousarray(ranks.T), np.ascontiguousarray(scores.T)
    is_left: Bools = score >= 0
    best_sure = np.full(scores.shape[0], NONE_SURE, np.int64)
    for _ in range(ROUNDS):
        before = best_sure
        best_sure = _best_sure(rank, score, is_left, seats)
        if np.array_equal(best_sure, before):
            break
        is_left &= rank >= best_sure
    net = np.zeros(scores.shape[0], np.int64)
    for vacancy, its_price in enumerate(price.tolist()):
        at = is_left[vacancy]
        net[at] = np.maximum(net[at], score[vacancy, at] - its_price)
    return exact_dot(seats, price) + exact_sum(net)


def _best_sure(rank: Figures, score: Figures, is_left: Bools, seats: Ints) -> Ints:
    """Gives the rank of the best post that is sure for each laborer."""
    best = np.full(rank.shape[1], NONE_SURE, np.int64)
    for vacancy, heads in enumerate(seats.tolist()):
        if heads:
            people = np.flatnonzero(is_left[vacancy])
            found = score[vacancy, people]
            sure = people[found > _asked(found, heads)]
            best[sure] = np.maximum(best[sure], rank[vacancy, sure])
    return best


def _asked(scores: Figures, heads: int) -> int:
    """Gives the score of the first who would not get a seat, by score alone; -1 if all would."""
    if len(scores) <= heads:
        return -1
    place = len(scores) - heads - 1
    return int(np.partition(scores, place)[place])
