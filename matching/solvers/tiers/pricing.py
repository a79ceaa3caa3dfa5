"""Which pairs a list lacks, and what prices prove over all pairs, listed or not.

Each tier asks for one pass over all feasible pairs. The households and the people ask for pairs
with vacancies outside the cut, for those who reach none by their list; the score for pairs whose
net value exceeds the laborer's surplus.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Protocol

import numpy as np
import numpy.typing as npt

from matching.solvers.integers import IntArray
from matching.solvers.problem import AssignmentProblem
from matching.solvers.solution import Status
from matching.solvers.solve import SolveParams
from matching.solvers.tiers.arcs import best_net, reaches_free
from matching.solvers.tiers.bound import (
    household_duals,
    households_bound,
    laborer_surpluses,
    people_bound,
    score_bound,
)
from matching.solvers.tiers.households import Households, read_households
from matching.solvers.tiers.solution import TieredSolution, TierProof
from matching.solvers.tiers.solve import solve_tiers

CUT_PRICE = 2**29
"""Above every score of a pair in a market, so that a net value >= 0 means a price of 0."""
NONE_WANTED = 2**62
"""A threshold that no pair exceeds."""
UNCHECKED = SolveParams(is_checked=False)


@dataclass(frozen=True, slots=True, eq=False)
class PricedPairs:
    """What one pass over all feasible pairs found.

    Parameters
    ----------
    best_net
        max over all feasible j of (s_ij - p_j) of each laborer, `NO_PAIR` if there is none.
    laborer, vacancy, score
        Pairs above the threshold: of each laborer who has one the best, and perhaps others.
    """

    best_net: IntArray
    laborer: IntArray
    vacancy: IntArray
    score: IntArray


class PairSource(Protocol):
    """All feasible pairs of a market, not listed; every score is below `CUT_PRICE`."""

    def price(self, prices: IntArray, above: IntArray) -> PricedPairs:
        """Passes over all feasible pairs.

        Parameters
        ----------
        prices
            p_j of each vacancy.
        above
            Of each laborer, the net value that wanted pairs exceed; `NONE_WANTED` for no pairs.
        """


def tiered_rounds(
    pairs: PairSource, start: AssignmentProblem, household_of_laborer: npt.ArrayLike
) -> Iterator[TieredSolution]:
    """Solves on a list of pairs, adds the pairs it lacks, and again until nothing lacks.

    Every round yields a plan whose bounds hold over all pairs; the last is optimal over all pairs.
    Taking no more rounds leaves a plan with honest bounds.

    Parameters
    ----------
    pairs
        All feasible pairs.
    start
        Laborers, seats and any first list of pairs.
    household_of_laborer
        As in `solve_tiers`.
    """
    households = read_households(household_of_laborer, start.laborer_count)
    problem = start
    while True:
        listed = solve_tiers(problem, household_of_laborer, UNCHECKED)
        found = [
            *_counted(pairs, problem, households, listed),
            _scored(pairs, problem, households, listed),
        ]
        solution = _over_all(problem, households, listed, found)
        yield solution
        if solution.status == Status.OPTIMAL:
            return
        problem = _with_pairs(problem, found)


def _counted(
    pairs: PairSource, problem: AssignmentProblem, households: Households, listed: TieredSolution
) -> list[PricedPairs]:
    found = []
    for proof, is_by_household in ((listed.households_proof, True), (listed.placed_proof, False)):
        reaches = reaches_free(problem, proof.vacancy_price)
        if is_by_household:
            reaches = np.append(households.lifted(reaches), [True])[households.of_laborer]
        above = np.where(reaches, NONE_WANTED, -1).astype(np.int64)
        found.append(pairs.price(proof.vacancy_price * CUT_PRICE, above))
    return found


def _scored(
    pairs: PairSource, problem: AssignmentProblem, households: Households, listed: TieredSolution
) -> PricedPairs:
    prices = listed.score_proof.vacancy_price
    net = best_net(problem, prices)
    dual = household_duals(net, households, listed.bonuses)
    surplus = laborer_surpluses(net, dual, households, listed.bonuses)
    given = listed.bonuses.person + np.append(dual, 0)[households.of_laborer]
    return pairs.price(prices, surplus - given)


def _over_all(
    problem: AssignmentProblem,
    households: Households,
    listed: TieredSolution,
    found: list[PricedPairs],
) -> TieredSolution:
    """Takes the bounds over all pairs instead of those over the list."""
    seats, values = problem.seats, listed.tier_values
    lifted, placed, score = (
        listed.households_proof.vacancy_price,
        listed.placed_proof.vacancy_price,
        listed.score_proof.vacancy_price,
    )
    bounds = (
        households_bound(seats, lifted, found[0].best_net >= 0, households),
        people_bound(seats, placed, found[1].best_net >= 0, households),
        score_bound(
            seats,
            score,
            found[2].best_net,
            households,
            listed.bonuses,
            (values.households, values.placed),
        ),
    )
    return replace(
        listed,
        households_proof=TierProof(lifted, bounds[0]),
        placed_proof=TierProof(placed, bounds[1]),
        score_proof=TierProof(score, bounds[2]),
    )


def _with_pairs(problem: AssignmentProblem, found: list[PricedPairs]) -> AssignmentProblem:
    laborer = np.concatenate((problem.arc_laborer, *(pairs.laborer for pairs in found)))
    vacancy = np.concatenate((problem.arc_vacancy, *(pairs.vacancy for pairs in found)))
    score = np.concatenate((problem.arc_score, *(pairs.score for pairs in found)))
    _, kept = np.unique(laborer * problem.vacancy_count + vacancy, return_index=True)
    return AssignmentProblem(
        problem.laborer_count, problem.seats, laborer[kept], vacancy[kept], score[kept]
    )
