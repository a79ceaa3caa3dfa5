"""Boards of made-up stays, without a database."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

import numpy as np
import polars as pl

from matching.columns.declared import columns_of
from matching.columns.stays import StayColumns
from matching.market.stays import no_spells
from matching.retention.fit import fit
from offices.retention.acts import PARAMS, StoredModel
from offices.retention.board import Board, first_day
from offices.retention.findings import together
from offices.retention.frames import AsOf, month_number
from offices.retention.stays import EMPLOYER, WORK, KnownStays

ON = dt.date(2026, 3, 2)
PLACES = (
    "/430000/433100/433124/433124100000/",
    "/430000/433100/433124/433124101000/",
    "/440000/441900/",
)
OCCUPATIONS = ("4-07-05-01", "6-18-02-04")
NOW_MONTH = month_number(ON)


def stay(person: int, **values: Any) -> dict[str, Any]:
    """Gives a row: at work at employer 1 for six months until the day, unless told otherwise."""
    usual = dict.fromkeys(columns_of(StayColumns), -1) | {
        "employer": 1,
        "home": 0,
        "work_place": 2,
        "occupation": 1,
        "started_month": NOW_MONTH - 6,
        "entered": 0,
        "left": 6,
        "cause": 0,
        "earlier": 0,
        "weight_per_mille": 1000,
    }
    return usual | {"person": person} | values


def columns(rows: Sequence[dict[str, Any]]) -> StayColumns:
    """Gives rows as columns."""
    return StayColumns(
        **{
            name: np.array([row[name] for row in rows], column.dtype)
            for name, column in columns_of(StayColumns).items()
        }
    )


def board_of(
    rows: Sequence[dict[str, Any]],
    *,
    offices: Sequence[str] | None = None,
    visited: Sequence[int] | None = None,
    until: int = NOW_MONTH,
) -> Board:
    """Gives a board of stays, those of cause 0 being at work, under the stated prior alone."""
    model = fit(no_spells(), PARAMS, ON)
    stored = StoredModel(EMPLOYER, model.version, ON, model, b"", is_new=False)
    now = [row for row in rows if row["cause"] == 0]
    seen = columns([row for row in rows if row["left"] > row["entered"]])
    since = [first_day(row["started_month"]).replace(day=15) for row in now]
    known = KnownStays(
        as_of=AsOf(ON, ON),
        by_outcome={EMPLOYER: seen, WORK: seen},
        at_work=columns([row | {"entered": row["left"]} for row in now]),
        at_work_on=pl.DataFrame(
            {"since": since, "until": [until] * len(now)},
            schema={"since": pl.Date, "until": pl.Int32},
        ),
        places=PLACES,
        occupations=OCCUPATIONS,
        earlier={},
        findings=together([]),
    )
    return Board(
        path="/430000/433100/433124/",
        on=ON,
        known=known,
        by_kind={EMPLOYER: stored, WORK: stored},
        before=stored,
        offices=tuple(offices if offices is not None else ["office"] * len(now)),
        visited=np.array(visited if visited is not None else [-1] * len(now), np.int64),
        returned=(),
        employers={},
        rounds={},
    )
