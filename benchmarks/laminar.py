"""Nested minima and maxima: the flow with layers, and the whole solve, against their plain kin."""

from collections.abc import Sequence
from statistics import median
from time import perf_counter, process_time

import numpy as np

from benchmarks.compare import Row, compare
from benchmarks.reference import reference_market
from benchmarks.reference_arcs import reference_arcs
from benchmarks.reference_classes import CITIES_PER_PROVINCE, PROVINCES
from benchmarks.timed import Timed
from matching.columns.arrays import Ints
from matching.pairs.market import Market
from matching.pairs.scanner import Scanner
from matching.solvers.all_pairs.search import first_arcs
from matching.solvers.all_pairs.solve import solve_market
from matching.solvers.flow import best_plan
from matching.solvers.laminar.errors import QuotaInnerMinimaError
from matching.solvers.laminar.feasibility import reach_over_all_pairs
from matching.solvers.laminar.layers import Layers, best_plan_under
from matching.solvers.laminar.quotas import Quota, Quotas
from matching.solvers.laminar.reading import read_quotas
from matching.solvers.laminar.solution import Infeasible, QuotaSolution
from matching.solvers.laminar.solve import solve_market_with_quotas
from matching.solvers.solution import NOBODY, Solution

SIZES = (10**4, 10**5)
WARM_LABORERS = 1000
"""Solved first, so that compiling is not timed."""
MAXIMUM, MINIMUM = 0.90, 1.05
"""Of the placements of the plan without quotas: at most in each destination province, at least in
each of some cities."""
MINIMA = 5
TURNS = 5
SLACK = 20_000
"""Pairs of the flows that are compared: within a fiftieth of the score's scale of the best."""
LENGTH = 16


def quotas_of(market: Market, plain: Solution) -> Quotas:
    """Caps every destination province, and raises the largest cities where that is possible.

    Parameters
    ----------
    market
        A reference market.
    plain
        Its optimum without quotas.
    """
    city = market.parts[1].tables[0].vacancy_class
    plan = plain.vacancy_of_laborer
    taken = np.bincount(plan[plan != NOBODY], minlength=market.vacancy_count)
    chosen = [
        Quota(f"province {at}", members, most=int(MAXIMUM * taken[members].sum()))
        for at in range(PROVINCES)
        if len(members := np.flatnonzero(city // CITIES_PER_PROVINCE == at))
    ]
    provinces = len(chosen)
    order = np.argsort(-np.bincount(city, taken), kind="stable")
    scanner = Scanner(market)
    for at in order.tolist():
        members = np.flatnonzero(city == at)
        least = int(np.ceil(MINIMUM * taken[members].sum()))
        if least > market.seats[members].sum():
            continue
        wished = (*chosen, Quota(f"city {at}", members, least=least))
        if _can_be_kept(scanner, plain, Quotas(wished)):
            chosen.append(wished[-1])
        if len(chosen) == provinces + MINIMA:
            break
    return Quotas(tuple(chosen))


def layers_of(scanner: Scanner, quotas: Quotas) -> Layers:
    """Puts quotas into the scanner's order.

    Parameters
    ----------
    scanner
        The market.
    quotas
        Its quotas.
    """
    order = scanner.folded
    posts, groups = read_quotas(scanner.market, quotas)
    return Layers(
        order.seats, posts.reordered(order.vacancy_at), groups.reordered(order.laborer_at)
    )


def _can_be_kept(scanner: Scanner, plain: Solution, quotas: Quotas) -> bool:
    price = plain.vacancy_price[scanner.folded.vacancy_at]
    nobody = np.full(scanner.folded.laborer_count, NOBODY)
    arcs = first_arcs(scanner, price, nobody)
    try:
        layers = layers_of(scanner, quotas)
    except QuotaInnerMinimaError:
        return False
    return not reach_over_all_pairs(scanner, layers, arcs, price).missing


def solve_plainly(laborers: int) -> Timed:
    """Times the solve without quotas.

    Parameters
    ----------
    laborers
        Size of the reference market.
    """
    solve_market(reference_market(WARM_LABORERS))
    market = reference_market(laborers)
    begun = perf_counter()
    solution = solve_market(market)
    return Timed(perf_counter() - begun, solution.objective, bound=solution.bound)


def solve_with_quotas(laborers: int) -> Timed:
    """Times the solve under quotas, to the proof.

    Parameters
    ----------
    laborers
        Size of the reference market.
    """
    _solved(reference_market(WARM_LABORERS))
    market = reference_market(laborers)
    quotas = quotas_of(market, solve_market(market))
    begun = perf_counter()
    solution = solve_market_with_quotas(market, quotas)
    seconds = perf_counter() - begun
    if isinstance(solution, Infeasible) or solution.objective != solution.bound:
        raise AssertionError(solution)
    return Timed(seconds, solution.objective, bound=solution.bound)


def _solved(market: Market) -> tuple[Quotas, QuotaSolution]:
    quotas = quotas_of(market, solve_market(market))
    solution = solve_market_with_quotas(market, quotas)
    if isinstance(solution, Infeasible):
        raise AssertionError(solution.colliding)
    return quotas, solution


def compare_flows(laborers: int) -> None:
    """Prints the flow with layers against the plain flow on the same arcs, in one process.

    Turns alternate, in processor time: the engine runs on one thread, and the machine may be busy.

    Parameters
    ----------
    laborers
        Size of the reference market.
    """
    market = reference_market(laborers)
    quotas, solution = _solved(market)
    scanner = Scanner(market)
    layers = layers_of(scanner, quotas)
    level = solution.vacancy_price + _summed(quotas, solution, market.vacancy_count)
    level = level[scanner.folded.vacancy_at]
    shift = int(level.min())
    floor = np.full(laborers, -SLACK - shift)
    arcs = scanner.arcs_above(level - shift, floor, LENGTH, SLACK)
    listed = (arcs.laborer, arcs.vacancy.astype(np.int64), arcs.score)
    plain_s, layered_s = [], []
    for _ in range(TURNS):
        begun = process_time()
        best_plan(laborers, layers.seats, *listed)
        plain_s.append(process_time() - begun)
        begun = process_time()
        if best_plan_under(layers, *listed) is None:
            raise AssertionError("the minima are not reached on the arcs compared")
        layered_s.append(process_time() - begun)
    ratio = median(one / other for one, other in zip(layered_s, plain_s, strict=True))
    print(
        f"  flow with layers {median(layered_s):.3f} s, plain {median(plain_s):.3f} s on "
        f"{len(arcs.score):,} arcs: {ratio:.2f} times (median of {TURNS} turns)",
        flush=True,
    )


def _summed(quotas: Quotas, solution: QuotaSolution, vacancies: int) -> Ints:
    total = np.zeros(vacancies, np.int64)
    pairs = zip(quotas.vacancy_sets, solution.vacancy_multiplier.tolist(), strict=True)
    for quota, multiplier in pairs:
        total[quota.members] += multiplier
    return total


ROWS = (
    Row("plain solve over all pairs", solve_plainly),
    Row("under 12 maxima and 5 minima", solve_with_quotas),
)


def run(sizes: Sequence[int]) -> None:
    """Prints both solves and both flows of each size; the score given up for the quotas is lost.

    Parameters
    ----------
    sizes
        Numbers of laborers; the usual ones if empty.
    """
    for laborers in sizes or SIZES:
        compare(ROWS, laborers, reference_arcs(laborers).optimum)
        compare_flows(laborers)
