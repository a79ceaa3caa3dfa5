"""The independent check of a plan by priorities: neither the solver nor its engine is asked."""

from collections.abc import Callable
from functools import partial
from numbers import Integral

import numpy as np
import numpy.typing as npt

from matching.solvers.integers import BadEntry, IntArray, read_integers
from matching.solvers.problem import AssignmentProblem
from matching.solvers.solution import NOBODY, Solution, Status
from matching.solvers.tiers.arcs import best_net
from matching.solvers.tiers.bound import (
    Bonuses,
    households_bound,
    people_bound,
    score_bound,
)
from matching.solvers.tiers.households import Households, read_households
from matching.solvers.tiers.solution import TieredSolution, TierProof
from matching.solvers.verify import CLIP, Finding, Verification, verify


def verify_tiers(
    problem: AssignmentProblem,
    household_of_laborer: npt.ArrayLike,
    solution: TieredSolution,
) -> Verification:
    """Checks a plan, every tier's prices and every figure claimed.

    A plan whose bounds are valid but above its figures passes without findings and is not optimal.

    Parameters
    ----------
    problem
        The problem that the solution claims to solve.
    household_of_laborer
        The household of each laborer, -1 for none that counts.
    solution
        Any solution, whatever it holds.

    Raises
    ------
    InvalidProblemError
        If the households are not one integer per laborer.
    """
    households = read_households(household_of_laborer, problem.laborer_count)
    plan_findings = _plan_findings(problem, solution)
    is_feasible = all(finding.code == "objective_differs" for finding in plan_findings)
    if not is_feasible:
        return Verification(is_feasible=False, is_optimal=False, findings=tuple(plan_findings))
    findings = (
        *plan_findings,
        *checked_tiers(problem.seats, households, solution, partial(best_net, problem)),
    )
    return Verification(
        is_feasible=True,
        is_optimal=not findings and solution.status == Status.OPTIMAL,
        findings=findings,
    )


def checked_tiers(
    seats: IntArray,
    households: Households,
    solution: TieredSolution,
    best_net_at: Callable[[IntArray], IntArray],
) -> list[Finding]:
    """Holds counts and bounds claimed for a feasible plan against those found.

    Parameters
    ----------
    seats
        h_j of each vacancy.
    households
        The households that count.
    solution
        Any solution with a feasible plan.
    best_net_at
        Gives max over all feasible j of (s_ij - p_j) of each laborer at prices from 0 to 2^61, far
        below 0 if there is none; scores are below 2^61.
    """
    return [
        *_count_findings(households, solution),
        *_bound_findings(seats, households, solution, best_net_at),
    ]


def _plan_findings(problem: AssignmentProblem, solution: TieredSolution) -> list[Finding]:
    """Asks the plain check, with prices of 0 and surpluses that hold whatever the arcs."""
    highest = int(problem.arc_score.max(initial=0))
    plain = Solution(
        vacancy_of_laborer=solution.vacancy_of_laborer,
        objective=solution.tier_values.score,
        bound=highest * problem.laborer_count,
        status=Status.FEASIBLE,
        vacancy_price=np.zeros(problem.vacancy_count, dtype=np.int64),
        laborer_surplus=np.full(problem.laborer_count, highest, dtype=np.int64),
    )
    return list(verify(problem, plain).findings)


def _count_findings(households: Households, solution: TieredSolution) -> list[Finding]:
    is_placed = np.asarray(solution.vacancy_of_laborer) != NOBODY
    lifted = int(np.count_nonzero(households.lifted(is_placed)))
    placed = int(np.count_nonzero(is_placed))
    values = solution.tier_values
    return [
        *_unless("households_differ", is_so=_is_integer(values.households, lifted)),
        *_unless("placed_differ", is_so=_is_integer(values.placed, placed)),
    ]


def _bound_findings(
    seats: IntArray,
    households: Households,
    solution: TieredSolution,
    best_net_at: Callable[[IntArray], IntArray],
) -> list[Finding]:
    findings = []
    tiers = (
        ("households", solution.households_proof, households_bound),
        ("placed", solution.placed_proof, people_bound),
    )
    for name, proof, bound_of in tiers:
        prices = _prices(name, proof, seats.size, highest=1)
        if isinstance(prices, Finding):
            findings.append(prices)
            continue
        reaches = best_net_at(prices * CLIP) >= 0
        bound = bound_of(seats, prices, reaches, households)
        findings += _unless(f"{name}_bound_differs", is_so=_is_integer(proof.bound, bound))
    return findings + _score_findings(seats, households, solution, best_net_at)


def _score_findings(
    seats: IntArray,
    households: Households,
    solution: TieredSolution,
    best_net_at: Callable[[IntArray], IntArray],
) -> list[Finding]:
    bonuses, values = solution.bonuses, solution.tier_values
    counts = (values.households, values.placed)
    if not _are_bonuses(bonuses):
        return [Finding("bonus_out_of_range")]
    if not all(_is_integer(count, count) for count in counts):
        return []
    prices = _prices("score", solution.score_proof, seats.size, highest=CLIP)
    if isinstance(prices, Finding):
        return [prices]
    bound = score_bound(seats, prices, best_net_at(prices), households, bonuses, counts)
    return _unless("score_bound_differs", is_so=_is_integer(solution.score_proof.bound, bound))


def _prices(name: str, proof: TierProof, length: int, *, highest: int) -> IntArray | Finding:
    read = read_integers(proof.vacancy_price)
    if isinstance(read, BadEntry):
        return Finding(f"{name}_price_not_integer", read.index)
    if read.size != length:
        return Finding(f"{name}_price_wrong_length", min(int(read.size), length))
    outside = np.flatnonzero((read < 0) | (read > highest))
    if outside.size:
        return Finding(f"{name}_price_out_of_range", int(outside[0]))
    return read


def _are_bonuses(bonuses: Bonuses) -> bool:
    both = (bonuses.household, bonuses.person)
    return all(_is_integer(bonus, bonus) and 0 <= bonus <= CLIP for bonus in both)


def _is_integer(claim: object, found: int) -> bool:
    is_integer = isinstance(claim, Integral) and not isinstance(claim, bool)
    return is_integer and claim == found


def _unless(code: str, *, is_so: bool) -> list[Finding]:
    return [] if is_so else [Finding(code)]
