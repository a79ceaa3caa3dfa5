"""The front of the room: offers and non-offers of a solved market."""

from dataclasses import dataclass

from matching.explain.non_offers import NonOffers, non_offers_of
from matching.explain.offers import Offers, offers_of
from matching.explain.solved_market import SolvedMarket
from matching.solvers.progress import SILENT, Progress

STEP = "explain"
"""The step's code in progress reports."""


@dataclass(frozen=True, slots=True, eq=False)
class Explanations:
    """Everybody of the pool, either with offers or without.

    Parameters
    ----------
    offers
        Up to three per person with a vacancy.
    non_offers
        One per person without.
    """

    offers: Offers
    non_offers: NonOffers


def explain(solved: SolvedMarket, *, progress: Progress = SILENT) -> Explanations:
    """Explains a plan to everybody of the pool.

    Parameters
    ----------
    solved
        The solved market.
    progress
        Told after each half.
    """
    progress.report(STEP, 0, 2)
    offers = offers_of(solved)
    progress.report(STEP, 1, 2)
    non_offers = non_offers_of(solved)
    progress.report(STEP, 2, 2)
    return Explanations(offers, non_offers)
