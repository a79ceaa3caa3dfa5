"""Whatever a planner decides can be carried out, and hindsight is what it claims to be."""

import numpy as np
from hypothesis import given, settings

from matching.solvers.rolling.posts import arcs_in_time, problem_of
from matching.solvers.rolling.season import hindsight
from matching.solvers.rolling.simulate import play
from tests.matching.solvers.rolling.rolling_cases import SmallSeason, small_seasons
from tests.matching.solvers.solver_cases import brute_force


@given(case=small_seasons())
@settings(deadline=None, max_examples=150)
def test_every_placement_is_allowed_in_its_week(case: SmallSeason) -> None:
    """Both sides are there, the rules allow the pair, and no planner uses an untold post."""
    people, posts = case.season.arrivals, case.season.posts
    pairs = set(zip(people.arc_laborer.tolist(), people.arc_vacancy.tolist(), strict=True))
    for planner in case.planners():
        played = play(case.season, planner)
        for i in np.flatnonzero(played.vacancy_of_laborer >= 0).tolist():
            j, week = int(played.vacancy_of_laborer[i]), int(played.week_of_laborer[i])
            assert (i, j) in pairs
            assert people.arrival_week[i] <= week <= people.leaving_week[i]
            assert posts.opens_week[j] <= week <= posts.closes_week[j]
            assert posts.announced_week[j] <= week


@given(case=small_seasons())
@settings(deadline=None, max_examples=150)
def test_no_seat_is_taken_twice_and_none_is_above_hindsight(case: SmallSeason) -> None:
    """Seats suffice over all weeks, the value adds up, and hindsight is never beaten."""
    people = case.season.arrivals
    pairs = zip(people.arc_laborer.tolist(), people.arc_vacancy.tolist(), strict=True)
    score = dict(zip(pairs, people.arc_score.tolist(), strict=True))
    best = hindsight(case.season).objective
    for planner in case.planners():
        played = play(case.season, planner)
        placed = np.flatnonzero(played.vacancy_of_laborer >= 0)
        vacancies = played.vacancy_of_laborer[placed]
        taken = np.bincount(vacancies, minlength=len(case.season.posts))
        assert np.all(taken <= case.season.posts.seats)
        gained = zip(placed.tolist(), vacancies.tolist(), strict=True)
        assert played.value == sum(score[pair] for pair in gained)
        assert played.value <= best


@given(case=small_seasons())
@settings(deadline=None, max_examples=80)
def test_hindsight_is_the_best_of_all_plans(case: SmallSeason) -> None:
    """Trying every plan of all weeks together finds nothing better."""
    kept = arcs_in_time(case.season.arrivals, case.season.posts, 0, case.season.weeks)
    everything = problem_of(case.season.arrivals, case.season.posts, kept)
    assert hindsight(case.season).objective == brute_force(everything)


@given(case=small_seasons())
@settings(deadline=None, max_examples=50)
def test_the_same_seed_plays_the_same_season(case: SmallSeason) -> None:
    """Nothing but the generator passed in is random."""
    first, second = (play(case.season, case.planners()[2]) for _ in range(2))
    assert np.array_equal(first.vacancy_of_laborer, second.vacancy_of_laborer)
    assert np.array_equal(first.week_of_laborer, second.week_of_laborer)
