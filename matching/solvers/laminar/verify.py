"""The independent check of a plan under quotas and its proof over all pairs.

Sets are read member by member as they were stated, whether they nest or not; pairs are evaluated
in plain numpy from the declarations. Neither the solver nor its flow nor compiled code is asked,
unless the caller hands in a faster evaluation.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from matching.columns.arrays import Ints
from matching.pairs.market import Market
from matching.pairs.plain import FORBIDDEN, scores_of_pairs
from matching.solvers.all_pairs.plain_nets import plain_best_nets
from matching.solvers.all_pairs.verify import BestNets
from matching.solvers.integers import exact_dot, exact_sum
from matching.solvers.laminar.quotas import Quota, Quotas
from matching.solvers.laminar.solution import QuotaSolution
from matching.solvers.solution import NOBODY, Solution
from matching.solvers.verify import CLIP, Finding, Verification, checked_claims, column, first_wrong

LARGEST = 2**58
"""No price, and no sum of multipliers, above this is believed: sums stay within 64 bits."""


@dataclass(frozen=True, slots=True, eq=False)
class _Multipliers:
    """Multipliers by quota, and added up over the sets of each vacancy and each laborer."""

    of_quota: Ints
    of_vacancy: Ints
    of_laborer: Ints


def verify_quota_solution(
    market: Market,
    quotas: Quotas,
    solution: QuotaSolution,
    best_nets: BestNets = plain_best_nets,
) -> Verification:
    """Checks a plan, every quota, all prices and multipliers, and every figure claimed.

    A plan whose bound is valid but above its objective passes without findings and is not optimal,
    unless it claims to be.

    Parameters
    ----------
    market
        The market that the solution claims to solve.
    quotas
        Quotas with members within the market.
    solution
        Any solution, whatever it holds.
    best_nets
        As in `verify_market`; asked with prices from 0 to 2^60.
    """
    value, plan_findings = _plan_value(market, quotas, solution)
    dual_value, dual_findings = _dual_value(market, quotas, solution, best_nets)
    claims = Solution(
        vacancy_of_laborer=solution.vacancy_of_laborer,
        objective=solution.objective,
        bound=solution.bound,
        status=solution.status,
        vacancy_price=solution.vacancy_price,
        laborer_surplus=solution.laborer_surplus,
    )
    findings = (*plan_findings, *dual_findings, *checked_claims(claims, value, dual_value))
    return Verification(
        is_feasible=not plan_findings,
        is_optimal=not findings and value is not None and value == dual_value,
        findings=findings,
    )


def _plan_value(
    market: Market, quotas: Quotas, solution: QuotaSolution
) -> tuple[int | None, list[Finding]]:
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
    counts = [
        *(int(taken[quota.members].sum()) for quota in quotas.vacancy_sets),
        *(int(np.count_nonzero(plan[quota.members] != NOBODY)) for quota in quotas.laborer_sets),
    ]
    findings = [
        *first_wrong("pair_forbidden", score == FORBIDDEN),
        *first_wrong("seats_exceeded", taken > market.seats),
        *first_wrong("minimum_missed", _array(counts) < _array([q.least for q in quotas.all])),
        *first_wrong("maximum_exceeded", _array(counts) > _most(quotas.all, counts)),
    ]
    return exact_sum(np.maximum(score, 0)), findings


def _dual_value(
    market: Market, quotas: Quotas, solution: QuotaSolution, best_nets: BestNets
) -> tuple[int | None, list[Finding]]:
    price = column("price", solution.vacancy_price, market.vacancy_count)
    surplus = column("surplus", solution.laborer_surplus, market.laborer_count)
    multipliers = _multipliers(market, quotas, solution)
    if (
        isinstance(price, Finding)
        or isinstance(surplus, Finding)
        or isinstance(multipliers, Finding)
    ):
        read = (price, surplus, multipliers)
        return None, [found for found in read if isinstance(found, Finding)]
    findings = [
        *first_wrong("price_negative", price < 0),
        *first_wrong("price_too_large", price > LARGEST),
        *first_wrong("surplus_negative", surplus < 0),
    ]
    level = np.clip(price, 0, LARGEST) + multipliers.of_vacancy
    shift = int(level.min(initial=0))
    needed = best_nets(market, level - shift) - shift - multipliers.of_laborer
    findings += first_wrong("surplus_too_small", np.clip(surplus, 0, CLIP) < needed)
    seats = exact_sum(surplus) + exact_dot(market.seats, price)
    above, below = np.maximum(multipliers.of_quota, 0), np.minimum(multipliers.of_quota, 0)
    most = _most(quotas.all, [0] * len(quotas.all))
    least = _array([quota.least for quota in quotas.all])
    return seats + exact_dot(most, above) + exact_dot(least, below), findings


def _multipliers(market: Market, quotas: Quotas, solution: QuotaSolution) -> _Multipliers | Finding:
    posts = column("vacancy_multiplier", solution.vacancy_multiplier, len(quotas.vacancy_sets))
    groups = column("laborer_multiplier", solution.laborer_multiplier, len(quotas.laborer_sets))
    for read in (posts, groups):
        if isinstance(read, Finding):
            return read
    both = np.concatenate([posts, groups]).astype(np.int64)
    if sum(abs(value) for value in both.tolist()) > LARGEST:
        return Finding("multiplier_too_large")
    has_no_most = np.array([quota.most is None for quota in quotas.all], np.bool_)
    unbounded = first_wrong("multiplier_without_maximum", has_no_most & (both > 0))
    if unbounded:
        return unbounded[0]
    count = len(quotas.vacancy_sets)
    return _Multipliers(
        both,
        _summed(quotas.vacancy_sets, both[:count], market.vacancy_count),
        _summed(quotas.laborer_sets, both[count:], market.laborer_count),
    )


def _summed(quotas: Sequence[Quota], multiplier: Ints, members: int) -> Ints:
    total = np.zeros(members, np.int64)
    for quota, value in zip(quotas, multiplier.tolist(), strict=True):
        total[quota.members] += value
    return total


def _most(quotas: Sequence[Quota], otherwise: Sequence[int]) -> Ints:
    """Gives maxima, and another figure where there is none."""
    pairs = zip(quotas, otherwise, strict=True)
    return _array([other if quota.most is None else quota.most for quota, other in pairs])


def _array(values: Sequence[int]) -> Ints:
    return np.array(values, np.int64)
