"""Alarms: what each says and rests on, whatever the order of rows."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from matching.watching.alarms import (
    RATE,
    STAYED,
    Alarm,
    AlarmParams,
    Window,
    alarms_of,
    chance_within,
)
from matching.watching.errors import WatchingError
from tests.matching.watching.alarm_worlds import left_on, made_place, windows_of
from ui.i18n.words import load_words

EXACT = AlarmParams(alpha=0.05, allowance=1.0)
USUAL = AlarmParams(alpha=0.05, allowance=1.25)


def one_unit(chance: list[float], left: list[int], group: list[int] | None = None) -> Window:
    """One employer over days 0 to 29."""
    alone = [-1] * len(chance)
    return Window("employer", 0, 29, [7] * len(chance), group or alone, chance, left)


def test_an_alarm_says_what_it_rests_on() -> None:
    """Four of five left at a tenth each: the binomial tail, the people, and since when."""
    found = alarms_of([one_unit([0.1] * 5, [12, STAYED, 4, 20, 9])], EXACT)
    assert len(found) == 1
    alarm = found[0]
    assert (alarm.kind, alarm.unit, alarm.first_day, alarm.last_day) == ("employer", 7, 0, 29)
    assert (alarm.people, alarm.observed, alarm.cases, alarm.cases_observed) == (5, 4, 5, 4)
    assert alarm.expected == pytest.approx(0.5)
    assert alarm.chance == pytest.approx(stats.binom.sf(3, 5, 0.1))
    assert alarm.adjusted == alarm.chance
    assert (alarm.alpha, alarm.rate, alarm.since) == (0.05, RATE, 4)
    assert alarm.positions.tolist() == [0, 2, 3, 4]


def test_room_for_a_model_that_is_off() -> None:
    """The chance of an alarm is that at the allowance times the model's chances."""
    found = alarms_of([one_unit([0.1] * 5, [1, 2, 3, 4, STAYED])], USUAL)
    assert found[0].chance == pytest.approx(stats.binom.sf(3, 5, 0.125))


def test_companions_count_once() -> None:
    """Four leave at a tenth each: alone an alarm, as one group a case with a chance of a fifth."""
    chance, left = [0.1] * 5, [3, 3, 3, 3, STAYED]
    assert len(alarms_of([one_unit(chance, left)], EXACT)) == 1
    assert alarms_of([one_unit(chance, left, [1, 1, 1, 1, -1])], EXACT) == ()
    low = alarms_of([one_unit([0.01] * 5, left, [1, 1, 1, 1, -1])], EXACT)
    assert (low[0].cases, low[0].cases_observed, low[0].observed) == (2, 1, 4)
    assert low[0].chance == pytest.approx(1 - (1 - 0.02) * (1 - 0.01))


def test_less_than_half_of_a_group_is_no_case() -> None:
    """One of three companions is not the group; two are."""
    chance, group = [0.001] * 3, [4, 4, 4]
    assert alarms_of([one_unit(chance, [3, STAYED, STAYED], group)], EXACT) == ()
    assert len(alarms_of([one_unit(chance, [3, 5, STAYED], group)], EXACT)) == 1


def test_a_unit_of_two_raises_no_alarm_among_many() -> None:
    """Both of two leave at 0.06 each: that happens among hundreds of pairs, and is no alarm."""
    unit = np.repeat(np.arange(300), 2)
    left = np.where(unit == 17, 3, STAYED)
    window = Window("employer", 0, 29, unit, np.full(600, -1), np.full(600, 0.06), left)
    assert alarms_of([window], EXACT) == ()
    alone = Window("employer", 0, 29, unit[:2], [-1, -1], [0.06, 0.06], [3, 3])
    assert len(alarms_of([alone], EXACT)) == 1


def test_units_that_cannot_alarm_take_nothing_from_others() -> None:
    """A thousand lone workers beside one employer: its alarm is adjusted for itself alone."""
    crowd = Window(
        "township", 0, 29, np.arange(1000), [-1] * 1000, np.full(1000, 0.1), [STAYED] * 1000
    )
    found = alarms_of([one_unit([0.1] * 5, [1, 2, 3, STAYED, STAYED]), crowd], EXACT)
    assert found[0].adjusted == found[0].chance


