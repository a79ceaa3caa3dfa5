"""The search for prices: an auction over all pairs; lists that run out are renewed."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from matching.pairs.lists import empty_lists
from matching.pairs.scanner import Scanner
from matching.solvers.all_pairs.auction import bid_rounds

Int32s = npt.NDArray[np.int32]

STEPS_OF_TOP = 640
"""The least raise is the best score over this. Prices are then so near that one flow on short lists
finds the optimum: measured on the reference market."""

LIST_LENGTH = 20
"""Vacancies a laborer keeps in sight. Longer lists run out later and are slower to read."""

BIDS_PER_LABORER = 150
"""After as many bids a laborer on average the least raise is made coarser: where many scores are
equal, prices would creep."""

LISTS_PER_LABORER, FURTHER_LISTS = 20, 3
"""The same after as many lists a laborer, and after every so many more: where many scores are
equal, lists run out with every raise. The reference market takes five at 10^5."""

COARSER = 4

SHARES = 8
"""At most this part of the laborers get new lists in a round."""

FEWEST_LISTS = 256
"""But so many may."""


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
    epsilon
        The least raise by now.
    scans, bids
        Lists made and bids taken so far.
    """

    price: Int32s
    plan: Int32s
    settled: int
    epsilon: int
    scans: int
    bids: int

    @classmethod
    def nothing(cls, scanner: Scanner) -> "Bidding":
        """Stands before the first round: seats cost nothing and nobody holds one."""
        market = scanner.folded
        price = np.where(market.seats > 0, 0, scanner.top_score + 1).astype(np.int32)
        return cls(
            price, np.full(market.laborer_count, -1, np.int32), 0, least_raise(scanner), 0, 0
        )


def least_raise(scanner: Scanner) -> int:
    """Gives the auction's first epsilon."""
    return max(1, scanner.top_score // STEPS_OF_TOP)


def auction(scanner: Scanner) -> Iterator[Bidding]:
    """Runs the auction, telling where it stands after every round.

    In a round the laborers who are ready bid until none of them wants to change, while the lists of
    the next ones are made at the prices before the round: prices only rise, so such lists are
    complete up to their bound all the same.

    Parameters
    ----------
    scanner
        The market.
    """
    market = scanner.folded
    people = market.laborer_count
    heads = np.minimum(market.seats, people).astype(np.int64)
    first = np.concatenate([[0], np.cumsum(heads)]).astype(np.int64)
    start = Bidding.nothing(scanner)
    price, plan = start.price, start.plan
    lists = empty_lists(people, LIST_LENGTH)
    seats = (
        first,
        heads,
        np.zeros(len(heads), np.int64),
        np.zeros(first[-1], np.int32),
        np.zeros(first[-1], np.int32),
    )
    outside = np.zeros(people, np.int32)
    queue, waiting = np.zeros(max(1, people), np.int32), np.zeros(people, np.int32)
    ends = np.zeros(4, np.int64)
    epsilon, limit = least_raise(scanner), BIDS_PER_LABORER * people
    due = np.concatenate([np.arange(k, people, SHARES) for k in range(SHARES)]).astype(np.int32)
    share = max(FEWEST_LISTS, -(-people // SHARES))
    scans, most_scans = 0, LISTS_PER_LABORER * people
    while len(due) or ends[1]:
        listed, due, before = due[:share], due[share:], price.copy()
        bidding = scanner.beside(
            bid_rounds, queue, ends, price, seats, outside, epsilon, lists, plan, waiting
        )
        scanner.fill_lists(before, outside, listed, lists)
        bidding.result()
        due = np.concatenate([due, np.sort(waiting[: ends[2]])])
        queue[(ends[0] + ends[1] + np.arange(len(listed))) % people] = listed
        ends[1] += len(listed)
        ends[2] = 0
        scans += len(listed)
        if ends[3] > limit or scans > most_scans:
            epsilon, limit = epsilon * COARSER, int(ends[3]) + BIDS_PER_LABORER * people
            most_scans = scans + FURTHER_LISTS * people
        yield Bidding(
            price,
            plan,
            people - len(due) - int(ends[1]),
            epsilon,
            scans,
            int(ends[3]),
        )
