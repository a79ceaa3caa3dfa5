"""The solve under groups, batches and quotas, against B1, the plain solve of the market."""

from collections.abc import Sequence
from time import perf_counter

import numpy as np

from benchmarks.joint_market import JointCase, joint_case
from matching.solvers.all_pairs.solve import solve_market
from matching.solvers.joint.solve import JointParams, solve_jointly
from matching.solvers.joint.verify import broken_promises

SIZES = {300: 60, 20_000: 1_500, 100_000: 5_000}
"""Vacancies by laborers."""

ENOUGH = {300: 0.0, 20_000: 0.0005, 100_000: 0.002}
"""The search ends once no greater share of the bound is missing."""

WARM = (200, 40)


def run(sizes: Sequence[int]) -> None:
    """Prints seconds, the ratio to B1, the gap over all pairs and what the rules cost.

    Parameters
    ----------
    sizes
        Laborers of ``SIZES``; all if empty.

    Raises
    ------
    AssertionError
        If a plan breaks a rule.
    """
    _timed(joint_case(*WARM), 0.0)
    for laborers in sizes or SIZES:
        case = joint_case(laborers, SIZES[laborers])
        begun = perf_counter()
        solve_market(case.problem.market)
        plain_s = perf_counter() - begun
        print(f"{laborers:,} laborers x {SIZES[laborers]:,} vacancies: {_shape(case)}")
        _timed(case, ENOUGH[laborers], plain_s)


def _shape(case: JointCase) -> str:
    problem = case.problem
    grouped = int((problem.groups.of_laborer >= 0).sum())
    return (
        f"{len(problem.groups)} groups of {grouped} people, {len(problem.lots)} batches, "
        f"{len(problem.families[0])} quotas"
    )


def _timed(case: JointCase, enough: float, plain_s: float | None = None) -> None:
    begun = perf_counter()
    found = solve_jointly(case.problem, JointParams(enough=enough))
    seconds = perf_counter() - begun
    broken = broken_promises(case.problem, found)
    if broken:
        raise AssertionError(broken)
    if plain_s is None:
        return
    cost = 1 - found.objective / case.plain.objective
    placed = int(np.count_nonzero(found.vacancy_of_laborer >= 0))
    print(
        f"  {seconds:.1f} s = {seconds / plain_s:.1f} B1 (B1 {plain_s:.2f} s); "
        f"gap {found.gap:.5%} of {found.bound:,}; rules cost {cost:.2%}; {placed:,} placed; "
        f"broken rules {len(broken)}"
    )
