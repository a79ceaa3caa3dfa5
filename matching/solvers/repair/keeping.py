"""What it costs to keep what stands: score lost against people moved, bonus by bonus.

A bonus on each pair held makes a better pair win only where it is better by more. The plan that is
best with the bonus is priced without it.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from matching.columns.arrays import Ints
from matching.solvers.integers import exact_sum
from matching.solvers.problem import AssignmentProblem
from matching.solvers.repair.changes import Change
from matching.solvers.repair.plan import Plan
from matching.solvers.repair.renewal import Planner, apply_all, best_flow
from matching.solvers.solution import NOBODY, chosen_arcs


@dataclass(frozen=True, slots=True)
class FrontierPoint:
    """What one bonus gives.

    Parameters
    ----------
    bonus
        Added to the score of each pair held.
    score
        Sum of the scores of the plan, without the bonus.
    lost
        What the plan without a bonus scores more, at least 0.
    moved
        Who could stay where they were and do not.
    """

    bonus: int
    score: int
    lost: int
    moved: int


def frontier(
    problem: AssignmentProblem,
    held: Ints,
    bonuses: Iterable[int],
    planner: Planner = best_flow,
) -> tuple[FrontierPoint, ...]:
    """Solves listed arcs anew with each bonus, whatever plan is held.

    Parameters
    ----------
    problem
        The market as it is now.
    held
        The vacancy of each laborer until now, -1 for nobody. A pair without an arc cannot stay.
    bonuses
        Each at least 0.
    planner
        Solves on listed arcs.
    """
    best = exact_sum(problem.arc_score[chosen_arcs(problem, planner(problem))])
    can_stay = chosen_arcs(problem, held)
    points = []
    for bonus in bonuses:
        scores = problem.arc_score.copy()
        scores[can_stay] += bonus
        plan = planner(
            AssignmentProblem(
                problem.laborer_count,
                problem.seats,
                problem.arc_laborer,
                problem.arc_vacancy,
                scores,
            )
        )
        score = exact_sum(problem.arc_score[chosen_arcs(problem, plan)])
        who = problem.arc_laborer[can_stay]
        moved = int(np.count_nonzero(plan[who] != held[who]))
        points.append(FrontierPoint(bonus, score, best - score, moved))
    return tuple(points)


def frontier_after(
    start: Callable[[int], Plan], changes: Sequence[Change], bonuses: Iterable[int]
) -> tuple[FrontierPoint, ...]:
    """Makes the same changes to the same proven plan with each bonus, proven over all pairs.

    Parameters
    ----------
    start
        Gives the plan with a bonus, fresh each time.
    changes
        What is changed.
    bonuses
        Each at least 0.

    Raises
    ------
    RepairError
        If a change contradicts the facts.
    """
    best = _changed(start, changes, 0).score
    points = []
    for bonus in bonuses:
        held = start(bonus).vacancy_of_laborer
        plan = _changed(start, changes, bonus)
        now = plan.vacancy_of_laborer[: len(held)]
        could_stay = [
            who
            for who in np.flatnonzero((held != NOBODY) & (now != held)).tolist()
            if who not in plan.terms.gone and not plan.terms.scores.is_banned(who, held[who])
        ]
        points.append(FrontierPoint(bonus, plan.score, best - plan.score, len(could_stay)))
    return tuple(points)


def _changed(start: Callable[[int], Plan], changes: Sequence[Change], bonus: int) -> Plan:
    plan = start(bonus)
    apply_all(plan, changes)
    return plan
