"""A database with snapshots goes up to models of retention and down again, and keeps its rows."""

import datetime as dt

import pytest
from alembic import command
from sqlalchemy import inspect, text
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session, sessionmaker

from models.database import alembic_config, migrate, open_engine
from models.tables.retention import RetentionModelRow

OLD_ROUND = """insert into rounds
    (id, code, origin_code, path, policy_date, state, settings, opened_by, opened_at)
    values (1, 'R-1', '433124', '/430000/', '2026-03-02', 'draft', '{}', 'tester',
            '2026-03-02 09:00:00')"""
OLD_SNAPSHOT = """insert into snapshots
    (id, round_id, number, taken_at, content_hash, people, vacancies, context, stays, at_work,
     counts)
    values (1, 1, 1, '2026-03-02 09:00:00', 'h', :empty, :empty, :empty, :empty, :empty, '{}')"""

COLUMNS = {"retention", "retention_version"}


def test_old_snapshots_live_through_up_and_down(database_url: str) -> None:
    """Up adds the columns empty, down takes them away; the round and its snapshot stay."""
    engine = open_engine(database_url)
    with engine.begin() as connection:
        command.downgrade(alembic_config(connection), "0002")
    with engine.begin() as connection:
        connection.execute(text(OLD_ROUND))
        connection.execute(text(OLD_SNAPSHOT), {"empty": b""})
    migrate(engine)
    with engine.begin() as connection:
        assert connection.execute(
            text("select retention, retention_version, content_hash from snapshots")
        ).one() == (None, None, "h")
        command.downgrade(alembic_config(connection), "0002")
    with engine.connect() as connection:
        columns = {column["name"] for column in inspect(connection).get_columns("snapshots")}
        assert not columns & COLUMNS
        assert connection.scalar(text("select content_hash from snapshots")) == "h"
    migrate(engine)
    engine.dispose()


def test_a_version_is_stored_once_per_region_and_kind(
    session_factory: sessionmaker[Session],
) -> None:
    """The same version twice is refused by the database itself."""
    values = {
        "version": "v",
        "kind": "employer",
        "path": "/430000/",
        "cut_off": dt.date(2026, 3, 2),
        "data_hash": "h",
        "cases": 1,
        "made_by": "tester",
        "made_at": dt.datetime(2026, 3, 2, tzinfo=dt.UTC),
        "content": b"model",
    }
    with session_factory.begin() as session:
        session.add(RetentionModelRow(**values))
        session.add(RetentionModelRow(**(values | {"kind": "work"})))
    with pytest.raises(IntegrityError), session_factory.begin() as session:
        session.add(RetentionModelRow(**values))
