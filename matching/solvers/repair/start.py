"""Begins repairs from a market and its proven solution, in one call."""

from matching.pairs.market import Market
from matching.pairs.scanner import Scanner
from matching.solvers.all_pairs.near import near_pairs
from matching.solvers.repair.lines import LineScores
from matching.solvers.repair.plan import MARGIN, Plan
from matching.solvers.solution import Solution


def standing_plan(
    market: Market, solution: Solution, margin: int = MARGIN, keep_bonus: int = 0
) -> Plan:
    """Makes a plan that takes changes, every near pair listed by one pass over all pairs.

    Parameters
    ----------
    market
        The market solved.
    solution
        Optimal over all pairs, with prices that prove it; the lowest or any other.
    margin
        How near to being worth it pairs are worked on.
    keep_bonus
        Added to the score of each pair of this plan for as long as it may be.

    Raises
    ------
    RepairError
        ``not_optimal`` if the solution is not proven.
    """
    near = near_pairs(Scanner(market), solution, margin)
    return Plan(
        LineScores(market),
        near.problem,
        solution,
        keep_bonus=keep_bonus,
        margin=margin,
        listed=near.complete_to,
    )
