"""Further offers that hold together: nobody stands without a seat, and none are better."""

from dataclasses import replace
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import Bounds, LinearConstraint, milp

from matching.solvers.all_pairs.solve import solve_market
from matching.solvers.all_pairs.verify import verify_market
from matching.solvers.problem import AssignmentProblem
from matching.solvers.several.errors import SeveralError
from matching.solvers.several.further_offers import (
    FurtherOffers,
    OffersParams,
    counted,
    further_offers,
)
from matching.solvers.several.layers import ListedLayers, MarketLayers
from matching.solvers.solve import solve
from matching.solvers.verify import verify
from tests.matching.solvers.several.several_cases import as_listed, drawn_problem, small_market

shares = st.fractions(0, 1, max_denominator=12)
seeds = st.integers(0, 2**32 - 1)


def offered(
    seed: int, laborers: int, vacancies: int, params: OffersParams
) -> tuple[AssignmentProblem, FurtherOffers]:
    """Draws a market, plans it and makes further offers."""
    problem = drawn_problem(np.random.default_rng(seed), laborers, vacancies)
    plan = solve(problem).vacancy_of_laborer
    return problem, further_offers(ListedLayers(problem), plan, params)


def seated_after(
    problem: AssignmentProblem, offers: FurtherOffers, declines: np.ndarray, moves: np.ndarray
) -> np.ndarray:
    """Counts who is at each vacancy once some declined and, with those waiting, moved on."""
    stay = np.where(declines, -1, offers.first)
    now = np.where((offers.first < 0) | declines, moves, stay)
    return counted(now, problem.vacancy_count)


def moved_on(offers: FurtherOffers, rank: np.ndarray) -> np.ndarray:
    """Gives the further offer of a rank, 0 the second, of each laborer."""
    plans = np.array([layer.vacancy_of_laborer for layer in offers.layers])
    return plans[rank, np.arange(len(offers.first))]


@settings(max_examples=60, deadline=None)
@given(seeds, shares, st.integers(2, 4))
def test_everybody_who_moves_on_has_a_seat(seed: int, share: Fraction, most: int) -> None:
    """Whoever declines: where at least the stated number declines, all who move on are seated."""
    problem, offers = offered(seed, 12, 5, OffersParams(most, share))
    rng = np.random.default_rng(seed)
    placed = offers.first >= 0
    for _ in range(20):
        declines = placed & (rng.random(len(placed)) < rng.random())
        moves = moved_on(offers, rng.integers(0, most - 1, len(placed)))
        after = seated_after(problem, offers, declines, moves)
        enough = counted(np.where(declines, offers.first, -1), 5) >= offers.freed
        assert np.all(after[enough] <= problem.seats[enough])
        assert np.all(after[offers.is_certain] <= problem.seats[offers.is_certain])


@settings(max_examples=60, deadline=None)
@given(seeds, shares, st.integers(0, 4), st.integers(2, 4))
def test_the_worst_for_one_vacancy(seed: int, share: Fraction, asked: int, most: int) -> None:
    """All who hold a promise move to a vacancy that just the stated number leave: it is enough."""
    problem, offers = offered(seed, 12, 5, OffersParams(most, share))
    held = [layer.vacancy_of_laborer == asked for layer in offers.layers]
    promised = np.any(held, axis=0)
    assert promised.sum() == offers.promised[asked]
    here = np.flatnonzero(offers.first == asked)
    assert not promised[here].any()
    declines = promised & (offers.first >= 0)
    declines[here[: offers.freed[asked]]] = True
    moves = np.where(promised, asked, -1)
    after = seated_after(problem, offers, declines, moves)
    assert after[asked] <= problem.seats[asked]


@settings(max_examples=40, deadline=None)
@given(seeds, shares)
def test_without_an_assumption_any_share_may_decline(seed: int, most: Fraction) -> None:
    """With nothing expected, all who decline, up to any share anywhere, have a seat at once."""
    problem, offers = offered(seed, 12, 5, OffersParams(3, Fraction(0)))
    rng = np.random.default_rng(seed)
    for vacancy in (*range(5), None):
        declines = np.zeros(12, np.bool_)
        for at in range(5):
            here = rng.permutation(np.flatnonzero(offers.first == at))
            declines[here[: int(most * len(here))]] = True
        if vacancy is not None:
            declines = offers.first == vacancy
        moves = moved_on(offers, np.zeros(12, np.int64))
        assert np.all(seated_after(problem, offers, declines, moves) <= problem.seats)


