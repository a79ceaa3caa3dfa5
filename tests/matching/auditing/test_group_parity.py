"""Rates by group against published figures and known packages; false calls at the stated rate."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lifelines import KaplanMeierFitter
from scipy.stats import fisher_exact, hypergeom

from matching.auditing.errors import AuditError
from matching.auditing.exact import Table, chance_of
from matching.auditing.parity import CALLED, FEWEST, Parity, apart, holm, parity_of
from matching.auditing.staying import Stays, stayed
from matching.evaluation.intervals import wilson

GROUPS = np.array(["a", "b", "c", "d"])


def no_stays() -> Stays:
    """Nobody was watched."""
    return Stays(np.zeros(0, np.int64), np.zeros(0, np.int64), np.zeros(0, np.int64))


def stays_of(rng: np.random.Generator, size: int, leaving: float) -> Stays:
    """Makes stays that end with a chance a month, watched for 1 to 18 months."""
    ends = rng.geometric(leaving, size)
    watched = rng.integers(1, 19, size)
    return Stays(np.zeros(size, np.int64), np.minimum(ends, watched), (ends <= watched).astype(int))


def placed_by(is_placed: np.ndarray, group: np.ndarray) -> Parity:
    """Compares placement by one attribute."""
    (found,) = parity_of(is_placed, {"sex": group}, no_stays(), {})
    return found


def test_differences_are_newcombes() -> None:
    """56 of 70 against 48 of 80: 0.2, from 0.0524 to 0.3339.

    Source: Newcombe, R. G. (1998), Interval estimation for the difference between independent
    proportions, Statistics in Medicine 17, 873-890, table II, column a, method 10.
    """
    found = apart(wilson(56 / 70, 70), wilson(48 / 80, 80))
    assert [round(value, 4) for value in (found.value, found.low, found.high)] == [
        0.2,
        0.0524,
        0.3339,
    ]


@given(st.lists(st.floats(0, 1), min_size=1, max_size=12))
def test_corrected_chances_are_holms(chances: list[float]) -> None:
    """The largest of what this one, and all smaller ones before it, have to pass."""
    order = sorted(range(len(chances)), key=lambda at: chances[at])
    for place, at in enumerate(order):
        raised = [(len(chances) - before) * chances[order[before]] for before in range(place + 1)]
        assert holm(chances)[at] == pytest.approx(min(1.0, max(raised)))
    assert holm([0.01, 0.04, 0.03, 0.005]) == pytest.approx([0.03, 0.06, 0.06, 0.02])


@given(st.integers(0, 2**32 - 1), st.sampled_from([0.02, 0.1, 0.4]), st.integers(1, 12))
@settings(max_examples=60, deadline=None)
def test_staying_is_the_product_limit_estimate(seed: int, leaving: float, month: int) -> None:
    """As lifelines has it, with late entries and its interval."""
    rng = np.random.default_rng(seed)
    stays = stays_of(rng, 80, leaving)
    entered = np.where(rng.random(80) < 0.3, rng.integers(0, stays.left), 0)
    stays = Stays(entered, stays.left, stays.cause)
    fitter = KaplanMeierFitter().fit(stays.left, stays.cause, entry=entered)
    times = fitter.event_table.index
    found = stayed(stays, month)
    at_risk = [int(((entered < t) & (stays.left >= t)).sum()) for t in range(1, month + 1)]
    share = float(fitter.predict(month))
    if 0 in at_risk and share > 0:
        assert found is None
        return
    assert found is not None
    assert found.value == pytest.approx(share)
    assert 0 <= found.low <= found.value <= found.high <= 1
    if 0 < share < 1:
        row = fitter.confidence_interval_.iloc[times.searchsorted(month, side="right") - 1]
        assert [found.low, found.high] == pytest.approx(row.tolist())


def test_where_all_stayed_the_interval_has_width() -> None:
    """None of 20 left: Wilson's interval; nobody watched so long: nothing."""
    stays = Stays(np.zeros(20, np.int64), np.full(20, 6), np.zeros(20, np.int64))
    assert stayed(stays, 6) == wilson(1.0, 20)
    assert stayed(stays, 7) is None
    assert stayed(no_stays(), 3) is None
    all_left = Stays(np.zeros(8, np.int64), np.full(8, 2), np.ones(8, np.int64))
    assert stayed(all_left, 12) == wilson(0.0, 8)


@given(st.integers(1, 60), st.data())
@settings(max_examples=60, deadline=None)
def test_one_table_has_fishers_chance(cases: int, draw: st.DataObject) -> None:
    """Twice the smaller of the two one-sided chances, as scipy has them."""
    marked, group = (draw.draw(st.integers(0, cases)) for _ in range(2))
    both = draw.draw(st.integers(max(0, marked + group - cases), min(marked, group)))
    rest = [marked - both, cases - marked - group + both]
    sides = [
        fisher_exact([[both, group - both], rest], alternative=side).pvalue
        for side in ("less", "greater")
    ]
    found = chance_of([Table(cases, marked, group, both)])
    assert found == pytest.approx(min(1.0, 2 * min(sides)))


