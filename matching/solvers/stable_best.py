"""The stable, or envy-free, plan of the greatest value on listed pairs, with a proven bound.

Let x_ij say whether i is at j and A_ij the sum of x_ik over the posts k that i ranks at least as
high as j. A pair (i, j) does not block if A_ij = 1 or all seats of j have holders l with
s_lj >= s_ij:

    h_j A_ij + sum of x_lj over l != i with s_lj >= s_ij  >=  h_j.

Nobody envies at j with reason if A_ij = 1 or no holder scores lower:

    sum of x_lj over l with s_lj < s_ij  <=  h_j A_ij.

Finding the best such plan is hard in general where ranks or scores are equal; CP-SAT searches
within a limit that does not depend on the clock, and its bound holds wherever it ends.
"""

from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from ortools.sat.python import cp_model

from matching.columns.arrays import Ints
from matching.solvers.errors import SolverFailedError
from matching.solvers.problem import AssignmentProblem
from matching.solvers.solution import NOBODY

WORK = 20.0
"""CP-SAT's units of work at most, of about a second each."""


class Demand(StrEnum):
    """What is asked of a plan."""

    STABLE = "stable"
    ENVY_FREE = "envy_free"


@dataclass(frozen=True, slots=True, eq=False)
class BestUnderDemand:
    """The best plan found under a demand.

    Parameters
    ----------
    plan
        The vacancy of each laborer, -1 for nobody.
    objective
        Sum of its scores.
    bound
        No plan under the demand is worth more.
    """

    plan: Ints
    objective: int
    bound: int


def best_under(
    problem: AssignmentProblem, rank: Ints, demand: Demand, *, start: Ints, work: float = WORK
) -> BestUnderDemand:
    """Searches the best stable or envy-free plan.

    Parameters
    ----------
    problem
        Seats and every feasible pair.
    rank
        How high the laborer ranks each arc's vacancy.
    demand
        What is asked.
    start
        A plan that fulfils the demand: the answer is no worse.
    work
        When to give up, see ``WORK``.

    Raises
    ------
    SolverFailedError
        If the engine gives up.
    """
    model = cp_model.CpModel()
    takes = [model.new_bool_var("") for _ in range(problem.arc_count)]
    _seat(model, takes, problem)
    for arc in range(problem.arc_count):
        _demand(model, takes, problem, rank, demand, arc)
    model.maximize(sum(int(problem.arc_score[a]) * take for a, take in enumerate(takes)))
    for arc, take in enumerate(takes):
        model.add_hint(take, bool(start[problem.arc_laborer[arc]] == problem.arc_vacancy[arc]))
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.max_deterministic_time = work
    status = solver.solve(model)
    if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        raise SolverFailedError(step="demand", status=solver.status_name(status))
    chosen = np.flatnonzero([solver.boolean_value(take) for take in takes])
    plan = np.full(problem.laborer_count, NOBODY, np.int64)
    plan[problem.arc_laborer[chosen]] = problem.arc_vacancy[chosen]
    objective = int(problem.arc_score[chosen].sum())
    is_proven = status == cp_model.OPTIMAL
    bound = objective if is_proven else int(np.ceil(solver.best_objective_bound))
    return BestUnderDemand(plan, objective, bound)


def _seat(
    model: cp_model.CpModel, takes: list[cp_model.IntVar], problem: AssignmentProblem
) -> None:
    for laborer in range(problem.laborer_count):
        model.add_at_most_one(takes[a] for a in np.flatnonzero(problem.arc_laborer == laborer))
    for vacancy, seats in enumerate(problem.seats.tolist()):
        at = np.flatnonzero(problem.arc_vacancy == vacancy)
        model.add(sum(takes[a] for a in at) <= seats)


def _demand(
    model: cp_model.CpModel,
    takes: list[cp_model.IntVar],
    problem: AssignmentProblem,
    rank: Ints,
    demand: Demand,
    arc: int,
) -> None:
    laborer, vacancy = problem.arc_laborer[arc], problem.arc_vacancy[arc]
    seats = int(problem.seats[vacancy])
    if not seats:
        return
    own = (problem.arc_laborer == laborer) & (rank >= rank[arc])
    at_least_as_good = sum(takes[a] for a in np.flatnonzero(own))
    there = (problem.arc_vacancy == vacancy) & (problem.arc_laborer != laborer)
    if demand == Demand.STABLE:
        stronger = np.flatnonzero(there & (problem.arc_score >= problem.arc_score[arc]))
        model.add(seats * at_least_as_good + sum(takes[a] for a in stronger) >= seats)
    else:
        weaker = np.flatnonzero(there & (problem.arc_score < problem.arc_score[arc]))
        model.add(sum(takes[a] for a in weaker) <= seats * at_least_as_good)
