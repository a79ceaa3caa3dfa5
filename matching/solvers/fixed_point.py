"""Least fixed points over differences, compiled: a queue of vacancies whose level rose."""

import numpy as np

from matching.pairs.compiled import compiled
from matching.solvers.displacement import Int32Array
from matching.solvers.integers import IntArray


@compiled
def raise_levels(
    level: IntArray, limit: IntArray, first: IntArray, target: Int32Array, gain: IntArray
) -> bool:
    """Raises levels in place, as little as possible, until level_k >= level_m + gain on each move.

    The queue is first in, first out, and starts in an order in which moves lead forwards but for
    some within cycles: without cycles one round is enough, and a level is final after one more
    round for each backward move of its longest chain. Returns False, with the levels unfinished,
    where one would have to pass its limit or there are more rounds than vacancies, which only a
    cycle of positive gain causes.

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
    if np.any(level > limit):
        return False
    queue = _forward_order(first, target)
    is_waiting = np.ones(size, dtype=np.bool_)
    waiting = size
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


@compiled
def _forward_order(first: IntArray, target: Int32Array) -> Int32Array:
    """Orders vacancies by falling time of leaving them in a search that goes deep first."""
    size = first.size - 1
    order = np.empty(size, dtype=np.int32)
    unplaced = size
    is_met = np.zeros(size, dtype=np.bool_)
    next_move = first[:size].copy()
    trail = np.empty(size, dtype=np.int32)
    for root in range(size):
        if is_met[root]:
            continue
        is_met[root] = True
        trail[0] = root
        depth = 1
        while depth:
            origin = trail[depth - 1]
            move = next_move[origin]
            if move == first[origin + 1]:
                depth -= 1
                unplaced -= 1
                order[unplaced] = origin
                continue
            next_move[origin] = move + 1
            vacancy = target[move]
            if not is_met[vacancy]:
                is_met[vacancy] = True
                trail[depth] = vacancy
                depth += 1
    return order


@compiled
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
