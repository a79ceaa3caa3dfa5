"""Every solver over all pairs finds the optimum where scores are looked up, on every folding."""

from dataclasses import replace

import numpy as np
import pytest

from matching.pairs.folded import folded
from matching.pairs.market import Market
from matching.pairs.plain import FORBIDDEN
from matching.pairs.scanner import Scanner
from matching.solvers.all_pairs.near import near_pairs
from matching.solvers.all_pairs.solve import solve_market
from matching.solvers.all_pairs.tiered import solve_market_in_tiers
from matching.solvers.all_pairs.tiered_verify import verify_market_in_tiers
from matching.solvers.all_pairs.verify import verify_market
from matching.solvers.joint.problem import JointProblem
from matching.solvers.joint.solve import JointParams, solve_jointly
from matching.solvers.joint.verify import broken_promises
from matching.solvers.laminar.quotas import Quotas
from matching.solvers.laminar.solution import Infeasible
from matching.solvers.laminar.solve import solve_market_with_quotas
from matching.solvers.laminar.verify import verify_quota_solution
from matching.solvers.repair.lines import LineScores
from matching.solvers.several.market_goals import MarketGoals
from tests.matching.pairs.pair_markets import Shape, all_scores, drawn_market, folded_by
from tests.matching.solvers.all_pairs.market_cases import listed_problem, scipy_optimum
from tests.matching.solvers.joint.joint_cases import best_by_trying, drawn_problem
from tests.matching.solvers.laminar.quota_cases import (
    brute_force,
    drawn_sets,
    without_inner_collisions,
)
from tests.matching.solvers.tiers.tier_cases import best_by_force

SHAPE = Shape(parts=3, rules=1, lookups=0.8)
WAYS = ("no_rows", "few_rows", "spread_gathered")
"""Read by the index with lifts in blocks, or with codes of groups; or spread into a table."""

ways = pytest.mark.parametrize("way", WAYS)
seeds = pytest.mark.parametrize("seed", range(8))


def drawn(seed: int, laborers: int, vacancies: int) -> Market:
    """Draws a market of which most figures are looked up."""
    return drawn_market(np.random.default_rng(seed), laborers, vacancies, SHAPE)


def test_the_ways_are_different() -> None:
    """Some of the markets are read by index with lifts and some with codes; spread ones never."""
    met = {way: [0, 0] for way in WAYS}
    for way in WAYS:
        for seed in range(8):
            with folded_by(way):
                curve = folded(drawn(seed, 40, 30)).curve
            met[way][0] += len(curve.lifts.start) > 0
            met[way][1] += len(curve.figures) > 0 and len(curve.codes) > 1
    assert met["spread_gathered"] == [0, 0]
    assert met["no_rows"][0] >= 3
    assert met["few_rows"][1] >= 1


@ways
@seeds
def test_the_optimum_and_its_proof(way: str, seed: int) -> None:
    """The value is scipy's, the plain check accepts it, and refuses what is a point off."""
    market = drawn(seed, 40, 30)
    with folded_by(way):
        solution = solve_market(market)
    assert solution.objective == scipy_optimum(market)
    assert verify_market(market, solution).is_optimal
    paid = np.flatnonzero(solution.laborer_surplus)
    if len(paid):
        surplus = solution.laborer_surplus.copy()
        surplus[paid[0]] -= 1
        lower = replace(solution, laborer_surplus=surplus, bound=solution.bound - 1)
        assert not verify_market(market, lower).is_optimal


@ways
@seeds
def test_priorities(way: str, seed: int) -> None:
    """Households and people first, and then the score."""
    market = drawn(seed, 5, 4)
    home = np.random.default_rng(seed).integers(-1, 3, 5)
    market = replace(market, household_of_laborer=home)
    with folded_by(way):
        solution = solve_market_in_tiers(market)
    assert verify_market_in_tiers(market, solution).is_optimal
    assert solution.tier_values == best_by_force(listed_problem(market), home.tolist())


@ways
@seeds
def test_quotas(way: str, seed: int) -> None:
    """Nested minima and maxima."""
    market, rng = drawn(seed, 5, 4), np.random.default_rng(seed)
    heads = np.minimum(market.seats, 5)
    nested = drawn_sets(rng, 4, heads, "v", 0.5), drawn_sets(rng, 5, np.ones(5), "l", 0.5)
    quotas = without_inner_collisions(Quotas(*nested))
    with folded_by(way):
        found = solve_market_with_quotas(market, quotas)
    best = brute_force(market, quotas)
    if isinstance(found, Infeasible):
        assert best is None
        return
    assert verify_quota_solution(market, quotas, found).is_optimal
    assert found.objective == best


@ways
@seeds
def test_joint_rules(way: str, seed: int) -> None:
    """Groups, rows and lots."""
    problem: JointProblem = replace(drawn_problem(seed, has_fixed=False), market=drawn(seed, 5, 4))
    best = best_by_trying(problem)
    with folded_by(way):
        if best is not None:
            solution = solve_jointly(problem, JointParams())
            assert broken_promises(problem, solution) == ()
            assert solution.objective == solution.bound == best


@ways
@seeds
def test_two_goals(way: str, seed: int) -> None:
    """A weighted sum of two sets of parts."""
    goals = MarketGoals(drawn(seed, 20, 15), drawn(seed + 100, 20, 15).parts)
    weights = (3, 2)
    assert goals.fits(weights)
    with folded_by(way):
        point = goals.best(weights)
    assert 3 * point.first + 2 * point.second == scipy_optimum(goals.weighted(weights))


@seeds
def test_lines(seed: int) -> None:
    """A row and a column read fast are those of the declarations."""
    market = drawn(seed, 12, 9)
    lines, scores = LineScores(market), all_scores(market)
    for laborer in range(12):
        np.testing.assert_array_equal(lines.row(laborer), scores[laborer])
    for vacancy in range(9):
        np.testing.assert_array_equal(lines.column(vacancy), scores[:, vacancy])


@ways
@seeds
def test_pairs_near_the_proof(way: str, seed: int) -> None:
    """A repair begins with every pair of a slack within its margin."""
    market, margin = drawn(seed, 40, 30), 20_000
    with folded_by(way):
        solution = solve_market(market)
        found = near_pairs(Scanner(market), solution, margin)
    scores = all_scores(market)
    slack = solution.laborer_surplus[:, None] + solution.vacancy_price[None, :] - scores
    wanted = np.argwhere((scores != FORBIDDEN) & (slack < found.complete_to)).tolist()
    listed = np.stack([found.problem.arc_laborer, found.problem.arc_vacancy], axis=1).tolist()
    assert found.complete_to == margin + 1
    assert {tuple(pair) for pair in wanted} <= {tuple(pair) for pair in listed}
