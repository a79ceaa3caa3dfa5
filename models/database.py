"""Opens the database and brings its tables to this version."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import make_url
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.pool import ConnectionPoolEntry

from models.errors import AppError

MIGRATIONS = Path(__file__).parent / "migrations"
BUSY_TIMEOUT_MS = 30_000
READ_ONLY = "laowu_read_only"
"""Execution option of a connection that will only read: SQLite then takes no write lock."""


class NewerDatabaseError(AppError):
    """The database was made by a newer version of the program."""

    code = "database.newer"


class NotMigratedError(AppError):
    """The database is missing or older than this program."""

    code = "database.not_migrated"


def open_engine(url: str) -> Engine:
    """Opens an engine for a SQLite or PostgreSQL address and sets it up for this program."""
    parsed = make_url(url)
    if parsed.get_backend_name() == "sqlite" and parsed.database not in (None, "", ":memory:"):
        Path(str(parsed.database)).parent.mkdir(parents=True, exist_ok=True)
    if parsed.drivername == "postgresql":
        parsed = parsed.set(drivername="postgresql+psycopg")
    engine = create_engine(parsed)
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _set_up_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
    return engine


def _set_up_sqlite(connection: DBAPIConnection, _record: ConnectionPoolEntry) -> None:
    connection.isolation_level = None
    cursor = connection.cursor()
    for pragma in (
        f"busy_timeout = {BUSY_TIMEOUT_MS}",
        "journal_mode = wal",
        "synchronous = normal",
        "foreign_keys = on",
    ):
        cursor.execute(f"pragma {pragma}")
    cursor.close()


def _begin_sqlite(connection: Connection) -> None:
    reads = connection.get_execution_options().get(READ_ONLY, False)
    connection.exec_driver_sql("begin" if reads else "begin immediate")


def alembic_config(connection: Connection) -> Config:
    """Gives the migrations' configuration for a connection."""
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["connection"] = connection
    return config


def migrate(engine: Engine, revision: str = "head") -> None:
    """Creates or upgrades the tables, in one transaction.

    Raises
    ------
    NewerDatabaseError
        If the database knows a revision that this program does not.
    """
    with engine.begin() as connection:
        config = alembic_config(connection)
        _refuse_newer(connection, config)
        command.upgrade(config, revision)


def check_version(engine: Engine) -> None:
    """Passes if the tables are exactly this program's.

    Raises
    ------
    NewerDatabaseError
        If the database is newer.
    NotMigratedError
        If it is older or empty.
    """
    with engine.connect().execution_options(**{READ_ONLY: True}) as connection:
        config = alembic_config(connection)
        _refuse_newer(connection, config)
        current = MigrationContext.configure(connection).get_current_revision()
        head = ScriptDirectory.from_config(config).get_current_head()
        if current != head:
            raise NotMigratedError(current=current or "-", expected=head)


def _refuse_newer(connection: Connection, config: Config) -> None:
    current = MigrationContext.configure(connection).get_current_revision()
    known = {script.revision for script in ScriptDirectory.from_config(config).walk_revisions()}
    if current is not None and current not in known:
        raise NewerDatabaseError(current=current)
