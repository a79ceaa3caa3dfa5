"""The front door: the best plan on a given graph, with its proof."""

from dataclasses import dataclass

from matching.solvers.errors import SolverFailedError
from matching.solvers.flow import best_plan
from matching.solvers.integers import IntArray
from matching.solvers.lots import drawn_plan
from matching.solvers.prices import lowest_prices
from matching.solvers.problem import AssignmentProblem
from matching.solvers.progress import SILENT, Progress
from matching.solvers.rows import arc_rows
from matching.solvers.solution import Solution, priced_solution
from matching.solvers.verify import verify


@dataclass(frozen=True, slots=True)
class SolveParams:
    """How to solve.

    Parameters
    ----------
    is_checked
        Whether the plan and its prices pass the independent check before they are handed back.
    seed
        Of the lots that decide between plans of equal score, at least 0: see
        `matching.solvers.lots.drawn_plan` for the fairness they give. Without a seed the order of
        the rows decides. Objective, prices and surpluses are the same for every seed.
    """

    is_checked: bool = True
    seed: int | None = None


DEFAULT_PARAMS = SolveParams()
"""Solves with the check; the order of the rows decides between plans of equal score."""


def solve(
    problem: AssignmentProblem,
    params: SolveParams = DEFAULT_PARAMS,
    progress: Progress = SILENT,
) -> Solution:
    """Finds a plan of the highest score and the lowest prices that prove it.

    The same problem and seed always give the same solution. Renaming laborers or vacancies leaves
    the objective, each one's price and each one's surplus as they are; among plans of equal score
    the lots of the seed decide, or without a seed the order of the rows.

    Parameters
    ----------
    problem
        Laborers, seats and candidate arcs. An empty or hopeless market is solved with objective 0.
    params
        How to solve.
    progress
        Told about each step.

    Raises
    ------
    SolverFailedError
        If the engine gives up or its plan does not pass the check: a fault of the program.
    """
    progress.report("flow", 0, 3)
    plan = _plan(problem, params.seed)
    progress.report("prices", 1, 3)
    solution = priced_solution(problem, plan, lowest_prices(problem, plan))
    progress.report("check", 2, 3)
    if params.is_checked:
        _check(problem, solution)
    progress.report("finished", 3, 3)
    return solution


def _plan(problem: AssignmentProblem, seed: int | None) -> IntArray:
    if seed is not None:
        rows = arc_rows(problem)
        return drawn_plan(problem.seats, rows.start, rows.vacancy, rows.score, seed)
    return best_plan(
        problem.laborer_count,
        problem.seats,
        problem.arc_laborer,
        problem.arc_vacancy,
        problem.arc_score,
    )


def _check(problem: AssignmentProblem, solution: Solution) -> None:
    verification = verify(problem, solution)
    if not verification.is_optimal:
        codes = ", ".join(finding.code for finding in verification.findings)
        raise SolverFailedError(step="check", status=codes or "gap")
