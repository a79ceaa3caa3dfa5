"""A week of visits: duties first, no office over its visits, nobody twice, gains as assumed."""

import datetime as dt
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matching.watching.due import VisitRules
from offices.retention.board import Board
from offices.retention.board_returns import Return, returns_due
from offices.retention.board_visits import ASSUMED, VisitWeek, visit_week
from tests.offices.retention.boards import NOW_MONTH, ON, board_of, stay

RULES = VisitRules((7, 30, 90, 180), 90, 72)
LONG_AGO = NOW_MONTH - 8


def week(board: Board, per_week: int = 20) -> VisitWeek:
    """Plans a week under the usual schedule."""
    return visit_week(board, RULES, per_week)


def at_work(person: int, **values: Any) -> dict[str, Any]:
    """Somebody whose last word is months old: the visit after 180 days is open."""
    return stay(person, started_month=LONG_AGO, left=8, **values)


def test_duties_come_before_gains() -> None:
    """With one visit the one who is due is visited, though the newcomer's visit saves more."""
    newcomer = stay(2, started_month=NOW_MONTH - 1, left=1)
    board = board_of([at_work(1), newcomer], visited=[-1, ON.toordinal()], until=NOW_MONTH - 3)
    found = week(board, 1)
    (visit,) = found.visits
    assert (visit.person, visit.reason) == (1, "visit.due")
    assert visit.due_since is not None
    assert visit.is_late == (visit.due_since < ON)
    assert (found.due, found.duties_done, found.not_reached) == (1, 1, ())


def test_a_ledgers_word_stands_for_a_visit() -> None:
    """Whoever was confirmed this month is not due again for what came before."""
    assert week(board_of([at_work(1)], until=NOW_MONTH - 6)).due == 1
    assert week(board_of([at_work(1)], until=NOW_MONTH)).due == 0


@pytest.mark.parametrize(("ahead", "due"), [(0, 1), (6, 1), (7, 0)])
def test_the_week_is_seven_days(ahead: int, due: int) -> None:
    """A duty on the seventh day is this week's, one on the eighth is not."""
    since = dt.date(2026, 2, 15)
    rules = VisitRules(((ON - since).days + ahead,), 90, 72)
    newcomer = stay(1, started_month=NOW_MONTH - 1, left=1)
    board = board_of([newcomer], until=NOW_MONTH - 1)
    assert visit_week(board, rules, 0).due == due


def test_a_follow_up_that_was_made_counts() -> None:
    """A visit of yesterday does all duties, and a further one saves less while it works."""
    yesterday = (ON - dt.timedelta(days=1)).toordinal()
    rows = [at_work(1)]
    seen = week(board_of(rows, visited=[yesterday], until=NOW_MONTH - 6))
    unseen = week(board_of(rows, until=NOW_MONTH - 6))
    assert (seen.due, unseen.due) == (0, 1)
    assert seen.months_saved < unseen.months_saved


def test_without_an_office_nobody_goes() -> None:
    """Who is due is told of as not reached, with the reason."""
    found = week(board_of([at_work(1)], offices=[""], until=NOW_MONTH - 6))
    assert found.visits == ()
    assert [line.reason for line in found.not_reached] == ["visit.no_office"]
    assert [one.office for one in found.offices] == [""]


def test_nobody_at_work_gives_an_empty_week() -> None:
    """An office without anybody at work has nobody to visit."""
    found = week(board_of([]))
    assert (found.at_work, found.due, found.visits, found.offices) == (0, 0, (), ())


def test_what_is_assumed_has_no_cause_that_a_visit_cannot_touch() -> None:
    """Work that is over, a better job and the season keep their part."""
    assert not {"employer_end", "better_job", "season"} & set(ASSUMED)
    assert all(0 < left < 1 for left in ASSUMED.values())


@given(
    st.lists(st.tuples(st.sampled_from(["", "a", "b"]), st.integers(1, 20)), max_size=30),
    st.integers(0, 6),
)
def test_any_week_adds_up(people: list[tuple[str, int]], per_week: int) -> None:
    """Nobody twice, no office over its visits, duties before gains, sums as told."""
    rows = [
        stay(person, started_month=NOW_MONTH - months, left=months)
        for person, (_, months) in enumerate(people)
    ]
    board = board_of(rows, offices=[office for office, _ in people], until=NOW_MONTH - 2)
    found = week(board, per_week)
    assert len({line.person for line in found.visits}) == len(found.visits)
    assert found.duties_done == sum(line.due_since is not None for line in found.visits)
    assert found.due == found.duties_done + len(found.not_reached)
    assert found.months_saved == pytest.approx(sum(line.gain for line in found.visits))
    assert sum(one.people for one in found.offices) == found.at_work == len(people)
    for one in found.offices:
        own = [line for line in found.visits if line.office == one.office]
        assert one.visited == len(own) <= (per_week if one.office else 0)
        assert one.months == pytest.approx(sum(line.gain for line in own))
        missed = [line for line in found.not_reached if line.office == one.office]
        assert one.due == len(missed) + sum(line.due_since is not None for line in own)
        if missed and one.office:
            assert all(line.reason == "visit.due" for line in own)
    for line in found.visits:
        assert line.low <= line.gain <= line.high
        assert 0 < line.leaves[0] <= line.leaves[1] <= line.leaves[2] <= 1


@given(
    st.lists(st.tuples(st.integers(0, 29), st.one_of(st.none(), st.integers(0, 60))), max_size=20)
)
def test_who_came_home_is_seen_once(people: list[tuple[int, int | None]]) -> None:
    """Whoever was not seen since stands there, the longest waiting first, late after 72 hours."""
    returns = [
        Return(
            person,
            1,
            ON - dt.timedelta(days=100),
            ON - dt.timedelta(days=ago),
            None if seen is None else ON - dt.timedelta(days=seen),
        )
        for person, (ago, seen) in enumerate(people)
    ]
    found = returns_due(returns, ON, RULES)
    waiting = {at for at, (ago, seen) in enumerate(people) if seen is None or seen > ago}
    assert {line.person for line in found} == waiting
    assert [line.ended for line in found] == sorted(line.ended for line in found)
    for line in found:
        assert line.is_late == ((ON - line.ended).days >= 4)
