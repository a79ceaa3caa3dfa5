"""A repair begins with every near pair of a market, and what it claims about them is true."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matching.pairs.market import LARGEST_SCORE, Market
from matching.pairs.scanner import Scanner
from matching.solvers.all_pairs import near
from matching.solvers.all_pairs.near import NearPairs, near_pairs
from matching.solvers.all_pairs.solve import solve_market
from matching.solvers.repair.changes import Reject, SetSeats, Withdraw
from matching.solvers.repair.errors import RepairError
from matching.solvers.repair.start import standing_plan
from matching.solvers.solution import Solution
from tests.matching.pairs.pair_markets import Shape, all_scores, drawn_market
from tests.matching.solvers.repair.changing_markets import Truth, assert_optimal


def market_of(seed: int, laborers: int = 60, vacancies: int = 40, top: int = 1000) -> Market:
    """Draws a market with ties or without, lists often full."""
    rng = np.random.default_rng(seed)
    return drawn_market(rng, laborers, vacancies, Shape(parts=2, rules=1, top=top, most_seats=3))


def assert_complete(found: NearPairs, market: Market, solution: Solution, margin: int) -> None:
    """Arcs carry their scores, the plan has its own, and none nearer than claimed is missing."""
    problem, scores = found.problem, all_scores(market)
    listed = np.zeros(scores.shape, np.bool_)
    listed[problem.arc_laborer, problem.arc_vacancy] = True
    np.testing.assert_array_equal(
        scores[problem.arc_laborer, problem.arc_vacancy], problem.arc_score
    )
    np.testing.assert_array_equal(problem.seats, market.seats)
    slack = solution.laborer_surplus[:, None] + solution.vacancy_price[None, :] - scores
    assert not (~listed & (scores >= 0) & (slack < found.complete_to)).any()
    placed = np.flatnonzero(solution.vacancy_of_laborer >= 0)
    assert listed[placed, solution.vacancy_of_laborer[placed]].all()
    assert found.complete_to <= margin + 1


@settings(max_examples=30, deadline=None)
@given(
    st.integers(0, 10**6),
    st.integers(0, 40),
    st.integers(0, 40),
    st.sampled_from([1, 1000]),
    st.sampled_from([0, 10_000, 10**9]),
)
def test_every_near_pair_is_listed(
    seed: int, laborers: int, vacancies: int, top: int, margin: int
) -> None:
    """Whatever the margin, long lists and empty markets among them, the margin is reached."""
    market = market_of(seed, laborers, vacancies, top)
    solution = solve_market(market)
    found = near_pairs(Scanner(market), solution, margin)
    assert_complete(found, market, solution, margin)
    assert found.complete_to == margin + 1


@pytest.mark.parametrize("seed", range(4))
def test_too_many_near_pairs_lower_the_claim(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where memory ends the listing, the claim shrinks to what was listed."""
    monkeypatch.setattr(near, "FURTHER_ARCS", 0)
    monkeypatch.setattr(near, "ARCS_PER_LABORER", 0)
    monkeypatch.setattr(near, "BLOCK_PAIRS", 1)
    market = market_of(seed)
    solution = solve_market(market)
    found = near_pairs(Scanner(market), solution, 10**9)
    assert_complete(found, market, solution, 10**9)
    assert found.complete_to <= 10**9


def test_a_closed_vacancy_may_have_any_price() -> None:
    """A price above what the scan takes, of a vacancy without seats, loses no pair."""
    market = market_of(3)
    seats = market.seats.copy()
    seats[5] = 0
    market = Market(market.laborer_count, seats, market.parts, market.rules)
    solved = solve_market(market)
    price = solved.vacancy_price.copy()
    price[5] = 3 * LARGEST_SCORE
    solution = Solution(
        solved.vacancy_of_laborer,
        solved.objective,
        solved.bound,
        solved.status,
        price,
        solved.laborer_surplus,
    )
    assert_complete(near_pairs(Scanner(market), solution, 5000), market, solution, 5000)


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("keep_bonus", [0, 700])
def test_a_market_and_its_solution_begin_a_plan(seed: int, keep_bonus: int) -> None:
    """Each of forty changes to a plan made in one call equals a full solve."""
    market, rng = market_of(seed), np.random.default_rng(seed)
    solution = solve_market(market)
    plan = standing_plan(market, solution, margin=3000, keep_bonus=keep_bonus)
    scores = all_scores(market)
    placed = np.flatnonzero(solution.vacancy_of_laborer >= 0)
    scores[placed, solution.vacancy_of_laborer[placed]] += keep_bonus
    truth = Truth(scores.astype(np.int32), market.seats)
    assert plan.score == solution.objective
    assert_optimal(plan, truth)
    for _ in range(40):
        who, vacancy = int(rng.integers(60)), int(rng.integers(40))
        drawn = (Reject(who), Withdraw(who), SetSeats(vacancy, int(rng.integers(4))))
        try:
            change = plan.without_reject(drawn[int(rng.integers(3))])
            plan.apply(change)
        except RepairError:
            continue
        truth.change(change)
        assert_optimal(plan, truth)
