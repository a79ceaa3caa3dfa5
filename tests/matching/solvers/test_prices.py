"""Prices that prove a plan: against every price tried, plain sweeps and seats counted."""

from itertools import product

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from matching.solvers.errors import SolverFailedError
from matching.solvers.prices import highest_prices, lowest_prices, nearest_prices, price_range
from matching.solvers.problem import AssignmentProblem
from matching.solvers.solution import Status, priced_solution
from matching.solvers.solve import solve
from tests.matching.solvers.solver_cases import (
    brute_force,
    random_problem,
    tiny_problems,
    with_seats,
)

ABOVE = 3
"""How far beyond the highest score prices are tried."""


def low_scored(problem: AssignmentProblem) -> AssignmentProblem:
    """Makes the same market with scores below six, so that all prices can be tried."""
    return AssignmentProblem(
        problem.laborer_count,
        problem.seats,
        problem.arc_laborer,
        problem.arc_vacancy,
        problem.arc_score % 6,
    )


def top_score(problem: AssignmentProblem) -> int:
    """Returns the highest score there is."""
    return int(problem.arc_score.max(initial=0))


def every_proof(problem: AssignmentProblem, plan: np.ndarray) -> np.ndarray:
    """Lists all prices up to a little above the highest score that prove the plan."""
    levels = range(top_score(problem) + ABOVE + 1)
    prices = np.array(list(product(levels, repeat=problem.vacancy_count)), dtype=np.int64)
    bound = prices @ problem.seats
    for laborer in range(problem.laborer_count):
        own = problem.arc_laborer == laborer
        net = problem.arc_score[own] - prices[:, problem.arc_vacancy[own]]
        bound += net.max(axis=1, initial=0)
    return prices[bound == priced_solution(problem, plan.copy(), prices[0].copy()).objective]


def swept_prices(problem: AssignmentProblem, plan: np.ndarray) -> np.ndarray:
    """Raises prices arc by arc, as the lowest prices are defined, until none rises."""
    home_score = np.zeros(problem.laborer_count, dtype=np.int64)
    chosen = problem.arc_vacancy == plan[problem.arc_laborer]
    home_score[problem.arc_laborer[chosen]] = problem.arc_score[chosen]
    prices = np.zeros(problem.vacancy_count + 1, dtype=np.int64)  # the last is nobody's, 0
    rose = True
    while rose:
        before = prices.copy()
        offer = (prices[plan] - home_score)[problem.arc_laborer] + problem.arc_score
        np.maximum.at(prices, problem.arc_vacancy, offer)
        rose = not np.array_equal(before, prices)
    return prices[:-1]


@given(tiny_problems())
@settings(max_examples=100, deadline=None)
def test_the_ends_of_all_proofs(problem: AssignmentProblem) -> None:
    """Among all prices that prove the plan, none is lower or higher than the two ends."""
    problem = low_scored(problem)
    plan = solve(problem).vacancy_of_laborer
    proofs = every_proof(problem, plan)
    within = proofs[(proofs <= top_score(problem)).all(axis=1)]
    assert np.array_equal(lowest_prices(problem, plan), proofs.min(axis=0))
    assert np.array_equal(highest_prices(problem, plan), within.max(axis=0))


@given(tiny_problems(), st.data())
@settings(max_examples=100, deadline=None)
def test_the_nearest_of_all_proofs(problem: AssignmentProblem, data: st.DataObject) -> None:
    """The nearest prices are as defined, prove the plan and move at most twice the least way."""
    problem = low_scored(problem)
    plan = solve(problem).vacancy_of_laborer
    level = st.integers(-2, top_score(problem) + ABOVE)
    count = problem.vacancy_count
    start = np.array(data.draw(st.lists(level, min_size=count, max_size=count)), dtype=np.int64)
    proofs = every_proof(problem, plan)
    nearest = nearest_prices(problem, plan, start)
    capped = np.minimum(start, proofs.max(axis=0))
    assert np.array_equal(nearest, proofs[(proofs >= capped).all(axis=1)].min(axis=0))
    least_way = np.abs(proofs - start).max(axis=1, initial=0).min()
    assert np.abs(nearest - start).max(initial=0) <= 2 * least_way


@given(tiny_problems(), st.data())
@settings(max_examples=60, deadline=None)
def test_a_proof_is_its_own_nearest(problem: AssignmentProblem, data: st.DataObject) -> None:
    """Prices that prove the plan already stay as they are."""
    problem = low_scored(problem)
    plan = solve(problem).vacancy_of_laborer
    proof = data.draw(st.sampled_from(every_proof(problem, plan).tolist()))
    assert nearest_prices(problem, plan, proof).tolist() == proof


@given(tiny_problems())
@settings(max_examples=60, deadline=None)
def test_highest_price_is_the_cost_of_one_seat_less(problem: AssignmentProblem) -> None:
    """Each highest price is what the optimum falls by when its vacancy loses a seat."""
    solution = solve(problem)
    highest = highest_prices(problem, solution.vacancy_of_laborer)
    for vacancy in np.flatnonzero(problem.seats):
        seats = problem.seats.copy()
        seats[vacancy] -= 1
        lost = solution.objective - brute_force(with_seats(problem, seats))
        assert highest[vacancy] == lost


