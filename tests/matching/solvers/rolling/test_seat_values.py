"""What a kept seat is worth, the week's plan that follows, its proof and its reasons."""

import numpy as np
import pytest
from hypothesis import given, settings

from matching.solvers.errors import (
    IndexOutOfRangeError,
    LengthMismatchError,
    NegativeValueError,
    NotIntegerError,
)
from matching.solvers.rolling.arrivals import Arrivals, people_at
from matching.solvers.rolling.futures import drawn_futures
from matching.solvers.rolling.posts import Posts, arcs_in_time, problem_of
from matching.solvers.rolling.seat_values import RollingParams, learn_seat_values
from matching.solvers.rolling.waiting import (
    NO_SEAT_IN_TIME,
    OUTCOMPETED,
    SEAT_KEPT,
    WAITS_FOR_OPENING,
    waiting_of,
)
from matching.solvers.rolling.week import Week, WeekPlan, plan_week
from matching.solvers.solution import NOBODY
from matching.solvers.solve import solve
from matching.solvers.verify import verify
from tests.matching.solvers.rolling.rolling_cases import SmallSeason, one_by_one, small_seasons


def first_week(case: SmallSeason) -> Week:
    """Makes the week 0 of a season."""
    arrivals = case.season.arrivals
    there = np.flatnonzero(arrivals.arrival_week == 0)
    return Week(0, case.season.posts, people_at(arrivals, there))


def planned(week: Week, *history: Arrivals, futures: int = 2) -> WeekPlan:
    """Plans a week with futures from earlier seasons."""
    rng = np.random.default_rng(1)
    return plan_week(week, learn_seat_values(week, history, rng, RollingParams(futures)))


@given(case=small_seasons())
@settings(deadline=None, max_examples=100)
def test_with_nobody_expected_the_plan_is_the_plain_optimum(case: SmallSeason) -> None:
    """Without futures, without history, or with nobody later in it, no seat has a value."""
    week = first_week(case)
    plain = solve(problem_of(week.people, week.posts, arcs_in_time(week.people, week.posts, 0, 0)))
    early = [people_at(past, np.flatnonzero(past.arrival_week == 0)) for past in case.history]
    for plan in (planned(week), planned(week, *case.history, futures=0), planned(week, *early)):
        assert plan.seat_values.vacancy.size == 0
        assert np.array_equal(plan.solution.vacancy_of_laborer, plain.vacancy_of_laborer)
        assert plan.solution.objective == plain.objective


@given(case=small_seasons())
@settings(deadline=None, max_examples=100)
def test_every_weeks_plan_is_proven(case: SmallSeason) -> None:
    """The independent check agrees, and values fall from seat to seat of a vacancy."""
    week = first_week(case)
    plan = planned(week, *case.history)
    assert verify(plan.problem, plan.solution).is_optimal
    vacancy, value = plan.seat_values.vacancy, plan.seat_values.value
    same = vacancy[1:] == vacancy[:-1]
    assert np.all(np.diff(vacancy) >= 0)
    assert np.all(np.diff(value)[same] <= 0)
    assert np.all(np.bincount(vacancy, minlength=len(week.posts)) <= week.posts.seats)


@given(case=small_seasons())
@settings(deadline=None, max_examples=150)
def test_everybody_not_placed_has_a_reason_whose_figures_hold(case: SmallSeason) -> None:
    """Score <= price, and <= the value of every seat kept at the post spoken of."""
    week = first_week(case)
    plan = planned(week, *case.history)
    waiting = waiting_of(week, plan)
    assert waiting.person.tolist() == np.flatnonzero(plan.vacancy_of_laborer == NOBODY).tolist()
    arcs = set(
        zip(plan.problem.arc_laborer.tolist(), plan.problem.arc_vacancy.tolist(), strict=True)
    )
    for row, (person, reason) in enumerate(zip(waiting.person, waiting.reason, strict=True)):
        vacancy = int(waiting.vacancy[row])
        if reason == NO_SEAT_IN_TIME:
            assert vacancy == NOBODY
            assert not [j for i, j in arcs if i == person]
            continue
        assert (int(person), vacancy) in arcs
        if reason == WAITS_FOR_OPENING:
            assert week.posts.opens_week[vacancy] > week.number
            continue
        assert waiting.score[row] <= waiting.price[row]
        assert (reason == SEAT_KEPT) == (waiting.kept_seats[row] > 0)
        if reason == SEAT_KEPT:
            assert waiting.price[row] <= waiting.seat_value[row]
        else:
            assert reason == OUTCOMPETED
            assert waiting.seat_value[row] == 0


