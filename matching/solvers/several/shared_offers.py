"""Further offers that share seats: promised to more people than seats, for few of them decline.

Let no more than a share q of the first offers at any vacancy be declined, d_j = ceil(q n_j) of n_j.
Of m_jk people with a first offer at j and a further one at k at most min(d_j, m_jk) can come to k.
With w_k people who wait without a first offer and are promised k, and f_k and e_k the seats free
and expected to come free as in `further_offers`, promises hold together if and only if at every k

    sum over j of min(d_j, m_jk) + w_k <= f_k + e_k.                                    (S)

*Enough*: of those who decline at most the left side comes to k, and the seats are there where at
least e_k decline at k. *Needed*: let e_k decline at k, and at each j as many of those promised k as
may; nobody at k is promised k, so all these choices are free, and the left side comes.

A **lane** from j to k sets d_j seats of k aside: then everybody at j may be promised k. Which lanes
are best is a hard problem (each is a fixed cost), so they are chosen by what they add for a seat,
the rest of the seats goes to single people by an exact flow, and a bound tells what is lacking: as
d_j >= q n_j, min(d_j, m) >= q m for m <= n_j, so by (S) no vacancy is a second offer more than
(f_k + e_k) / q times. The best plan with so many seats is proven, and so no second offers are worth
more in total than it.
"""

from dataclasses import dataclass
from fractions import Fraction
from typing import Protocol

import numpy as np

from matching.columns.arrays import Bools
from matching.solvers.integers import IntArray, exact_sum
from matching.solvers.several.errors import SeveralError
from matching.solvers.several.further_offers import OffersParams, counted, seats_to_promise
from matching.solvers.several.lanes import Lanes, open_lanes
from matching.solvers.several.layers import Layers
from matching.solvers.solution import NOBODY


class ScoredLayers(Layers, Protocol):
    """Laborers and vacancies all of whose scores can be written out."""

    def scores(self) -> IntArray:
        """Gives s_ij of every laborer and vacancy, below 0 where the pair is not feasible."""


@dataclass(frozen=True, slots=True, eq=False)
class SharedOffers:
    """Further offers that hold together if no more than a share declines.

    Parameters
    ----------
    first
        The plan: the vacancy of each laborer's first offer, -1 for nobody.
    further
        The second offers, the third and so on, by falling score.
    free, freed
        f_k and e_k of each vacancy.
    most_declined
        d_j of each vacancy.
    second_value, bound
        The total score of the second offers, and what no second offers that hold together exceed.
    """

    first: IntArray
    further: tuple[IntArray, ...]
    free: IntArray
    freed: IntArray
    most_declined: IntArray
    second_value: int
    bound: int

    def most_coming(self) -> IntArray:
        """Counts how many people may come to each vacancy at most, the left side of (S)."""
        posts = len(self.free)
        held = [np.flatnonzero(offers != NOBODY) for offers in self.further]
        pairs = [
            (self.first[people] + 1) * posts + offers[people]
            for people, offers in zip(held, self.further, strict=True)
        ]
        lane, members = np.unique(np.concatenate(pairs), return_counts=True)
        home, vacancy = np.divmod(lane, posts)
        most = np.concatenate([[len(self.first)], self.most_declined])[home]
        coming = np.zeros(posts, np.int64)
        np.add.at(coming, vacancy, np.minimum(most, members))
        return coming


def shared_offers(
    layers: ScoredLayers, plan: IntArray, most_share: Fraction, params: OffersParams
) -> SharedOffers:
    """Finds further offers that hold together if no more than a share declines anywhere.

    Parameters
    ----------
    layers
        Laborers, vacancies and what pairs are worth.
    plan
        The vacancy of each laborer's first offer, -1 for nobody; within the seats.
    most_share
        q: above 0, at most 1 and at least the share expected to be declined.
    params
        How many offers, and what is expected to come free.

    Raises
    ------
    SeveralError
        ``share`` if the share is out of range, ``seats`` if the plan takes more than there are,
        ``size`` if the scores do not fit the memory.
    """
    if not 0 < most_share <= 1 or most_share < params.declined_share:
        raise SeveralError(reason="share", value=str(most_share))
    free, freed = seats_to_promise(layers.seats, plan, params.declined_share)
    is_asked = np.full(len(plan), fill_value=True) if params.is_waiting_asked else plan != NOBODY
    taken = counted(plan, len(free))
    most_declined = -(-taken * most_share.numerator // most_share.denominator)
    most_seats = (free + freed) * most_share.denominator // most_share.numerator
    bound = layers.layer(most_seats, [plan], is_asked, params.seed).bound
    further, scores = _held(layers, plan, is_asked, (free + freed, most_declined), params)
    return SharedOffers(plan, further, free, freed, most_declined, exact_sum(scores), bound)


def _held(
    layers: ScoredLayers,
    plan: IntArray,
    is_asked: Bools,
    seats: tuple[IntArray, IntArray],
    params: OffersParams,
) -> tuple[tuple[IntArray, ...], IntArray]:
    """Gives the further offers by rank, and the scores of the second ones.

    Offers of single people on their own seats are feasible too; the better of both is taken.
    """
    allowed, most_declined = seats
    lanes = Lanes(layers.scores(), plan, is_asked, allowed.copy(), most_declined)
    open_lanes(lanes, 1)
    lanes.add(_single(layers, lanes, plan, is_asked & (lanes.best(1) <= 0), params))
    for rank in range(2, params.offers):
        open_lanes(lanes, rank)
    alone = layers.layer(allowed, [plan], is_asked, params.seed)
    if alone.objective > exact_sum(np.maximum(lanes.best(1), 0)):
        lanes = Lanes(layers.scores(), plan, is_asked, allowed.copy(), most_declined)
        lanes.add(alone.vacancy_of_laborer)
        for rank in range(1, params.offers):
            open_lanes(lanes, rank)
    return lanes.ranked(params.offers - 1), np.maximum(lanes.best(1), 0)


def _single(
    layers: Layers, lanes: Lanes, plan: IntArray, is_asked: Bools, params: OffersParams
) -> IntArray:
    """Finds offers for those whom no lane gives one, on the seats that lanes leave."""
    return layers.layer(lanes.left, [plan], is_asked, params.seed).vacancy_of_laborer
