"""What a solver hands back: a plan and the figures that prove how good it is."""

from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from matching.solvers.integers import IntArray, exact_dot, exact_sum, frozen
from matching.solvers.problem import AssignmentProblem

NOBODY = -1
"""Stands in a plan where a laborer has no vacancy."""


class Status(StrEnum):
    """What is proven about a plan; not why the solver stopped."""

    OPTIMAL = "optimal"
    """No plan is worth more: objective = bound."""
    FEASIBLE = "feasible"
    """The plan may be carried out; at most bound - objective is missing."""


@dataclass(frozen=True, slots=True, eq=False)
class Solution:
    """A plan with its bound.

    Parameters
    ----------
    vacancy_of_laborer
        The vacancy of each laborer, -1 for nobody.
    objective
        Sum of the scores of the plan.
    bound
        Sum u + sum h p: no plan is worth more.
    status
        What is proven.
    vacancy_price
        p_j >= 0. An optimal solution carries the lowest prices there are: p_j is what one more
        seat of vacancy j would add to the objective.
    laborer_surplus
        u_i >= 0 with u_i + p_j >= s_ij on every arc.
    """

    vacancy_of_laborer: IntArray
    objective: int
    bound: int
    status: Status
    vacancy_price: IntArray
    laborer_surplus: IntArray


def priced_solution(problem: AssignmentProblem, plan: IntArray, prices: IntArray) -> Solution:
    """Completes a feasible plan and any prices >= 0 to a solution with a valid bound.

    Parameters
    ----------
    problem
        The problem solved.
    plan
        The vacancy of each laborer, -1 for nobody; every pair has an arc.
    prices
        p_j >= 0. The surpluses follow as the smallest valid ones.
    """
    surplus = np.zeros(problem.laborer_count, dtype=np.int64)
    net = problem.arc_score - prices[problem.arc_vacancy]
    np.maximum.at(surplus, problem.arc_laborer, net)
    objective = exact_sum(problem.arc_score[chosen_arcs(problem, plan)])
    bound = exact_sum(surplus) + exact_dot(problem.seats, prices)
    return Solution(
        vacancy_of_laborer=frozen(plan),
        objective=objective,
        bound=bound,
        status=Status.OPTIMAL if objective == bound else Status.FEASIBLE,
        vacancy_price=frozen(prices),
        laborer_surplus=frozen(surplus),
    )


def chosen_arcs(problem: AssignmentProblem, plan: IntArray) -> IntArray:
    """Returns the arcs that a plan uses, in arc order."""
    return np.flatnonzero(problem.arc_vacancy == plan[problem.arc_laborer]).astype(np.int64)
