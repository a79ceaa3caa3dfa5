"""Least fixed points over differences, compiled: a queue of vacancies whose level rose."""

import numpy as np
from numba import njit

from matching.solvers.displacement import Int32Array
from matching.solvers.integers import IntArray


@njit(cache=True, nogil=True)
def raise_levels(
    level: IntArray, limit: IntArray, first: IntArray, target: Int32Array, gain: IntArray
) -> bool:
    """Raises levels in place, as little as possible, until level_k >= level_m + gain on each move.

    The queue is first in, first out: each vacancy is behind all that rose before it, so a level is
    final after as many rounds as its longest chain has moves. Returns False, with the levels
    unfinished, where one would have to pass its limit or there are more rounds than vacancies,
    which only a cycle of positive gain causes.

    Parameters
    ----------
    level
        The start, and the result.
    limit
        The most each level may be.
    first, target, gain
        Moves by the vacancy m that they start from: target k, gain of the move.
    """
    size = level.size
    queue = np.empty(size, dtype=np.int32)
    is_waiting = np.zeros(size, dtype=np.bool_)
    waiting = 0
    for vacancy in range(size):
        if level[vacancy] > limit[vacancy]:
            return False
        if first[vacancy] < first[vacancy + 1]:
            queue[waiting] = vacancy
            is_waiting[vacancy] = True
            waiting += 1
    head = 0
    left_in_round = waiting
    rounds = 0
    while waiting:
        origin = queue[head]
        head = head + 1 if head + 1 < size else 0
        waiting -= 1
        is_waiting[origin] = False
        for move in range(first[origin], first[origin + 1]):
            vacancy = target[move]
            offer = level[origin] + gain[move]
            if offer <= level[vacancy]:
                continue
            if offer > limit[vacancy]:
                return False
            level[vacancy] = offer
            if not is_waiting[vacancy] and first[vacancy] < first[vacancy + 1]:
                place = head + waiting
                queue[place if place < size else place - size] = vacancy
                is_waiting[vacancy] = True
                waiting += 1
        left_in_round -= 1
        if left_in_round == 0:
            rounds += 1
            left_in_round = waiting
            if rounds > size:
                return False
    return True


@njit(cache=True, nogil=True)
def reversed_moves(
    first: IntArray, target: Int32Array, gain: IntArray
) -> tuple[IntArray, Int32Array, IntArray]:
    """Turns every move round: from its target, to its start, with the same gain.

    Parameters
    ----------
    first, target, gain
        Moves by the vacancy that they start from.
    """
    size = first.size - 1
    start = np.zeros(size + 2, dtype=np.int64)
    for move in range(target.size):
        start[target[move] + 2] += 1
    for vacancy in range(size):
        start[vacancy + 2] += start[vacancy + 1]
    origin = np.empty(target.size, dtype=np.int32)
    gain_back = np.empty(target.size, dtype=np.int64)
    for vacancy in range(size):
        for move in range(first[vacancy], first[vacancy + 1]):
            place = start[target[move] + 1]
            start[target[move] + 1] += 1
            origin[place] = vacancy
            gain_back[place] = gain[move]
    return start[: size + 1], origin, gain_back
