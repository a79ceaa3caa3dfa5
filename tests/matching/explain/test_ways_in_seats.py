"""The fewest further seats are those found by adding one after the other."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from matching.explain.override_trials import trials_of
from matching.explain.ways_in_seats import fewest_seats
from matching.explain.ways_in_without import WithoutPerson, without_person
from tests.matching.explain.test_further_seats import solved_table
from tests.matching.explain.why_oracle import is_in_some_best

TABLES = st.integers(1, 4).flatmap(
    lambda posts: st.tuples(
        st.lists(
            st.lists(st.integers(-1, 9), min_size=posts, max_size=posts), min_size=1, max_size=9
        ),
        st.lists(st.integers(0, 2), min_size=posts, max_size=posts),
    )
)


@settings(max_examples=100, deadline=None)
@given(TABLES)
def test_they_are_those_counted_one_by_one(market: tuple[list[list[int]], list[int]]) -> None:
    """For the first person at every feasible post, up to as many seats as there are people."""
    table, seats = np.array(market[0]), np.array(market[1])
    trials = trials_of(solved_table(*market))
    row = trials.scores.row(0)
    others = without_person(trials, 0)
    for vacancy in np.flatnonzero(row >= 0).tolist():

        def is_enough(plan: WithoutPerson, post: int = vacancy) -> bool:
            return plan.gain(row)[0] == plan.claim(post, int(row[post]))

        wanted = None
        for further in range(1, len(table) + 2):
            more = seats.copy()
            more[vacancy] += further
            if is_in_some_best(table, more, 0, vacancy):
                wanted = further
                break
        assert fewest_seats(others, vacancy, is_enough) == wanted
        assert others.seats(vacancy) == seats[vacancy]


@settings(max_examples=60, deadline=None)
@given(TABLES, st.integers(1, 3))
def test_no_more_are_tried_than_asked(market: tuple[list[list[int]], list[int]], most: int) -> None:
    """The answer within a limit is the answer without, or none."""
    trials = trials_of(solved_table(*market))
    row = trials.scores.row(0)
    others = without_person(trials, 0)
    for vacancy in np.flatnonzero(row >= 0).tolist():

        def is_enough(plan: WithoutPerson, post: int = vacancy) -> bool:
            return plan.gain(row)[0] == plan.claim(post, int(row[post]))

        found = fewest_seats(others, vacancy, is_enough)
        limited = fewest_seats(others, vacancy, is_enough, most)
        assert limited == (found if found is not None and found <= most else None)
