"""Checks a plan under joint rules without the solver, straight from the declarations."""

from dataclasses import dataclass

import numpy as np

from matching.columns.arrays import Ints
from matching.solvers.integers import exact_sum
from matching.solvers.joint.dense import patched_scores
from matching.solvers.joint.lots import broken_rows, lot_value, row_totals
from matching.solvers.joint.problem import JointProblem
from matching.solvers.joint.solution import JointSolution


@dataclass(frozen=True, slots=True)
class Broken:
    """One broken promise of a solution.

    Parameters
    ----------
    what
        ``pair``, ``seats``, ``group``, ``row``, ``lot``, ``fixed``, ``objective`` or ``bound``.
    index
        The laborer, vacancy, group, row or lot.
    """

    what: str
    index: int


def broken_promises(problem: JointProblem, solution: JointSolution) -> tuple[Broken, ...]:
    """Lists everything that a solution claims and does not keep; empty for a sound one.

    Parameters
    ----------
    problem
        The problem.
    solution
        Its plan, lots, objective and bound; ``bound`` is held against the objective only, see
        ``bound.bound_at`` for what its prices prove.
    """
    plan = solution.vacancy_of_laborer
    found = [
        *_of("pair", _forbidden(problem, plan)),
        *_of("seats", _overfull(problem, plan)),
        *_of("group", _torn_groups(problem, plan)),
        *_of("row", _broken_rows(problem, solution)),
        *_of("lot", _broken_lots(problem, solution)),
        *_of("fixed", problem.patches.fixed[plan[problem.patches.fixed] < 0]),
    ]
    if not found and _value(problem, solution) != solution.objective:
        found.append(Broken("objective", 0))
    if solution.objective > solution.bound or solution.bound > solution.root_bound:
        found.append(Broken("bound", 0))
    return tuple(found)


def _of(what: str, where: Ints) -> list[Broken]:
    return [Broken(what, index) for index in where.tolist()]


def _forbidden(problem: JointProblem, plan: Ints) -> Ints:
    placed = np.flatnonzero(plan >= 0)
    return placed[patched_scores(problem, placed, plan[placed]) < 0]


def _overfull(problem: JointProblem, plan: Ints) -> Ints:
    taken = np.bincount(plan[plan >= 0], minlength=problem.market.vacancy_count)
    return np.flatnonzero(taken > problem.market.seats)


def _torn_groups(problem: JointProblem, plan: Ints) -> Ints:
    torn: list[int] = []
    groups = problem.groups
    members, start = groups.members()
    for group in range(len(groups)):
        where = plan[members[start[group] : start[group + 1]]]
        sites = groups.site_of_vacancy[groups.kind[group]][where[where >= 0]]
        if len(sites) and (len(sites) < len(where) or len(set(sites.tolist())) > 1 or sites[0] < 0):
            torn.append(group)
    return np.array(torn, np.int64)


def _broken_rows(problem: JointProblem, solution: JointSolution) -> Ints:
    totals = row_totals(problem, solution.vacancy_of_laborer)
    np.subtract.at(totals, problem.lot_row, solution.lot_people[problem.lots.lot])
    return broken_rows(problem, totals)


def _broken_lots(problem: JointProblem, solution: JointSolution) -> Ints:
    lots, number, people = problem.lots, solution.lot_number, solution.lot_people
    is_low = (number < 0) | (people < lots.least * number)
    return np.flatnonzero(is_low | (number > lots.count) | (people > lots.most * number))


def _value(problem: JointProblem, solution: JointSolution) -> int:
    plan = solution.vacancy_of_laborer
    placed = np.flatnonzero(plan >= 0)
    scores = patched_scores(problem, placed, plan[placed])
    return exact_sum(scores) + lot_value(problem, solution.lot_number, solution.lot_people)
