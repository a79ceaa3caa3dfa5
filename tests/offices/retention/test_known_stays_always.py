"""What holds of known stays for any records: nothing of later days leaks, nobody works twice."""

import datetime as dt
from collections import Counter
from dataclasses import replace
from typing import Any

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from offices.retention.frames import Read, month_number
from offices.retention.stays import KnownStays
from tests.offices.retention.reads import placement, read_of, record, stays_of, told

FIRST = dt.date(2024, 1, 1)
LAST = dt.date(2026, 3, 20)
CUT = dt.date(2025, 2, 11)
BATCHES = {1: dt.date(2024, 6, 3), 2: dt.date(2025, 1, 15), 3: dt.date(2025, 9, 1), 4: LAST}
REASONS = (None, "02", "08", "12", "13", "19", "20", "16", "??")

OLD = record("2022-01", "2022-03", "02", person_id=99, employer_id=99)
"""A stay from which on ends are told."""

FEW = settings(max_examples=25)
"""Each example takes all ways from tables to columns."""

months = st.integers(0, 26).map(lambda n: dt.date(2024 + n // 12, n % 12 + 1, 1))


@st.composite
def records(draw: st.DrawFn) -> dict[str, Any]:
    """A record as some ledger told it, and perhaps a later one its end."""
    started = draw(months)
    batch = draw(st.sampled_from([None, 1, 2, 3, 4]))
    end_batch = draw(st.sampled_from([b for b in (1, 2, 3, 4) if b >= (batch or 1)]))
    ended = draw(st.none() | months)
    reason = draw(st.sampled_from(REASONS)) if ended else None
    told_in = None if batch is None else end_batch
    return record("2024-01", None, reason) | {
        "person_id": draw(st.integers(1, 3)),
        "employer_id": draw(st.sampled_from([None, 7, 8])),
        "started": started,
        "ended": ended,
        "batch_id": batch,
        "end_batch": told_in if ended else None,
        "reason_batch": told_in if reason else None,
        "wage_fen": draw(st.sampled_from([None, -5, 250_000, 400_000])),
    }


@st.composite
def placements(draw: st.DrawFn, number: int) -> dict[str, Any]:
    """A placement by day."""
    started = draw(st.dates(FIRST, LAST))
    ended = draw(st.none() | st.dates(started, LAST))
    return placement("2024-01-01") | {
        "placement_id": number,
        "person_id": draw(st.integers(1, 3)),
        "employer_id": draw(st.sampled_from([7, 8])),
        "started": started,
        "ended": ended,
        "leave_reason": draw(st.sampled_from(REASONS)) if ended else None,
    }


@st.composite
def reads(draw: st.DrawFn) -> Read:
    """Any few records, placements and follow-ups."""
    told_rows = draw(st.lists(records(), max_size=7))
    placed = [draw(placements(number)) for number in range(1, draw(st.integers(0, 3)) + 1)]
    visits = [
        {"placement_id": row["placement_id"], "visited": draw(st.dates(row["started"], LAST))}
        for row in placed
        if draw(st.booleans())
    ]
    return read_of(told_rows, placed, visits=visits, batches=BATCHES)


def as_it_stood(read: Read, on: dt.date) -> Read:
    """Takes away whatever happened or came in after a day, as if the day were today."""
    late = [batch for batch, day in BATCHES.items() if day > on]
    rows = [
        row
        | {
            "ended": None if row["end_batch"] in late else row["ended"],
            "leave_reason": None if row["reason_batch"] in late else row["leave_reason"],
            "end_batch": None if row["end_batch"] in late else row["end_batch"],
            "reason_batch": None if row["reason_batch"] in late else row["reason_batch"],
        }
        for row in read.records.iter_rows(named=True)
        if row["batch_id"] not in late
    ]
    placed = [
        row | ({"ended": None, "leave_reason": None} if row["ended"] and row["ended"] > on else {})
        for row in read.placements.iter_rows(named=True)
        if row["started"] <= on
    ]
    return replace(
        read,
        records=pl.DataFrame(rows, schema=read.records.schema, orient="row"),
        placements=pl.DataFrame(placed, schema=read.placements.schema, orient="row"),
        visits=read.visits.filter(pl.col("visited") <= on),
        batches=read.batches.filter(pl.col("came_in") <= on),
    )


def all_told(known: KnownStays) -> tuple[Counter[tuple[object, ...]], ...]:
    """Gives every value of every stay, whatever the order."""
    return tuple(
        Counter(zip(*(column.to_pylist() for column in stays.to_arrow().columns), strict=True))
        for stays in (*known.by_outcome.values(), known.at_work)
    )


@FEW
@given(reads())
def test_nothing_of_later_days_leaks(read: Read) -> None:
    """What was known on a day is what the office would have read on that day."""
    assert all_told(stays_of(read, CUT)) == all_told(stays_of(as_it_stood(read, CUT), CUT))


@FEW
@given(reads(), st.randoms(use_true_random=False))
def test_the_order_of_rows_does_not_matter(read: Read, random: Any) -> None:
    """Records are a set."""
    order = list(range(read.records.height))
    random.shuffle(order)
    shuffled = replace(read, records=read.records[order])
    assert all_told(stays_of(shuffled, LAST)) == all_told(stays_of(read, LAST))


@FEW
@given(reads(), st.sampled_from([CUT, LAST]))
def test_stays_are_within_time_and_apart(read: Read, on: dt.date) -> None:
    """At least one month is observed, none lies after the day, and nobody works twice at once."""
    known = stays_of(read, on, LAST)
    for stays in known.by_outcome.values():
        assert (stays.entered >= 0).all()
        assert (stays.left > stays.entered).all()
        assert (stays.started_month <= month_number(on)).all()
        assert (stays.started_month + stays.left <= month_number(on) + 1).all()
        for person in np.unique(stays.person):
            mine = np.flatnonzero(stays.person == person)
            mine = mine[np.argsort(stays.started_month[mine], kind="stable")]
            ends = (stays.started_month + stays.left)[mine]
            assert (stays.started_month[mine][1:] >= ends[:-1] - 1).all()
    assert len(np.unique(known.at_work.person)) == len(known.at_work)


@FEW
@given(st.lists(records(), max_size=7))
def test_work_anywhere_ends_no_oftener(rows: list[dict[str, Any]]) -> None:
    """Where everything is observed from its start, stretches end no oftener than stays."""
    batches = {"batch_id": None, "end_batch": None, "reason_batch": None}
    known = stays_of(read_of([OLD | batches, *(row | batches for row in rows)]), LAST)
    ended = [sum(cause > 0 for _, _, cause in told(known, kind)) for kind in ("employer", "work")]
    assert ended[1] <= ended[0]


def stock_sample(seed: int, hazard: float) -> Read:
    """Jobs that begin every month and end with one chance; a list tells who is at work in 2025-01.

    Whoever is on it is followed until the list of 2026-03.
    """
    rng = np.random.default_rng(seed)
    taken, last = month_number(BATCHES[2]), month_number(LAST)
    starts = rng.integers(taken - 60, taken, 40_000)
    ends = starts + rng.geometric(hazard, len(starts))
    rows = []
    for person, (start, end) in enumerate(zip(starts.tolist(), ends.tolist(), strict=True)):
        if end <= taken:
            continue
        has_ended = end <= last
        rows.append(
            record("2024-01", None, "02" if has_ended else None)
            | {
                "person_id": person,
                "started": dt.date(start // 12, start % 12 + 1, 1),
                "ended": dt.date(end // 12, end % 12 + 1, 1) if has_ended else None,
                "batch_id": 2,
                "end_batch": 4 if has_ended else None,
                "reason_batch": 4 if has_ended else None,
                "wage_batch": 4,
            }
        )
    return read_of(rows, batches=BATCHES)


@pytest.mark.parametrize("hazard", [0.05, 0.12])
def test_a_list_of_people_at_work_gives_the_true_chance(hazard: float) -> None:
    """Leavings per month at risk are the chance they were drawn with; from the start they are not.

    Counting a list of people at work from their start is the classical error of length-biased
    sampling: it misses all who left before the list, and the chance comes out far too low.
    """
    stays = stays_of(stock_sample(3, hazard), LAST).by_outcome["employer"]
    leavings = (stays.cause > 0).sum()
    at_risk = (stays.left - stays.entered).sum()
    error = np.sqrt(hazard * (1 - hazard) / at_risk)
    assert abs(leavings / at_risk - hazard) < 4 * error
    assert leavings / stays.left.sum() < hazard - 20 * error
