"""The only place that opens a transaction: for pages, commands and the worker."""

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Engine
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError, OperationalError
from sqlalchemy.orm import Session

from models.database import READ_ONLY, NotMigratedError, check_version, migrate, open_engine
from models.encryption import KeyMissingError, install_keyring, read_or_create_keys
from models.errors import AppError
from ui.settings import Settings, current_settings

_engines: dict[str, Engine] = {}
_opening = threading.Lock()


class UnreachableDatabaseError(AppError):
    """The address is not one of a database, or the database does not answer."""

    code = "database.unreachable"


class BusyDatabaseError(AppError):
    """Somebody else has been writing for longer than a writer waits."""

    code = "database.busy"


@contextmanager
def transaction(settings: Settings | None = None) -> Iterator[Session]:
    """Opens a session that writes: all of it is kept at the end, or nothing after an error.

    Raises
    ------
    NewerDatabaseError, NotMigratedError
        If the tables are not this program's.
    KeyMissingError
        If the key file is not there.
    UnreachableDatabaseError
        If the database does not answer.
    BusyDatabaseError
        If another writer holds the embedded database for too long.
    """
    with Session(open_once(settings or current_settings())) as session:
        try:
            with session.begin():
                yield session
        except OperationalError as error:
            if "locked" in str(error.orig):
                raise BusyDatabaseError from error
            raise


@contextmanager
def reading(settings: Settings | None = None) -> Iterator[Session]:
    """Opens a session that only reads: it waits for no writer, and nothing of it is kept."""
    engine = open_once(settings or current_settings())
    read_only = engine.execution_options(**{READ_ONLY: True}, postgresql_readonly=True)
    with Session(read_only) as session:
        yield session


def prepare_database(settings: Settings) -> None:
    """Creates or upgrades the tables, and the key file for a new database.

    Raises
    ------
    NewerDatabaseError
        If the database was made by a newer program.
    KeyMissingError
        If the database is in use but its key file is gone: a new key would open nothing.
    UnreachableDatabaseError
        If the database does not answer.
    """
    engine = _reachable(settings.database_url)
    try:
        if not settings.key_file.exists() and not _is_new(engine):
            raise KeyMissingError(key=settings.key_file.name)
        read_or_create_keys(settings.key_file)
        migrate(engine)
    finally:
        engine.dispose()


def open_once(settings: Settings) -> Engine:
    """Opens the process's engine for an address, after a look at its tables and the keys."""
    url = settings.database_url
    with _opening:
        if url not in _engines:
            _engines[url] = _checked_engine(settings)
        return _engines[url]


def close_engines() -> None:
    """Closes every connection that this process holds."""
    with _opening:
        while _engines:
            _engines.popitem()[1].dispose()


def _checked_engine(settings: Settings) -> Engine:
    engine = _reachable(settings.database_url)
    try:
        check_version(engine)
        if not settings.key_file.exists():
            raise KeyMissingError(key=settings.key_file.name)
        install_keyring(read_or_create_keys(settings.key_file))
    except AppError:
        engine.dispose()
        raise
    return engine


def _is_new(engine: Engine) -> bool:
    try:
        check_version(engine)
    except NotMigratedError as error:
        return error.params["current"] == "-"
    return False


def _reachable(url: str) -> Engine:
    try:
        engine = open_engine(url)
        engine.connect().close()
    except (
        ArgumentError,
        NoSuchModuleError,
        ImportError,
        DBAPIError,
        sqlite3.Error,
        OSError,
    ) as error:
        raise UnreachableDatabaseError from error
    return engine
