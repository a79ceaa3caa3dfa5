"""How many offers of each post may go out at once, and what is to be expected of them."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from matching.columns.arrays import Ints
from matching.retention.acceptance import acceptances, offers_to_make

Floats = npt.NDArray[np.float64]

EVEN = 0.5


@dataclass(frozen=True, slots=True, eq=False)
class OpenOffers:
    """Offers of a round's plan that nobody answered yet, in the order in which they would go out.

    Parameters
    ----------
    vacancy
        Position of the post, int64 (n,).
    chance
        Of acceptance, float64 (n,).
    seats
        Seats that no accepted offer has taken, by post, int64.
    """

    vacancy: Ints
    chance: Floats
    seats: Ints


@dataclass(frozen=True, slots=True)
class PostOffers:
    """What may go out for one post.

    Parameters
    ----------
    vacancy
        Position of the post.
    seats
        Seats left.
    open
        Offers that could go out.
    offers
        How many of them may, the first ones in their order.
    accepted
        Expected acceptances of these.
    too_many
        Chance that more accept than there are seats.
    unfilled
        Chance that a seat stays empty.
    """

    vacancy: int
    seats: int
    open: int
    offers: int
    accepted: float
    too_many: float
    unfilled: float

    @property
    def is_unfilled(self) -> bool:
        """Whether it is likelier than not that a seat stays empty."""
        return self.unfilled > EVEN


def offers_of_posts(offers: OpenOffers, risk_per_mille: int) -> Sequence[PostOffers]:
    """Counts, for every post with seats left, how many offers keep the risk.

    Offers are taken to be answered independently of each other, given the chances.
    """
    order = np.argsort(offers.vacancy, kind="stable")
    ends = np.searchsorted(offers.vacancy[order], np.arange(len(offers.seats) + 1))
    return [
        _of_post(vacancy, int(seats), offers.chance[order[first:last]], risk_per_mille)
        for vacancy, (seats, first, last) in enumerate(
            zip(offers.seats.tolist(), ends[:-1], ends[1:], strict=True)
        )
        if seats > 0
    ]


def _of_post(vacancy: int, seats: int, chance: Floats, risk_per_mille: int) -> PostOffers:
    made = offers_to_make(chance, seats, risk_per_mille)
    found = acceptances(chance[:made])
    return PostOffers(
        vacancy=vacancy,
        seats=seats,
        open=len(chance),
        offers=made,
        accepted=float(chance[:made].sum()),
        too_many=max(0.0, float(found[seats + 1 :].sum())),
        unfilled=min(1.0, float(found[:seats].sum())),
    )
