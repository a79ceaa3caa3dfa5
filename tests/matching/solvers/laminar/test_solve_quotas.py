"""The solve under quotas against every plan tried and mixed integer programmes."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matching.pairs.errors import MarketError
from matching.pairs.forms import ClassTable
from matching.pairs.market import LARGEST_SCORE, Market, PartColumns
from matching.solvers.all_pairs.solve import solve_market
from matching.solvers.laminar.quotas import NO_QUOTAS, Quota, Quotas
from matching.solvers.laminar.solution import Infeasible, QuotaSolution
from matching.solvers.laminar.solve import (
    DEFAULT_PARAMS,
    QuotaParams,
    solve_market_with_quotas,
)
from matching.solvers.laminar.verify import verify_quota_solution
from matching.solvers.laminar.verify_infeasible import verify_infeasible
from matching.solvers.solution import NOBODY, Status
from tests.matching.solvers.all_pairs.market_cases import DIGIT, dense_market, with_seats
from tests.matching.solvers.laminar.quota_cases import (
    brute_force,
    drawn_case,
    medium_case,
    milp_optimum,
    with_bounds,
)


def value_of(market: Market, quotas: Quotas, params: QuotaParams = DEFAULT_PARAMS) -> int | None:
    """Solves, demands that the plain check finds the proof complete, and gives the value."""
    found = solve_market_with_quotas(market, quotas, params)
    if isinstance(found, Infeasible):
        assert verify_infeasible(market, quotas, found) == ()
        return None
    verification = verify_quota_solution(market, quotas, found)
    assert verification.findings == ()
    assert verification.is_feasible
    assert verification.is_optimal
    assert found.status == Status.OPTIMAL
    return found.objective


def case_of(seed: object) -> tuple[Market, Quotas]:
    """Draws a tiny case."""
    rng = np.random.default_rng(seed)  # type: ignore[arg-type]  # any seed of numpy's
    return drawn_case(rng, int(rng.integers(0, 6)), int(rng.integers(0, 5)))


@given(st.integers(0, 2**32 - 1))
@settings(max_examples=200, deadline=None)
def test_equals_every_plan_tried(seed: int) -> None:
    """No plan that keeps the quotas is better, the gap is 0, and none is found where none is."""
    market, quotas = case_of(seed)
    assert value_of(market, quotas) == brute_force(market, quotas)


@pytest.mark.prove
@pytest.mark.parametrize("block", range(10))
def test_equals_every_plan_tried_many(block: int) -> None:
    """Ten thousand tiny cases equal the best of all plans."""
    for seed in range(1000):
        market, quotas = case_of([block, seed])
        assert value_of(market, quotas) == brute_force(market, quotas), (block, seed)


@pytest.mark.parametrize("seed", range(12))
def test_equals_milp(seed: int) -> None:
    """Medium markets reach the optimum of a mixed integer programme over all pairs."""
    market, quotas = medium_case(seed)
    assert value_of(market, quotas) == milp_optimum(market, quotas)


@pytest.mark.prove
@pytest.mark.parametrize("seed", range(12, 250))
def test_equals_milp_many(seed: int) -> None:
    """Some two hundred medium markets of changing size reach it too."""
    rng = np.random.default_rng(seed)
    market, quotas = medium_case(seed, int(rng.integers(20, 200)), int(rng.integers(5, 60)))
    assert value_of(market, quotas) == milp_optimum(market, quotas)


@given(st.integers(0, 2**32 - 1))
@settings(max_examples=40, deadline=None)
def test_a_quota_never_raises_the_value(seed: int) -> None:
    """Without quotas the value is that of the plain solve, and never lower than with them."""
    market, quotas = case_of(seed)
    plain = solve_market(market).objective
    assert value_of(market, NO_QUOTAS) == plain
    within = value_of(market, quotas)
    assert within is None or within <= plain
    for quota in quotas.all:
        without = value_of(market, with_bounds(quotas, quota.name, 0, None))
        assert within is None or (without is not None and within <= without)


@given(st.integers(0, 2**32 - 1))
@settings(max_examples=60, deadline=None)
def test_multipliers_say_what_a_place_brings(seed: int) -> None:
    """With a bound moved by one the new optimum is at most the old one and the multiplier."""
    market, quotas = case_of(seed)
    found = solve_market_with_quotas(market, quotas)
    if isinstance(found, Infeasible):
        return
    multipliers = [*found.vacancy_multiplier.tolist(), *found.laborer_multiplier.tolist()]
    for quota, multiplier in zip(quotas.all, multipliers, strict=True):
        for step in (-1, 1):
            least, most = quota.least, quota.most
            if multiplier > 0:
                assert most is not None
                most += step
            else:
                least += step
            if least < 0 or (most is not None and least > most):
                continue
            moved = brute_force(market, with_bounds(quotas, quota.name, least, most))
            assert moved is None or moved <= found.objective + step * multiplier


@given(st.integers(0, 2**32 - 1))
@settings(max_examples=30, deadline=None)
def test_prices_say_what_a_seat_brings(seed: int) -> None:
    """With a seat more the new optimum under the quotas is at most the old one and the price."""
    market, quotas = case_of(seed)
    found = solve_market_with_quotas(market, quotas)
    if isinstance(found, Infeasible):
        return
    for vacancy in range(market.vacancy_count):
        seats = market.seats.copy()
        seats[vacancy] += 1
        more = brute_force(with_seats(market, seats), quotas)
        assert more is not None
        assert more <= found.objective + int(found.vacancy_price[vacancy])


@given(st.integers(0, 2**32 - 1))
@settings(max_examples=40, deadline=None)
def test_large_scores_stay_exact(seed: int) -> None:
    """Scores up to 2^28 with levels far below 0 lose no unit."""
    rng = np.random.default_rng(seed)
    scores = rng.integers(0, DIGIT * DIGIT, (4, 3)) * rng.integers(0, 2, (4, 3))
    market = dense_market(rng.integers(1, 3, 3).tolist(), scores)
    poor = Quota("poor", np.array([0, 1]), least=int(rng.integers(0, 3)), most=3)
    inner = Quota("inner", np.array([1]), least=int(rng.integers(0, 2)), most=1)
    group = Quota("group", np.array([0, 1, 2]), least=int(rng.integers(0, 3)))
    quotas = Quotas((poor, inner), (group,))
    assert value_of(market, quotas) == brute_force(market, quotas)


def test_scores_beyond_the_scan_are_refused() -> None:
    """A market whose scores reach the scan's limit is refused, not searched for ever."""
    zero = np.zeros(1, np.int32)
    tables = (ClassTable(zero, zero, np.array([[2**14]], np.int16)),)
    market = Market(1, np.array([1]), (PartColumns("part", 2**15 - 1, tables),), ())
    rest = ClassTable(zero, zero, np.array([[2**14 - 1]], np.int16))
    full = Market(1, np.array([1]), (*market.parts, PartColumns("rest", 1, (rest,))), ())
    assert full.top_score == LARGEST_SCORE - 1
    with pytest.raises(MarketError):
        solve_market_with_quotas(full, NO_QUOTAS)


