"""The front door: the best plan on a given graph, with its proof."""

from dataclasses import dataclass

import numpy as np
from ortools.graph.python import min_cost_flow

from matching.solvers.errors import SolverFailedError
from matching.solvers.integers import IntArray
from matching.solvers.prices import lowest_prices
from matching.solvers.problem import AssignmentProblem
from matching.solvers.progress import SILENT, Progress
from matching.solvers.solution import NOBODY, Solution, priced_solution
from matching.solvers.verify import verify


@dataclass(frozen=True, slots=True)
class SolveParams:
    """How to solve.

    Parameters
    ----------
    is_checked
        Whether the plan and its prices pass the independent check before they are handed back.
    """

    is_checked: bool = True


DEFAULT_PARAMS = SolveParams()
"""Solves with the check."""


def solve(
    problem: AssignmentProblem,
    params: SolveParams = DEFAULT_PARAMS,
    progress: Progress = SILENT,
) -> Solution:
    """Finds a plan of the highest score and the lowest prices that prove it.

    The same problem always gives the same solution. Renaming laborers or vacancies leaves the
    objective, each one's price and each one's surplus as they are; among plans of equal score the
    engine's order decides.

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
    plan = _best_plan(problem)
    progress.report("prices", 1, 3)
    solution = priced_solution(problem, plan, lowest_prices(problem, plan))
    progress.report("check", 2, 3)
    if params.is_checked:
        _check(problem, solution)
    progress.report("finished", 3, 3)
    return solution


def _best_plan(problem: AssignmentProblem) -> IntArray:
    """Sends each laborer through one arc to a vacancy, or at no cost straight to the sink."""
    plan = np.full(problem.laborer_count, NOBODY, dtype=np.int64)
    if not problem.arc_count:
        return plan
    laborers = np.arange(problem.laborer_count, dtype=np.int64)
    vacancies = problem.laborer_count + np.arange(problem.vacancy_count, dtype=np.int64)
    sink = problem.laborer_count + problem.vacancy_count
    flow = min_cost_flow.SimpleMinCostFlow()
    arcs = flow.add_arcs_with_capacity_and_unit_cost(
        problem.arc_laborer,
        problem.laborer_count + problem.arc_vacancy,
        np.ones(problem.arc_count, dtype=np.int64),
        -problem.arc_score,
    )
    _add_arcs_to_sink(flow, vacancies, np.minimum(problem.seats, problem.laborer_count), sink)
    _add_arcs_to_sink(flow, laborers, np.ones_like(laborers), sink)
    flow.set_nodes_supplies(laborers, np.ones_like(laborers))
    flow.set_node_supply(sink, -problem.laborer_count)
    status = flow.solve()
    if status != flow.OPTIMAL:
        raise SolverFailedError(step="flow", status=status.name)
    used = flow.flows(arcs) > 0
    plan[problem.arc_laborer[used]] = problem.arc_vacancy[used]
    return plan


def _add_arcs_to_sink(
    flow: min_cost_flow.SimpleMinCostFlow, tails: IntArray, capacities: IntArray, sink: int
) -> None:
    flow.add_arcs_with_capacity_and_unit_cost(
        tails, np.full_like(tails, sink), capacities, np.zeros_like(tails)
    )


def _check(problem: AssignmentProblem, solution: Solution) -> None:
    verification = verify(problem, solution)
    if not verification.is_optimal:
        codes = ", ".join(finding.code for finding in verification.findings)
        raise SolverFailedError(step="check", status=codes or "gap")
