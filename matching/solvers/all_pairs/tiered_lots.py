"""Ties between best plans by priorities over all pairs drawn by lot."""

from dataclasses import replace

import numpy as np

from matching.pairs.figures import joint_classes
from matching.pairs.scanner import Scanner
from matching.pairs.wide import wide_best_nets
from matching.solvers.all_pairs.lots import exchanged
from matching.solvers.all_pairs.tight import equal_laborers, tight_pairs
from matching.solvers.errors import SolverFailedError
from matching.solvers.integers import exact_sum, frozen
from matching.solvers.problem import AssignmentProblem
from matching.solvers.tiers.bound import household_duals, laborer_surpluses
from matching.solvers.tiers.households import Households
from matching.solvers.tiers.lots import drawn_with_counts
from matching.solvers.tiers.solution import TieredSolution


def drawn_in_tiers(
    scanner: Scanner, households: Households, solution: TieredSolution, seed: int
) -> TieredSolution:
    """Returns the same figures and proofs with a plan under lots drawn anew.

    As in `matching.solvers.all_pairs.lots.drawn`, two laborers whose scores are equal everywhere
    have the same chance of each outcome, if they are of one household or of none that counts.

    Parameters
    ----------
    scanner
        The market.
    households
        The households that count, in the folded order as all else.
    solution
        An optimal solution.
    seed
        At least 0.

    Raises
    ------
    SolverFailedError
        If the engine gives up, or the solution is not proven optimal.
    """
    price, values = solution.score_proof.vacancy_price, solution.tier_values
    best = wide_best_nets(scanner, price)
    dual = household_duals(best, households, solution.bonuses)
    surplus = laborer_surpluses(best, dual, households, solution.bonuses)
    given = solution.bonuses.person + np.append(dual, 0)[households.of_laborer]
    tight = tight_pairs(scanner, price, surplus - given, solution.vacancy_of_laborer)
    problem = AssignmentProblem(
        len(best), scanner.folded.seats, tight.laborer, tight.vacancy, tight.score
    )
    plan = drawn_with_counts(problem, households, values.households, values.placed, seed)
    if exact_sum(tight.score[tight.vacancy == plan[tight.laborer]]) != values.score:
        raise SolverFailedError(step="lots", status="not_proven")
    if not tight.is_complete:
        kind = joint_classes(equal_laborers(scanner.folded), [households.of_laborer + 1])
        plan = exchanged(plan, kind, seed)
    return replace(solution, vacancy_of_laborer=frozen(plan))
