"""The front door under quotas: the best plan that keeps them, and multipliers that prove it."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from matching.pairs.errors import MarketError
from matching.pairs.market import LARGEST_SCORE, Market
from matching.pairs.scanner import Scanner
from matching.solvers.all_pairs.solve import never
from matching.solvers.laminar.colliding import infeasible
from matching.solvers.laminar.feasibility import reach_over_all_pairs
from matching.solvers.laminar.layers import Layers
from matching.solvers.laminar.levels import levels_of_prices
from matching.solvers.laminar.lots import drawn_among_equals
from matching.solvers.laminar.quotas import Quotas
from matching.solvers.laminar.reading import read_quotas
from matching.solvers.laminar.search import searched
from matching.solvers.laminar.solution import Infeasible, QuotaSolution
from matching.solvers.laminar.standing import in_market_order, planned, standings_from
from matching.solvers.progress import SILENT, Progress


@dataclass(frozen=True, slots=True)
class QuotaParams:
    """How to solve under quotas.

    Parameters
    ----------
    seed
        Of the lots that decide among laborers equal in every score and quota, see
        `drawn_among_equals`. Without a seed the order of the rows decides. Objective, prices and
        multipliers are the same for every seed.
    is_stopped
        Asked between steps; once it says True the best plan so far is handed back with its bound,
        the first one at the earliest.
    """

    seed: int | None = None
    is_stopped: Callable[[], bool] = never


DEFAULT_PARAMS = QuotaParams()
"""To the proof; the order of the rows decides between equal laborers."""


def solve_market_with_quotas(
    market: Market,
    quotas: Quotas,
    params: QuotaParams = DEFAULT_PARAMS,
    progress: Progress = SILENT,
) -> QuotaSolution | Infeasible:
    """Finds the plan of the highest score over all feasible pairs that keeps every quota.

    Parameters
    ----------
    market
        The market in columns. Scores are below ``LARGEST_SCORE - 1``.
    quotas
        Minima and maxima of nested sets.
    params
        How to solve.
    progress
        Told about each step, and under ``value`` how much of the bound the best plan reaches.

    Returns
    -------
    QuotaSolution or Infeasible
        Optimal over all pairs, unless stopped; or why no plan keeps the quotas.

    Raises
    ------
    MarketError
        If a score may be larger.
    QuotaError
        If quotas contradict one another whatever the pairs, with those that collide.
    SolverFailedError
        If the engine gives up: a fault of the program.
    """
    if market.top_score >= LARGEST_SCORE - 1:
        raise MarketError(field="parts", reason="too_large")
    posts, groups = read_quotas(market, quotas)
    scanner = Scanner(market)
    order = scanner.folded
    layers = Layers(
        order.seats, posts.reordered(order.vacancy_at), groups.reordered(order.laborer_at)
    )
    price, arcs = searched(scanner, params.is_stopped, progress)
    plan = planned(layers, arcs, progress)
    if plan is None:
        progress.report("quotas", 0, 1)
        reach = reach_over_all_pairs(scanner, layers, arcs, price)
        if reach.missing:
            return infeasible(scanner, layers, reach, price)
        arcs = reach.arcs
        plan = planned(layers, arcs, progress)
    standings = standings_from(
        scanner, layers, (arcs, plan), levels_of_prices(layers, price), progress
    )
    best = next(standings)
    progress.report("value", best.objective, best.bound)
    while not params.is_stopped() and (found := next(standings, None)):
        best = best.joined(found)
        progress.report("value", best.objective, best.bound)
    if params.seed is not None:
        progress.report("lots", 0, 1)
        best = replace(best, plan=drawn_among_equals(scanner, layers, best.plan, params.seed))
    return in_market_order(scanner, best)
