"""The plan of a clerk who always fills the best pair left: a baseline to compare with."""

import numpy as np

from matching.solvers.problem import AssignmentProblem
from matching.solvers.solution import NOBODY, Solution, priced_solution


def solve_greedily(problem: AssignmentProblem) -> Solution:
    """Takes arcs by falling score while both ends are free.

    Equal scores go by the lower laborer, then the lower vacancy. The bound is that of prices 0,
    sum_i max_j s_ij: valid for every plan, seldom tight.

    Parameters
    ----------
    problem
        Laborers, seats and candidate arcs.
    """
    order = np.lexsort((problem.arc_vacancy, problem.arc_laborer, -problem.arc_score))
    plan = [NOBODY] * problem.laborer_count
    free = problem.seats.tolist()
    laborers = problem.arc_laborer[order].tolist()
    vacancies = problem.arc_vacancy[order].tolist()
    for laborer, vacancy in zip(laborers, vacancies, strict=True):
        if plan[laborer] == NOBODY and free[vacancy] > 0:
            plan[laborer] = vacancy
            free[vacancy] -= 1
    prices = np.zeros(problem.vacancy_count, dtype=np.int64)
    return priced_solution(problem, np.array(plan, dtype=np.int64), prices)
