"""From a list of pairs to the optimum by priorities over all pairs, listed or not.

First each count by itself: a flow on the list, then a pass for those who reach no vacancy outside
the cut by their list, until no pair outside the cut is missing. These flows are quick. Then the
score, among plans with these counts: a flow, prices that prove it on the list, and a pass for pairs
whose net value exceeds the laborer's surplus, until none does.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Protocol

import numpy as np

from matching.solvers.integers import IntArray, exact_sum, frozen
from matching.solvers.problem import AssignmentProblem
from matching.solvers.progress import SILENT, Progress
from matching.solvers.solution import Status, chosen_arcs
from matching.solvers.tiers.arcs import best_net, reaches_free
from matching.solvers.tiers.bound import (
    Bonuses,
    household_duals,
    laborer_surpluses,
    score_bound,
)
from matching.solvers.tiers.counts import LargestCount
from matching.solvers.tiers.duals import Duals
from matching.solvers.tiers.flow import plan_with_counts
from matching.solvers.tiers.households import Households
from matching.solvers.tiers.nearest import Wanted, nearest_duals
from matching.solvers.tiers.solution import TieredSolution, TierProof, TierValues
from matching.solvers.tiers.solve import most_households, most_people

NONE_WANTED = 2**62
"""A threshold that no pair exceeds."""

BONUS_IN_TOP_SCORES = 16
"""First bonuses, in top scores. A choice: chains of moves that give up more are rare, and bonuses
that do not suffice are doubled."""


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
    """All feasible pairs of a market, not listed."""

    @property
    def top_score(self) -> int:
        """No pair scores higher."""

    def price(self, prices: IntArray, above: IntArray) -> PricedPairs:
        """Passes over all feasible pairs.

        Parameters
        ----------
        prices
            p_j of each vacancy.
        above
            Of each laborer, the net value that wanted pairs exceed; `NONE_WANTED` for no pairs.
        """


@dataclass(frozen=True, slots=True, eq=False)
class Counts:
    """The most of each count over all pairs, and the list that reaches them.

    Parameters
    ----------
    problem
        The market with the list.
    households, people
        Each with the cut that proves it over all pairs.
    """

    problem: AssignmentProblem
    households: LargestCount
    people: LargestCount


def tiered_rounds(
    pairs: PairSource,
    start: AssignmentProblem,
    households: Households,
    near: IntArray | None = None,
    progress: Progress = SILENT,
) -> Iterator[TieredSolution]:
    """Solves on a list of pairs, adds the pairs it lacks, and again until nothing lacks.

    Both counts are exact in every round, over all pairs. Every round yields a plan and the best
    bound on the score so far; the last is optimal over all pairs.

    Parameters
    ----------
    pairs
        All feasible pairs.
    start
        Laborers, seats and any first list of pairs.
    households
        The households that count.
    near
        Prices that prove, or nearly prove, the plan of the highest score without priorities.
        Without them the first rounds know less.
    progress
        Told about each step.
    """
    progress.report("counts", 0, 1)
    counts = counted(pairs, start, households)
    progress.report("flow", 0, counts.problem.arc_count)
    yield from scored(pairs, counts, households, first_wanted(pairs, counts, near))


def counted(pairs: PairSource, start: AssignmentProblem, households: Households) -> Counts:
    """Finds the most households and the most people over all pairs.

    Parameters
    ----------
    pairs
        All feasible pairs.
    start
        Laborers, seats and any first list of pairs.
    households
        The households that count.
    """
    problem, cuts = start, []
    for is_by_household in (False, True):
        while True:
            cut = most_households(problem, households) if is_by_household else most_people(problem)
            reaches = reaches_free(problem, cut.prices)
            if is_by_household:
                reaches = np.append(households.lifted(reaches), [True])[households.of_laborer]
            above = np.where(reaches, NONE_WANTED, -1).astype(np.int64)
            found = pairs.price(cut.prices * (pairs.top_score + 1), above)
            if not found.score.size:
                break
            problem = with_pairs(problem, found)
        cuts.append(cut)
    return Counts(problem, households=cuts[1], people=cuts[0])


def first_wanted(pairs: PairSource, counts: Counts, near: IntArray | None) -> Wanted:
    """Takes prices without priorities for the start; the cuts' seats cost the bonuses more.

    Parameters
    ----------
    pairs, counts, near
        As in `tiered_rounds`.
    """
    bonus = BONUS_IN_TOP_SCORES * max(1, pairs.top_score)
    price = np.zeros(counts.problem.vacancy_count, np.int64) if near is None else near
    cuts = counts.households.prices, counts.people.prices
    plain = Wanted(price, Bonuses(household=0, person=0), *cuts)
    bonuses = Bonuses(household=bonus, person=bonus)
    return Wanted(plain.at(bonuses), bonuses, *cuts)


def scored(
    pairs: PairSource, counts: Counts, households: Households, wanted: Wanted
) -> Iterator[TieredSolution]:
    """Yields plans with both counts, and ever better bounds on their score, to the optimum.

    Parameters
    ----------
    pairs
        All feasible pairs.
    counts
        Both counts and a list on which they are reached.
    households
        The households that count.
    wanted
        Prices to start from.
    """
    problem, best = counts.problem, None
    while True:
        plan = plan_with_counts(problem, households, counts.households.count, counts.people.count)
        duals = nearest_duals(problem, households, plan, wanted)
        found = pairs.price(duals.vacancy_price, _scored_above(problem, households, duals))
        solution = _over_all(problem, households, counts, (plan, duals, found))
        if best is not None and best.score_proof.bound < solution.score_proof.bound:
            solution = replace(solution, score_proof=best.score_proof, bonuses=best.bonuses)
        yield solution
        if solution.status == Status.OPTIMAL:
            return
        problem, best = with_pairs(problem, found), solution
        wanted = replace(wanted, price=duals.vacancy_price, bonuses=duals.bonuses)


def _scored_above(problem: AssignmentProblem, households: Households, duals: Duals) -> IntArray:
    net = best_net(problem, duals.vacancy_price)
    dual = household_duals(net, households, duals.bonuses)
    surplus = laborer_surpluses(net, dual, households, duals.bonuses)
    above: IntArray = surplus - duals.bonuses.person - np.append(dual, 0)[households.of_laborer]
    return above


def _over_all(
    problem: AssignmentProblem,
    households: Households,
    counts: Counts,
    found: tuple[IntArray, Duals, PricedPairs],
) -> TieredSolution:
    plan, duals, priced = found
    values = TierValues(
        households=counts.households.count,
        placed=counts.people.count,
        score=exact_sum(problem.arc_score[chosen_arcs(problem, plan)]),
    )
    bound = score_bound(
        problem.seats,
        duals.vacancy_price,
        priced.best_net,
        households,
        duals.bonuses,
        (values.households, values.placed),
    )
    return TieredSolution(
        vacancy_of_laborer=frozen(plan),
        tier_values=values,
        households_proof=TierProof(frozen(counts.households.prices), counts.households.count),
        placed_proof=TierProof(frozen(counts.people.prices), counts.people.count),
        score_proof=TierProof(frozen(duals.vacancy_price), bound),
        bonuses=duals.bonuses,
    )


def with_pairs(problem: AssignmentProblem, found: PricedPairs) -> AssignmentProblem:
    """Adds pairs to a list, each pair once.

    Parameters
    ----------
    problem
        The market with its list.
    found
        Further pairs.
    """
    laborer = np.concatenate((problem.arc_laborer, found.laborer))
    vacancy = np.concatenate((problem.arc_vacancy, found.vacancy))
    score = np.concatenate((problem.arc_score, found.score))
    _, kept = np.unique(laborer * problem.vacancy_count + vacancy, return_index=True)
    return AssignmentProblem(
        problem.laborer_count, problem.seats, laborer[kept], vacancy[kept], score[kept]
    )
