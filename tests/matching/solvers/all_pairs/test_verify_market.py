"""The check over all pairs rejects every kind of false claim, with the plain evaluation alone."""

import subprocess
import sys
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from matching.pairs.forms import ClassTable, Threshold
from matching.pairs.market import Market, PartColumns, RuleColumns
from matching.pairs.plain import FORBIDDEN
from matching.pairs.scanner import Scanner
from matching.solvers.all_pairs import plain_nets
from matching.solvers.all_pairs.plain_nets import plain_best_nets
from matching.solvers.all_pairs.solve import solve_market
from matching.solvers.all_pairs.verify import verify_market
from matching.solvers.solution import NOBODY, Solution, Status
from matching.solvers.solve import solve
from matching.solvers.verify import verify
from tests.matching.pairs.pair_markets import NONE, Shape, all_nets, all_scores, drawn_market
from tests.matching.solvers.all_pairs.market_cases import (
    brute_force,
    dense_market,
    listed_problem,
    tiny_markets,
)

MUTATIONS = settings(max_examples=60, deadline=None)


def codes(market: Market, solution: Solution) -> list[str]:
    """Checks that nothing is called optimal and returns what was found."""
    verification = verify_market(market, solution)
    assert not verification.is_optimal
    return [finding.code for finding in verification.findings]


def changed(array: np.ndarray, index: int, value: int) -> np.ndarray:
    """Copies an array with one entry changed."""
    copy = array.copy()
    copy[index] = value
    return copy


def plan_value(market: Market, plan: np.ndarray) -> int:
    """Adds up a plan's scores, forbidden pairs as 0."""
    scores = np.maximum(all_scores(market), 0)
    return sum(int(scores[i, j]) for i, j in enumerate(plan.tolist()) if j != NOBODY)


def with_plan(market: Market, solution: Solution, plan: np.ndarray) -> Solution:
    """Puts another plan in, with its true value and with optimality claimed."""
    return replace(solution, vacancy_of_laborer=plan, objective=plan_value(market, plan))


@pytest.mark.parametrize("block_pairs", [1, 7, 2**20])
@given(tiny_markets(), st.integers(0, 2**32 - 1))
@settings(max_examples=60, deadline=None)
def test_plain_nets_equal_all_pairs(block_pairs: int, market: Market, seed: int) -> None:
    """Groups and blocks of any size leave no feasible pair out."""
    price = np.random.default_rng(seed).integers(0, market.top_score + 2, market.vacancy_count)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(plain_nets, "BLOCK_PAIRS", block_pairs)
        found = plain_best_nets(market, price)
    np.testing.assert_array_equal(found, all_nets(market, price).max(axis=1, initial=NONE))


@given(tiny_markets())
@MUTATIONS
def test_agrees_with_the_check_on_listed_pairs(market: Market) -> None:
    """With every pair listed, both checks accept a solve over all pairs and one on the list."""
    problem = listed_problem(market)
    for solution in (solve_market(market), solve(problem)):
        assert verify_market(market, solution) == verify(problem, solution)
        assert verify_market(market, solution).is_optimal


@given(tiny_markets(least=1), st.integers(0, 2**32 - 1))
@MUTATIONS
def test_every_plan_below_the_optimum_is_rejected(market: Market, seed: int) -> None:
    """Any feasible plan is called optimal if and only if it is worth the optimum."""
    solution, rng = solve_market(market), np.random.default_rng(seed)
    optimum = brute_force(market)
    scores, free = all_scores(market), market.seats.copy()
    plan = np.full(market.laborer_count, NOBODY)
    for laborer in rng.permutation(market.laborer_count):
        open_to = np.flatnonzero((scores[laborer] != FORBIDDEN) & (free > 0))
        if len(open_to) and rng.random() < 0.9:
            plan[laborer] = rng.choice(open_to)
            free[plan[laborer]] -= 1
    claimed = with_plan(market, solution, plan)
    verification = verify_market(market, claimed)
    assert verification.is_feasible
    assert verification.is_optimal == (claimed.objective == optimum)
    if claimed.objective < optimum:
        assert codes(market, claimed) == ["optimality_not_proven"]
        lowered = replace(claimed, bound=claimed.objective)
        assert codes(market, lowered) == ["bound_differs", "optimality_not_proven"]
        honest = replace(claimed, status=Status.FEASIBLE)
        assert codes(market, honest) == []
        raised = replace(claimed, objective=claimed.bound)
        assert codes(market, raised) == ["objective_differs", "optimality_not_proven"]


