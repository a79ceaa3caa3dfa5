"""What a programme lists: each unit's best, and the prices that its multipliers are rounded to."""

import numpy as np

from matching.columns.arrays import Ints
from matching.solvers.joint.bound import Bound, with_signs
from matching.solvers.joint.columns import Columns
from matching.solvers.joint.prices import SHIFT, Prices, pair_charges
from matching.solvers.joint.pricing import NOTHING, Pricing
from matching.solvers.joint.problem import JointProblem
from matching.solvers.joint.programme import POINTS, Floats, Programme


def listed(problem: JointProblem, pricing: Pricing, columns: Columns, found: Bound) -> Columns:
    """Adds each unit's best pairs, or sites with pairs, that are worth more than all it has listed.

    Parameters
    ----------
    problem, pricing
        The problem and its pairs.
    columns
        What is listed.
    found
        What each unit finds best at some prices.
    """
    worth, group_worth = _listed_worth(problem, pricing, columns, found.prices)
    laborer, place = np.nonzero(found.laborer_net > worth[:, None])
    group, rank = np.nonzero(found.group_net > group_worth[:, None])
    site = found.group_best[group, rank]
    lines = pricing.lines(found.prices, group, site)
    return columns.with_sites(group, site).with_pairs(
        np.concatenate([laborer, lines[0]]),
        np.concatenate([found.laborer_best[laborer, place], lines[1]]),
    )


def _listed_worth(
    problem: JointProblem, pricing: Pricing, columns: Columns, prices: Prices
) -> tuple[Ints, Ints]:
    """Gives the best net value that each laborer and each group has listed.

    Staying out is worth 0 once anything is listed; before, everything is better than nothing.
    """
    out = 0 if len(columns.laborer) else NOTHING
    worth = np.full(problem.market.laborer_count, out, np.int64)
    group_worth = np.full(len(problem.groups), out, np.int64)
    worth[problem.patches.fixed] = NOTHING
    fixed_group = problem.groups.of_laborer[problem.patches.fixed]
    group_worth[fixed_group[fixed_group >= 0]] = NOTHING
    if not len(columns.laborer):
        return worth, group_worth
    net = pricing.dense.of_pairs(columns.laborer, columns.vacancy) << SHIFT
    net -= pair_charges(problem, prices, columns.laborer, columns.vacancy)
    at_site = columns.group_site(problem.groups)
    single, member = np.flatnonzero(at_site < 0), np.flatnonzero(at_site >= 0)
    np.maximum.at(worth, columns.laborer[single], net[single])
    key = (at_site[member] << np.int64(32)) + columns.laborer[member]
    distinct, number = np.unique(key, return_inverse=True)
    best = np.full(len(distinct), NOTHING, np.int64)
    np.maximum.at(best, number.reshape(-1), net[member])
    at = np.zeros(len(columns.group), np.int64)
    np.add.at(at, distinct >> np.int64(32), best)
    np.maximum.at(group_worth, columns.group, at)
    return worth, group_worth


def prices_of(problem: JointProblem, programme: Programme, dual: Floats) -> Prices:
    """Rounds the engine's multipliers to integers of the right sign."""
    unit = POINTS * (1 << SHIFT)
    seats = dual[programme.first_row[2] : programme.first_row[3]]
    rows = dual[programme.first_row[3] : programme.first_row[4]] / programme.row_scale
    seat = np.maximum(np.rint(seats * unit), 0).astype(np.int64)
    return Prices(seat, with_signs(problem, np.rint(rows * unit).astype(np.int64)))
