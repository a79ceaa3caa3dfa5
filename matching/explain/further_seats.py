"""How many more seats would place a person whom others outbid.

With prices p, surpluses u of an optimal plan and a person i without a vacancy, i is placed at j

- with one more seat at j if s_ij >= p_j: the plan with i added is worth s_ij more, and by the
  prices no plan gains more than p_j from the seat;
- with m = D - h_j more seats, D the number of people k (i among them) with s_kj - u_k >= s_ij.
  More seats never raise a price and never lower a surplus, so only those D can hold a seat of j at
  a price of s_ij or more. With D seats either the price falls below s_ij, and i gains by taking
  one, or all D hold one.

The first number is exact, the second enough: fewer seats may do.
"""

from dataclasses import dataclass

import numpy as np

from matching.columns.arrays import Bools, Ints
from matching.market.arcs import CandidateArcs
from matching.solvers.solution import Solution


@dataclass(frozen=True, slots=True, eq=False)
class FurtherSeats:
    """For each person asked about, the vacancy where the fewest further seats are enough.

    Parameters
    ----------
    person
        Positions of the people, rising.
    vacancy
        Position of the vacancy.
    seats
        Further seats that are enough, at least 1.
    score, price
        s_ij and p_j, what the pair and the seat are worth.
    """

    person: Ints
    vacancy: Ints
    seats: Ints
    score: Ints
    price: Ints


def further_seats(
    arcs: CandidateArcs, solution: Solution, seats: Ints, is_asked: Bools
) -> FurtherSeats:
    """Finds the fewest further seats that are enough, for people without a vacancy.

    Parameters
    ----------
    arcs
        The market's candidate arcs.
    solution
        An optimal plan with its proof.
    seats
        h_j of each vacancy.
    is_asked
        The people asked about: without a vacancy, with at least one arc.
    """
    at = np.flatnonzero(is_asked[arcs.arc_laborer])
    person, vacancy = arcs.arc_laborer[at].astype(np.int64), arcs.arc_vacancy[at].astype(np.int64)
    score, price = arcs.arc_score[at], solution.vacancy_price[vacancy]
    rivals = _rivals(arcs, solution.laborer_surplus, vacancy, score)
    needed = np.where(score >= price, 1, np.maximum(1, rivals - seats[vacancy]))
    order = np.lexsort((vacancy, price - score, needed, person))
    _, first = np.unique(person[order], return_index=True)
    best = order[first]
    return FurtherSeats(person[best], vacancy[best], needed[best], score[best], price[best])


def _rivals(arcs: CandidateArcs, surplus: Ints, vacancy: Ints, score: Ints) -> Ints:
    """Counts, for each pair asked about, the people whose net score there is no lower."""
    lowest = np.full(len(arcs.arcs_of_vacancy), np.iinfo(np.int64).max)
    np.minimum.at(lowest, vacancy, score)
    net = arcs.arc_score - surplus[arcs.arc_laborer]
    matters = net >= lowest[arcs.arc_vacancy]
    width = int(score.max(initial=0)) + int(net.max(initial=0)) + 1
    places = np.sort(arcs.arc_vacancy[matters].astype(np.int64) * width + net[matters])
    ends = np.searchsorted(places, (vacancy + 1) * width, side="left")
    return ends - np.searchsorted(places, vacancy * width + score, side="left")
