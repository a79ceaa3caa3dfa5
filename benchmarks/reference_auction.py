"""Prices of the reference market, found by a plain auction over all pairs.

Laborers bid one after the other. Each keeps a list of its best pairs; because prices only rise, the
list is enough until its second best falls below what was the worst on it, and then it is drawn up
anew. A vacancy keeps its highest bids; when full, its price is the lowest of them.
"""

import numpy as np
from numba import njit

from benchmarks.reference_pairs import Int32s, Int64s, Number, Pairs, keep_best

ROOM = 64
"""Pairs on a laborer's list."""
STEP = 1000
"""The least rise of a bid, in points of score: the plan is at most this short per laborer."""


def auction_prices(pairs: Pairs, step: int = STEP) -> Int64s:
    """Returns a price of each place at which, but for `step`, everybody has what pays best.

    Parameters
    ----------
    pairs
        The market.
    step
        In points of score, at least 1.
    """
    laborers, places = len(pairs.first_class), len(pairs.seats)
    price = np.zeros(places, np.int64)
    _auction(
        pairs,
        step,
        price,
        np.empty((laborers, ROOM), np.int32),
        np.empty((laborers, ROOM), np.int32),
        np.concatenate([[0], np.cumsum(pairs.seats)]),
    )
    return price


@njit(cache=True, nogil=True)
def _auction(
    pairs: Pairs, step: int, price: Int64s, place: Int32s, score: Int32s, seat: Int64s
) -> None:
    laborers = len(place)
    count = np.full(laborers, -1, np.int64)
    outside = np.zeros(laborers, np.int64)
    net = np.empty(place.shape[1], np.int64)
    bid = np.empty(seat[-1], np.int64)
    holder = np.empty(seat[-1], np.int32)
    taken = np.zeros(len(price), np.int64)
    queue = np.arange(laborers)
    head, waiting = 0, laborers
    while waiting:
        laborer = queue[head]
        head = (head + 1) % laborers
        waiting -= 1
        best, first, second = _best_two(place, score, count, laborer, price)
        if count[laborer] < 0 or second < outside[laborer]:
            found = keep_best(pairs, laborer, price, net, place[laborer], score[laborer])
            count[laborer] = found
            outside[laborer] = net[0] if found == len(net) else 0
            best, first, second = _best_two(place, score, count, laborer, price)
        if first <= 0:
            continue
        offered = price[best] + first - second + step
        displaced = _offer(bid, holder, seat[best], seat[best + 1], taken, best, offered, laborer)
        if taken[best] == seat[best + 1] - seat[best]:
            price[best] = bid[seat[best]]
        if displaced >= 0:
            queue[(head + waiting) % laborers] = displaced
            waiting += 1


@njit(cache=True, nogil=True)
def _best_two(
    place: Int32s, score: Int32s, count: Int64s, laborer: int, price: Int64s
) -> tuple[int, Number, Number]:
    """Gives the best place on the list, its score less price, and the second, at least 0."""
    best, first, second = -1, np.int64(0), np.int64(0)
    for at in range(count[laborer]):
        value = score[laborer, at] - price[place[laborer, at]]
        if value > first:
            best, first, second = place[laborer, at], value, first
        elif value > second:
            second = value
    return best, first, second


@njit(cache=True, nogil=True)
def _offer(
    bid: Int64s,
    holder: Int32s,
    first: int,
    end: int,
    taken: Int64s,
    vacancy: int,
    offered: Number,
    laborer: int,
) -> Number:
    """Enters a bid in the vacancy's heap; returns whom it displaces, -1 for nobody."""
    if taken[vacancy] < end - first:
        at = taken[vacancy]
        taken[vacancy] += 1
        while at > 0 and bid[first + (at - 1) // 2] > offered:
            above = (at - 1) // 2
            bid[first + at], holder[first + at] = bid[first + above], holder[first + above]
            at = above
        bid[first + at], holder[first + at] = offered, laborer
        return -1
    displaced = np.int64(holder[first])
    size = end - first
    at = 0
    while 2 * at + 1 < size:
        below = 2 * at + 1
        if below + 1 < size and bid[first + below + 1] < bid[first + below]:
            below += 1
        if bid[first + below] >= offered:
            break
        bid[first + at], holder[first + at] = bid[first + below], holder[first + below]
        at = below
    bid[first + at], holder[first + at] = offered, laborer
    return displaced
