"""The independent check of a plan and its proof: neither the solver nor its engine is asked."""

from dataclasses import dataclass
from numbers import Integral

import numpy as np
import numpy.typing as npt

from matching.solvers.integers import BadEntry, IntArray, exact_dot, exact_sum, read_integers
from matching.solvers.problem import AssignmentProblem
from matching.solvers.solution import NOBODY, Solution, Status, chosen_arcs

CLIP = 2**61
"""Above every safe score, so capping prices and surpluses here changes no comparison of valid
ones and keeps their sum within 64 bits."""


@dataclass(frozen=True, slots=True)
class Finding:
    """Something in a solution that is not so.

    Parameters
    ----------
    code
        What is wrong.
    index
        The first laborer, vacancy or arc that shows it (the code says which), or None.
    """

    code: str
    index: int | None = None


@dataclass(frozen=True, slots=True)
class Verification:
    """What the check found.

    Parameters
    ----------
    is_feasible
        Whether the plan may be carried out: real pairs, one each, no vacancy over its seats.
    is_optimal
        Whether everything together proves that no plan is worth more.
    findings
        All that is wrong, one entry per kind.
    """

    is_feasible: bool
    is_optimal: bool
    findings: tuple[Finding, ...]


def verify(problem: AssignmentProblem, solution: Solution) -> Verification:
    """Checks a plan, its prices and surpluses, and every figure claimed.

    A plan whose bound is valid but above its objective passes without findings and is not optimal,
    unless it claims to be.

    Parameters
    ----------
    problem
        The problem that the solution claims to solve.
    solution
        Any solution, whatever it holds.
    """
    value, plan_findings = _plan_value(problem, solution)
    dual_value, dual_findings = _dual_value(problem, solution)
    claim_findings = checked_claims(solution, value, dual_value)
    findings = (*plan_findings, *dual_findings, *claim_findings)
    return Verification(
        is_feasible=not plan_findings,
        is_optimal=not findings and value is not None and value == dual_value,
        findings=findings,
    )


def _plan_value(problem: AssignmentProblem, solution: Solution) -> tuple[int | None, list[Finding]]:
    plan = column("plan", solution.vacancy_of_laborer, problem.laborer_count)
    if isinstance(plan, Finding):
        return None, [plan]
    outside = first_wrong("vacancy_out_of_range", (plan < NOBODY) | (plan >= problem.vacancy_count))
    if outside:
        return None, outside
    chosen = chosen_arcs(problem, plan)
    has_no_arc = plan != NOBODY
    has_no_arc[problem.arc_laborer[chosen]] = False
    taken = np.bincount(plan[plan != NOBODY], minlength=problem.vacancy_count)
    findings = [
        *first_wrong("pair_without_arc", has_no_arc),
        *first_wrong("seats_exceeded", taken > problem.seats),
    ]
    return exact_sum(problem.arc_score[chosen]), findings


def _dual_value(problem: AssignmentProblem, solution: Solution) -> tuple[int | None, list[Finding]]:
    price = column("price", solution.vacancy_price, problem.vacancy_count)
    surplus = column("surplus", solution.laborer_surplus, problem.laborer_count)
    if isinstance(price, Finding) or isinstance(surplus, Finding):
        return None, [found for found in (price, surplus) if isinstance(found, Finding)]
    covered = np.clip(surplus, -CLIP, CLIP)[problem.arc_laborer]
    covered += np.clip(price, -CLIP, CLIP)[problem.arc_vacancy]
    findings = [
        *first_wrong("price_negative", price < 0),
        *first_wrong("surplus_negative", surplus < 0),
        *first_wrong("surplus_too_small", covered < problem.arc_score),
    ]
    return exact_sum(surplus) + exact_dot(problem.seats, price), findings


def checked_claims(solution: Solution, value: int | None, dual_value: int | None) -> list[Finding]:
    """Holds the figures and the status claimed against those found; None where none was found."""
    findings = []
    status: object = solution.status
    if not _is_claimed(solution.objective, value):
        findings.append(Finding("objective_differs"))
    if not _is_claimed(solution.bound, dual_value):
        findings.append(Finding("bound_differs"))
    if not isinstance(status, Status):
        findings.append(Finding("status_unknown"))
    elif status == Status.OPTIMAL and (value is None or value != dual_value):
        findings.append(Finding("optimality_not_proven"))
    return findings


def _is_claimed(claim: object, found: int | None) -> bool:
    is_integer = isinstance(claim, Integral) and not isinstance(claim, bool)
    return is_integer and (found is None or claim == found)


def column(name: str, values: IntArray, length: int) -> IntArray | Finding:
    """Reads integers, one each of a length, or says what they are instead."""
    read = read_integers(values)
    if isinstance(read, BadEntry):
        return Finding(f"{name}_not_integer", read.index)
    if read.size != length:
        return Finding(f"{name}_wrong_length", min(int(read.size), length))
    return read


def first_wrong(code: str, is_wrong: npt.NDArray[np.bool_]) -> list[Finding]:
    """Reports the first entry that is wrong, or nothing."""
    wrong = np.flatnonzero(is_wrong)
    return [Finding(code, int(wrong[0]))] if wrong.size else []
