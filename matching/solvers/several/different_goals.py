"""Value and difference from plans as two goals, on listed pairs and over all pairs.

The difference of a plan from another is the number of people whom it places at a vacancy of another
kind than the other plan does, or whom only it places. Who is left without a vacancy does not count:
leaving somebody out is no other offer. The kind of a vacancy is the vacancy itself, or its employer
or destination if offices want those to differ.
"""

from collections.abc import Sequence

import numpy as np

from matching.pairs.forms import ClassTable
from matching.pairs.market import Market, PartColumns
from matching.solvers.integers import IntArray
from matching.solvers.problem import AssignmentProblem
from matching.solvers.several.listed_goals import ListedGoals
from matching.solvers.several.market_goals import MarketGoals
from matching.solvers.solution import NOBODY

PART = "difference"
"""Name of the parts that count difference."""


def difference(plan: IntArray, other: IntArray, kind: IntArray) -> int:
    """Counts the people whom a plan places at another kind of vacancy than another plan does.

    Parameters
    ----------
    plan, other
        The vacancy of each laborer, -1 for nobody.
    kind
        A number >= 0 of each vacancy, equal for those that are no different.
    """
    return int(np.count_nonzero((plan != NOBODY) & (_kinds(plan, kind) != _kinds(other, kind))))


def listed_differences(
    problem: AssignmentProblem, others: Sequence[IntArray], kind: IntArray
) -> ListedGoals:
    """Makes the value of listed pairs and their difference from plans two goals.

    Parameters
    ----------
    problem
        Laborers, seats and arcs.
    others
        The plans to differ from; each counts once.
    kind
        Of each vacancy, as in `difference`.
    """
    there = kind[problem.arc_vacancy]
    second = np.zeros(problem.arc_count, np.int64)
    for other in others:
        second += there != _kinds(other, kind)[problem.arc_laborer]
    return ListedGoals(problem, second)


def market_differences(
    market: Market, others: Sequence[IntArray], kind: IntArray, seed: int | None = None
) -> MarketGoals:
    """Makes the value of all pairs and their difference from plans two goals.

    Takes two bytes for each two kinds of vacancies and each plan.

    Parameters
    ----------
    market
        The market.
    others
        The plans to differ from; each counts once.
    kind
        Of each vacancy, as in `difference`.
    seed
        Of the lots between plans that are worth the same in both.
    """
    _, numbered = np.unique(kind, return_inverse=True)
    kinds = int(numbered.max(initial=-1)) + 1
    table = np.ones((kinds + 1, kinds), np.int16)
    table[np.arange(kinds), np.arange(kinds)] = 0
    tables = []
    for other in others:
        held = _kinds(other, numbered)
        home = np.where(held == NOBODY, kinds, held).astype(np.int32)
        tables.append(ClassTable(home, numbered.astype(np.int32), table))
    return MarketGoals(market, (PartColumns(PART, 1, tuple(tables)),), seed)


def _kinds(plan: IntArray, kind: IntArray) -> IntArray:
    """Gives the kind of the vacancy of each laborer, -1 for nobody."""
    found = np.full(len(plan), NOBODY, np.int64)
    placed = np.flatnonzero(plan != NOBODY)
    found[placed] = kind[plan[placed]]
    return found
