"""The best lots for a plan of pairs: each row's people put into batches and coaches."""

import numpy as np

from matching.columns.arrays import Ints
from matching.solvers.joint.forms import NO_ROW, UNLIMITED
from matching.solvers.joint.problem import JointProblem


def row_totals(problem: JointProblem, plan: Ints) -> Ints:
    """Adds up what a plan's pairs count in every row.

    Parameters
    ----------
    problem
        The problem.
    plan
        The vacancy of each laborer, -1 for nobody.
    """
    laborers = np.flatnonzero(plan >= 0)
    totals = np.zeros(len(problem.row_most), np.int64)
    for offset, family in zip(problem.row_offset, problem.families, strict=False):
        a = family.laborer_class[laborers]
        b = family.vacancy_class[plan[laborers]]
        row, amount = family.row[a, b], family.amount[a, b]
        counts = row != NO_ROW
        np.add.at(totals, offset + row[counts], amount[counts])
    return totals


def lot_value(problem: JointProblem, number: Ints, people: Ints) -> int:
    """Adds up what lots gain and cost."""
    lots = problem.lots
    gains = zip(lots.gain.tolist(), people.tolist(), strict=True)
    costs = zip(lots.cost.tolist(), number.tolist(), strict=True)
    return int(sum(a * b for a, b in gains) - sum(a * b for a, b in costs))


def broken_rows(problem: JointProblem, totals: Ints) -> Ints:
    """Gives the rows whose totals, lots taken off, are outside their limits."""
    least, most = problem.row_least, problem.row_most
    low = (least > -UNLIMITED) & (totals < least)
    return np.flatnonzero(low | ((most < UNLIMITED) & (totals > most)))
