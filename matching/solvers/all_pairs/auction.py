"""The compiled auction: laborers bid for seats on their lists until nobody wants to change.

Each laborer bids for the vacancy of the best net value, by as much as it is better than the next
best, and epsilon more. A vacancy keeps its highest bids; its price is the lowest of them once it is
full, else its starting price. Prices only rise, so a net value seen earlier bounds the present one
from above: a list kept in the order of such values is read only as far as it can matter, and it is
complete as long as its best value reaches the bound of everything outside.
"""

from typing import Any

import numpy as np
import numpy.typing as npt

from matching.pairs.compiled import compiled
from matching.pairs.lists import FIRST, WIDTH

Array = npt.NDArray[Any]
"""An array whose type the docstrings and the callers state."""


@compiled
def _best_two(record: Array, price: Array) -> Any:
    """Gives the best and second best net value of a list; the best vacancy comes first."""
    lowest = np.int32(-(2**31) + 1)
    best, second = lowest, lowest
    end = FIRST + WIDTH * record[0]
    at = FIRST
    while at < end and record[at] > second:
        value = np.int32(record[at + 2] - price[record[at + 1]])
        record[at] = value
        if value > best:
            best, second = value, best
        elif value > second:
            second = value
        at += WIDTH
    # Back into falling order, from the last one read to the first.
    start = at - WIDTH
    while start >= FIRST:
        net, vacancy, score = record[start], record[start + 1], record[start + 2]
        at = start
        while at + WIDTH < end and record[at + WIDTH] > net:
            record[at], record[at + 1] = record[at + WIDTH], record[at + WIDTH + 1]
            record[at + 2] = record[at + WIDTH + 2]
            at += WIDTH
        record[at], record[at + 1], record[at + 2] = net, vacancy, score
        start -= WIDTH
    return best, second


@compiled
def _push(bids: Array, owners: Array, size: int, bid: int, owner: int) -> None:
    """Adds a bid to a heap whose root is the lowest."""
    at = size
    while at > 0 and bids[(at - 1) // 2] > bid:
        bids[at], owners[at] = bids[(at - 1) // 2], owners[(at - 1) // 2]
        at = (at - 1) // 2
    bids[at], owners[at] = bid, owner


@compiled
def _replace_lowest(bids: Array, owners: Array, size: int, bid: int, owner: int) -> Any:
    """Puts a bid in the place of the lowest; returns whose that was."""
    loser = owners[0]
    at = 0
    while True:
        child = 2 * at + 1
        if child >= size:
            break
        if child + 1 < size and bids[child + 1] < bids[child]:
            child += 1
        if bids[child] >= bid:
            break
        bids[at], owners[at] = bids[child], owners[child]
        at = child
    bids[at], owners[at] = bid, owner
    return loser


@compiled
def bid_rounds(
    queue: Array,
    ends: Array,
    price: Array,
    seats: Any,
    outside: Array,
    epsilon: int,
    lists: Array,
    plan: Array,
    waiting: Array,
) -> None:
    """Lets queued laborers bid until the queue is empty or ``waiting`` is full.

    Parameters
    ----------
    queue
        int32 ring of laborers (folded) who hold nothing and may bid.
    ends
        int64 (3): head of the ring, laborers in it, laborers in ``waiting``.
    price
        int32 (vacancies), raised in place.
    seats
        ``(first, heads, taken, bids, owners)``: where a vacancy's seats begin, how many they are,
        how many are taken; per seat the bid and the laborer, heaps with the lowest bid first.
    outside
        int32 (laborers): net value of staying out.
    epsilon
        The least raise.
    lists
        See ``best_lists``.
    plan
        int32 (laborers): the vacancy held, -1 for none.
    waiting
        int32: laborers whose list must be searched again.
    """
    first, heads, taken, bids, owners = seats
    head, queued, waits = ends[0], ends[1], ends[2]
    size = queue.shape[0]
    while queued > 0 and waits < waiting.shape[0]:
        laborer = queue[head]
        head = head + 1 if head + 1 < size else 0
        queued -= 1
        record = lists[laborer]
        best, second = _best_two(record, price)
        if max(best, record[1]) <= outside[laborer]:
            continue
        if best < record[1]:
            waiting[waits] = laborer
            waits += 1
            continue
        vacancy = record[FIRST + 1]
        second = max(second, record[1], outside[laborer])
        bid = price[vacancy] + best - second + epsilon
        start, end = first[vacancy], first[vacancy + 1]
        if taken[vacancy] < heads[vacancy]:
            _push(bids[start:end], owners[start:end], taken[vacancy], bid, laborer)
            taken[vacancy] += 1
        else:
            loser = _replace_lowest(
                bids[start:end], owners[start:end], heads[vacancy], bid, laborer
            )
            plan[loser] = -1
            tail = head + queued
            queue[tail if tail < size else tail - size] = loser
            queued += 1
        plan[laborer] = vacancy
        if taken[vacancy] == heads[vacancy]:
            price[vacancy] = max(price[vacancy], bids[start])
    ends[0], ends[1], ends[2] = head, queued, waits
