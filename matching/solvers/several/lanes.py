"""Lanes: seats of one vacancy set aside for whoever declines a first offer at another.

Chosen by what a lane adds for each seat it takes. What a lane adds only falls as others are opened,
so the best of each vacancy is kept, looked at again when its turn comes, and opened if it is still
the best.
"""

from heapq import heapify, heappop, heappush

import numpy as np

from matching.columns.arrays import Bools
from matching.solvers.integers import IntArray
from matching.solvers.solution import NOBODY

SCALE = 10**6
"""Worth per seat is compared in millionths of a point; it decides an order, not what holds."""


class Lanes:
    """Which vacancies everybody may be promised, and the seats left for more.

    Parameters
    ----------
    scores
        s_ij, below 0 where the pair is not feasible; taken over and changed.
    plan
        The vacancy of each laborer's first offer, -1 for nobody.
    is_asked
        Who gets further offers.
    left
        Seats of each vacancy that may be promised; taken over and changed.
    most_declined
        How many of the first offers at each vacancy are declined at most.
    """

    def __init__(
        self,
        scores: IntArray,
        plan: IntArray,
        is_asked: Bools,
        left: IntArray,
        most_declined: IntArray,
    ) -> None:
        placed = np.flatnonzero(plan != NOBODY)
        scores[placed, plan[placed]] = -1
        scores[~is_asked] = -1
        self.scores = scores
        self.left = left
        self.is_open = np.zeros(scores.shape, np.bool_)
        self.homes, self.cost = _homes(plan, most_declined)

    def best(self, rank: int) -> IntArray:
        """Gives the score of each laborer's open vacancy of a rank from the top, 0 if fewer."""
        return self._reached(np.arange(len(self.scores)), rank)

    def add(self, offers: IntArray) -> None:
        """Promises single people a vacancy each, on a seat of its own."""
        people = np.flatnonzero(offers != NOBODY)
        self.is_open[people, offers[people]] = True
        self.left -= np.bincount(offers[people], minlength=len(self.left))

    def ranked(self, most: int) -> tuple[IntArray, ...]:
        """Gives each laborer's open vacancies by falling score, nobody where there are fewer."""
        opened = np.where(self.is_open & (self.scores > 0), self.scores, -1)
        order = np.argsort(-opened, axis=1, kind="stable")[:, :most]
        found = np.where(np.take_along_axis(opened, order, axis=1) > 0, order, NOBODY)
        padded = np.full((len(found), most), NOBODY, np.int64)
        padded[:, : found.shape[1]] = found
        return tuple(np.ascontiguousarray(padded[:, rank]) for rank in range(most))

    def worth(self, home: int, rank: int) -> tuple[int, int]:
        """Gives the vacancy whose lane adds most for people of one home, and how much a seat.

        Parameters
        ----------
        home
            Position in ``homes``.
        rank
            The offers that count: so many of each laborer, from the top.
        """
        people = self.homes[home]
        adds = np.maximum(self.scores[people] - self._reached(people, rank)[:, None], 0)
        gain = np.where(self.is_open[people], 0, adds).sum(axis=0, dtype=np.int64)
        gain[self.left < self.cost[home]] = 0
        vacancy = int(gain.argmax())
        return vacancy, int(gain[vacancy]) * SCALE // int(self.cost[home])

    def _reached(self, people: IntArray, rank: int) -> IntArray:
        """Gives the score of the open vacancy of a rank from the top, 0 if there are fewer."""
        opened = np.where(self.is_open[people], self.scores[people], 0)
        if rank == 1:
            return np.asarray(opened.max(axis=1, initial=0))
        if rank > opened.shape[1]:
            return np.zeros(len(people), np.int64)
        return np.asarray(-np.partition(-opened, rank - 1, axis=1)[:, rank - 1])

    def open(self, home: int, vacancy: int) -> None:
        """Opens a lane to everybody of a home for whom the vacancy is feasible."""
        people = self.homes[home]
        self.is_open[people, vacancy] = self.scores[people, vacancy] >= 0
        self.left[vacancy] -= self.cost[home]


def open_lanes(lanes: Lanes, rank: int) -> None:
    """Opens lanes by what they add for each seat while one adds anything.

    Parameters
    ----------
    lanes
        Changed in place.
    rank
        How many offers of each laborer count.
    """
    if not lanes.left.any():
        return
    queue = [(-lanes.worth(home, rank)[1], home) for home in range(len(lanes.homes))]
    heapify(queue)
    while queue and queue[0][0] < 0:
        _, home = heappop(queue)
        vacancy, worth = lanes.worth(home, rank)
        if worth and (not queue or -worth <= queue[0][0]):
            lanes.open(home, vacancy)
            worth = lanes.worth(home, rank)[1]
        heappush(queue, (-worth, home))


def _homes(plan: IntArray, most_declined: IntArray) -> tuple[list[IntArray], IntArray]:
    """Groups laborers by first offer, everybody without one for themselves, with their cost."""
    order = np.argsort(plan, kind="stable")
    waiting = int(np.count_nonzero(plan == NOBODY))
    starts = np.flatnonzero(np.diff(plan[order], prepend=NOBODY - 1))
    placed = starts[starts >= waiting]
    ends = np.concatenate([placed, [len(plan)]])
    groups = [order[begin:end] for begin, end in zip(placed, ends[1:], strict=True)]
    singles = [order[at : at + 1] for at in range(waiting)]
    cost = np.concatenate([np.ones(waiting, np.int64), most_declined[plan[order[placed]]]])
    return [*singles, *groups], cost
