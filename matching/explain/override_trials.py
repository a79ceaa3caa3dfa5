"""A proven plan on which changes are tried; the plan itself is never touched."""

from copy import deepcopy
from dataclasses import dataclass

from matching.explain.solved_market import SolvedMarket
from matching.solvers.all_pairs.near import near_pairs
from matching.solvers.repair.lines import LineScores
from matching.solvers.repair.plan import MARGIN, Plan


@dataclass(frozen=True, slots=True, eq=False)
class Trials:
    """A solved market ready to be asked what a change would do; `trials_of` makes it.

    Parameters
    ----------
    solved
        The solved market.
    scores
        Reads single rows and columns of its scores; shared by all copies, for it never changes.
    plan
        The proven plan. Nothing is ever applied to it, only to copies.
    """

    solved: SolvedMarket
    scores: LineScores
    plan: Plan

    def copied(self) -> Plan:
        """Gives a copy of the plan to change; costs memory in laborers and listed pairs."""
        return copied_plan(self.plan, self.scores)


def copied_plan(plan: Plan, scores: LineScores) -> Plan:
    """Copies a plan, but not the scores that it reads."""
    return deepcopy(plan, {id(scores): scores})


def trials_of(solved: SolvedMarket) -> Trials:
    """Lays the plan of a solved market out for trials, by one pass over all pairs.

    Parameters
    ----------
    solved
        The solved market.

    Raises
    ------
    RepairError
        ``not_optimal`` if the plan is not proven.
    """
    scores = LineScores(solved.market)
    near = near_pairs(solved.scanner, solved.solution, MARGIN)
    plan = Plan(scores, near.problem, solved.solution, listed=near.complete_to)
    return Trials(solved, scores, plan)
