"""Offers: the chance that one is accepted, and how many may go out for the seats of a post.

An offer is a spell of one step that ends by being refused: entered 0, left 1, cause the coded
reason of the refusal, or 0 for accepted. The chance of acceptance is the chance to be there after
one step.
"""

from datetime import date

import numpy as np
import numpy.typing as npt

from matching.retention.errors import SettingsError
from matching.retention.fit import fit
from matching.retention.model import RetentionModel
from matching.retention.settings import RetentionParams
from matching.retention.spells import Spells

Chances = npt.NDArray[np.float64]


def fit_acceptance(offers: Spells, params: RetentionParams, cut_off_day: date) -> RetentionModel:
    """Estimates who accepts an offer; ``predict(...).stayed[:, 0]`` is the chance.

    Parameters
    ----------
    offers
        One row an offer answered, all with entered 0 and left 1.
    params
        With horizon 1; ``prior_hazard[0]`` is the chance of a refusal where nothing is known.
    cut_off_day
        The day as known on which the offers were taken.

    Raises
    ------
    SettingsError
        If the horizon is not 1.
    SpellsError
        As in `fit`.
    """
    if params.horizon != 1:
        raise SettingsError(field="horizon", value=params.horizon)
    return fit(offers, params, cut_off_day)


def acceptances(chance: Chances) -> Chances:
    """Gives the distribution of the acceptances among independent offers (Poisson-binomial).

    Parameters
    ----------
    chance
        Of each offer, float64 (n,).

    Returns
    -------
    Chances of 0, 1, ... n acceptances, float64 (n + 1,): the convolution of the offers' own.
    """
    found = np.ones(1)
    for accepted in chance:
        found = np.convolve(found, [1.0 - accepted, accepted])
    return found


def offers_to_make(chance: Chances, seats: int, risk_per_mille: int) -> int:
    """Gives how many offers may go out at once so that more acceptances than seats stay rare.

    Parameters
    ----------
    chance
        Of acceptance, in the order in which offers would go out, float64 (n,).
    seats
        Seats of the post.
    risk_per_mille
        Highest allowed chance that more accept than there are seats.

    Returns
    -------
    The largest number of first offers that keeps the risk; at least min(n, seats). The risk never
    falls with a further offer, so it is the first that would break it that ends the count.
    """
    most = risk_per_mille / 1000
    room = np.zeros(max(seats, 0) + 1)
    room[0] = 1.0
    for made, accepted in enumerate(chance):
        moved = room * accepted
        room = room - moved
        room[1:] += moved[:-1]
        if made >= seats and 1.0 - room.sum() > most:
            return made
    return len(chance)
