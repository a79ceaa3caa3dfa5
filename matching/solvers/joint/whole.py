"""A plan of whole people, from columns worth having."""

from dataclasses import dataclass, replace
from enum import StrEnum

import numpy as np

from matching.columns.arrays import Ints
from matching.solvers.integers import exact_sum
from matching.solvers.joint.columns import Columns
from matching.solvers.joint.engine import Answer, EngineParams, solved
from matching.solvers.joint.lots import lot_value
from matching.solvers.joint.prices import SHIFT, pair_charges
from matching.solvers.joint.pricing import NOTHING, Pricing
from matching.solvers.joint.problem import JointProblem
from matching.solvers.joint.programme import POINTS, programme_of
from matching.solvers.joint.root import Root, prices_of
from matching.solvers.solution import NOBODY

USED = 0.5
"""A whole number of at least this is 1; the engine's are within a millionth."""

SUPPORT = 1e-9

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
    answer = solved(programme, params, is_whole=True)
    if answer.value is None:
        return NoPlan.INFEASIBLE if answer.is_infeasible else NoPlan.NOT_FOUND
    plan = np.full(problem.market.laborer_count, NOBODY, np.int64)
    used = np.flatnonzero(answer.value[: programme.first[1]] > USED)
    plan[columns.laborer[used]] = columns.vacancy[used]
    number = _whole(answer, int(programme.first[2]), int(programme.first[3]))
    people = _whole(answer, int(programme.first[3]), int(programme.first[4]))
    value = exact_sum(score[used]) + lot_value(problem, number, people)
    # The engine's bound is a float; a plan is worth whole points, so half a point covers it.
    limit = int(np.floor(answer.bound * POINTS + USED)) if np.isfinite(answer.bound) else 2**62
    return Whole(plan, number, people, value, max(value, limit))


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
    opened = np.where(root.lot_people + 1e-6 >= lots.least, np.maximum(number, 1), 0)
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


def _whole(answer: Answer, start: int, end: int) -> Ints:
    values = np.zeros(0) if answer.value is None else answer.value[start:end]
    return np.rint(values).astype(np.int64)
