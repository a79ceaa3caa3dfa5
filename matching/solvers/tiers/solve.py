"""The best plan by priorities: households lifted, then people placed, then score."""

import numpy as np
import numpy.typing as npt

from matching.solvers.errors import SolverFailedError
from matching.solvers.integers import IntArray, exact_sum, frozen
from matching.solvers.problem import AssignmentProblem
from matching.solvers.progress import SILENT, Progress
from matching.solvers.solution import NOBODY, chosen_arcs
from matching.solvers.solve import DEFAULT_PARAMS, SolveParams
from matching.solvers.tiers.arcs import Arcs, best_net
from matching.solvers.tiers.bound import score_bound
from matching.solvers.tiers.counts import LargestCount, largest_count
from matching.solvers.tiers.duals import duals_of_counts
from matching.solvers.tiers.flow import plan_with_counts
from matching.solvers.tiers.households import Households, read_households
from matching.solvers.tiers.solution import TieredSolution, TierProof, TierValues
from matching.solvers.tiers.verify import verify_tiers


def solve_tiers(
    problem: AssignmentProblem,
    household_of_laborer: npt.ArrayLike,
    params: SolveParams = DEFAULT_PARAMS,
    progress: Progress = SILENT,
) -> TieredSolution:
    """Lifts as many households as can be, then places as many people, then scores highest.

    A household counts once, however many of its members are placed. The two counts never
    compete: see `docs/model.md`. The objective is the score.

    Parameters
    ----------
    problem
        Laborers, seats and candidate arcs.
    household_of_laborer
        One integer per laborer: equal for members of one household that has nobody at work, -1
        for laborers of other households.
    params
        How to solve.
    progress
        Told about each step.

    Raises
    ------
    InvalidProblemError
        If the households are not one integer per laborer, or the scores leave the engine's safe
        range.
    SolverFailedError
        If the engine gives up or its plan does not pass the check: a fault of the program.
    """
    households = read_households(household_of_laborer, problem.laborer_count)
    progress.report("flow", 0, 4)
    lifted = most_households(problem, households)
    placed = most_people(problem)
    progress.report("flow", 1, 4)
    plan = plan_with_counts(problem, households, lifted.count, placed.count)
    progress.report("prices", 2, 4)
    solution = _proven(problem, households, plan, lifted, placed)
    progress.report("check", 3, 4)
    if params.is_checked:
        _check(problem, household_of_laborer, solution)
    progress.report("finished", 4, 4)
    return solution


def most_households(arcs: Arcs, households: Households) -> LargestCount:
    """Finds how many households can be lifted at once.

    Parameters
    ----------
    arcs
        Candidate arcs.
    households
        The households that count.
    """
    household = households.of_laborer[arcs.arc_laborer]
    counts = household >= 0
    return largest_count(arcs.seats, household[counts], arcs.arc_vacancy[counts], households.count)


def most_people(arcs: Arcs) -> LargestCount:
    """Finds how many people can be placed at once.

    Parameters
    ----------
    arcs
        Candidate arcs.
    """
    return largest_count(arcs.seats, arcs.arc_laborer, arcs.arc_vacancy, arcs.laborer_count)


def _proven(
    problem: AssignmentProblem,
    households: Households,
    plan: IntArray,
    lifted: LargestCount,
    placed: LargestCount,
) -> TieredSolution:
    duals = duals_of_counts(problem, households, plan)
    is_placed = plan != NOBODY
    values = TierValues(
        households=int(np.count_nonzero(households.lifted(is_placed))),
        placed=int(np.count_nonzero(is_placed)),
        score=exact_sum(problem.arc_score[chosen_arcs(problem, plan)]),
    )
    prices = duals.vacancy_price
    bound = score_bound(
        problem.seats,
        prices,
        best_net(problem, prices),
        households,
        duals.bonuses,
        (values.households, values.placed),
    )
    return TieredSolution(
        vacancy_of_laborer=frozen(plan),
        tier_values=values,
        households_proof=TierProof(frozen(lifted.prices), lifted.count),
        placed_proof=TierProof(frozen(placed.prices), placed.count),
        score_proof=TierProof(frozen(prices), bound),
        bonuses=duals.bonuses,
    )


def _check(
    problem: AssignmentProblem, household_of_laborer: npt.ArrayLike, solution: TieredSolution
) -> None:
    verification = verify_tiers(problem, household_of_laborer, solution)
    if not verification.is_optimal:
        codes = ", ".join(finding.code for finding in verification.findings)
        raise SolverFailedError(step="check", status=codes or "gap")