def test_a_minimum_missed_on_the_short_list_is_reached() -> None:
    """Posts worth little to everybody are filled where a minimum asks, at the least loss."""
    rng = np.random.default_rng(3)
    scores = rng.integers(900_000, 10**6, (300, 60))
    scores[:, 50:] = rng.integers(0, 1000, (300, 10))
    market = dense_market([6] * 60, scores)
    poor = Quota("poor", np.arange(50, 60), least=45)
    found = solve_market_with_quotas(market, Quotas((poor,)))
    assert isinstance(found, QuotaSolution)
    assert verify_quota_solution(market, Quotas((poor,)), found).is_optimal
    assert np.count_nonzero(found.vacancy_of_laborer >= 50) == 45
    assert found.vacancy_multiplier[0] < -800_000
    assert np.count_nonzero(solve_market(market).vacancy_of_laborer >= 50) == 0


@pytest.mark.parametrize("with_minimum", [False, True])
def test_equal_laborers_have_equal_chances(*, with_minimum: bool) -> None:
    """Of six equal laborers in two counties, those of one county are drawn equally often."""
    nobody_differs, posts = np.zeros(6, np.int32), np.arange(2, dtype=np.int32)
    table = ClassTable(nobody_differs, posts, np.array([[700, 300]], np.int16))
    market = Market(6, np.array([1, 1]), (PartColumns("part", 1, (table,)),), ())
    county = Quota("county", np.array([0, 2, 4]), least=int(with_minimum), most=1)
    placed = np.zeros(6)
    for seed in range(300):
        found = solve_market_with_quotas(
            market, Quotas(laborer_sets=(county,)), QuotaParams(seed=seed)
        )
        assert isinstance(found, QuotaSolution)
        assert verify_quota_solution(market, Quotas(laborer_sets=(county,)), found).is_optimal
        placed += found.vacancy_of_laborer != NOBODY
    for group in (placed[::2], placed[1::2]):
        expected = group.mean()
        assert np.all(np.abs(group - expected) < 4 * np.sqrt(max(expected, 1)))


def test_a_stopped_solve_keeps_the_quotas() -> None:
    """Stopped at once, the first plan keeps every quota under an honest bound."""
    market, quotas = medium_case(0)
    found = solve_market_with_quotas(market, quotas, QuotaParams(is_stopped=lambda: True))
    assert isinstance(found, QuotaSolution)
    verification = verify_quota_solution(market, quotas, found)
    assert verification.is_feasible
    assert verification.findings == ()
    best = milp_optimum(market, quotas)
    assert best is not None
    assert found.objective <= best <= found.bound