def test_a_seat_is_kept_for_somebody_worth_more() -> None:
    """A welder of 9 is sure to come; the learner of 5 takes the other post or waits."""
    posts = Posts([1], [0], [0], [2])
    week = Week(0, posts, one_by_one((0, 2, {0: 5})))
    plan = planned(week, one_by_one((1, 1, {0: 9})), futures=1)
    waiting = waiting_of(week, plan)
    assert plan.vacancy_of_laborer.tolist() == [NOBODY]
    assert waiting.reason == (SEAT_KEPT,)
    assert (waiting.score[0], waiting.seat_value[0], waiting.kept_seats[0]) == (5, 9, 1)


def test_a_seat_is_not_kept_for_somebody_who_may_not_come() -> None:
    """One earlier season in two had the welder: 9 / 2 is less than 5."""
    week = Week(0, Posts([1], [0], [0], [2]), one_by_one((0, 0, {0: 5})))
    plan = planned(week, one_by_one((1, 1, {0: 9})), one_by_one())
    assert plan.seat_values.value.tolist() == [4]
    assert plan.vacancy_of_laborer.tolist() == [0]


def test_a_seat_is_worth_what_its_taker_would_lose() -> None:
    """The welder of 9 has a place worth 7 elsewhere, so the seat is worth 2 to them."""
    week = Week(0, Posts([1, 1], [0, 0], [0, 0], [2, 2]), one_by_one((0, 0, {0: 1})))
    plan = planned(week, one_by_one((1, 1, {0: 9, 1: 7})), futures=1)
    assert plan.seat_values.vacancy.tolist() == [0]
    assert plan.seat_values.value.tolist() == [2]
    assert plan.vacancy_of_laborer.tolist() == [NOBODY]


def test_somebody_waits_for_a_post_that_opens_later() -> None:
    """A post announced for next week is worth more to a person who can stay."""
    posts = Posts([1, 1], [0, 0], [0, 1], [2, 2])
    week = Week(0, posts, one_by_one((0, 1, {0: 5, 1: 8}), (0, 0, {0: 3, 1: 9})))
    plan = planned(week)
    assert plan.vacancy_of_laborer.tolist() == [NOBODY, 0]
    assert waiting_of(week, plan).reason == (WAITS_FOR_OPENING,)


@given(case=small_seasons())
@settings(deadline=None, max_examples=50)
def test_futures_draw_later_people_in_their_numbers(case: SmallSeason) -> None:
    """With as many futures as seasons everybody who came later is there once."""
    if not case.history:
        return
    rng = np.random.default_rng(case.seed)
    drawn = drawn_futures(case.history, 0, len(case.history), rng)
    assert len(drawn) == sum(int(np.sum(past.arrival_week > 0)) for past in case.history)
    assert np.all(drawn.arrival_week > 0)


def test_bad_columns_are_refused() -> None:
    """Each kind of fault has its error with the field."""
    with pytest.raises(LengthMismatchError):
        Posts([1, 2], [0], [0, 0], [0, 0])
    with pytest.raises(NegativeValueError):
        Posts([-1], [0], [0], [0])
    with pytest.raises(NotIntegerError):
        Arrivals([0.5], [1], [], [], [])
    with pytest.raises(IndexOutOfRangeError):
        Arrivals([0], [1], [1], [0], [5])
    with pytest.raises(NegativeValueError):
        RollingParams(futures=-1)
    with pytest.raises(IndexOutOfRangeError):
        planned(Week(0, Posts([1], [0], [0], [0]), one_by_one((0, 0, {3: 1}))))
