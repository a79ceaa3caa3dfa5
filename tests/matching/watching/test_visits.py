"""Visits: exact against every choice, duties first, prices as one more visit shows."""

from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matching.solvers.errors import DuplicateArcError, IndexOutOfRangeError
from matching.watching.effects import Assumption, learnt_effects, nothing_logged
from matching.watching.errors import WatchingError
from matching.watching.gains import gains_of
from matching.watching.risk import AtWork
from matching.watching.visits import VisitReason, WhoCanGo, plan_visits
from ui.i18n.words import load_words

PEOPLE, OFFICES = 6, 3


@st.composite
def weeks(draw: st.DrawFn) -> tuple[np.ndarray, np.ndarray, WhoCanGo]:
    """Gains, urgencies and who can go, small enough to try every choice."""
    people, offices = draw(st.integers(0, PEOPLE)), draw(st.integers(1, OFFICES))
    gain = [draw(st.integers(-2, 9)) / 8 for _ in range(people)]
    urgency = [draw(st.integers(0, 2)) for _ in range(people)]
    arcs = [pair for pair in product(range(people), range(offices)) if draw(st.integers(0, 2)) > 0]
    capacity = [draw(st.integers(0, 3)) for _ in range(offices)]
    who = WhoCanGo(capacity, [i for i, _ in arcs], [j for _, j in arcs])
    return np.array(gain), np.array(urgency, np.int64), who


def best_of_all(
    gain: np.ndarray, urgency: np.ndarray, who: WhoCanGo
) -> tuple[tuple[int, ...], float]:
    """Tries every choice: most of the most urgent, then of the less, then the greatest gain."""
    arcs = set(zip(who.arc_person, who.arc_office, strict=True))
    levels = sorted(set(urgency.tolist()) - {0}, reverse=True)
    worth = np.maximum(gain, 0)
    best: tuple[tuple[int, ...], float] = ((), 0.0)
    for choice in product(range(-1, len(who.capacity)), repeat=len(gain)):
        if any(office >= 0 and (i, office) not in arcs for i, office in enumerate(choice)):
            continue
        used = np.bincount([j for j in choice if j >= 0], minlength=len(who.capacity))
        if np.any(used > who.capacity):
            continue
        visited = np.array(choice, dtype=np.int64) >= 0
        duties = tuple(int(np.sum(visited & (urgency == level))) for level in levels)
        best = max(best, (duties, float(worth[visited].sum())))
    return best


@given(weeks())
@settings(max_examples=150, deadline=None)
def test_no_choice_is_better(week: tuple[np.ndarray, np.ndarray, WhoCanGo]) -> None:
    """Duties by urgency, then the sum of gains, are those of the best of all choices."""
    gain, urgency, who = week
    plan = plan_visits(gain, urgency, who)
    visited = plan.office >= 0
    levels = sorted(set(urgency.tolist()) - {0}, reverse=True)
    duties = tuple(int(np.sum(visited & (urgency == level))) for level in levels)
    best_duties, best_gain = best_of_all(gain, urgency, who)
    assert duties == (best_duties or (0,) * len(levels))
    assert np.maximum(gain, 0)[visited].sum() == pytest.approx(best_gain)
    assert plan.duties_done == sum(duties)
    assert plan.duties_left == np.count_nonzero(urgency) - sum(duties)
    assert plan.months_saved == pytest.approx(gain[visited].sum())
    arcs = set(zip(who.arc_person, who.arc_office, strict=True))
    assert all((i, j) in arcs for i, j in enumerate(plan.office.tolist()) if j >= 0)


@given(weeks())
@settings(max_examples=100, deadline=None)
def test_prices_are_what_one_more_visit_adds(
    week: tuple[np.ndarray, np.ndarray, WhoCanGo],
) -> None:
    """One more visit of an office adds one more person: of the urgency and gain of its price."""
    gain, urgency, who = week
    plan = plan_visits(gain, urgency, who)
    now = np.maximum(gain, 0)[plan.office >= 0].sum()
    for office in range(len(who.capacity)):
        more = [count + (at == office) for at, count in enumerate(who.capacity)]
        wider = plan_visits(gain, urgency, WhoCanGo(more, who.arc_person, who.arc_office))
        assert wider.duties_done - plan.duties_done == (plan.next_urgency[office] > 0)
        then = np.maximum(gain, 0)[wider.office >= 0].sum()
        assert then - now == pytest.approx(plan.next_gain[office], abs=1e-5)


@given(weeks(), st.data())
@settings(max_examples=60, deadline=None)
def test_the_order_of_rows_does_not_matter(
    week: tuple[np.ndarray, np.ndarray, WhoCanGo], data: st.DataObject
) -> None:
    """Exchanged rows give the same duties, months and prices; reasons may differ between equals."""
    gain, urgency, who = week
    order = np.array(data.draw(st.permutations(range(len(gain)))), dtype=np.int64)
    place = np.argsort(order)
    moved = WhoCanGo(who.capacity, [int(place[i]) for i in who.arc_person], who.arc_office)
    first, second = plan_visits(gain, urgency, who), plan_visits(gain[order], urgency[order], moved)
    assert first.duties_done == second.duties_done
    assert first.months_saved == pytest.approx(second.months_saved)
    assert first.next_gain.tolist() == second.next_gain.tolist()
    assert first.to_beat[order].tolist() == second.to_beat.tolist()


