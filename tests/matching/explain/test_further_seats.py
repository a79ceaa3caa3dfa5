"""The number of further seats, by cases counted on the fingers, and by counting all."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matching.explain import further_seats as front
from matching.explain import queues
from matching.explain.further_seats import FurtherSeats, further_seats
from matching.explain.solved_market import SolvedMarket, solved_market
from matching.pairs.forms import ClassTable
from matching.pairs.market import Market, PartColumns, RuleColumns
from matching.solvers.all_pairs.solve import MarketParams, solve_market
from tests.matching.market_strategies import Filler, made_market

NO_DATA = made_market(0, 0, Filler(0, 0.0))


def solved_table(scores: list[list[int]], seats: list[int]) -> SolvedMarket:
    """A solved market of a full table of scores (-1: forbidden)."""
    table = np.array(scores)
    people, posts = (np.arange(size, dtype=np.int32) for size in table.shape)
    worth = ClassTable(people, posts, np.maximum(table, 0).astype(np.int16))
    forbids = ClassTable(people, posts, table < 0)
    market = Market(
        len(people),
        np.array(seats, np.int64),
        (PartColumns("worth", 1, (worth,)),),
        (RuleColumns("rule.none", (forbids,)),),
    )
    return solved_market(NO_DATA, market, solve_market(market, MarketParams(is_lowest=True)))


def _found(solved: SolvedMarket) -> FurtherSeats:
    return further_seats(solved, np.flatnonzero(~solved.has_vacancy & (solved.feasible > 0)))


def _seats(scores: list[list[int]], seats: list[int]) -> dict[int, tuple[int, int]]:
    """Vacancy and further seats by person."""
    found = _found(solved_table(scores, seats))
    rows = zip(found.person.tolist(), found.vacancy.tolist(), found.seats.tolist(), strict=True)
    return {person: (post, needed) for person, post, needed in rows}


def test_a_queue_at_one_post() -> None:
    """The next in score needs one seat, the one after two, equals the same number each."""
    assert _seats([[9], [7], [5]], [1]) == {1: (0, 1), 2: (0, 2)}
    assert _seats([[9], [7], [7], [5]], [1]) == {1: (0, 1), 2: (0, 1), 3: (0, 3)}
    assert _seats([[9], [7], [6], [5]], [1]) == {1: (0, 1), 2: (0, 2), 3: (0, 3)}


def test_the_post_with_the_shorter_queue_is_named() -> None:
    """Of two full posts the one where fewer stand before the person."""
    scores = [[9, -1], [8, -1], [7, -1], [-1, 9], [3, 2]]
    assert _seats(scores, [1, 1])[4] == (1, 1)


def test_people_well_placed_elsewhere_do_not_stand_in_the_queue() -> None:
    """Whoever gains more at the present post does not want the seat at the person's score."""
    scores = [[9, 20], [8, -1], [4, -1], [3, -1]]
    assert _seats(scores, [1, 1]) == {2: (0, 1), 3: (0, 2)}


def test_queues_at_several_posts_are_counted_apart() -> None:
    """The second in line at each of two posts needs two seats there."""
    scores = [[9, -1], [7, -1], [5, -1], [-1, 8], [-1, 6], [-1, 4]]
    assert _seats(scores, [1, 1]) == {1: (0, 1), 2: (0, 2), 4: (1, 1), 5: (1, 2)}


def test_nobody_asked_nothing_found() -> None:
    """Without people who go empty-handed there is nothing to name."""
    assert _seats([[5], [5]], [2]) == {}


TABLES = st.integers(1, 4).flatmap(
    lambda posts: st.tuples(
        st.lists(
            st.lists(st.integers(-1, 12), min_size=posts, max_size=posts), min_size=1, max_size=9
        ),
        st.lists(st.integers(0, 2), min_size=posts, max_size=posts),
    )
)


@settings(max_examples=150, deadline=None)
@given(TABLES, st.sampled_from([1, 5, 1000]))
def test_queues_are_those_counted_pair_by_pair(
    market: tuple[list[list[int]], list[int]], pairs_together: int
) -> None:
    """The same posts, seats, scores and prices as plain counting gives, in chunks of any size."""
    solved = solved_table(*market)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(queues, "BLOCK_PAIRS", pairs_together)
        patch.setattr(front, "BLOCK_PAIRS", pairs_together)
        found = _found(solved)
    wanted = [_counted(market, solved, person) for person in found.person.tolist()]
    columns = (found.seats, found.price - found.score, found.vacancy, found.score, found.price)
    assert list(zip(*(column.tolist() for column in columns), strict=True)) == wanted


def _counted(
    market: tuple[list[list[int]], list[int]], solved: SolvedMarket, person: int
) -> tuple[int, ...]:
    scores, seats = market
    price = solved.solution.vacancy_price.tolist()
    surplus = solved.solution.laborer_surplus.tolist()
    options = []
    for post, score in enumerate(scores[person]):
        if score < 0:
            continue
        queue = sum(
            row[post] >= 0 and row[post] - surplus[k] >= score for k, row in enumerate(scores)
        )
        needed = 1 if score >= price[post] else max(1, queue - seats[post])
        options.append((needed, price[post] - score, post, score, price[post]))
    return min(options)
