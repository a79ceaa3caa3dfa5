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

from matching.columns.arrays import Ints
from matching.explain.queues import queue_lengths
from matching.explain.solved_market import SolvedMarket
from matching.market.judged import worth_of_pairs
from matching.pairs.at_prices import NONE as NOWHERE
from matching.pairs.at_prices import first_reached
from matching.pairs.every_pair import scores_of_rows
from matching.pairs.folded import Folded
from matching.pairs.market import LARGEST_SCORE
from matching.pairs.plain import FORBIDDEN

NONE = 2**62
"""Above every score."""

BLOCK_PAIRS = 2_000_000
"""Pairs written out together; bounds the memory."""


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


def further_seats(solved: SolvedMarket, asked: Ints) -> FurtherSeats:
    """Finds the fewest further seats that are enough, for people without a vacancy.

    Parameters
    ----------
    solved
        The market with an optimal plan and its proof.
    asked
        Positions of the people asked about, rising: without a vacancy, some feasible to each.
    """
    price, seats = solved.solution.vacancy_price, solved.market.seats
    vacancy, score, lowest = _worth_a_seat(solved, asked)
    needed = np.ones(len(asked), np.int64)
    waiting = np.flatnonzero(vacancy < 0)
    key = np.full(len(waiting), NONE)
    surplus = solved.solution.laborer_surplus
    for columns, scores, lengths in queue_lengths(solved.market, surplus, asked[waiting], lowest):
        further = np.maximum(1, lengths - seats[columns])
        keys = np.where(
            scores == FORBIDDEN, NONE, further * LARGEST_SCORE + (price[columns] - scores)
        )
        best = keys.argmin(axis=1)
        row = np.flatnonzero(keys[np.arange(len(waiting)), best] < key)
        key[row] = keys[row, best[row]]
        at = waiting[row]
        vacancy[at], score[at] = columns[best[row]], scores[row, best[row]]
        needed[at] = further[row, best[row]]
    return FurtherSeats(asked, vacancy, needed, score, price[vacancy])


def _worth_a_seat(solved: SolvedMarket, asked: Ints) -> tuple[Ints, Ints, Ints]:
    """Finds for each person the first vacancy whose price the score reaches, -1 if none.

    Also gives the score there, and the lowest score at each vacancy of people without one.
    """
    folded = solved.scanner.folded
    price = solved.solution.vacancy_price[folded.vacancy_at]
    people = solved.folded_laborer[asked]
    first = first_reached(folded, price, people)
    reaches = np.flatnonzero(first != NOWHERE)
    vacancy, score = np.full(len(asked), -1), np.zeros(len(asked), np.int64)
    vacancy[reaches] = folded.vacancy_at[first[reaches]]
    score[reaches] = worth_of_pairs(solved.market, asked[reaches], vacancy[reaches])
    lowest = np.full(folded.vacancy_count, NONE)
    lowest[folded.vacancy_at] = _lowest_scores(folded, people[first == NOWHERE])
    return vacancy, score, lowest


def _lowest_scores(folded: Folded, laborers: Ints) -> Ints:
    """Gives the lowest score of some laborers at each vacancy, ``NONE`` where all are forbidden."""
    lowest = np.full(folded.vacancy_count, NONE)
    step = max(1, BLOCK_PAIRS // max(1, folded.vacancy_count))
    for start in range(0, len(laborers), step):
        score = scores_of_rows(folded, laborers[start : start + step])
        # Without a sign what is forbidden is above every score.
        here = score.view(np.uint32).min(axis=0).view(np.int32).astype(np.int64)
        np.minimum(lowest, np.where(here == FORBIDDEN, NONE, here), out=lowest)
    return lowest
