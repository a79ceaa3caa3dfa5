"""The search for prices: an auction over all pairs; lists that run out are renewed."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from matching.columns.arrays import Ints
from matching.pairs.lists import empty_lists
from matching.pairs.scanner import Scanner
from matching.solvers.all_pairs.auction import bid_rounds

Int32s = npt.NDArray[np.int32]

STEPS_OF_TOP = 256
"""The least raise is the best score over this. Prices are then so near that one flow on short lists
finds the optimum: measured on the reference market."""

LIST_LENGTH = 20
"""Vacancies a laborer keeps in sight. Longer lists run out later and are slower to read."""

BIDS_PER_LABORER = 60
"""After as many bids a laborer on average the least raise is made coarser: where many scores are
equal, prices would creep."""

COARSER = 4

WAITING_SHARE = 8
"""Lists are renewed when this part of the laborers waits for it, or nobody is left to bid."""


@dataclass(frozen=True, slots=True, eq=False)
class Bidding:
    """Where the auction stands.

    Parameters
    ----------
    price
        p_j of each vacancy (folded).
    plan
        The vacancy each laborer holds (folded), -1 for none.
    settled
        Laborers who hold a seat or want none at these prices.
    scans, bids
        Lists made and bids taken so far.
    """

    price: Ints
    plan: Ints
    settled: int
    scans: int
    bids: int


def least_raise(scanner: Scanner) -> int:
    """Gives the auction's first epsilon."""
    return max(1, scanner.top_score // STEPS_OF_TOP)


def auction(scanner: Scanner, slack: int) -> Iterator[Bidding]:
    """Runs the auction, telling where it stands after every renewal of lists.

    Parameters
    ----------
    scanner
        The market.
    slack
        Lists reach this far below what laborers have when they stay out.
    """
    market = scanner.folded
    people = market.laborer_count
    heads = np.minimum(market.seats, people).astype(np.int64)
    first = np.concatenate([[0], np.cumsum(heads)]).astype(np.int64)
    top = scanner.top_score
    price = np.where(market.seats > 0, 0, top + 1).astype(np.int32)
    epsilon = least_raise(scanner)
    lists = empty_lists(people, LIST_LENGTH)
    plan = np.full(people, -1, np.int32)
    seats = (
        first,
        heads,
        np.zeros(len(heads), np.int64),
        np.zeros(first[-1], np.int32),
        np.zeros(first[-1], np.int32),
    )
    outside = np.zeros(people, np.int32)
    queue = np.zeros(max(1, people), np.int32)
    waiting = np.zeros(max(64, people // WAITING_SHARE), np.int32)
    ends = np.zeros(4, np.int64)
    due = np.arange(people, dtype=np.int32)
    floor = np.full(people, -slack, np.int32)
    scans = 0
    while len(due) or ends[1]:
        scanner.fill_lists(price, floor, due, lists)
        scans += len(due)
        queue[(ends[0] + ends[1] + np.arange(len(due))) % people] = due
        ends[1] += len(due)
        ends[2] = 0
        bid_rounds(queue, ends, price, seats, outside, epsilon, lists, plan, waiting)
        due = np.sort(waiting[: ends[2]])
        if ends[3] > BIDS_PER_LABORER * people:
            epsilon, ends[3] = epsilon * COARSER, 0
        yield Bidding(
            price.astype(np.int64),
            plan.astype(np.int64),
            people - len(due) - int(ends[1]),
            scans,
            int(ends[3]),
        )
