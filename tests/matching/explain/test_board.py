"""The price board, forecasts and courses, held against scipy's optimum of the changed market."""

from dataclasses import replace
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matching.columns.market_data import MarketData
from matching.explain.board import price_board
from matching.explain.board_errors import BoardError
from matching.explain.board_forecast import Forecaster, forecaster
from matching.explain.board_trainees import best_trainees
from matching.explain.board_training import (
    NO_OCCUPATION,
    Training,
    declared_again,
    trained,
    trainings_wanted,
)
from matching.market.declared import market_of
from matching.market.weights import DEFAULT_WEIGHTS
from matching.pairs.market import Market
from matching.solvers.all_pairs.solve import MarketParams, solve_market
from matching.solvers.repair.errors import RepairError
from matching.solvers.repair.start import standing_plan
from matching.solvers.solution import Solution, Status
from tests.matching.market_strategies import DETAILED, Filler, made_market, markets
from tests.matching.pairs.pair_markets import Shape, drawn_market, pair_markets
from tests.matching.solvers.all_pairs.market_cases import dense_market, scipy_optimum, with_seats

LOWEST = MarketParams(is_lowest=True)


def scarce(seed: int, people: int = 50, lines: int = 12) -> tuple[Market, Solution]:
    """A market with fewer seats than people, some lines with many seats, solved."""
    rng = np.random.default_rng(seed)
    market = drawn_market(rng, people, lines, Shape(parts=3, rules=2, top=60))
    market = replace(market, seats=rng.choice([0, 1, 2, 5], lines).astype(np.int64))
    return market, solve_market(market, LOWEST)


@settings(max_examples=30, deadline=None)
@given(markets(min_people=1, min_vacancies=1, chances=(0.02, 0.2)))
def test_the_board_says_what_one_more_seat_brings(data: MarketData) -> None:
    """Line by line, and for employers and places the best of theirs; lines of price 0 are out."""
    market = market_of(data, DEFAULT_WEIGHTS)
    solution = solve_market(market, LOWEST)
    board = price_board(data, solution)
    gains = []
    for vacancy in range(len(data.vacancies)):
        seats = market.seats.copy()
        seats[vacancy] += 1
        gains.append(scipy_optimum(with_seats(market, seats)) - solution.objective)
    told = dict(zip(board.vacancy.tolist(), board.price.tolist(), strict=True))
    assert [told.get(vacancy, 0) for vacancy in range(len(gains))] == gains
    assert board.price.tolist() == sorted(board.price.tolist(), reverse=True)
    owners = (
        (data.vacancies.employer, board.employer, board.employer_vacancy, board.employer_price),
        (data.vacancies.place, board.place, board.place_vacancy, board.place_price),
    )
    for owner_of, owner, vacancy, price in owners:
        best = dict.fromkeys(owner_of.tolist(), 0)
        for line, gain in enumerate(gains):
            best[int(owner_of[line])] = max(best[int(owner_of[line])], gain)
        assert dict(zip(owner.tolist(), price.tolist(), strict=True)) == {
            one: gain for one, gain in best.items() if gain
        }
        assert [gains[line] for line in vacancy.tolist()] == price.tolist()
        assert owner_of[vacancy].tolist() == owner.tolist()


def test_an_unproven_plan_has_no_board() -> None:
    """Prices of a stopped solve promise nothing."""
    market, solution = scarce(1)
    data = made_market(50, 12, Filler(1, 0.1))
    with pytest.raises(RepairError, match="not_optimal"):
        price_board(data, replace(solution, status=Status.FEASIBLE))
    with pytest.raises(RepairError, match="not_optimal"):
        forecaster(market, replace(solution, status=Status.FEASIBLE))


def check_forecasts(market: Market, solution: Solution, told: Forecaster, seed: int) -> None:
    """Holds some forecasts against the optimum; no error is above a tenth."""
    rng = np.random.default_rng(seed)
    single = np.diag(told.reach)[told.reach > 0]
    several = [rng.integers(0, told.reach + 1) for _ in range(4)]
    for further in (*single, *several, told.reach, 0 * told.reach):
        gain = scipy_optimum(with_seats(market, market.seats + further)) - solution.objective
        found = told.forecast(further)
        assert found.least <= gain <= found.most
        assert found.least <= found.expected <= found.most
        if np.count_nonzero(further) < 2 or further is told.reach:
            assert found.expected == gain
        assert 10 * abs(found.expected - gain) <= gain
        assert told.tried(further) == gain


@pytest.mark.parametrize("seed", range(5))
@pytest.mark.parametrize("percent", [5, 60])
def test_bounds_hold_and_single_lines_are_exact(seed: int, percent: int) -> None:
    """The optimum lies between the bounds; one line alone, and all together, are told exactly."""
    market, solution = scarce(seed)
    check_forecasts(market, solution, forecaster(market, solution, percent), seed)


@settings(max_examples=40, deadline=None)
@given(pair_markets(most=8), st.sampled_from([5, 100, 300]), st.integers(0, 99))
def test_bounds_hold_in_small_markets(market: Market, percent: int, seed: int) -> None:
    """Also where many plans are equally good, vacancies have no seats, or nobody is there."""
    solution = solve_market(market, LOWEST)
    check_forecasts(market, solution, forecaster(market, solution, percent), seed)


