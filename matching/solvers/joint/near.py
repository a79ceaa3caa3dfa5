"""All columns that a better plan could use: those close enough to their unit's best."""

import numpy as np

from matching.columns.arrays import Ints
from matching.solvers.joint.bound import Bound
from matching.solvers.joint.columns import Columns, no_columns
from matching.solvers.joint.prices import SHIFT
from matching.solvers.joint.pricing import NOTHING, Pricing
from matching.solvers.joint.problem import JointProblem

MOST_COLUMNS = 300_000
"""More would not be searched to the end."""


def near_columns(
    problem: JointProblem, pricing: Pricing, bound: Bound, value: int
) -> Columns | None:
    """Lists every pair and site that a plan worth more than ``value`` can use.

    A plan's value is the bound less, among other things, what each unit's choice is below the
    unit's best. So a choice further below than bound - value is in no better plan.

    Parameters
    ----------
    problem, pricing
        The problem and its pairs.
    bound
        A bound with its prices.
    value
        The value of a plan known.

    Returns
    -------
    Columns or None
        None where they are too many to be worth listing.
    """
    slack = bound.scaled - (value << SHIFT)
    is_fixed = np.zeros(problem.market.laborer_count, np.bool_)
    is_fixed[problem.patches.fixed] = True
    columns, found = no_columns(), 0
    best = bound.laborer_net[:, 0]
    floor = np.where(is_fixed, best, np.maximum(best, 0)) - slack
    for laborers in pricing.dense.blocks(pricing.singles):
        net = pricing.nets(bound.prices, laborers)
        row, vacancy = np.nonzero((net > NOTHING) & (net >= floor[laborers][:, None]))
        found += len(row)
        if found > MOST_COLUMNS:
            return None
        columns = columns.with_pairs(laborers[row], pricing.vacancies(vacancy))
    group_fixed = np.zeros(len(problem.groups), np.bool_)
    with_fixed = problem.groups.of_laborer[problem.patches.fixed]
    group_fixed[with_fixed[with_fixed >= 0]] = True
    best = bound.group_net[:, 0]
    group_floor = np.where(group_fixed, best, np.maximum(best, 0)) - slack
    for groups, members, starts in pricing.group_blocks():
        sites, pairs = _near_sites(problem, pricing, bound, (groups, members, starts), group_floor)
        found += len(pairs[0])
        if found > MOST_COLUMNS:
            return None
        columns = columns.with_sites(*sites).with_pairs(*pairs)
    return columns


def _near_sites(
    problem: JointProblem,
    pricing: Pricing,
    bound: Bound,
    block: tuple[Ints, Ints, Ints],
    floor: Ints,
) -> tuple[tuple[Ints, Ints], tuple[Ints, Ints]]:
    """Lists some groups' near sites and the members' pairs there that are near enough."""
    groups, members, starts = block
    site_net = pricing.site_nets(bound.prices, groups, members, starts)[0]
    row, site = np.nonzero((site_net > NOTHING) & (site_net >= floor[groups][:, None]))
    net = pricing.nets(bound.prices, members)
    order = pricing.dense.folded.vacancy_at
    laborers: list[Ints] = []
    columns: list[Ints] = []
    for at, where in zip(row.tolist(), site.tolist(), strict=True):
        kind = problem.groups.kind[groups[at]]
        here = np.flatnonzero(problem.groups.site_of_vacancy[kind][order] == where)
        own = net[starts[at] : starts[at + 1]][:, here]
        room = site_net[at, where] - floor[groups[at]]
        k, j = np.nonzero((own > NOTHING) & (own >= own.max(axis=1)[:, None] - room))
        laborers.append(members[starts[at] + k])
        columns.append(here[j])
    none = np.zeros(0, np.int64)
    pairs = np.concatenate([none, *laborers]), pricing.vacancies(np.concatenate([none, *columns]))
    return (groups[row], site), pairs
