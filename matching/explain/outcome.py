"""The front of the room: offers and non-offers of a solved market."""

from dataclasses import dataclass

from matching.explain.non_offers import NonOffers, non_offers_of
from matching.explain.offers import Offers, offers_of
from matching.market.arcs import CandidateArcs
from matching.market.progress import SILENT, Progress
from matching.solvers.solution import Solution

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


def explain(
    arcs: CandidateArcs, solution: Solution, *, progress: Progress = SILENT
) -> Explanations:
    """Explains a plan to everybody of the pool.

    Parameters
    ----------
    arcs
        The candidate arcs the plan was made on; they carry the market and the weights.
    solution
        The plan with its prices and surpluses.
    progress
        Told after each half.
    """
    progress.report(STEP, 0, 2)
    offers = offers_of(arcs, solution)
    progress.report(STEP, 1, 2)
    non_offers = non_offers_of(arcs, solution)
    progress.report(STEP, 2, 2)
    return Explanations(offers, non_offers)