def test_several_tables_have_the_chance_of_their_total() -> None:
    """Against every way the marks can fall in three tables."""
    tables = [Table(9, 4, 3, 3), Table(7, 2, 3, 1), Table(5, 3, 2, 2)]
    chances = np.zeros(20)
    for first in range(5):
        for second in range(3):
            for third in range(4):
                fallen = zip((first, second, third), tables, strict=True)
                way = [hypergeom(t.cases, t.marked, t.group).pmf(marks) for marks, t in fallen]
                chances[first + second + third] += np.prod(way)
    assert chance_of(tables) == pytest.approx(2 * chances[6:].sum())


def test_a_planted_difference_is_called_and_its_group_named() -> None:
    """Group d is placed less; of the small groups nothing is called, and they are marked."""
    rng = np.random.default_rng(3)
    group = np.repeat(GROUPS, [400, 400, 6, 300])
    is_placed = rng.random(len(group)) < np.where(group == "d", 0.6, 0.8)
    found = placed_by(is_placed, group)
    rows = {row.group: row for row in found.groups}
    assert [name for name, row in rows.items() if row.is_small] == ["c"]
    assert {name: row.cases for name, row in rows.items()} == {"a": 400, "b": 400, "c": 6, "d": 300}
    difference = rows["d"].difference
    assert difference is not None
    assert difference.is_called
    assert difference.apart.high < 0
    small = rows["c"]
    assert small.cases < FEWEST
    assert small.rate is not None
    assert small.rate.high - small.rate.low > 0.3


def test_of_two_groups_the_smaller_is_compared() -> None:
    """The other comparison says the same and does not count twice."""
    is_placed = np.arange(100) % 3 == 0
    found = placed_by(is_placed, np.repeat(["men", "women"], [70, 30]))
    men, women = found.groups
    assert men.difference is None
    assert women.difference is not None
    assert women.difference.corrected == women.difference.chance
    alone = placed_by(is_placed, np.repeat(["men"], 100))
    assert alone.groups[0].difference is None


def test_all_comparisons_of_a_report_are_corrected_together() -> None:
    """Placement and staying, by two attributes."""
    rng = np.random.default_rng(8)
    stays = stays_of(rng, 300, 0.08)
    groups = {"sex": rng.choice(["m", "f"], 300), "age": rng.choice(GROUPS, 300)}
    found = parity_of(rng.random(300) < 0.5, groups, stays, groups)
    assert {(one.measure, one.by) for one in found} == {
        (measure, by)
        for measure in ("placed", "stayed_3", "stayed_6", "stayed_12")
        for by in ("sex", "age")
    }
    differences = [row.difference for one in found for row in one.groups if row.difference]
    assert len(differences) == 4 * (1 + 4)
    assert [one.corrected for one in differences] == holm([one.chance for one in differences])


def calls_by_chance(seed: int, people: int) -> bool:
    """Tells whether a report calls a difference where there is none."""
    rng = np.random.default_rng(seed)
    stays = stays_of(rng, people, 0.05)
    labels = {
        "sex": rng.choice(["m", "f"], people),
        "ethnicity": rng.choice(GROUPS, people, p=[0.6, 0.3, 0.08, 0.02]),
    }
    found = parity_of(rng.random(people) < 0.9, labels, stays, labels)
    return any(row.difference.is_called for one in found for row in one.groups if row.difference)


@pytest.mark.prove
def test_without_differences_a_report_calls_one_in_twenty_times_at_most() -> None:
    """1,000 reports without any difference; three standard errors are allowed above 5 %."""
    calls = sum(calls_by_chance(seed, 600) for seed in range(1_000))
    assert calls <= 1_000 * CALLED + 3 * np.sqrt(1_000 * CALLED * (1 - CALLED))


def test_without_differences_few_reports_call_one() -> None:
    """60 reports: 5 % would be 3; more than 8 have a chance of 1 in 200."""
    assert sum(calls_by_chance(seed, 400) for seed in range(60)) <= 8


def test_columns_that_do_not_fit_are_refused() -> None:
    """Labels too few, stays that end before they begin."""
    with pytest.raises(AuditError):
        placed_by(np.ones(3, np.bool_), np.array(["m", "f"]))
    for entered, left in (([0], [0]), ([-1], [2]), ([3], [2]), ([0, 0], [1])):
        with pytest.raises(AuditError):
            Stays(np.array(entered), np.array(left), np.zeros(1, np.int64))