@settings(max_examples=60, deadline=None)
@given(seeds, shares, st.integers(2, 4), st.booleans())
def test_offers_are_of_their_own(seed: int, share: Fraction, most: int, waiting: bool) -> None:  # noqa: FBT001  drawn
    """Offers are feasible and distinct, a third comes with a second, those waiting if asked."""
    params = OffersParams(most, share, is_waiting_asked=waiting)
    problem, offers = offered(seed, 10, 6, params)
    pairs = set(zip(problem.arc_laborer.tolist(), problem.arc_vacancy.tolist(), strict=True))
    plans = [offers.first, *(layer.vacancy_of_laborer for layer in offers.layers)]
    for person in range(10):
        held = [int(plan[person]) for plan in plans]
        given_ones = [at for at in held if at >= 0]
        assert len(given_ones) == len(set(given_ones))
        assert all((person, at) in pairs for at in given_ones)
        further = held[1:]
        assert -1 not in further or set(further[further.index(-1) :]) == {-1}
        if held[0] == -1 and not waiting:
            assert set(further) <= {-1}
    assert np.all(offers.promised <= offers.free + offers.freed)
    freed = [int(share * int(count)) for count in counted(offers.first, 6)]
    assert offers.freed.tolist() == freed


@settings(max_examples=30, deadline=None)
@given(seeds, shares)
def test_second_offers_are_the_best_by_another_solver(seed: int, share: Fraction) -> None:
    """A solver of integer programmes finds the same total of second offers."""
    problem, offers = offered(seed, 12, 5, OffersParams(2, share))
    kept = np.flatnonzero(offers.first[problem.arc_laborer] != problem.arc_vacancy)
    rows = np.zeros((12 + 5, len(kept)))
    rows[problem.arc_laborer[kept], np.arange(len(kept))] = 1
    rows[12 + problem.arc_vacancy[kept], np.arange(len(kept))] = 1
    most = np.concatenate([np.ones(12), offers.free + offers.freed])
    told = milp(
        -problem.arc_score[kept].astype(float),
        integrality=np.ones(len(kept)),
        bounds=Bounds(0, 1),
        constraints=LinearConstraint(rows, ub=most),
    )
    assert round(-told.fun) == offers.total == offers.layers[0].bound


@settings(max_examples=25, deadline=None)
@given(seeds, shares)
def test_price_is_what_one_more_promise_adds(seed: int, share: Fraction) -> None:
    """One more promise raises the total by its price; without limits the total never falls."""
    problem, offers = offered(seed, 10, 5, OffersParams(2, share))
    layers = ListedLayers(problem)
    allowed, (second,) = offers.free + offers.freed, offers.layers
    everybody = np.full(10, fill_value=True)
    for vacancy in range(5):
        more = allowed.copy()
        more[vacancy] += 1
        raised = layers.layer(more, [offers.first], everybody, None)
        assert raised.objective - second.objective == second.vacancy_price[vacancy]
    free = layers.layer(np.full(5, 10), [offers.first], everybody, None)
    assert free.objective >= second.objective


@settings(max_examples=30, deadline=None)
@given(seeds, st.integers(0, 9), st.integers(0, 7), shares)
def test_all_pairs_and_listed_pairs_agree(
    seed: int, laborers: int, vacancies: int, share: Fraction
) -> None:
    """Over all pairs of a market each rank is as good as on the list of all, and proven."""
    market = small_market(seed, laborers, vacancies)
    plan = solve_market(market).vacancy_of_laborer
    params = OffersParams(2, share, seed=5)
    found = further_offers(MarketLayers(market), plan, params)
    listed = further_offers(ListedLayers(as_listed(market)), plan, params)
    assert found.total == listed.total
    everybody = np.full(laborers, fill_value=True)
    allowed = found.free + found.freed
    left = MarketLayers(market).left(allowed, [plan], everybody)
    assert verify_market(left, found.layers[0]).is_optimal
    kept = ListedLayers(as_listed(market)).left(allowed, [plan], everybody)
    assert verify(kept, listed.layers[0]).is_optimal
    assert np.array_equal(found.layers[0].vacancy_price, listed.layers[0].vacancy_price)


def test_a_share_is_rounded_down_at_each_vacancy() -> None:
    """Nine first offers and a tenth expected free no seat, ten free one."""
    problem = AssignmentProblem(
        20, [9, 10], np.repeat(np.arange(20), 2), np.tile([0, 1], 20), np.full(40, 7)
    )
    plan = solve(problem).vacancy_of_laborer
    offers = further_offers(ListedLayers(problem), plan, OffersParams(2, Fraction(1, 10)))
    assert offers.freed.tolist() == [0, 1]
    assert offers.free.tolist() == [0, 0]
    assert offers.promised.tolist() == [0, 1]


@pytest.mark.parametrize(
    "broken",
    [
        {"offers": 1},
        {"offers": 6},
        {"declined_share": Fraction(-1)},
        {"declined_share": Fraction(2)},
    ],
)
def test_wishes_that_cannot_be_are_refused(broken: dict[str, object]) -> None:
    """Numbers of offers and shares out of range are refused."""
    with pytest.raises(SeveralError):
        replace(OffersParams(), **broken)


def test_a_plan_above_its_seats_is_refused() -> None:
    """Seats that are taken twice cannot be promised on."""
    problem = AssignmentProblem(2, [1], [0, 1], [0, 0], [3, 4])
    with pytest.raises(SeveralError):
        further_offers(ListedLayers(problem), np.zeros(2, np.int64))
