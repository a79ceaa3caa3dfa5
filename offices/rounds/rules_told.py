"""What a round's rules did to its plan, in counts, keys and prices."""

from collections.abc import Mapping
from typing import Any

import numpy as np

from matching.columns.arrays import Ints
from matching.solvers.joint.forms import UNLIMITED
from matching.solvers.joint.lots import row_totals
from matching.solvers.joint.prices import SHIFT
from matching.solvers.solution import NOBODY, Status
from offices.rounds.rules_collide import told_findings
from offices.rounds.rules_solving import SolvedUnderRules

MOST_ROWS = 40
"""Rules told of one by one, the dearest first; all others are counted."""

MOST_DROPPED = 40
"""Findings kept of rules that were left out; their number is kept of all."""

Told = dict[str, Any]


def told_rules(solved: SolvedUnderRules) -> Told:
    """Gives the figures of the rules.

    Parameters
    ----------
    solved
        The solved round.

    Returns
    -------
    dict
        ``plain`` (``objective``, ``placed`` and ``is_proven`` of the plan without rules), ``cost``
        (what the rules cost at most), ``price_bound`` (what prices alone prove), ``is_optimal``,
        ``families`` (of each code its ``rows``, how many are ``full``, the highest ``price``),
        ``rows`` (the dearest: ``key``, ``code``, ``least``, ``most``, ``used``, ``price``),
        ``groups``, ``lots``, ``dropped`` with ``dropped_count``.
    """
    joint, plain = solved.joint, solved.plain
    return {
        "plain": {
            "objective": plain.objective,
            "placed": int((plain.vacancy_of_laborer != NOBODY).sum()),
            "is_proven": plain.status == Status.OPTIMAL,
        },
        "cost": max(0, plain.bound - joint.objective),
        "price_bound": joint.root_bound,
        "is_optimal": joint.status == Status.OPTIMAL,
        "families": _families(solved),
        "rows": _rows(solved),
        "groups": _groups(solved),
        "lots": _lots(solved),
        "dropped": told_findings(solved.dropped[:MOST_DROPPED]),
        "dropped_count": len(solved.dropped),
    }


def _families(solved: SolvedUnderRules) -> list[Told]:
    """Counts by family how many of its rows are full, and the highest price among them."""
    problem = solved.full.problem
    used = row_totals(problem, solved.joint.vacancy_of_laborer)
    is_full = (problem.row_most < UNLIMITED) & (used == problem.row_most)
    is_full |= (problem.row_least > -UNLIMITED) & (used == problem.row_least)
    is_full[problem.lot_row] = False  # their people come and go with the lots
    codes = np.array(solved.full.row_code, object)
    price = np.abs(solved.joint.prices.row) / (1 << SHIFT)
    searched = np.array(solved.searched.row_code, object)
    return [
        {
            "code": code,
            "rows": int((codes == code).sum()),
            "full": int(is_full[codes == code].sum()),
            "price": float(price[searched == code].max(initial=0.0)),
        }
        for code in dict.fromkeys(solved.full.row_code)
    ]


def _rows(solved: SolvedUnderRules) -> list[Told]:
    searched, joint = solved.searched, solved.joint
    problem = searched.problem
    used = row_totals(problem, joint.vacancy_of_laborer)
    price = joint.prices.row / (1 << SHIFT)
    dearest = np.argsort(-np.abs(price), kind="stable")[:MOST_ROWS]
    return [
        {
            "key": searched.row_key[row],
            "code": searched.row_code[row],
            "least": _limit(problem.row_least, row),
            "most": _limit(problem.row_most, row),
            "used": int(used[row]),
            "price": float(price[row]),
        }
        for row in dearest.tolist()
        if price[row]
    ]


def _limit(limits: Ints, row: int) -> int | None:
    value = int(limits[row])
    return None if abs(value) >= UNLIMITED else value


def _groups(solved: SolvedUnderRules) -> Mapping[str, int]:
    """Counts groups with two or more of their people in the pool."""
    groups, plan = solved.full.problem.groups, solved.joint.vacancy_of_laborer
    placed = groups.of_laborer[(groups.of_laborer >= 0) & (plan != NOBODY)]
    return {
        "groups": len(groups),
        "people": int((groups.of_laborer >= 0).sum()),
        "placed": len(np.unique(placed)),
        "people_placed": len(placed),
    }


def _lots(solved: SolvedUnderRules) -> list[Told]:
    """Tells of batches and trips: how many opened, with how many people."""
    joint, lots = solved.joint, solved.full.problem.lots
    batches = {batch.key for batch in solved.rules.batches}
    return [
        {
            "key": key,
            "code": "batch" if key in batches else "trip",
            "least": int(lots.least[at]),
            "opened": int(joint.lot_number[at]),
            "people": int(joint.lot_people[at]),
        }
        for at, key in enumerate(solved.full.lot_key)
    ]