@pytest.mark.parametrize("seed", range(8))
def test_equals_plain_sweeps(seed: int) -> None:
    """On markets of changing scarcity the lowest prices are the fixed point of the definition."""
    problem = random_problem(
        seed, 300, 40, 2000, most_seats=2 * seed + 1, top=[20, 10**6][seed % 2]
    )
    plan = solve(problem).vacancy_of_laborer
    assert np.array_equal(lowest_prices(problem, plan), swept_prices(problem, plan))


@pytest.mark.parametrize("seed", range(8))
def test_ends_and_nearest_prove_medium_markets(seed: int) -> None:
    """Both ends and the nearest to any prices close the gap, in order."""
    problem = random_problem(seed, 300, 40, 2000, most_seats=2 * seed + 1)
    plan = solve(problem).vacancy_of_laborer
    start = np.random.default_rng(seed).integers(-100, 1200, problem.vacancy_count)
    lowest, highest = lowest_prices(problem, plan), highest_prices(problem, plan)
    nearest = nearest_prices(problem, plan, start)
    assert np.all(lowest <= highest)
    assert np.all(lowest <= nearest)
    assert np.all((nearest <= highest) | (problem.seats == 0))
    for prices in (lowest, highest, nearest):
        assert priced_solution(problem, plan.copy(), prices).status == Status.OPTIMAL


@given(tiny_problems(), st.randoms(use_true_random=False))
@settings(max_examples=150, deadline=None)
def test_only_optimal_plans_have_prices(problem: AssignmentProblem, random: object) -> None:
    """Of any feasible plan: prices at both ends if it is optimal, an error at both if not."""
    plan = np.full(problem.laborer_count, -1)
    free = problem.seats.copy()
    arcs = list(range(problem.arc_count))
    random.shuffle(arcs)
    for arc in arcs:
        laborer, vacancy = problem.arc_laborer[arc], problem.arc_vacancy[arc]
        if plan[laborer] < 0 and free[vacancy]:
            plan[laborer] = vacancy
            free[vacancy] -= 1
    value = priced_solution(problem, plan.copy(), np.zeros_like(problem.seats)).objective
    for prices_of in (lowest_prices, highest_prices):
        if value == brute_force(problem):
            assert priced_solution(problem, plan.copy(), prices_of(problem, plan)).bound == value
            continue
        with pytest.raises(SolverFailedError) as caught:
            prices_of(problem, plan)
        assert caught.value.params == {"step": "prices", "status": "rising"}


def test_a_pair_without_an_arc_is_refused() -> None:
    """A plan outside the arcs is a fault of the caller, told as such."""
    problem = AssignmentProblem(2, [1, 1], [0, 1], [0, 1], [5, 9])
    with pytest.raises(SolverFailedError) as caught:
        lowest_prices(problem, np.array([1, -1]))
    assert caught.value.params["status"] == "pair_without_arc"


@given(tiny_problems())
@settings(max_examples=30, deadline=None)
def test_plain_arrays_of_any_width(problem: AssignmentProblem) -> None:
    """Narrow or frozen arrays grouped by laborer give the same prices as the problem."""
    assume(problem.arc_count)
    plan = solve(problem).vacancy_of_laborer
    order = np.argsort(problem.arc_laborer, kind="stable")
    length = np.bincount(problem.arc_laborer, minlength=problem.laborer_count)
    prices = price_range(
        np.concatenate([[0], np.cumsum(length)]).astype(np.int32),
        problem.arc_vacancy[order].astype(np.int16),
        problem.arc_score[order].astype(np.int32),
        problem.seats.tolist(),
        plan.astype(np.int32),
    ).lowest()
    assert np.array_equal(prices, lowest_prices(problem, plan))


@pytest.mark.parametrize("order", ["rising", "falling", "drawn"])
def test_a_chain_of_a_hundred_thousand(order: str) -> None:
    """Each wants the next one's post by a point: prices climb the whole chain, in one go."""
    size = 100_000
    names = {
        "rising": np.arange(size),
        "falling": np.arange(size)[::-1],
        "drawn": np.random.default_rng(0).permutation(size),
    }[order]
    own = np.full(size, 10**6)
    wanted = own + 1
    wanted[-1] = 0
    proofs = price_range(
        2 * np.arange(size + 1),
        np.column_stack([names, np.roll(names, -1)]).ravel(),
        np.column_stack([own, wanted]).ravel(),
        np.ones(size),
        names,
    )
    assert np.array_equal(proofs.lowest()[names], np.arange(size))
    assert np.array_equal(proofs.highest()[names], 10**6 - size + 1 + np.arange(size))
    assert np.array_equal(proofs.nearest(np.full(size, -1))[names], np.arange(size))