@given(tiny_markets(least=1), st.data())
@MUTATIONS
def test_an_over_full_post_is_rejected(market: Market, data: st.DataObject) -> None:
    """Everybody who may goes to one post: found as soon as they are more than its seats."""
    is_open = all_scores(market) != FORBIDDEN
    crowded = np.flatnonzero(is_open.sum(axis=0) > market.seats)
    assume(crowded.size)
    vacancy = int(data.draw(st.sampled_from(crowded.tolist())))
    plan = np.where(is_open[:, vacancy], vacancy, NOBODY)
    false = with_plan(market, solve_market(market), plan)
    assert "seats_exceeded" in codes(market, false)
    assert not verify_market(market, false).is_feasible


@given(tiny_markets(least=1, fewest_rules=3), st.data())
@MUTATIONS
def test_a_forbidden_pair_is_rejected(market: Market, data: st.DataObject) -> None:
    """A laborer put where any rule forbids it is found, and named."""
    forbidden = np.argwhere(all_scores(market) == FORBIDDEN).tolist()
    assume(forbidden)
    laborer, vacancy = data.draw(st.sampled_from(forbidden))
    solution = solve_market(market)
    plan = changed(solution.vacancy_of_laborer, laborer, vacancy)
    verification = verify_market(market, with_plan(market, solution, plan))
    assert not verification.is_feasible
    assert not verification.is_optimal
    assert ("pair_forbidden", laborer) in [(f.code, f.index) for f in verification.findings]


@pytest.mark.parametrize("vacancy", [-2, 4, 2**62, -(2**63)])
def test_a_vacancy_that_is_none_is_rejected(vacancy: int) -> None:
    """A plan that points outside the market is found without looking there."""
    market = dense_market([1, 1, 1, 1], np.arange(12).reshape(3, 4))
    solution = solve_market(market)
    false = replace(solution, vacancy_of_laborer=changed(solution.vacancy_of_laborer, 1, vacancy))
    assert codes(market, false) == ["vacancy_out_of_range", "optimality_not_proven"]


@given(tiny_markets(least=1), st.data())
@MUTATIONS
def test_a_surplus_too_small_is_rejected(market: Market, data: st.DataObject) -> None:
    """Any surplus lowered by one breaks an inequality, even if the sum is adjusted."""
    solution = solve_market(market)
    laborer = data.draw(st.integers(0, market.laborer_count - 1))
    lower = int(solution.laborer_surplus[laborer]) - 1
    surplus = changed(solution.laborer_surplus, laborer, lower)
    found = codes(market, replace(solution, laborer_surplus=surplus, bound=solution.bound - 1))
    assert ("surplus_negative" if lower < 0 else "surplus_too_small") in found
    assert "bound_differs" in codes(market, replace(solution, laborer_surplus=surplus))


@given(tiny_markets(least=1), st.data())
@settings(MUTATIONS, suppress_health_check=[HealthCheck.filter_too_much])
def test_a_price_too_low_is_rejected(market: Market, data: st.DataObject) -> None:
    """A price that holds a surplus down, lowered by one, is found: no seat is cheaper in secret."""
    solution = solve_market(market)
    nets = all_nets(market, solution.vacancy_price)
    held = np.flatnonzero(
        (solution.vacancy_price > 0) & np.any(nets == solution.laborer_surplus[:, None], axis=0)
    )
    assume(held.size)
    vacancy = int(data.draw(st.sampled_from(held.tolist())))
    lower = int(solution.vacancy_price[vacancy]) - 1
    false = replace(
        solution,
        vacancy_price=changed(solution.vacancy_price, vacancy, lower),
        bound=solution.bound - int(market.seats[vacancy]),
    )
    assert "surplus_too_small" in codes(market, false)


