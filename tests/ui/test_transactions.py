"""Transactions keep all or nothing, on both databases, and refuse what they cannot serve."""

import datetime as dt
from pathlib import Path

import pytest
from sqlalchemy import func, select, text
from sqlalchemy.orm import Session

from models.audit import record_event
from models.database import NewerDatabaseError, NotMigratedError, open_engine
from models.encryption import KeyMissingError
from models.tables.audit import AuditEvent
from models.values import Actor
from tests.databases import write_keys
from ui.settings import Settings
from ui.transactions import (
    BusyDatabaseError,
    UnreachableDatabaseError,
    close_engines,
    prepare_database,
    reading,
    transaction,
)

ACTOR = Actor(code="tester", office_code="", scopes=("/",))
NOW = dt.datetime(2026, 3, 2, tzinfo=dt.UTC)


@pytest.fixture
def settings(database_url: str, tmp_path: Path) -> Settings:
    """Settings of a fresh database of each kind."""
    write_keys(tmp_path / "keys")
    return Settings(database_url=database_url, var_folder=tmp_path)


@pytest.fixture(autouse=True)
def _closed() -> object:
    """Leaves no engine open."""
    yield
    close_engines()


def count_events(session: Session) -> int:
    """Counts the audit events."""
    return session.scalar(select(func.count()).select_from(AuditEvent)) or 0


def add_event(session: Session) -> None:
    """Writes something."""
    record_event(session, ACTOR, "test.done", "T-1", at=NOW)


def test_a_transaction_keeps_what_it_wrote(settings: Settings) -> None:
    """What one session wrote, the next one reads."""
    with transaction(settings) as session:
        add_event(session)
    with reading(settings) as session:
        assert count_events(session) == 1


def test_an_error_leaves_nothing(settings: Settings) -> None:
    """After an error nothing of the transaction stands."""

    def fail_halfway() -> None:
        with transaction(settings) as session:
            add_event(session)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail_halfway()
    with reading(settings) as session:
        assert count_events(session) == 0


def test_reading_waits_for_no_writer(settings: Settings) -> None:
    """A reader sees the state before an open transaction, at once."""
    with transaction(settings) as writer:
        add_event(writer)
        with reading(settings) as session:
            assert count_events(session) == 0


def test_a_newer_database_is_refused(settings: Settings) -> None:
    """A revision that this program does not know is refused, by use and by migration alike."""
    engine = open_engine(settings.database_url)
    with engine.begin() as connection:
        connection.execute(text("update alembic_version set version_num = 'of tomorrow'"))
    engine.dispose()
    with pytest.raises(NewerDatabaseError), transaction(settings):
        pass
    with pytest.raises(NewerDatabaseError):
        prepare_database(settings)


def test_a_database_in_use_wants_its_own_keys(settings: Settings) -> None:
    """Without the key file nothing opens, and none is made in its place."""
    settings.key_file.unlink()
    with pytest.raises(KeyMissingError), transaction(settings):
        pass
    with pytest.raises(KeyMissingError):
        prepare_database(settings)
    assert not settings.key_file.exists()


def test_a_new_database_is_prepared_once_and_again(tmp_path: Path) -> None:
    """Preparing makes tables and keys; a second time changes neither."""
    settings = Settings(var_folder=tmp_path / "var")
    with pytest.raises(NotMigratedError), transaction(settings):
        pass
    prepare_database(settings)
    keys = settings.key_file.read_bytes()
    prepare_database(settings)
    assert settings.key_file.read_bytes() == keys
    with transaction(settings) as session:
        add_event(session)


def test_a_writer_that_waits_in_vain_is_told(
    sqlite_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Behind another long write a writer gives up with a clear error; readers do not wait."""
    monkeypatch.setattr("models.database.BUSY_TIMEOUT_MS", 50)
    write_keys(tmp_path / "keys")
    settings = Settings(database_url=sqlite_url, var_folder=tmp_path)

    def write_too() -> None:
        with transaction(settings) as second:
            add_event(second)

    with transaction(settings) as first:
        add_event(first)
        with pytest.raises(BusyDatabaseError):
            write_too()
        with reading(settings) as session:
            assert count_events(session) == 0


@pytest.mark.parametrize(
    "url",
    ["no address", "nosuch://host/name", "postgresql://127.0.0.1:1/laowu", "sqlite:///{file}"],
)
def test_what_is_no_database_is_told_plainly(tmp_path: Path, url: str) -> None:
    """A bad address, a silent server and a file of something else give one clear error."""
    file = tmp_path / "text.db"
    file.write_text("this is a letter, not a database\n" * 100, encoding="utf-8")
    settings = Settings(database_url=url.format(file=file), var_folder=tmp_path)
    with pytest.raises(UnreachableDatabaseError), transaction(settings):
        pass
