"""Changes to a proven plan, one at a time and 1 % at once, against B0."""

from collections.abc import Sequence
from statistics import median
from time import perf_counter

import numpy as np

from benchmarks.changed_pairs import ChangedPairs
from benchmarks.drawn_changes import KINDS, draw_and_apply
from benchmarks.flow_jobs import flow_on_priced
from benchmarks.reference import reference_market
from benchmarks.reference_arcs import feasible_arcs
from benchmarks.timed import measured
from matching.pairs.market import Market
from matching.solvers.all_pairs.solve import solve_market
from matching.solvers.repair.changes import Change, Reject
from matching.solvers.repair.keeping import frontier_after
from matching.solvers.repair.plan import Plan
from matching.solvers.repair.renewal import LARGEST_SHARE, apply_all
from matching.solvers.repair.start import standing_plan
from matching.solvers.solution import NOBODY, Solution

SIZES = (10**4, 10**5)
WARM_LABORERS = 1000
"""Changed first, so that compiling is not timed."""
CHANGES_OF_A_KIND = 100
RANDOM_CHANGES = 1000
MOST_RESOLVED = 10**4
"""Up to so many laborers everything is also solved anew after every random change. Above, proof is
enough: prices that reach the plan's value over every feasible pair show what a full solve finds."""
BATCH_SHARE = 0.01
REPEATS = 3
BONUSES = (3000, 10_000)


def run(sizes: Sequence[int]) -> None:
    """Prints seconds and ratios to B0; every plan must be proven.

    Parameters
    ----------
    sizes
        Numbers of laborers; the usual ones if empty.
    """
    _warm_up()
    for laborers in sizes or SIZES:
        market = reference_market(laborers)
        solution = solve_market(market)
        flow_s = measured(flow_on_priced, laborers).timed.seconds
        print(f"{laborers:,} laborers; B0 {flow_s:.3f} s, a 200th of it {flow_s * 5:.2f} ms")
        _print_kinds(market, solution, flow_s)
        _print_batch(market, solution, flow_s)
        _print_keeping(market, solution)
        proven = _proven_changes(market, solution)
        print(f"  {RANDOM_CHANGES} random changes, proven after {proven} of them", flush=True)


def _warm_up() -> None:
    market = reference_market(WARM_LABORERS)
    solution = solve_market(market)
    plan, rng = standing_plan(market, solution), np.random.default_rng(1)
    for draw in KINDS.values():
        draw_and_apply(rng, plan, draw)
    apply_all(plan, _rejections(solution), largest_share=0)


def _print_kinds(market: Market, solution: Solution, flow_s: float) -> None:
    print(f"  {'one change':24s} {'median ms':>10s} {'90 % ms':>8s} {'of B0':>9s}")
    for name, draw in KINDS.items():
        plan, rng = standing_plan(market, solution), np.random.default_rng(1)
        for _ in range(CHANGES_OF_A_KIND if name == "unpin" else 0):
            draw_and_apply(rng, plan, KINDS["pin"])
        seconds = [draw_and_apply(rng, plan, draw)[1] for _ in range(CHANGES_OF_A_KIND)]
        middle, late = median(seconds), float(np.quantile(seconds, 0.9))
        ratio = f"1/{flow_s / middle:.0f}"
        print(f"  {name:24s} {middle * 1e3:10.2f} {late * 1e3:8.2f} {ratio:>9s}", flush=True)


def _print_batch(market: Market, solution: Solution, flow_s: float) -> None:
    changes = _rejections(solution)
    begins, batches, solves, values = [], [], [], set()
    for _ in range(REPEATS):
        plan, begin_s = _begun(market, solution)
        begins.append(begin_s)
        batches.append(_seconds_of(plan, changes, LARGEST_SHARE))
        values.add(plan.value)
        plan, _ = _begun(market, solution)
        solves.append(_seconds_of(plan, changes, 0))
        values.add(plan.value)
    if len(values) > 1:
        raise AssertionError(values)
    rows = (
        ("plan laid out", begins),
        (f"{len(changes):,} rejections at once", batches),
        ("the same by a full solve", solves),
    )
    for name, seconds in rows:
        print(f"  {name:30s} {median(seconds):8.3f} s {median(seconds) / flow_s:8.2f} B0")


def _print_keeping(market: Market, solution: Solution) -> None:
    def start(bonus: int) -> Plan:
        return standing_plan(market, solution, keep_bonus=bonus)

    people = market.laborer_count
    for point in frontier_after(start, _rejections(solution), (0, *BONUSES)):
        print(
            f"  bonus {point.bonus:6d}: others moved {point.moved / people:.3%}, "
            f"score lost {point.lost / solution.objective:.4%}"
        )


def _proven_changes(market: Market, solution: Solution) -> int:
    """Makes random changes of all kinds and holds each to proof, or also against a full solve."""
    people = market.laborer_count
    plan, rng = standing_plan(market, solution), np.random.default_rng(2)
    truth, draws = ChangedPairs(people, market.seats, feasible_arcs(people)), list(KINDS.values())
    proven = 0
    for done in range(1, RANDOM_CHANGES + 1):
        change, _ = draw_and_apply(rng, plan, draws[int(rng.integers(len(draws)))])
        truth.note(change)
        if people <= MOST_RESOLVED and truth.full_value() != plan.value:
            raise AssertionError(f"change {done}: {change}")
        truth.check(plan)
        proven += 1
    return proven


def _rejections(solution: Solution) -> list[Change]:
    held = np.flatnonzero(solution.vacancy_of_laborer != NOBODY)
    count = max(1, int(BATCH_SHARE * len(solution.vacancy_of_laborer)))
    chosen = np.random.default_rng(3).choice(held, count, replace=False)
    return [Reject(laborer) for laborer in chosen.tolist()]


def _begun(market: Market, solution: Solution) -> tuple[Plan, float]:
    begun = perf_counter()
    plan = standing_plan(market, solution)
    return plan, perf_counter() - begun


def _seconds_of(plan: Plan, changes: list[Change], largest_share: float) -> float:
    begun = perf_counter()
    apply_all(plan, changes, largest_share=largest_share)
    return perf_counter() - begun
