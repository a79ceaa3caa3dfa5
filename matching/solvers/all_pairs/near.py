"""The pairs that come near to being worth it at the prices of a proof, found in one pass.

A pair's slack is u_i + p_j - s_ij, at least 0 for every feasible pair if prices p and surpluses u
prove a plan. A change to the plan moves prices a little, so only pairs of little slack matter to
it.
"""

from dataclasses import dataclass

import numpy as np

from matching.columns.arrays import Ints
from matching.pairs.every_pair import scores_of_rows
from matching.pairs.market import LARGEST_SCORE
from matching.pairs.plain import FORBIDDEN
from matching.pairs.scanner import Arcs, Scanner
from matching.solvers.problem import AssignmentProblem
from matching.solvers.solution import NOBODY, Solution

LENGTH = 16
"""Near pairs listed in the first pass. At 1 % of the scale one laborer in ten thousand has more."""

BLOCK_PAIRS = 2**22
"""Pairs written out at a time, of laborers who have more."""

ARCS_PER_LABORER, FURTHER_ARCS = 16, 2**20
"""About so many pairs are listed at most, on average and beside. Where scores are so alike that
there are more, the list is complete to a smaller margin only."""


@dataclass(frozen=True, slots=True, eq=False)
class NearPairs:
    """Pairs of little slack, in the market's order.

    Parameters
    ----------
    problem
        The pairs as arcs, those of the plan among them.
    complete_to
        Every feasible pair whose slack is less has an arc.
    """

    problem: AssignmentProblem
    complete_to: int


def near_pairs(scanner: Scanner, solution: Solution, margin: int) -> NearPairs:
    """Lists every feasible pair whose slack is at most a margin.

    Parameters
    ----------
    scanner
        The market.
    solution
        Prices and surpluses in the market's order that leave no slack below 0, and a plan whose
        pairs have slack 0.
    margin
        At least 0.
    """
    market = scanner.folded
    price = solution.vacancy_price[market.vacancy_at]
    surplus = solution.laborer_surplus[market.laborer_at]
    arcs = scanner.arcs_above(price, surplus - margin - 1, LENGTH)
    found = [(arcs.laborer, arcs.vacancy.astype(np.int64), arcs.score)]
    full = np.flatnonzero(np.diff(arcs.start) == LENGTH)
    most = ARCS_PER_LABORER * market.laborer_count + FURTHER_ARCS
    complete_to, listed = margin + 1, 0
    at_once = max(1, BLOCK_PAIRS // max(1, market.vacancy_count))
    for first in range(0, len(full), at_once):
        if listed > most:
            complete_to = min(complete_to, _least_reach(arcs, price, surplus, full[first:]))
            break
        rows = full[first : first + at_once]
        found.append(_near_rows(scanner, rows, price, surplus[rows] - margin))
        listed += len(found[-1][2])
    return NearPairs(_problem(scanner, solution, found), complete_to)


def _near_rows(
    scanner: Scanner, laborers: Ints, price: Ints, least_net: Ints
) -> tuple[Ints, Ints, Ints]:
    """Writes out all pairs of some laborers and keeps the near ones."""
    scores = scores_of_rows(scanner.folded, laborers)
    is_near = (scores != FORBIDDEN) & (scores - price[None, :] >= least_net[:, None])
    row, vacancy = np.nonzero(is_near)
    return laborers[row], vacancy, scores[row, vacancy].astype(np.int64)


def _least_reach(arcs: Arcs, price: Ints, surplus: Ints, laborers: Ints) -> int:
    """Gives the slack that the shortest of some full lists reaches; prices as the scan takes them.

    A pair outside is worth no more than the last one listed.
    """
    seen = np.minimum(price, LARGEST_SCORE - 1)
    last = arcs.start[laborers + 1] - 1
    return int((surplus[laborers] + seen[arcs.vacancy[last]] - arcs.score[last]).min())


def _problem(
    scanner: Scanner, solution: Solution, found: list[tuple[Ints, Ints, Ints]]
) -> AssignmentProblem:
    """Puts pairs in the market's order, each once, the plan's among them."""
    market = scanner.folded
    width = max(1, market.vacancy_count)
    held = np.flatnonzero(solution.vacancy_of_laborer != NOBODY)
    at = solution.vacancy_of_laborer[held]
    keys = [held * width + at]
    scores = [solution.laborer_surplus[held] + solution.vacancy_price[at]]
    for laborer, vacancy, score in found:
        keys.append(market.laborer_at[laborer] * width + market.vacancy_at[vacancy])
        scores.append(score)
    key, first = np.unique(np.concatenate(keys), return_index=True)
    laborer, vacancy = np.divmod(key, width)
    seats = np.empty_like(market.seats)
    seats[market.vacancy_at] = market.seats
    return AssignmentProblem(
        market.laborer_count, seats, laborer, vacancy, np.concatenate(scores)[first]
    )
