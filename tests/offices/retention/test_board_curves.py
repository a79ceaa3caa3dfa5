"""Curves and causes of a board: as lifelines has them, every stay once, nothing hidden."""

from typing import Any

import pytest
from hypothesis import given, reject
from hypothesis import strategies as st

from matching.evaluation.baselines import baseline
from matching.evaluation.errors import MeasureRefusedError
from matching.evaluation.intervals import wilson
from matching.market.stays import CAUSES
from offices.retention.board_causes import cause_bands, unknown_share
from offices.retention.board_curves import MOST_GROUPS, Grouping, curves
from offices.retention.figures import outcomes_of
from offices.retention.stays import EMPLOYER, WORK
from tests.offices.retention.boards import board_of, stay


@st.composite
def stays(draw: st.DrawFn) -> list[dict[str, Any]]:
    """Up to sixty stays, some under observation late, some that go on."""
    rows = []
    for person in range(draw(st.integers(1, 60))):
        entered = draw(st.integers(0, 5))
        rows.append(
            stay(
                person,
                entered=entered,
                left=entered + draw(st.integers(1, 14)),
                cause=draw(st.integers(0, len(CAUSES))),
                employer=draw(st.integers(-1, 20)),
                home=draw(st.integers(-1, 1)),
                occupation=draw(st.integers(-1, 1)),
            )
        )
    return rows


@given(stays())
def test_the_curve_is_that_of_lifelines(rows: list[dict[str, Any]]) -> None:
    """Oracle: the Kaplan-Meier estimate of lifelines with late entry, month by month."""
    board = board_of(rows)
    (curve,) = curves(board, EMPLOYER, Grouping.ALL)
    outcomes = outcomes_of(board.known.by_outcome[EMPLOYER])
    assert (curve.cases, curve.leavings) == (len(rows), int(outcomes.has_ended.sum()))
    try:
        expected = baseline(outcomes, 12, len(CAUSES)).kept
    except MeasureRefusedError:
        reject()
    for point in curve.points:
        assert point.share == pytest.approx(expected[point.month - 1], abs=1e-9)
        assert point.at_risk == outcomes.at_risk(point.month).sum() > 0
        assert 0 <= point.low <= point.share <= point.high <= 1
        assert 0 < point.model <= 1
    assert [point.month for point in curve.points] == list(range(1, len(curve.points) + 1))


@given(stays())
def test_groups_part_the_stays(rows: list[dict[str, Any]]) -> None:
    """Each stay of a known group is in one curve, the largest first, at most so many."""
    board = board_of(rows)
    for by, known in (
        (Grouping.EMPLOYER, [row["employer"] >= 0 for row in rows]),
        (Grouping.TOWNSHIP, [row["home"] >= 0 for row in rows]),
        (Grouping.COUNTY, [row["home"] >= 0 for row in rows]),
        (Grouping.OCCUPATION, [row["occupation"] >= 0 for row in rows]),
    ):
        found = curves(board, WORK, by)
        sizes = [curve.cases for curve in found]
        assert sizes == sorted(sizes, reverse=True)
        assert len({curve.group for curve in found}) == len(found) <= MOST_GROUPS
        if len(found) < MOST_GROUPS:
            assert sum(sizes) == sum(known)
    assert curves(board, WORK, Grouping.ROUND) == ()


def test_two_people_say_little() -> None:
    """One of two left in the third month: half stayed, and the band says how little that is."""
    board = board_of([stay(1), stay(2, left=3, cause=2)])
    (curve,) = curves(board, EMPLOYER, Grouping.EMPLOYER)
    assert curve.group == "1"
    third = curve.points[2]
    assert (third.share, third.at_risk) == (0.5, 2)
    assert third.low < 0.15
    assert third.high > 0.85
    assert len(curve.points) == 6


def test_nobody_gives_no_curve() -> None:
    """An office without stays has none, and causes without shares."""
    board = board_of([])
    assert curves(board, EMPLOYER, Grouping.ALL) == ()
    every = cause_bands(board, EMPLOYER)[0]
    assert every.leavings == 0
    assert (unknown_share(every).low, unknown_share(every).high) == (0, 1)


@given(stays())
def test_bands_part_the_leavings(rows: list[dict[str, Any]]) -> None:
    """Counts of bands add up to those of all months, cause by cause; shares are Wilson's."""
    every, *bands = cause_bands(board_of(rows), EMPLOYER)
    assert every.leavings == sum(row["cause"] > 0 for row in rows)
    for at, cause in enumerate(CAUSES):
        assert every.causes[at].cause == cause
        assert every.causes[at].leavings == sum(band.causes[at].leavings for band in bands)
        assert every.causes[at].leavings == sum(row["cause"] == at + 1 for row in rows)
    for band in (every, *bands):
        assert sum(one.leavings for one in band.causes) == band.leavings
        if band.leavings:
            for one in band.causes:
                assert one.share == wilson(one.leavings / band.leavings, band.leavings)
    assert unknown_share(every) == every.causes[CAUSES.index("unknown")].share
