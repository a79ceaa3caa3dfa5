"""Prices of everything that is scarce, and what they charge a pair."""

from dataclasses import dataclass

import numpy as np

from matching.columns.arrays import Ints
from matching.solvers.joint.forms import NO_ROW
from matching.solvers.joint.problem import JointProblem

SHIFT = 20
"""Prices and net values are integers in units of 2^-20 points of score: what a fen of a budget is
worth would be rounded away in whole points."""


@dataclass(frozen=True, slots=True, eq=False)
class Prices:
    """Multipliers of seats and rows, in units of 2^-``SHIFT`` points.

    Parameters
    ----------
    seat
        p_j >= 0 (vacancies).
    row
        lambda_r (rows of all families): what one unit of amount less room would lose; at least 0
        where a row has no least, at most 0 where it has no most.
    """

    seat: Ints
    row: Ints


def charge_tables(problem: JointProblem, row_price: Ints) -> tuple[Ints | None, ...]:
    """Gives what each family charges a pair by its classes, None where it charges nobody."""
    offset = problem.row_offset
    tables: list[Ints | None] = []
    for number, family in enumerate(problem.families):
        prices = row_price[offset[number] : offset[number + 1]]
        if not prices.any():
            tables.append(None)
            continue
        padded = np.append(prices, 0)
        tables.append(np.where(family.row == NO_ROW, 0, padded[family.row] * family.amount))
    return tuple(tables)


def pair_charges(problem: JointProblem, prices: Prices, laborers: Ints, vacancies: Ints) -> Ints:
    """Gives what single pairs are charged: the seat's price and the rows'."""
    charge = prices.seat[vacancies].copy()
    tables = charge_tables(problem, prices.row)
    for family, table in zip(problem.families, tables, strict=True):
        if table is not None:
            charge += table[family.laborer_class[laborers], family.vacancy_class[vacancies]]
    return charge
