"""Makes what was read about work, for tests of stays. All made up."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

import polars as pl

from offices.retention.frames import (
    BATCHES,
    PEOPLE,
    PLACEMENTS,
    RECORDS,
    SKILLS,
    VISITS,
    AsOf,
    Read,
    Schema,
)
from offices.retention.reasons import reasons_in_force
from offices.retention.stays import KnownStays, known_stays
from regions.gazetteer import load_gazetteer

ON = dt.date(2026, 3, 20)
HOME, FAR = "433124100000", "441900"
WELDER, OTHER_TRADE = "6-18-02-04", "4-07-05-01"
LEDGER = 1
"""A batch that came in on the day asked about."""


def month(text: str | None) -> dt.date | None:
    """Reads 2025-03 as its first day."""
    return None if text is None else dt.date.fromisoformat(f"{text}-01")


def record(started: str, ended: str | None = None, reason: str | None = None, **values: Any) -> Any:
    """A record of person 1 with employer 7, told by the ledger unless told otherwise."""
    batch = values.get("batch_id", LEDGER)
    defaults = {
        "person_id": 1,
        "employer_id": 7,
        "work_code": FAR,
        "started": month(started),
        "ended": month(ended),
        "leave_reason": reason,
        "batch_id": LEDGER,
        "end_batch": None if ended is None else batch,
        "reason_batch": None if reason is None else batch,
    }
    return defaults | values


def placement(
    started: str, ended: str | None = None, reason: str | None = None, **values: Any
) -> Any:
    """A placement of person 1 with employer 7; days as 2025-03-10."""
    defaults = {
        "placement_id": 1,
        "person_id": 1,
        "employer_id": 7,
        "work_code": FAR,
        "started": dt.date.fromisoformat(started),
        "ended": None if ended is None else dt.date.fromisoformat(ended),
        "leave_reason": reason,
        "post": 5,
        "round": 3,
    }
    return defaults | values


def read_of(
    records: Sequence[Mapping[str, Any]] = (),
    placements: Sequence[Mapping[str, Any]] = (),
    *,
    visits: Sequence[Mapping[str, Any]] = (),
    batches: Mapping[int, dt.date] | None = None,
    skills: Sequence[Mapping[str, Any]] = (),
    people: Sequence[Mapping[str, Any]] = (),
) -> Read:
    """Puts rows together as if they had been read; people are those who have rows."""
    numbered = [{"record_id": number, **row} for number, row in enumerate(records, start=1)]
    known = {row["person_id"] for row in people}
    others = sorted({row["person_id"] for row in (*numbered, *placements)} - known)
    dates = {LEDGER: ON} if batches is None else batches
    return Read(
        people=_frame([*people, *({"person_id": p, "home_code": HOME} for p in others)], PEOPLE),
        records=_frame(numbered, RECORDS),
        placements=_frame(placements, PLACEMENTS),
        visits=_frame(visits, VISITS),
        batches=_frame([{"batch_id": b, "came_in": day} for b, day in dates.items()], BATCHES),
        skills=_frame(skills, SKILLS),
    )


def stays_of(read: Read, on: dt.date = ON, known_by: dt.date | None = None) -> KnownStays:
    """Gives the stays known on a day."""
    as_of = AsOf(on, known_by or on)
    return known_stays(read, reasons_in_force(on), as_of, load_gazetteer().place)


def _frame(rows: Sequence[Mapping[str, Any]], schema: Schema) -> pl.DataFrame:
    return pl.DataFrame(list(rows), schema=dict(schema), orient="row")


def told(known: KnownStays, outcome: str = "employer") -> list[tuple[int, int, int]]:
    """Gives entered, left and cause of each stay."""
    stays = known.by_outcome[outcome]
    return list(zip(stays.entered.tolist(), stays.left.tolist(), stays.cause.tolist(), strict=True))
