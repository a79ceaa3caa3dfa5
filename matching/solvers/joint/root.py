"""Prices that bound all plans well: a linear programme that pairs are added to as they lack."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from matching.columns.arrays import Ints
from matching.solvers.all_pairs.solve import never
from matching.solvers.errors import SolverFailedError
from matching.solvers.joint.bound import Bound, bound_at
from matching.solvers.joint.columns import Columns, no_columns
from matching.solvers.joint.engine import Answer, EngineParams, solved
from matching.solvers.joint.listing import listed, prices_of
from matching.solvers.joint.prices import SHIFT, Prices
from matching.solvers.joint.pricing import Pricing
from matching.solvers.joint.problem import JointProblem
from matching.solvers.joint.programme import POINTS, Floats, Programme, programme_of
from matching.solvers.joint.reaching import reached
from matching.solvers.joint.starting import starting_row_prices
from matching.solvers.progress import Progress
from matching.solvers.solution import Solution

CLOSE = 1e-5
"""Usual share of the bound that is not worth another programme."""

MOST_ROUNDS = 30

STEADY = 0.7
"""Share of the best prices so far in the next ones: a programme that lacks pairs has wild prices,
and pairs that only those ask for make it larger and no truer (Wentges 1997)."""

MUCH = 1.01
"""Times as many pairs: fewer new ones, and the programme's own prices are looked at too."""

SHORTFALLS = (8.0, 100.0, 2000.0)
"""Times the highest score: what falling short costs, raised where it is not enough."""

ROOM = 1.0 / 1024
"""A shortfall below this is the engine's rounding."""


@dataclass(frozen=True, slots=True, eq=False)
class Root:
    """The best bound found, and the columns that it was found on.

    Parameters
    ----------
    bound
        The lowest bound.
    columns
        All that was listed.
    lot_people
        float64: w_k of the last programme.
    """

    bound: Bound
    columns: Columns
    lot_people: Floats


@dataclass(frozen=True, slots=True)
class RootParams:
    """How long and how exactly prices are sought.

    Parameters
    ----------
    seconds
        For each programme at most.
    close
        Share of the bound that the programme may miss before pairs are added again.
    is_stopped
        Asked after each programme; once it says True the prices so far have to do.
    """

    seconds: float
    close: float = CLOSE
    is_stopped: Callable[[], bool] = never


def root_of(
    problem: JointProblem,
    pricing: Pricing,
    start: Solution,
    params: RootParams,
    progress: Progress,
) -> Root:
    """Finds prices whose bound is that of the programme over all columns, or nearly.

    Parameters
    ----------
    problem, pricing
        The problem and its pairs.
    start
        A plan of the market without rows, whose pairs are listed with those that are best at its
        prices.
    params
        How exactly.
    progress
        Told of each round.

    Raises
    ------
    JointError
        ``infeasible`` if what rows ask for, or places for fixed people, cannot be had together.
    """
    top = max(1, problem.top_score)
    columns, best = _begun(problem, pricing, start)
    level = 0
    for turn in range(MOST_ROUNDS):
        progress.report("joint", turn, len(columns.laborer))
        score = pricing.dense.of_pairs(columns.laborer, columns.vacancy)
        shortfall = SHORTFALLS[level] * top / POINTS
        programme = programme_of(problem, columns, score, shortfall=shortfall)
        answer = solved(programme, EngineParams(params.seconds), is_whole=False)
        if answer.value is None or answer.dual is None:
            raise SolverFailedError(step="joint", status="no_answer")
        prices = prices_of(problem, programme, answer.dual)
        before, known = columns, best
        for wanted in (_between(known.prices, prices), prices):
            found = bound_at(problem, pricing, wanted)
            best = min(best, found, key=lambda one: one.scaled)
            columns = listed(problem, pricing, columns, found)
            if len(columns.laborer) > MUCH * len(before.laborer):
                break
        is_short = bool((answer.value[programme.first[4] :] > ROOM).any())
        is_close = best.points - answer.objective * POINTS <= params.close * abs(best.points)
        has_more = _is_longer(columns, before)
        if params.is_stopped():
            return _root(best, before, answer, programme)
        if is_short and (is_close or not has_more):
            level += 1
            if level == len(SHORTFALLS):
                columns = reached(problem, pricing, columns, EngineParams(params.seconds))
                return Root(best, columns, np.zeros(len(problem.lots)))
        elif is_close or not has_more or turn == MOST_ROUNDS - 1:
            return _root(best, before, answer, programme)
    raise SolverFailedError(step="joint", status="no_dual")


def _begun(problem: JointProblem, pricing: Pricing, start: Solution) -> tuple[Columns, Bound]:
    """Lists what is best at the start's prices, with rows free and at what they may be worth."""
    seat = start.vacancy_price << SHIFT
    free = bound_at(problem, pricing, Prices(seat, np.zeros(len(problem.row_most), np.int64)))
    columns = listed(problem, pricing, no_columns(), free)
    plan = start.vacancy_of_laborer
    placed = np.flatnonzero((plan >= 0) & (problem.groups.of_laborer < 0))
    placed = placed[pricing.dense.of_pairs(placed, plan[placed]) >= 0]
    columns = columns.with_pairs(placed, plan[placed])
    rows = starting_row_prices(problem, pricing, seat)
    if not rows.any():
        return columns, free
    priced = bound_at(problem, pricing, Prices(seat, rows))
    more = listed(problem, pricing, no_columns(), priced)
    columns = columns.with_sites(more.group, more.site).with_pairs(more.laborer, more.vacancy)
    return columns, min(free, priced, key=lambda one: one.scaled)


def _between(steady: Prices, new: Prices) -> Prices:
    def mixed(old: Ints, other: Ints) -> Ints:
        return np.rint(STEADY * old + (1 - STEADY) * other).astype(np.int64)

    return Prices(mixed(steady.seat, new.seat), mixed(steady.row, new.row))


def _is_longer(columns: Columns, before: Columns) -> bool:
    return len(columns.laborer) > len(before.laborer) or len(columns.group) > len(before.group)


def _root(bound: Bound, columns: Columns, answer: Answer, programme: Programme) -> Root:
    value = np.zeros(programme.first[-1]) if answer.value is None else answer.value
    lots = value[programme.first[3] : programme.first[4]]
    return Root(bound, columns, lots)
