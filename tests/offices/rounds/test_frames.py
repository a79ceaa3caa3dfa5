"""Rows from a driver as columns."""

import datetime as dt
from typing import Any

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.orm import Session, sessionmaker

from models.database import open_engine
from offices.rounds import frames
from offices.rounds.acts import open_round, take_snapshot
from offices.rounds.frames import Schema, frame_of
from tests.databases import PostgresServer
from tests.factories import ACTOR, COUNTY, NOW, POLICY_DATE, fill_random

SCHEMA: Schema = {"key": pl.Int64, "code": pl.String, "day": pl.Date, "is_said": pl.Boolean}

Row = tuple[int, str | None, dt.date | None, bool | None]
rows_drawn = st.lists(
    st.tuples(
        st.integers(-(2**63), 2**63 - 1),
        st.none() | st.text(max_size=14),
        st.none() | st.dates(dt.date(1900, 1, 1), dt.date(2100, 1, 1)),
        st.none() | st.booleans(),
    ),
    max_size=20,
)


def as_sqlite_writes(row: Row) -> tuple[Any, ...]:
    """The row as SQLite's driver gives it."""
    key, code, day, is_said = row
    return key, code, day and day.isoformat(), None if is_said is None else int(is_said)


def test_no_rows_keep_their_types() -> None:
    """Without a row, and with an empty chunk, the columns are there with their types."""
    expected = pl.DataFrame(schema=dict(SCHEMA))
    assert frame_of([], SCHEMA).equals(expected)
    assert frame_of([], SCHEMA).schema == expected.schema


@given(rows=rows_drawn, chunk=st.integers(1, 7))
def test_any_driver_any_chunk_gives_the_same_columns(rows: list[Row], chunk: int) -> None:
    """Typed values and SQLite's texts and numbers, cut anyhow, become the same columns."""
    expected = pl.DataFrame(rows, schema=dict(SCHEMA), orient="row")
    for given_rows in (rows, [as_sqlite_writes(row) for row in rows]):
        chunks = [given_rows[start : start + chunk] for start in range(0, len(rows), chunk)]
        frame = frame_of(chunks, SCHEMA)
        assert frame.equals(expected)
        assert frame.schema == expected.schema


def test_rows_are_let_go_in_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where more rows come than stand together, the parts follow one another."""
    monkeypatch.setattr(frames, "ROWS_TOGETHER", 3)
    rows: list[Row] = [(number, None if number < 5 else "x", None, None) for number in range(8)]
    chunks = [rows[start : start + 2] for start in range(0, 8, 2)]
    assert frame_of(chunks, SCHEMA).rows() == rows


def test_both_databases_give_one_hash(
    sqlite_session_factory: sessionmaker[Session], postgres_server: PostgresServer
) -> None:
    """The same register on SQLite and on PostgreSQL is the same snapshot, byte for byte."""
    url = postgres_server.fresh_database()
    engine = open_engine(url)
    try:
        hashes = {taken_of(sqlite_session_factory), taken_of(sessionmaker(engine))}
    finally:
        engine.dispose()
        postgres_server.drop(url)
    assert len(hashes) == 1


def taken_of(sessions: sessionmaker[Session]) -> str:
    """Hash and counts of a snapshot of a random register."""
    with sessions.begin() as session:
        fill_random(session, 11, people=150, vacancies=8)
        code = open_round(session, ACTOR, COUNTY, POLICY_DATE, {}, now=NOW).code
        taken = take_snapshot(session, ACTOR, code, now=NOW)
    return f"{taken.content_hash} {taken.counts}"
