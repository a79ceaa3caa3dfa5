"""Migrations give the tables that the program declares, and a wrong version is refused."""

import threading

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Engine, inspect, text

from models.database import (
    READ_ONLY,
    NewerDatabaseError,
    NotMigratedError,
    alembic_config,
    check_version,
    migrate,
    open_engine,
)
from models.tables.all_tables import metadata


@pytest.fixture
def engine(database_url: str) -> object:
    """An engine on a fresh, migrated database of each kind."""
    engine = open_engine(database_url)
    yield engine
    engine.dispose()


def tables_of(engine: Engine) -> set[str]:
    """Lists the tables that stand."""
    with engine.connect() as connection:
        return set(inspect(connection).get_table_names()) - {"alembic_version", "sqlite_sequence"}


def downgrade(engine: Engine) -> None:
    """Takes every migration back."""
    with engine.begin() as connection:
        command.downgrade(alembic_config(connection), "base")


def test_down_and_up_again(engine: Engine) -> None:
    """Taken back nothing is left; made anew everything is there, and once more changes nothing."""
    assert tables_of(engine) == set(metadata.tables)
    downgrade(engine)
    assert tables_of(engine) == set()
    with pytest.raises(NotMigratedError):
        check_version(engine)
    migrate(engine)
    migrate(engine)
    assert tables_of(engine) == set(metadata.tables)
    check_version(engine)


def test_migrations_are_what_the_tables_declare(engine: Engine) -> None:
    """Alembic finds no difference between the migrated database and the program's tables."""
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, metadata) == []


def test_a_newer_database_is_left_alone(engine: Engine) -> None:
    """An unknown revision is refused by the check and by the migration."""
    with engine.begin() as connection:
        connection.execute(text("update alembic_version set version_num = '9999'"))
    for act in (check_version, migrate):
        with pytest.raises(NewerDatabaseError):
            act(engine)


def test_two_writers_lose_no_update(engine: Engine) -> None:
    """Writers who read before they write wait for each other; every increment counts."""
    with engine.begin() as connection:
        connection.execute(text("create table counter (n integer)"))
        connection.execute(text("insert into counter values (0)"))
    lock = "" if engine.dialect.name == "sqlite" else " for update"

    def count() -> None:
        for _ in range(10):
            with engine.begin() as connection:
                n = connection.scalar(text(f"select n from counter{lock}"))  # noqa: S608 (a constant)
                connection.execute(text("update counter set n = :n"), {"n": int(n or 0) + 1})

    threads = [threading.Thread(target=count) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with engine.connect() as connection:
        assert connection.scalar(text("select n from counter")) == 40


def test_a_reader_takes_no_lock_and_waits_for_none(engine: Engine) -> None:
    """With a writer at work a reader begins at once, and a writer begins beside a reader."""
    reader = engine.execution_options(**{READ_ONLY: True})
    with engine.begin() as writing:
        writing.execute(text("update alembic_version set version_num = version_num"))
        with reader.connect() as reading:
            assert reading.scalar(text("select count(*) from people")) == 0
    with reader.connect() as reading:
        assert reading.scalar(text("select count(*) from people")) == 0
        with engine.begin() as writing:
            writing.execute(text("update alembic_version set version_num = version_num"))
