"""The search for prices: an auction over all pairs; lists that run out are renewed."""

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from matching.columns.arrays import Ints
from matching.pairs.errors import MarketError
from matching.pairs.lists import empty_lists
from matching.pairs.scanner import Arcs, Scanner, joined
from matching.solvers.all_pairs.auction import bid_rounds
from matching.solvers.solution import NOBODY

Int32s = npt.NDArray[np.int32]

STEPS_OF_TOP = (20, 160, 800, 4000)
"""The least raise of each phase is the best score over this."""

ENOUGH_STEPS = 800
"""After this phase prices mostly are so near that one flow on short lists finds the optimum:
measured on the reference market and a sample county. In a sample province, where many vacancies are
worth nearly the same, one phase more saves two flows of four."""

NEAR = 1e-4
"""Share of the bound at which prices are near enough."""

DROP = 3
"""Prices of a phase begin this many least raises of the phase before below its prices: from higher
ones, posts that were raised too far stay empty."""

SLACK = 6
"""Pairs this many least raises worse than the laborer's best are not listed at first."""

ARC_LENGTH = 32
"""Most pairs a laborer in one listing at prices."""

LIST_LENGTH = 20
"""Vacancies a laborer keeps in sight. Longer lists run out later and are slower to read."""

SHARES = 8
"""At most this part of the laborers get new lists in a round."""

FEWEST_LISTS, FEWEST_SHARES = 256, 64
"""But so many may, and this part of the laborers: a round costs some work of its own."""


@dataclass(frozen=True, slots=True, eq=False)
class Bidding:
    """Where the auction stands.

    Parameters
    ----------
    price
        p_j of each vacancy (folded); goes on changing in later rounds, as the plan does.
    plan
        The vacancy each laborer holds (folded), -1 for none.
    settled
        Laborers who hold a seat or want none at these prices.
    steps
        Of the phase, see ``STEPS_OF_TOP``.
    """

    price: Int32s
    plan: Int32s
    settled: int
    steps: int

    @property
    def is_settled(self) -> bool:
        """Whether nobody wants to bid: a phase is over."""
        return self.settled == len(self.plan)


def auction(scanner: Scanner) -> Iterator[Bidding]:
    """Runs the auction phase by phase, telling where it stands after every round.

    A coarse least raise finds prices roughly and quickly, a finer one then begins a little below
    them: where many want the same, prices would creep if the raise were fine from the start. Who
    listens stops when prices are near enough, after ``ENOUGH_STEPS`` at the earliest.

    Parameters
    ----------
    scanner
        The market.
    """
    market = scanner.folded
    price = np.zeros(market.vacancy_count, np.int32)
    lists = empty_lists(market.laborer_count, LIST_LENGTH)
    drop = 0
    for steps in STEPS_OF_TOP:
        epsilon = max(1, scanner.top_score // steps)
        price = np.where(market.seats > 0, np.maximum(price - drop, 0), scanner.top_score + 1)
        price = price.astype(np.int32)
        for plan, settled in _phase(scanner, price, epsilon, lists):
            yield Bidding(price, plan, settled, steps)
        drop = DROP * epsilon


def _phase(
    scanner: Scanner, price: Int32s, epsilon: int, lists: Int32s
) -> Iterator[tuple[Int32s, int]]:
    """Bids until nobody wants to change; tells the plan and how many are settled.

    In a round the laborers who are ready bid until none of them wants to change, while the lists of
    the next ones are made at the prices before the round: prices only rise, so such lists are
    complete up to their bound all the same.
    """
    market = scanner.folded
    people = market.laborer_count
    plan = np.full(people, NOBODY, np.int32)
    seats, outside = _empty_seats(market.seats, people), np.zeros(people, np.int32)
    queue, waiting = np.zeros(max(1, people), np.int32), np.zeros(people, np.int32)
    ends = np.zeros(3, np.int64)
    shares = (np.arange(k, people, SHARES, dtype=np.int32) for k in range(SHARES))
    due = deque(share for share in shares if len(share))
    most = max(FEWEST_LISTS, -(-people // SHARES))
    fewest = max(FEWEST_LISTS, people // FEWEST_SHARES)
    share, left = most, people
    while due or ends[1]:
        listed, before, ready = _next(due, share), price.copy(), ends[1]
        bidding = scanner.beside(
            bid_rounds, queue, ends, price, seats, outside, epsilon, lists, plan, waiting
        )
        scanner.fill_lists(before, outside, listed, lists)
        bidding.result()
        # Where most lists have run out before their turn, fewer at a time are wasted.
        has_run_out = 2 * ends[2] > ready
        share = max(fewest, share // 2) if has_run_out else min(most, 2 * share)
        if ends[2]:
            due.append(np.sort(waiting[: ends[2]]))
        left += int(ends[2]) - len(listed)
        queue[(ends[0] + ends[1] + np.arange(len(listed))) % people] = listed
        ends[1] += len(listed)
        ends[2] = 0
        yield plan, people - left - int(ends[1])


def _next(due: deque[Int32s], most: int) -> Int32s:
    """Takes the first of those who wait for new lists."""
    taken = [np.zeros(0, np.int32)]
    room = most
    while due and room:
        first = due.popleft()
        if len(first) > room:
            due.appendleft(first[room:])
        taken.append(first[:room])
        room -= len(taken[-1])
    return np.concatenate(taken)


def _empty_seats(seats: Ints, people: int) -> tuple[npt.NDArray[Any], ...]:
    """Gives where each vacancy's seats begin, how many count, are taken, and by which bids."""
    heads = np.minimum(seats, people).astype(np.int64)
    first = np.concatenate([[0], np.cumsum(heads)]).astype(np.int64)
    bids, owners = np.zeros((2, first[-1]), np.int32)
    return first, heads, np.zeros(len(heads), np.int64), bids, owners


def earlier_prices(scanner: Scanner, prices: Ints) -> Ints:
    """Takes prices of an earlier solve, in the market's order, into the folded order.

    Parameters
    ----------
    scanner
        The market.
    prices
        One for each vacancy; those below 0 or above every score are brought to the nearer of both.

    Raises
    ------
    MarketError
        If there are more or fewer prices than vacancies.
    """
    given = np.asarray(prices, np.int64)
    if given.shape != scanner.folded.seats.shape:
        raise MarketError(field="start_prices", reason="length")
    closed = scanner.top_score + 1
    folded = np.clip(given, 0, closed)[scanner.folded.vacancy_at]
    return np.where(scanner.folded.seats > 0, folded, closed)


def first_arcs(scanner: Scanner, price: Ints, plan: Ints, steps: int = ENOUGH_STEPS) -> Arcs:
    """Lists the pairs that matter at the prices of a search, and those of its plan.

    With the plan's own pairs among them, the best plan on the list is no worse, and the list's
    prices stay near those of the search even where many vacancies are worth the same.

    Parameters
    ----------
    scanner
        The market.
    price
        p_j of each vacancy.
    plan
        The vacancy of each laborer, -1 for nobody.
    steps
        Of the phase that the prices come from.
    """
    slack = SLACK * max(1, scanner.top_score // steps)
    near = scanner.arcs_above(price, np.full(len(plan), -slack), ARC_LENGTH, slack)
    placed = np.flatnonzero(plan != NOBODY)
    start = np.concatenate([[0], np.cumsum(plan != NOBODY)]).astype(np.int64)
    held = plan[placed]
    return joined(near, Arcs(start, held.astype(np.int32), scanner.scores(placed, held)))