def test_the_clearest_window_speaks_for_a_unit() -> None:
    """A unit seen in two windows raises one alarm, from the less likely of them."""
    month = one_unit([0.1] * 6, [1, 2, 3, 4, 5, 6])
    year = Window("employer", -335, 29, [7] * 6, [-1] * 6, [0.7] * 6, [1, 2, 3, 4, 5, 6])
    found = alarms_of([year, month], EXACT)
    assert [(alarm.first_day, alarm.unit) for alarm in found] == [(0, 7)]


def shown(alarms: tuple[Alarm, ...]) -> list[tuple[object, ...]]:
    """What an alarm says, but for the rows."""
    return [
        (one.kind, one.unit, one.first_day, one.observed, one.expected, one.chance, one.adjusted)
        for one in alarms
    ]


@given(st.integers(0, 10**6))
@settings(max_examples=15, deadline=None)
def test_the_order_of_rows_and_windows_does_not_matter(seed: int) -> None:
    """Exchanged rows and windows give the same alarms to the last bit, for the same people."""
    rng = np.random.default_rng(seed)
    place = made_place(seed, people=300, companions=3)
    hazard = place.hazard * np.where(place.employer % 5 == 0, 4, 1)[:, None]
    windows = windows_of(place, left_on(place, seed, np.minimum(hazard, 0.9)))
    orders = [rng.permutation(len(window.unit)) for window in windows]
    mixed = [
        Window(
            window.kind,
            window.first_day,
            window.last_day,
            window.unit[order],
            window.group[order],
            window.chance[order],
            window.left_day[order],
        )
        for window, order in zip(windows, orders, strict=True)
    ]
    first, second = alarms_of(windows, EXACT), alarms_of(mixed[::-1], EXACT)
    assert shown(first) == shown(second)
    for one, other in zip(first, second, strict=True):
        at = next(
            index
            for index, window in enumerate(windows)
            if (window.kind, window.first_day) == (one.kind, one.first_day)
        )
        assert sorted(orders[at][other.positions].tolist()) == one.positions.tolist()


def test_ties_do_not_follow_the_order_of_windows() -> None:
    """The same people as an employer and as a township: alarms come in one order, either way."""
    rows = ([7] * 5, [-1] * 5, [0.1] * 5, [1, 2, 3, 4, STAYED])
    windows = [Window(kind, 0, 29, *rows) for kind in ("township", "employer")]
    first, second = alarms_of(windows, EXACT), alarms_of(windows[::-1], EXACT)
    assert shown(first) == shown(second)
    assert [alarm.kind for alarm in first] == ["employer", "township"]


def test_nobody_and_nothing() -> None:
    """Without windows or without people there is no alarm."""
    assert alarms_of([]) == ()
    assert alarms_of([Window("employer", 0, 29, [], [], [], [])]) == ()


def test_a_unit_beyond_what_is_multiplied_out() -> None:
    """A county of 9,000 that loses 60 % more than expected is found by the bound."""
    left = np.where(np.arange(9000) < 720, 3, STAYED)
    window = Window("county", 0, 29, np.zeros(9000, int), [-1] * 9000, np.full(9000, 0.05), left)
    assert len(alarms_of([window], USUAL)) == 1


def test_chances_within_a_window() -> None:
    """A month before the start counts nothing."""
    assert chance_within([[0, 0.1, 0.2]]) == pytest.approx([0.28])


@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_the_rate_has_words(language: str) -> None:
    """What an alarm promises can be said."""
    assert "5" in load_words(language).text(RATE, alpha="5 %")


def test_faults_of_alarms_are_refused() -> None:
    """Leavings outside the window, chances above 1, a rate of nothing, no allowance."""
    with pytest.raises(WatchingError):
        one_unit([0.1], [30])
    with pytest.raises(WatchingError):
        one_unit([1.1], [3])
    with pytest.raises(WatchingError):
        AlarmParams(alpha=0)
    with pytest.raises(WatchingError):
        AlarmParams(allowance=0.9)