@given(tiny_markets(least=1), st.data(), st.integers(1, 2**62))
@MUTATIONS
def test_a_price_or_surplus_too_high_is_rejected(
    market: Market, data: st.DataObject, more: int
) -> None:
    """What is too high keeps every inequality, and is found in the sum where it counts."""
    solution = solve_market(market)
    laborer = data.draw(st.integers(0, market.laborer_count - 1))
    vacancy = data.draw(st.integers(0, market.vacancy_count - 1))
    surplus = changed(
        solution.laborer_surplus, laborer, int(solution.laborer_surplus[laborer]) + more
    )
    raised = replace(solution, laborer_surplus=surplus)
    assert codes(market, raised) == ["bound_differs", "optimality_not_proven"]
    raised = replace(raised, bound=solution.bound + more)
    assert codes(market, raised) == ["optimality_not_proven"]
    assert codes(market, replace(raised, status=Status.FEASIBLE)) == []
    if market.seats[vacancy]:
        price = changed(
            solution.vacancy_price, vacancy, int(solution.vacancy_price[vacancy]) + more
        )
        raised = replace(solution, vacancy_price=price)
        assert codes(market, raised) == ["bound_differs", "optimality_not_proven"]


@given(tiny_markets(least=1), st.data(), st.integers(-(2**63), -1))
@MUTATIONS
def test_a_negative_price_or_surplus_is_rejected(
    market: Market, data: st.DataObject, value: int
) -> None:
    """Below zero is found, however far below, also at a vacancy without seats."""
    solution = solve_market(market)
    vacancy = data.draw(st.integers(0, market.vacancy_count - 1))
    laborer = data.draw(st.integers(0, market.laborer_count - 1))
    false = replace(solution, vacancy_price=changed(solution.vacancy_price, vacancy, value))
    assert "price_negative" in codes(market, false)
    false = replace(solution, laborer_surplus=changed(solution.laborer_surplus, laborer, value))
    assert "surplus_negative" in codes(market, false)


@pytest.mark.parametrize(
    ("field", "value", "code"),
    [
        ("vacancy_of_laborer", np.zeros(2, np.int64), "plan_wrong_length"),
        ("vacancy_of_laborer", np.zeros(3), "plan_not_integer"),
        ("vacancy_price", np.zeros(5, np.int64), "price_wrong_length"),
        ("vacancy_price", np.array([0.5, 0, 0, 0]), "price_not_integer"),
        ("laborer_surplus", np.zeros((3, 1), np.int64), "surplus_not_integer"),
        ("laborer_surplus", np.array([True, False, True]), "surplus_not_integer"),
        ("objective", 21.0, "objective_differs"),
        ("objective", True, "objective_differs"),
        ("bound", None, "bound_differs"),
        ("status", "optimal ", "status_unknown"),
    ],
)
def test_garbage_is_rejected(field: str, value: object, code: str) -> None:
    """Whatever a field holds, the check answers with a finding and never with an exception."""
    market = dense_market([1, 1, 1, 1], np.arange(12).reshape(3, 4))
    assert code in codes(market, replace(solve_market(market), **{field: value}))


def test_a_handed_in_evaluation_is_used() -> None:
    """The compiled scan may evaluate instead, and finds the same."""
    market = drawn_market(np.random.default_rng(2), 60, 30, Shape(parts=3, rules=1))
    solution = solve_market(market)
    scanner = Scanner(market)
    fold = scanner.folded

    def compiled(asked: Market, price: np.ndarray) -> np.ndarray:
        assert asked is market
        nets = np.empty(60, np.int64)
        nets[fold.laborer_at] = scanner.best_nets(price[fold.vacancy_at])
        return nets

    assert verify_market(market, solution, compiled) == verify_market(market, solution)
    for laborer in np.flatnonzero(solution.laborer_surplus)[:5].tolist():
        lower = int(solution.laborer_surplus[laborer]) - 1
        false = replace(solution, laborer_surplus=changed(solution.laborer_surplus, laborer, lower))
        assert verify_market(market, false, compiled) == verify_market(market, false)
        assert not verify_market(market, false, compiled).is_optimal


def test_figures_of_sixteen_bits_do_not_wrap() -> None:
    """A large figure times a large weight is summed in 64 bits."""
    zero = np.zeros(1, np.int32)
    part = PartColumns("part", 16_000, (ClassTable(zero, zero, np.array([[30_000]], np.int16)),))
    rule = RuleColumns("rule", (Threshold(np.array([3]), np.array([3])),))
    market = Market(1, np.array([1]), (part,), (rule,))
    solution = solve_market(market)
    assert solution.objective == 480_000_000
    assert verify_market(market, solution).is_optimal


def test_neither_compiler_nor_engine_is_loaded() -> None:
    """The check runs without OR-Tools and without compiled code: a proof needs neither."""
    program = (
        "import sys\n"
        "import matching.solvers.all_pairs.verify\n"
        "print([name for name in ('ortools', 'numba') if name in sys.modules])\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"
