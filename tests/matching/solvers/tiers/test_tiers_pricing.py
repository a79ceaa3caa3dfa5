"""From a few listed pairs to the optimum by priorities over all pairs, with bounds on the way."""

from dataclasses import dataclass

import numpy as np
from hypothesis import given, settings

from matching.solvers.integers import IntArray
from matching.solvers.problem import AssignmentProblem
from matching.solvers.solution import Status
from matching.solvers.tiers.bound import NO_PAIR
from matching.solvers.tiers.households import read_households
from matching.solvers.tiers.pricing import PricedPairs, tiered_rounds
from matching.solvers.tiers.solution import TierValues
from matching.solvers.tiers.solve import solve_tiers
from matching.solvers.tiers.verify import verify_tiers
from tests.matching.solvers.tiers.tier_cases import (
    TieredCase,
    best_by_force,
    random_market,
    tiny_tiered_problems,
)


@dataclass(frozen=True)
class Listed:
    """All pairs of a problem, passed over one by one; of each laborer the best one is handed on."""

    problem: AssignmentProblem

    @property
    def top_score(self) -> int:
        """The best score of all."""
        return int(self.problem.arc_score.max(initial=0))

    def price(self, prices: IntArray, above: IntArray) -> PricedPairs:
        """Passes over the pairs."""
        everything = self.problem
        net = everything.arc_score - prices[everything.arc_vacancy]
        best = np.full(everything.laborer_count, NO_PAIR, dtype=np.int64)
        np.maximum.at(best, everything.arc_laborer, net)
        wanted = np.flatnonzero(
            (net > above[everything.arc_laborer]) & (net == best[everything.arc_laborer])
        )
        return PricedPairs(
            best_net=best,
            laborer=everything.arc_laborer[wanted],
            vacancy=everything.arc_vacancy[wanted],
            score=everything.arc_score[wanted],
        )


def without_pairs(problem: AssignmentProblem) -> AssignmentProblem:
    """Makes the same market with an empty list."""
    return AssignmentProblem(problem.laborer_count, problem.seats, [], [], [])


def is_not_below(bounds: TierValues, best: TierValues, reached: TierValues) -> bool:
    """Tells whether bounds allow the best; the score's speaks of plans that achieve as much."""
    counts = bounds.households >= best.households and bounds.placed >= best.placed
    as_much = best.households >= reached.households and best.placed >= reached.placed
    return counts and (not as_much or bounds.score >= best.score)


@given(tiny_tiered_problems())
@settings(max_examples=100, deadline=None)
def test_from_no_pairs_to_the_optimum(case: TieredCase) -> None:
    """Every round's bounds allow the best plan there is, and the last round reaches it."""
    problem, household = case
    best = best_by_force(problem, household)
    households = read_households(household, problem.laborer_count)
    rounds = list(tiered_rounds(Listed(problem), without_pairs(problem), households))
    assert all(is_not_below(step.bounds, best, step.tier_values) for step in rounds)
    assert [step.status for step in rounds].index(Status.OPTIMAL) == len(rounds) - 1
    assert rounds[-1].tier_values == best
    assert verify_tiers(problem, household, rounds[-1]).is_optimal


def test_the_same_on_a_larger_market() -> None:
    """Thousands of pairs: the optimum and its proof are those of the full list, from a part."""
    problem, household = random_market(3, 1000, 120, 25, most_seats=16)
    households = read_households(household, problem.laborer_count)
    solution = list(tiered_rounds(Listed(problem), without_pairs(problem), households))[-1]
    assert solution.tier_values == solve_tiers(problem, household).tier_values
    assert verify_tiers(problem, household, solution).is_optimal
