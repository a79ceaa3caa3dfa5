"""The front door under joint rules: a plan that keeps them all, with a bound over all pairs."""

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from matching.solvers.all_pairs.solve import MarketParams, never, solve_market
from matching.solvers.integers import frozen
from matching.solvers.joint.dense import dense_scores
from matching.solvers.joint.engine import EngineParams
from matching.solvers.joint.errors import JointError
from matching.solvers.joint.near import near_columns
from matching.solvers.joint.nested import nested_quotas, solved_in_flow
from matching.solvers.joint.pricing import Pricing
from matching.solvers.joint.problem import JointProblem
from matching.solvers.joint.relabelled import relabelled
from matching.solvers.joint.root import CLOSE, Root, RootParams, root_of
from matching.solvers.joint.solution import JointSolution
from matching.solvers.joint.whole import NoPlan, Whole, decided_plan, whole_plan
from matching.solvers.laminar.solve import QuotaParams
from matching.solvers.progress import SILENT, Progress
from matching.solvers.solution import Status

DIRECT_COLUMNS = 150_000
"""Up to so many pairs the search is free to choose lots, beyond they are decided first."""


@dataclass(frozen=True, slots=True)
class JointParams:
    """How to solve under joint rules.

    Parameters
    ----------
    seconds
        Each search among whole numbers ends after about so long; bounds stay valid. Only where it
        is reached does the result depend on the machine.
    enough
        Share of the bound that may be missing: no further search once no more is.
    seed
        Of the lots that decide between equals; without one the order of the rows decides.
    is_stopped
        Asked between steps.
    """

    seconds: float = 300.0
    enough: float = 0.0
    seed: int | None = None
    is_stopped: Callable[[], bool] = never


DEFAULT_PARAMS = JointParams()
"""Searches for the proof."""


def solve_jointly(
    problem: JointProblem, params: JointParams = DEFAULT_PARAMS, progress: Progress = SILENT
) -> JointSolution:
    """Finds a plan that keeps every rule, and a bound on all plans that do.

    Nested minima and maxima stay in the flow; all else is decomposed by prices.

    Parameters
    ----------
    problem
        The market and its rules.
    params
        How to solve.
    progress
        Told of each step, and under ``value`` how much of the bound the plan reaches.

    Raises
    ------
    JointError
        ``infeasible`` if no plan keeps every rule, ``not_found`` if none was found in time.
    """
    quotas = nested_quotas(problem)
    if quotas is not None:
        how = QuotaParams(params.seed, params.is_stopped)
        in_flow = solved_in_flow(problem, quotas, how, progress)
        if in_flow is not None:
            return in_flow
    if params.seed is None:
        return _solved(problem, params, progress)
    order = np.random.default_rng(params.seed).permutation(problem.market.laborer_count)
    found = _solved(relabelled(problem, order), params, progress)
    plan = np.empty_like(found.vacancy_of_laborer)
    plan[order] = found.vacancy_of_laborer
    return replace(found, vacancy_of_laborer=frozen(plan))


def _solved(problem: JointProblem, params: JointParams, progress: Progress) -> JointSolution:
    pricing = Pricing(dense_scores(problem))
    start = solve_market(problem.market, MarketParams(is_stopped=params.is_stopped), progress)
    how = RootParams(params.seconds, max(CLOSE, params.enough / 10), params.is_stopped)
    root = root_of(problem, pricing, start, how, progress)
    progress.report("whole", 0, len(root.columns.laborer))
    whole = _first_plan(problem, pricing, root, params)
    bound = root.bound.points
    if isinstance(whole, Whole):
        progress.report("value", whole.objective, bound)
    if isinstance(whole, NoPlan) or whole.objective < bound - int(params.enough * abs(bound)):
        whole, bound = _searched(problem, pricing, root, whole, params, progress)
    return JointSolution(
        vacancy_of_laborer=frozen(whole.plan),
        lot_number=frozen(whole.lot_number),
        lot_people=frozen(whole.lot_people),
        objective=whole.objective,
        bound=bound,
        root_bound=root.bound.points,
        status=Status.OPTIMAL if whole.objective == bound else Status.FEASIBLE,
        prices=root.bound.prices,
    )


def _first_plan(
    problem: JointProblem, pricing: Pricing, root: Root, params: JointParams
) -> Whole | NoPlan:
    engine = EngineParams(params.seconds, max(params.enough / 4, 1e-6))
    if len(root.columns.laborer) > DIRECT_COLUMNS:
        return decided_plan(problem, pricing, root, engine)
    return whole_plan(problem, pricing, root.columns, engine)


def _searched(
    problem: JointProblem,
    pricing: Pricing,
    root: Root,
    known: Whole | NoPlan,
    params: JointParams,
    progress: Progress,
) -> tuple[Whole, int]:
    """Searches all columns that a better plan can use, where they are few enough."""
    lots = problem.lots
    worst = -sum(a * b for a, b in zip(lots.count.tolist(), lots.cost.tolist(), strict=True))
    bound = root.bound.points
    value = known.objective if isinstance(known, Whole) else worst
    columns = None if params.is_stopped() else near_columns(problem, pricing, root.bound, value)
    if columns is not None:
        progress.report("whole", 0, len(columns.laborer))
        found = whole_plan(problem, pricing, columns, EngineParams(params.seconds))
        if isinstance(found, Whole):
            if isinstance(known, NoPlan) or found.objective > known.objective:
                known = found
            bound = min(bound, max(known.objective, found.listed_bound))
            progress.report("value", known.objective, bound)
        elif isinstance(known, NoPlan):
            known = found
    elif isinstance(known, NoPlan):
        known = NoPlan.NOT_FOUND
    if isinstance(known, NoPlan):
        raise JointError(field="rules", part="whole", reason=known.value)
    return known, bound
