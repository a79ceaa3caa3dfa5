"""The independent check of a plan and its proof over all pairs of a market.

Pairs are evaluated in plain numpy from the declarations; neither the compiled scan nor a solver is
asked, unless the caller hands in a faster evaluation.
"""

from collections.abc import Callable

import numpy as np

from matching.columns.arrays import Ints
from matching.pairs.market import Market
from matching.pairs.plain import FORBIDDEN, scores_of_pairs
from matching.solvers.all_pairs.plain_nets import plain_best_nets
from matching.solvers.integers import exact_dot, exact_sum
from matching.solvers.solution import NOBODY, Solution
from matching.solvers.verify import CLIP, Finding, Verification, checked_claims, column, first_wrong

BestNets = Callable[[Market, Ints], Ints]
"""Gives max over all feasible j of (s_ij - p_j) of each laborer, far below 0 if none is."""


def verify_market(
    market: Market, solution: Solution, best_nets: BestNets = plain_best_nets
) -> Verification:
    """Checks a plan, its prices and surpluses over all feasible pairs, and every figure claimed.

    A plan whose bound is valid but above its objective passes without findings and is not optimal,
    unless it claims to be.

    Parameters
    ----------
    market
        The market that the solution claims to solve.
    solution
        Any solution, whatever it holds.
    best_nets
        How each laborer's best net value is found, given the market and prices from 0 to 2^61. The
        plain way takes time in all pairs that the market's widest table leaves open.
    """
    value, plan_findings = _plan_value(market, solution)
    dual_value, dual_findings = _dual_value(market, solution, best_nets)
    claim_findings = checked_claims(solution, value, dual_value)
    findings = (*plan_findings, *dual_findings, *claim_findings)
    return Verification(
        is_feasible=not plan_findings,
        is_optimal=not findings and value is not None and value == dual_value,
        findings=findings,
    )


def _plan_value(market: Market, solution: Solution) -> tuple[int | None, list[Finding]]:
    plan = column("plan", solution.vacancy_of_laborer, market.laborer_count)
    if isinstance(plan, Finding):
        return None, [plan]
    outside = first_wrong("vacancy_out_of_range", (plan < NOBODY) | (plan >= market.vacancy_count))
    if outside:
        return None, outside
    placed = np.flatnonzero(plan != NOBODY)
    score = np.zeros(market.laborer_count, np.int64)
    score[placed] = scores_of_pairs(market, placed, plan[placed])
    taken = np.bincount(plan[placed], minlength=market.vacancy_count)
    findings = [
        *first_wrong("pair_forbidden", score == FORBIDDEN),
        *first_wrong("seats_exceeded", taken > market.seats),
    ]
    return exact_sum(np.maximum(score, 0)), findings


def _dual_value(
    market: Market, solution: Solution, best_nets: BestNets
) -> tuple[int | None, list[Finding]]:
    price = column("price", solution.vacancy_price, market.vacancy_count)
    surplus = column("surplus", solution.laborer_surplus, market.laborer_count)
    if isinstance(price, Finding) or isinstance(surplus, Finding):
        return None, [found for found in (price, surplus) if isinstance(found, Finding)]
    # A negative price is found as such; at 0 its vacancy asks for no more than it does.
    needed = best_nets(market, np.clip(price, 0, CLIP))
    findings = [
        *first_wrong("price_negative", price < 0),
        *first_wrong("surplus_negative", surplus < 0),
        *first_wrong("surplus_too_small", np.maximum(surplus, 0) < needed),
    ]
    return exact_sum(surplus) + exact_dot(market.seats, price), findings