def test_senseless_questions_are_refused() -> None:
    """Lines too many, seats below 0 or beyond what was tried; on lines of price 0 any number."""
    market = Market(2, np.array([1, 9], np.int64), (), ())
    told = forecaster(market, solve_market(market, LOWEST))
    assert told.forecast(np.array([4, 7])).most == 0
    for further, reason in (([1], "length"), ([-1, 0], "negative")):
        with pytest.raises(BoardError, match=reason):
            told.forecast(np.array(further))
    market = dense_market([1], np.array([[5], [3]]))
    told = forecaster(market, solve_market(market, LOWEST))
    with pytest.raises(BoardError, match="beyond_reach"):
        told.forecast(told.reach + 1)


TRAININGS = st.one_of(
    st.builds(Training, certificates=st.sampled_from([1, 2, 5, 7, 1 << 12])),
    st.builds(Training, occupation=st.sampled_from(DETAILED), level=st.integers(1, 5)),
    st.builds(
        Training,
        certificates=st.just(7),
        occupation=st.sampled_from(DETAILED),
        level=st.just(4),
    ),
)


@settings(max_examples=40, deadline=None)
@given(
    markets(min_people=1, max_people=6, min_vacancies=1, max_vacancies=6, chances=(0.2, 0.5)),
    TRAININGS,
    st.integers(0, 3),
    st.integers(0, 63),
)
def test_no_choice_of_people_brings_more(
    data: MarketData, training: Training, places: int, allowed: int
) -> None:
    """The gain is the optimum's, the bound holds for every other choice, the plan stays."""
    market = market_of(data, DEFAULT_WEIGHTS)
    plan = standing_plan(market, solve_market(market, LOWEST))
    value, before = plan.value, plan.vacancy_of_laborer
    may_train = np.array([allowed >> row & 1 for row in range(len(data.people))], np.bool_)
    found = best_trainees(data, market, plan, training, places, may_train)

    def gain(people: tuple[int, ...]) -> int:
        changed = trained(data, np.array(people, np.int64), training)
        return scipy_optimum(declared_again(changed, market)) - value

    candidates = np.flatnonzero(may_train).tolist()
    size = min(places, len(candidates))
    best = max(gain(people) for people in combinations(candidates, size))
    assert gain(tuple(found.people.tolist())) == found.gain <= best <= found.most
    assert set(found.people.tolist()) <= set(candidates)
    assert len(found.people) <= places
    assert plan.value == value
    assert np.array_equal(plan.vacancy_of_laborer, before)


def test_training_changes_only_those_trained() -> None:
    """Certificates and skills are added to what there was, and to nobody else."""
    data = made_market(7, 5, Filler(3, 0.5))
    chosen, training = np.array([5, 2]), Training(certificates=8, occupation=DETAILED[1], level=3)
    people = trained(data, chosen, training).people
    for row in range(7):
        is_chosen = row in chosen
        skills, held = data.people.skill_occupation, people.skill_occupation
        levels = data.people.skill_level[skills.offsets[row] : skills.offsets[row + 1]].tolist()
        got = people.skill_level[held.offsets[row] : held.offsets[row + 1]].tolist()
        assert held.row(row).tolist() == skills.row(row).tolist() + [DETAILED[1]] * is_chosen
        assert got == levels + [3] * is_chosen
        assert people.certificates[row] == data.people.certificates[row] | 8 * is_chosen


def test_trainings_wanted_are_those_of_dear_lines() -> None:
    """Each certificate and occupation of a line with a price, by price times seats."""
    data = made_market(3, 2, Filler(5, 0.0))
    posts = replace(
        data.vacancies,
        occupation=np.array(DETAILED[:2], np.int32),
        certificates=np.array([5, 1]),
        skill_level_min=np.array([0, 4], np.int8),
        seats=np.array([1, 3]),
    )
    data = replace(data, vacancies=posts)
    assert trainings_wanted(data, np.array([10, 5])) == (
        Training(certificates=1),
        Training(occupation=DETAILED[1], level=4),
        Training(certificates=0, occupation=DETAILED[0], level=1),
        Training(certificates=4),
    )
    assert trainings_wanted(data, np.array([0, 0])) == ()


def test_courses_without_places_or_matter_are_refused() -> None:
    """Fewer than 0 places and nothing taught have no meaning."""
    data = made_market(2, 2, Filler(1, 0.0))
    market = market_of(data, DEFAULT_WEIGHTS)
    plan = standing_plan(market, solve_market(market, LOWEST))
    with pytest.raises(BoardError, match="negative"):
        best_trainees(data, market, plan, Training(certificates=1), -1)
    with pytest.raises(BoardError, match="no_training"):
        best_trainees(data, market, plan, Training(occupation=NO_OCCUPATION, level=3), 1)


@pytest.mark.prove
def test_a_thousand_lines_are_worth_their_lowest_price() -> None:
    """On 1,000 lines one more seat adds exactly the lowest price, by scipy."""
    lines, seed = 0, 100
    while lines < 1000:
        seed += 1
        market, solution = scarce(seed, 120, 40)
        assert scipy_optimum(market) == solution.objective
        for vacancy in np.flatnonzero(solution.vacancy_price).tolist():
            seats = market.seats.copy()
            seats[vacancy] += 1
            more = scipy_optimum(with_seats(market, seats)) - solution.objective
            assert more == solution.vacancy_price[vacancy]
            lines += 1


@pytest.mark.prove
def test_five_percent_more_seats_are_forecast_within_a_tenth() -> None:
    """On lines with a price, up to 5 % more seats each: never more than 10 % from the optimum."""
    for seed in range(60):
        rng = np.random.default_rng(seed)
        market = drawn_market(rng, 400, 12, Shape(parts=3, rules=2, top=1000))
        market = replace(market, seats=rng.integers(5, 60, 12).astype(np.int64))
        solution = solve_market(market, LOWEST)
        check_forecasts(market, solution, forecaster(market, solution), seed)
