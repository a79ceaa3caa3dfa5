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

NOBODY_PASSES = 2**62
"""What a vacancy without seats asks for."""


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
    is_left: Bools = scores >= 0
    for _ in range(ROUNDS):
        is_sure = is_left & (scores > _asked(scores, is_left, seats)[None, :])
        best_sure = np.where(is_sure, ranks, NONE_SURE).max(axis=1, initial=NONE_SURE)
        fewer = is_left & (ranks >= best_sure[:, None])
        if np.array_equal(fewer, is_left):
            break
        is_left = fewer
    net = np.where(is_left, scores - price[None, :], 0).max(axis=1, initial=0)
    return exact_dot(seats, price) + exact_sum(net.astype(np.int64))


def _asked(scores: Figures, is_left: Bools, seats: Ints) -> Ints:
    """Gives the score of the first who would not get a seat at each vacancy, by score alone."""
    asked = np.full(len(seats), -1, np.int64)
    for vacancy, heads in enumerate(seats.tolist()):
        column = scores[is_left[:, vacancy], vacancy]
        if not heads:
            asked[vacancy] = NOBODY_PASSES
        elif len(column) > heads:
            place = len(column) - heads - 1
            asked[vacancy] = np.partition(column, place)[place]
    return asked
