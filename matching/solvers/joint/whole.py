"""A plan of whole people, from columns worth having."""

from dataclasses import dataclass, replace
from enum import StrEnum

import numpy as np

from matching.columns.arrays import Ints
from matching.solvers.integers import exact_sum
from matching.solvers.joint.columns import Columns
from matching.solvers.joint.engine import Answer, EngineParams, solved
from matching.solvers.joint.listing import prices_of
from matching.solvers.joint.lots import broken_rows, lot_value, row_totals
from matching.solvers.joint.prices import SHIFT, pair_charges
from matching.solvers.joint.pricing import NOTHING, Pricing
from matching.solvers.joint.problem import JointProblem
from matching.solvers.joint.programme import POINTS, Programme, programme_of
from matching.solvers.joint.root import Root
from matching.solvers.solution import NOBODY

USED = 0.5
"""A whole number of at least this is 1; the engine's are within a millionth."""

SUPPORT = 1e-9

MOST_TIGHTENINGS = 8
"""Searches anew where the engine's tolerance let a row be broken."""

NEAR_POINTS = 10_000
"""1 % of the scale of scores: pairs this near to a laborer's best stay when lots are decided."""


class NoPlan(StrEnum):
    """Why there is no plan on some columns."""

    INFEASIBLE = "infeasible"
    """None of these columns' plans keeps the rules."""
    NOT_FOUND = "not_found"
    """None was found in time."""


@dataclass(frozen=True, slots=True, eq=False)
class Whole:
    """A plan, and what the search says of better ones on the columns that it used.

    Parameters
    ----------
    plan
        The vacancy of each laborer, -1 for nobody.
    lot_number, lot_people
        n_k and w_k.
    objective
        Its value.
    listed_bound
        No plan on the columns searched is worth more.
    """

    plan: Ints
    lot_number: Ints
    lot_people: Ints
    objective: int
    listed_bound: int


def whole_plan(
    problem: JointProblem,
    pricing: Pricing,
    columns: Columns,
    params: EngineParams,
    lot_number: Ints | None = None,
) -> Whole | NoPlan:
    """Searches the best plan on some columns.

    Parameters
    ----------
    problem, pricing
        The problem and its pairs.
    columns
        What may be used.
    params
        How long and how exactly.
    lot_number
        n_k where lots are decided.
    """
    score = pricing.dense.of_pairs(columns.laborer, columns.vacancy)
    programme = programme_of(problem, columns, score, shortfall=None, lot_number=lot_number)
    limit = 2**62
    for turn in range(MOST_TIGHTENINGS):
        answer = solved(programme, params, is_whole=True)
        if answer.value is None:
            is_verdict = answer.is_infeasible and turn == 0
            return NoPlan.INFEASIBLE if is_verdict else NoPlan.NOT_FOUND
        if np.isfinite(answer.bound):
            # The engine's bound is a float; plans are worth whole points, so half of one covers it.
            limit = min(limit, int(np.floor(answer.bound * POINTS + USED)))
        found = _read(problem, programme, columns, score, answer)
        totals = row_totals(problem, found.plan)
        np.subtract.at(totals, problem.lot_row, found.lot_people[problem.lots.lot])
        broken = broken_rows(problem, totals)
        if not len(broken):
            return replace(found, listed_bound=max(found.objective, limit))
        programme = _tightened(problem, programme, broken, totals, 10**turn)
    return NoPlan.NOT_FOUND


def _read(
    problem: JointProblem, programme: Programme, columns: Columns, score: Ints, answer: Answer
) -> Whole:
    """Reads a plan of whole people off the engine's answer."""
    value = np.zeros(programme.first[-1]) if answer.value is None else answer.value
    plan = np.full(problem.market.laborer_count, NOBODY, np.int64)
    used = np.flatnonzero(value[: programme.first[1]] > USED)
    plan[columns.laborer[used]] = columns.vacancy[used]
    number, people = (
        np.rint(value[programme.first[kind] : programme.first[kind + 1]]).astype(np.int64)
        for kind in (2, 3)
    )
    worth = exact_sum(score[used]) + lot_value(problem, number, people)
    return Whole(plan, number, people, worth, worth)


def _tightened(
    problem: JointProblem, programme: Programme, broken: Ints, totals: Ints, more: int
) -> Programme:
    """Takes from rows broken within the engine's tolerance what they were broken by, and more.

    A plan that keeps the rows exactly may be lost; bounds are those of the looser programme.
    """
    low, high = programme.low.copy(), programme.high.copy()
    at = programme.first_row[3] + broken
    scale = programme.row_scale[broken]
    over = np.maximum(totals[broken] - problem.row_most[broken], 0)
    under = np.maximum(problem.row_least[broken] - totals[broken], 0)
    high[at] -= np.where(over > 0, (over + more) / scale, 0)
    low[at] += np.where(under > 0, (under + more) / scale, 0)
    return replace(programme, low=low, high=high)


def decided_plan(
    problem: JointProblem, pricing: Pricing, root: Root, params: EngineParams
) -> Whole | NoPlan:
    """Decides lots as the root's programme fills them, and then searches near its prices.

    For markets too large to be searched with free lots. Its bound is none.

    Parameters
    ----------
    problem, pricing, params
        As in ``whole_plan``.
    root
        Lots that it fills with at least one lot's people are held, the others closed.
    """
    columns, lots = root.columns, problem.lots
    number = np.minimum(root.lot_people + 1e-6, lots.most * lots.count) // np.maximum(lots.most, 1)
    is_used = (root.lot_people > USED) & (root.lot_people + 1e-6 >= lots.least)
    opened = np.where(is_used, np.maximum(number, 1), 0)
    lot_number = np.minimum(opened.astype(np.int64), lots.count)
    score = pricing.dense.of_pairs(columns.laborer, columns.vacancy)
    programme = programme_of(problem, columns, score, shortfall=None, lot_number=lot_number)
    answer = solved(programme, params, is_whole=False)
    if answer.value is None or answer.dual is None:
        return NoPlan.NOT_FOUND
    prices = prices_of(problem, programme, answer.dual)
    net = (score << SHIFT) - pair_charges(problem, prices, columns.laborer, columns.vacancy)
    best = np.full(problem.market.laborer_count, NOTHING, np.int64)
    np.maximum.at(best, columns.laborer, net)
    is_kept = best[columns.laborer] - net <= NEAR_POINTS << SHIFT
    is_kept |= answer.value[: len(net)] > SUPPORT
    is_kept |= problem.groups.of_laborer[columns.laborer] >= 0
    kept = columns.kept(is_kept, np.ones(len(columns.group), np.bool_))
    found = whole_plan(problem, pricing, kept, params, lot_number)
    return replace(found, listed_bound=2**62) if isinstance(found, Whole) else found