def test_one_office_each_is_a_list_from_the_top() -> None:
    """Where each person has one office, the greatest gains of each office are visited."""
    rng = np.random.default_rng(4)
    gain, office = rng.uniform(0, 1, 500), rng.integers(0, 5, 500)
    capacity = np.array([10, 0, 30, 3, 200])
    plan = plan_visits(gain, np.zeros(500, np.int64), WhoCanGo(capacity, np.arange(500), office))
    for at, count in enumerate(capacity):
        own = np.flatnonzero(office == at)
        top = own[np.argsort(-gain[own])]
        assert set(np.flatnonzero(plan.office == at)) == set(top[:count])
        if len(top) > count:
            assert plan.next_gain[at] == pytest.approx(gain[top[count]], abs=1e-6)


def test_reasons_with_their_figures() -> None:
    """Each person is told why, and what their gain would have to beat."""
    gain = [0.1, 0.9, 0.5, -0.2, 0.8, 0.0]
    urgency = [1, 0, 0, 0, 0, 2]
    who = WhoCanGo([2, 1], [0, 1, 2, 3, 5], [0, 0, 0, 1, 0])
    plan = plan_visits(gain, urgency, who)
    assert plan.reason == (
        VisitReason.DUE,
        VisitReason.OTHERS_GAIN_MORE,
        VisitReason.OTHERS_GAIN_MORE,
        VisitReason.NO_GAIN,
        VisitReason.NO_OFFICE,
        VisitReason.DUE,
    )
    assert (plan.next_urgency.tolist(), plan.next_gain.tolist()) == ([0, 0], [0.9, 0.0])
    assert plan.to_beat.tolist() == [0.9, 0.9, 0.9, 0.0, np.inf, 0.9]
    tight = plan_visits(gain, urgency, WhoCanGo([1, 1], who.arc_person, who.arc_office))
    assert tight.reason[0] is VisitReason.DUE_NOT_REACHED
    assert (tight.duties_done, tight.duties_left) == (1, 1)
    assert tight.next_urgency.tolist() == [1, 0]
    assert tight.to_beat[1] == np.inf
    wide = plan_visits(gain, urgency, WhoCanGo([3, 1], who.arc_person, who.arc_office))
    assert wide.reason[1] is VisitReason.GAIN


@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_reasons_have_words(language: str) -> None:
    """Every reason can be said."""
    words = load_words(language)
    assert not [reason for reason in VisitReason if not words.knows(reason)]


def test_faults_of_a_week_are_refused() -> None:
    """Gains beyond a year, urgencies below zero, pairs twice and offices that do not exist."""
    who = WhoCanGo([1], [0], [0])
    with pytest.raises(WatchingError):
        plan_visits([13.0], [0], who)
    with pytest.raises(WatchingError):
        plan_visits([1.0], [-1], who)
    with pytest.raises(DuplicateArcError):
        plan_visits([1.0], [0], WhoCanGo([1], [0, 0], [0, 0]))
    with pytest.raises(IndexOutOfRangeError):
        plan_visits([1.0], [0], WhoCanGo([1], [0], [1]))


@given(
    st.lists(st.floats(0, 0.9), min_size=15, max_size=15),
    st.integers(1, 12),
    st.lists(st.floats(0.05, 1), min_size=2, max_size=2),
)
def test_gains_by_the_definition(hazard: list[float], months: int, multiplier: list[float]) -> None:
    """Months with a visit less months without, multiplied out; never below 0 if it helps all."""
    at_work = AtWork([hazard], [2], [0], [[0.25, 0.75]])
    assumed = Assumption((multiplier[0], multiplier[1]), months)
    found = gains_of(at_work, learnt_effects(assumed, nothing_logged(2)), [0])
    coming = np.array(hazard[2:14])
    factor = 0.25 * multiplier[0] + 0.75 * multiplier[1]
    visited = coming * np.where(np.arange(12) < months, factor, 1)
    true = np.cumprod(1 - visited).sum() - np.cumprod(1 - coming).sum()
    assert found.gain[0] == pytest.approx(true)
    assert found.low[0] <= found.gain[0] <= found.high[0]
    assert found.gain[0] >= -1e-12


def test_a_cause_no_visit_touches_gains_nothing() -> None:
    """Two people at the same risk: whom the work's end takes is not saved, the homesick is."""
    at_work = AtWork(np.full((2, 12), 0.2), [0, 0], [0, 0], [[1, 0], [0, 1]])
    effects = learnt_effects(Assumption((1.0, 0.5)), nothing_logged(2))
    found = gains_of(at_work, effects, [0, 0])
    assert found.gain[0] == pytest.approx(0)
    assert found.gain[1] > 0.5
    with pytest.raises(WatchingError):
        gains_of(at_work, learnt_effects(Assumption((1.0,)), nothing_logged(1)), [0, 0])


def test_a_second_visit_only_adds_the_months_that_follow() -> None:
    """While a visit works for all its months another gains nothing; with one month left, two."""
    at_work = AtWork(np.full((3, 12), 0.2), [0, 0, 0], [0, 0, 0], np.full((3, 1), 1.0))
    effects = learnt_effects(Assumption((0.5,)), nothing_logged(1))
    found = gains_of(at_work, effects, [3, 1, 0])
    visited, plain = 0.9 ** np.arange(1, 4), 0.8 ** np.arange(1, 10)
    whole = visited.sum() + visited[-1] * plain.sum()
    one = 0.9 * (1 + (0.8 ** np.arange(1, 12)).sum())
    assert found.gain == pytest.approx([0, whole - one, whole - (0.8 ** np.arange(1, 13)).sum()])
    assert found.without[:2] == pytest.approx([whole, one])
    with pytest.raises(WatchingError):
        gains_of(at_work, effects, [4, 0, 0])
