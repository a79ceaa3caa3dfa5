"""Fixtures of all tests: keys, and a fresh database of each kind."""

import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings
from sqlalchemy.orm import Session, sessionmaker

from models.database import open_engine
from models.encryption import install_keyring
from tests.databases import (
    KEYS,
    PostgresServer,
    copied_sqlite,
    migrated_sqlite,
    started_postgres,
)

settings.register_profile("steady", deadline=None, derandomize=True)
settings.register_profile("explore", deadline=None, print_blob=True)
settings.load_profile("steady")
"""A red run means a change, not a slow machine; ``--hypothesis-profile=explore`` looks further."""

BOTH_DATABASES = [
    pytest.param("sqlite", marks=pytest.mark.database),
    pytest.param("postgresql", marks=pytest.mark.database),
]


@pytest.fixture(autouse=True)
def _keys() -> None:
    """Installs the tests' keys."""
    install_keyring(KEYS)


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated SQLite file to copy."""
    return migrated_sqlite(tmp_path_factory.mktemp("template") / "template.db")


@pytest.fixture(scope="session")
def postgres_server() -> PostgresServer:
    """A running PostgreSQL server. Its folder lies where the server's own user may go."""
    return started_postgres(Path(tempfile.mkdtemp(prefix="laowu-pg-")))


@pytest.fixture
def sqlite_url(sqlite_template: Path, tmp_path: Path) -> str:
    """The address of a fresh, migrated SQLite database."""
    return copied_sqlite(sqlite_template, tmp_path)


@pytest.fixture(params=BOTH_DATABASES)
def database_url(request: pytest.FixtureRequest) -> Iterator[str]:
    """The address of a fresh, migrated database: the test runs once on each kind."""
    if request.param == "sqlite":
        yield request.getfixturevalue("sqlite_url")
        return
    server: PostgresServer = request.getfixturevalue("postgres_server")
    url = server.fresh_database()
    yield url
    server.drop(url)


@pytest.fixture
def session_factory(database_url: str) -> Iterator[sessionmaker[Session]]:
    """Opens sessions on a fresh database of each kind: ``with session_factory.begin() as s:``."""
    yield from _sessions(database_url)


@pytest.fixture
def sqlite_session_factory(sqlite_url: str) -> Iterator[sessionmaker[Session]]:
    """Opens sessions on a fresh SQLite database, for tests that need no second kind."""
    yield from _sessions(sqlite_url)


def _sessions(url: str) -> Iterator[sessionmaker[Session]]:
    engine = open_engine(url)
    yield sessionmaker(engine)
    engine.dispose()
