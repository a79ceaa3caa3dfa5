"""Shortage, prices, money, envy and questions of a sample round, against B1, one full solve."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from statistics import median
from time import perf_counter
from typing import TypeVar

import numpy as np

from benchmarks.reference import reference_market
from benchmarks.sample_round import KEYS
from benchmarks.why import sample_columns
from matching.columns.market_data import MarketData
from matching.explain.board import price_board
from matching.explain.board_forecast import Forecaster, forecaster
from matching.explain.board_trainees import best_trainees
from matching.explain.board_training import trainings_wanted
from matching.explain.envy import envy_of
from matching.explain.envy_price import prices_of_demands
from matching.explain.envy_ranking import OWN_PARTS, ranking_by
from matching.explain.portfolio import best_portfolio
from matching.explain.portfolio_packages import Package, PackageTrials, Seats
from matching.explain.shortage import shortage_of
from matching.explain.worth_asking import ask_first
from matching.market.declared import market_of
from matching.market.weights import DEFAULT_WEIGHTS
from matching.pairs.market import Market
from matching.solvers.all_pairs.solve import MarketParams, solve_market
from matching.solvers.repair.plan import Plan
from matching.solvers.repair.start import standing_plan
from matching.solvers.solution import Solution
from matching.solvers.witness import largest_placement
from models.encryption import install_keyring
from offices.sample.sizes import COUNTY, SIZES

LOWEST = MarketParams(is_lowest=True)

REPEATS = 3

SCENARIOS = 12
"""Random further seats that are forecast and solved anew."""

LINES_TRIED = 200
"""Lines whose price is held against a solve with one more seat."""

COURSES, COACHES, CLASS, COACH_SEATS = 8, 8, 30, 45
COST_FEN = 100_000
"""A place in a course, or on a coach; made up."""

BUDGETS = (30, 80, 150)
"""In courses' places."""

REFERENCE = 20_000

Told = TypeVar("Told")


def run(sizes: Sequence[int]) -> None:
    """Prints seconds and shares of B1; prices and forecasts are held against full solves.

    Parameters
    ----------
    sizes
        People on the registers of samples; the county if empty.
    """
    install_keyring(KEYS)
    for people in sizes or [COUNTY.register_people]:
        size = next(one for one in SIZES.values() if one.register_people == people)
        data = sample_columns(size)
        market = market_of(data, DEFAULT_WEIGHTS)
        solution, solve_s = _solved(size.name, market)
        _forecasts(market, solution, solve_s)
        _questions(data, market, solution, solve_s)
    market = reference_market(REFERENCE)
    solution, solve_s = _solved("reference", market)
    _forecasts(market, solution, solve_s)
    _prices_tried(market, solution)


def _solved(name: str, market: Market) -> tuple[Solution, float]:
    solve_s, solution = _median_of(lambda: solve_market(market, LOWEST))
    print(
        f"{name}: {market.laborer_count:,} people, {market.vacancy_count:,} lines, "
        f"{int((solution.vacancy_price > 0).sum()):,} with a price; B1 {solve_s:.2f} s",
        flush=True,
    )
    return solution, solve_s


def _forecasts(market: Market, solution: Solution, solve_s: float) -> None:
    told = _row("forecaster, 5 % on each line", solve_s, lambda: forecaster(market, solution))
    rng, off, linear_off, tried = np.random.default_rng(1), [], [], 0
    for _ in range(SCENARIOS):
        share = rng.random()
        further = np.where(rng.random(len(told.reach)) < share, rng.integers(0, told.reach + 1), 0)
        linear = int(solution.vacancy_price @ further)
        gain = _gain(market, solution, further)
        found = told.forecast(further)
        if not found.least <= gain <= found.most or told.tried(further) != gain:
            raise AssertionError(gain)
        tried += found.is_tried
        off.append(abs(found.expected - gain) / gain)
        linear_off.append(abs(linear - gain) / gain)
    whole = told.reach
    _row("one forecast", solve_s, lambda: told.forecast(whole))
    _row(f"the same tried, {int(whole.sum()):,} seats", solve_s, lambda: told.tried(whole))
    print(
        f"  {SCENARIOS} scenarios solved anew: forecasts at most {max(off):.3%} off, "
        f"price times seats {max(linear_off):.3%}; {tried} tried; bounds held",
        flush=True,
    )
    _single_lines(told, solution)


def _single_lines(told: Forecaster, solution: Solution) -> None:
    """States what price times seats would say of 5 % more seats on one line alone."""
    lines = np.flatnonzero(told.reach)
    alone = told.own[told.start[lines] + told.reach[lines]]
    linear = solution.vacancy_price[lines] * told.reach[lines]
    off = np.abs(linear - alone) / np.maximum(alone, 1)
    print(
        f"  {len(lines):,} lines alone: forecasts exact; price times seats more than 10 % off "
        f"on {int((off > 0.1).sum())}, at most {off.max(initial=0):.0%}",
        flush=True,
    )


