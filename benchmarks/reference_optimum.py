"""The optimum of the reference market over all pairs, proven without the solver under test.

Arcs that pay best at the auction's prices, the raw flow on them, prices that fit its answer, and a
look at all pairs: where somebody would gain, those arcs join and the flow is solved again. Any
prices bound every plan, so the optimum is proven once value and bound are equal.
"""

from dataclasses import dataclass

import numpy as np
from numba import njit

from benchmarks.flows import Arcs, RawFlow, raw_flow
from benchmarks.reference_pairs import Flags, Int32s, Int64s, Pairs, bound_of, list_best

MOST_ROUNDS = 20


@dataclass(frozen=True, slots=True, eq=False)
class Optimum:
    """A proven optimum.

    Parameters
    ----------
    value
        Of the best plan over all pairs.
    placed
        Laborers with a vacancy in it.
    rounds
        Flows solved.
    """

    value: int
    placed: int
    rounds: int


def best_arcs(pairs: Pairs, price: Int64s, room: int) -> Arcs:
    """Lists each laborer's best pairs by score less price; vacancies are places in the order.

    Parameters
    ----------
    pairs, price
        The market; a price of each place, all 0 for a list that looks at scores alone.
    room
        Most pairs a laborer.
    """
    shape = (len(pairs.first_class), room)
    place, score = np.zeros(shape, np.int32), np.zeros(shape, np.int32)
    count = np.zeros(shape[0], np.int64)
    list_best(pairs, price, np.zeros(shape, np.int64), place, score, count)
    listed = np.arange(room)[None, :] < count[:, None]
    laborer = np.repeat(np.arange(shape[0]), count)
    return Arcs(laborer, place[listed].astype(np.int64), score[listed].astype(np.int64))


def proven_optimum(pairs: Pairs, price: Int64s, arcs: Arcs, room: int = 8) -> Optimum:
    """Solves the flow on the arcs and adds more until the bound over all pairs is reached.

    Parameters
    ----------
    pairs
        The market.
    price
        Of each place, near the dual optimum.
    arcs
        To begin with, between laborers and places.
    room
        Most arcs to add a laborer and round.
    """
    laborers = len(pairs.first_class)
    for rounds in range(1, MOST_ROUNDS + 1):
        answer = raw_flow(laborers, pairs.seats, arcs)
        price = fitting_prices(laborers, pairs.seats, arcs, answer, price)
        if bound_of(pairs, price) == answer.value:
            return Optimum(answer.value, int(answer.is_chosen.sum()), rounds)
        arcs = _joined(arcs, best_arcs(pairs, price, room), len(pairs.seats))
    raise AssertionError(f"not proven in {MOST_ROUNDS} rounds")


def _joined(some: Arcs, more: Arcs, places: int) -> Arcs:
    laborer = np.concatenate([some.laborer, more.laborer])
    vacancy = np.concatenate([some.vacancy, more.vacancy])
    _, first = np.unique(laborer * places + vacancy, return_index=True)
    return Arcs(laborer[first], vacancy[first], np.concatenate([some.score, more.score])[first])


def fitting_prices(
    laborers: int, seats: Int64s, arcs: Arcs, answer: RawFlow, near: Int64s
) -> Int64s:
    """Returns prices that prove the flow optimal on its arcs, no lower than `near` where possible.

    They are the least fixed point of p_k >= p_m + s_ik - s_im (i at m) and p_k >= s_ik (i without)
    above `near`, after `near` is cut to the greatest such prices.

    Parameters
    ----------
    laborers, seats, arcs, answer
        The problem and its optimal flow.
    near
        Prices wished for.
    """
    places = len(seats)
    home = np.full(laborers, -1)
    home_score = np.zeros(laborers, np.int64)
    chosen = np.flatnonzero(answer.is_chosen)
    home[arcs.laborer[chosen]] = arcs.vacancy[chosen]
    home_score[arcs.laborer[chosen]] = arcs.score[chosen]
    full = np.bincount(arcs.vacancy[chosen], minlength=places) == seats
    high = np.where(full, np.iinfo(np.int64).max // 2, 0)
    np.minimum.at(high, arcs.vacancy[chosen], home_score[arcs.laborer[chosen]])
    high[~full] = 0
    origin = home[arcs.laborer]
    gain = arcs.score - home_score[arcs.laborer]
    _lower(high, *_grouped(arcs.vacancy, origin, gain, origin >= 0, places))
    low = np.minimum(near, high)
    np.maximum.at(low, arcs.vacancy[origin < 0], gain[origin < 0])
    _raise(low, *_grouped(origin, arcs.vacancy, gain, origin >= 0, places))
    if np.any(low > high):
        raise AssertionError("no prices prove the flow")
    return low


def _grouped(
    key: Int64s, other: Int64s, gain: Int64s, used: Flags, places: int
) -> tuple[Int64s, Int32s, Int64s]:
    kept = np.flatnonzero(used)
    order = kept[np.argsort(key[kept], kind="stable")]
    start = np.searchsorted(key[order], np.arange(places + 1))
    return start, other[order].astype(np.int32), gain[order]


@njit(cache=True, nogil=True)
def _lower(high: Int64s, start: Int64s, origin: Int32s, gain: Int64s) -> None:
    """Lowers p_m to p_k - gain for each move m to k, grouped by k, until nothing changes."""
    places = len(high)
    queue, waits = np.arange(places), np.ones(places, np.bool_)
    head, waiting = 0, places
    while waiting:
        k = queue[head]
        head = (head + 1) % places
        waiting -= 1
        waits[k] = False
        for at in range(start[k], start[k + 1]):
            m = origin[at]
            if high[k] - gain[at] < high[m]:
                high[m] = high[k] - gain[at]
                if not waits[m]:
                    waits[m] = True
                    queue[(head + waiting) % places] = m
                    waiting += 1


@njit(cache=True, nogil=True)
def _raise(low: Int64s, start: Int64s, target: Int32s, gain: Int64s) -> None:
    """Raises p_k to p_m + gain for each move m to k, grouped by m, until nothing changes."""
    places = len(low)
    queue, waits = np.arange(places), np.ones(places, np.bool_)
    head, waiting = 0, places
    while waiting:
        m = queue[head]
        head = (head + 1) % places
        waiting -= 1
        waits[m] = False
        for at in range(start[m], start[m + 1]):
            k = target[at]
            if low[m] + gain[at] > low[k]:
                low[k] = low[m] + gain[at]
                if not waits[k]:
                    waits[k] = True
                    queue[(head + waiting) % places] = k
                    waiting += 1
