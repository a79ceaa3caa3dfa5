"""What rows may be worth, guessed from the market without them: where the search begins."""

from collections import defaultdict

import numpy as np

from matching.columns.arrays import Ints
from matching.solvers.joint.forms import UNLIMITED, Int32s
from matching.solvers.joint.prices import Prices
from matching.solvers.joint.pricing import NOTHING, Pricing
from matching.solvers.joint.problem import JointProblem


def starting_row_prices(problem: JointProblem, pricing: Pricing, seat: Ints) -> Ints:
    """Gives each row the price at which, at the seats' prices, just its most would pay it.

    Guessed for rows with a most that count people of their own, as households do; 0 for others.
    Any prices of the right sign give a bound, so a bad guess costs time only.

    Parameters
    ----------
    problem, pricing
        The problem and its pairs.
    seat
        Prices of seats, in units of prices.
    """
    found = np.zeros(len(problem.row_most), np.int64)
    offset = problem.row_offset
    prices = Prices(seat, found)
    with_lots = set(problem.lots.family.tolist())
    for number, family in enumerate(problem.families):
        own = _own_rows(family.row)
        if number in with_lots or own is None or (family.least > -UNLIMITED).any():
            continue
        row_of = own[family.laborer_class]
        asked = np.flatnonzero((row_of >= 0) & (problem.groups.of_laborer < 0)).astype(np.int64)
        gains: dict[int, list[int]] = defaultdict(list)
        for laborers in pricing.dense.blocks(asked):
            gain = _gains(pricing, prices, number, laborers)
            for row, value in zip(row_of[laborers].tolist(), gain.tolist(), strict=True):
                gains[row].append(value)
        for row, values in gains.items():
            most = int(family.most[row])
            ranked = sorted(values, reverse=True)
            if 0 <= most < len(ranked):
                found[offset[number] + row] = ranked[most]
    return found


def _own_rows(row: Int32s) -> Int32s | None:
    """Gives the one row of each class of laborers, None if a class has several or shares one."""
    highest: Int32s = row.max(axis=1, initial=-1)
    is_single = bool(((row == highest[:, None]) | (row < 0)).all())
    used = highest[highest >= 0]
    if not len(used) or not is_single or len(np.unique(used)) < len(used):
        return None
    return highest


def _gains(pricing: Pricing, prices: Prices, number: int, laborers: Ints) -> Ints:
    """Gives what each laborer's best pair in the row is worth above the best one outside it."""
    family = pricing.dense.problem.families[number]
    net = pricing.nets(prices, laborers)
    column = family.vacancy_class[pricing.dense.folded.vacancy_at]
    counts = family.row[family.laborer_class[laborers]][:, column] >= 0
    within = np.where(counts, net, NOTHING).max(axis=1, initial=NOTHING)
    beside = np.where(counts, NOTHING, net).max(axis=1, initial=NOTHING)
    found: Ints = np.maximum(within - np.maximum(beside, 0), 0)
    return found