def _prices_tried(market: Market, solution: Solution) -> None:
    """Holds lowest prices against full solves with one more seat."""
    lines = np.flatnonzero(solution.vacancy_price)[:LINES_TRIED]
    for line in lines.tolist():
        further = np.zeros_like(market.seats)
        further[line] = 1
        if _gain(market, solution, further) != solution.vacancy_price[line]:
            raise AssertionError(line)
    print(f"  {len(lines)} lines: one more seat brings exactly the lowest price", flush=True)


def _gain(market: Market, solution: Solution, further: np.ndarray) -> int:
    changed = replace(market, seats=market.seats + further)
    params = MarketParams(start_prices=solution.vacancy_price)
    return solve_market(changed, params).objective - solution.objective


def _questions(data: MarketData, market: Market, solution: Solution, solve_s: float) -> None:
    _row("most who can be placed", solve_s, lambda: largest_placement(market))
    told = _row("shortage told", solve_s, lambda: shortage_of(data, market))
    print(f"    {told.placed:,} of {told.people:,} can be placed; short: {list(told.deficits)}")
    _row("price board", solve_s, lambda: price_board(data, solution))
    plan = _row("plan laid out for trials", solve_s, lambda: standing_plan(market, solution))
    packages = _packages(data, market, plan, solution, solve_s)
    trials = PackageTrials(data, market, plan, packages)
    for places in BUDGETS:
        name = f"best of {len(packages)} packages, budget {places}"
        found = _row(name, solve_s, lambda places=places: best_portfolio(trials, places * COST_FEN))
        print(f"    {len(found.chosen)} chosen after {found.trials} trials, best: {found.is_best}")
    for name, ranking in (("score", market), ("own wishes", ranking_by(market, OWN_PARTS))):
        _envy(market, ranking, solution, name, solve_s)
    asked = _row("ask first, 20 of each kind", solve_s, lambda: ask_first(data, market, plan))
    print(f"    proven: {asked.is_proven}", flush=True)


def _envy(market: Market, ranking: Market, solution: Solution, name: str, solve_s: float) -> None:
    plan = solution.vacancy_of_laborer
    report = _row(f"envy by {name}", solve_s, lambda: envy_of(market, ranking, plan))
    prices = _row(
        f"a stable plan by {name}",
        solve_s,
        lambda: prices_of_demands(market, ranking, solution),
    )
    print(
        f"    {report.blocking_pairs:,} blocking pairs, {report.envious_pairs:,} of envy; the "
        f"stable plan built loses {prices[0].loss / solution.objective:.2%}, every stable plan "
        f"{prices[0].least_loss / solution.objective:.2%} at least",
        flush=True,
    )


def _packages(
    data: MarketData, market: Market, plan: Plan, solution: Solution, solve_s: float
) -> list[Package]:
    """Makes courses for people nobody else teaches, and coaches to the places wanted most."""
    is_left, packages = np.ones(market.laborer_count, np.bool_), []
    for at, training in enumerate(trainings_wanted(data, solution.vacancy_price)[:COURSES]):
        found = best_trainees(data, market, plan, training, CLASS, is_left)
        is_left[found.people] = False
        people = tuple(found.people.tolist())
        packages.append(Package(f"course-{at}", len(people) * COST_FEN, (), people, training))
    wanted = trainings_wanted(data, solution.vacancy_price)[0]
    _row(f"a course for {CLASS}", solve_s, lambda: best_trainees(data, market, plan, wanted, CLASS))
    lines = np.flatnonzero(solution.vacancy_price)
    places, counts = np.unique(data.vacancies.place[lines], return_counts=True)
    for place in places[np.argsort(-counts, kind="stable")][:COACHES].tolist():
        pool = tuple(lines[data.vacancies.place[lines] == place].tolist())
        cost = COACH_SEATS * COST_FEN // 2
        packages.append(Package(f"coach-{place}", cost, (Seats(pool, COACH_SEATS),)))
    return packages


def _row(name: str, solve_s: float, work: Callable[[], Told]) -> Told:
    seconds, told = _median_of(work)
    print(f"  {name:36s} {seconds:8.3f} s {seconds / solve_s:8.3f} B1", flush=True)
    return told


def _median_of(work: Callable[[], Told]) -> tuple[float, Told]:
    """Runs once to compile, and then some times."""
    told, runs = work(), []
    for _ in range(REPEATS):
        begun = perf_counter()
        told = work()
        runs.append(perf_counter() - begun)
    return median(runs), told
