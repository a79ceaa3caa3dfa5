"""The audit trail is one chain in which any change shows, and frozen tables stay frozen."""

import datetime as dt
import threading

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session, sessionmaker

from models.audit import FIRST_HASH, first_broken_event, record_event
from models.tables.audit import AuditEvent
from tests.factories import ACTOR, NOW

WRITERS, EVENTS_EACH = 4, 5


def add_events(session: Session, count: int) -> None:
    """Appends events."""
    for number in range(count):
        details = {"number": number, "place": "花垣县", "share": 0.1}
        at = NOW + dt.timedelta(microseconds=number)
        record_event(session, ACTOR, "test.done", f"T-{number}", at=at, details=details)


def thaw(session: Session) -> None:
    """Takes the audit trail's triggers away, as an intruder with the database's password would."""
    if session.get_bind().dialect.name == "postgresql":
        session.execute(text("drop trigger audit_events_frozen on audit_events"))
        return
    for verb in ("update", "delete"):
        session.execute(text(f"drop trigger audit_events_no_{verb}"))


def test_a_whole_chain_holds(session_factory: sessionmaker[Session]) -> None:
    """Events written and read again link up from the first, which links to nothing."""
    with session_factory.begin() as session:
        assert first_broken_event(session) is None
        add_events(session, 5)
    with session_factory() as session:
        assert first_broken_event(session) is None
        first = session.scalars(select(AuditEvent).order_by(AuditEvent.id)).first()
        assert first is not None
        assert first.previous_hash == FIRST_HASH


FORGERIES = {
    "at": "update audit_events set at = '2020-01-01 00:00:00' where id = 3",
    "actor": "update audit_events set actor_code = 'other' where id = 3",
    "action": "update audit_events set action = 'test.undone' where id = 3",
    "subject": "update audit_events set subject = 'T-9' where id = 3",
    "details": "update audit_events set details = '{}' where id = 3",
    "hash": "update audit_events set hash = 'x' where id = 3",
    "link": "update audit_events set previous_hash = 'x' where id = 3",
    "gone": "delete from audit_events where id = 2",
}


@pytest.mark.parametrize("forgery", FORGERIES)
def test_any_change_breaks_the_chain(session_factory: sessionmaker[Session], forgery: str) -> None:
    """A value changed or an event taken out is found at the first event that no longer fits."""
    with session_factory() as session:
        add_events(session, 5)
        thaw(session)
        session.execute(text(FORGERIES[forgery]))
        session.expire_all()
        assert first_broken_event(session) == 3


FROZEN = {
    "audit_events": (
        "insert into audit_events values (1, '2026-01-01 00:00:00', 'a', 'a', 'a', '{}', 'x', 'x')",
        "update audit_events set action = 'x'",
    ),
    "list_editions": (
        "insert into list_editions (id, round_id, solve_id, kind, number, path, as_of, "
        "published_by, published_at, content_hash, totals) values "
        "(1, 1, 1, 'task', 1, '/', '2026-01-01', 'a', '2026-01-01 00:00:00', 'x', '{}')",
        "update list_editions set number = 2",
    ),
    "list_lines": (
        "insert into list_lines (id, edition_id, layer, position, path, owner_office_id, data) "
        "values (1, 1, 'names', 1, '/', 1, '{}')",
        "update list_lines set position = 2",
    ),
}


@pytest.mark.parametrize("table", FROZEN)
@pytest.mark.parametrize("verb", ["update", "delete"])
def test_frozen_tables_refuse_changes(
    session_factory: sessionmaker[Session], table: str, verb: str
) -> None:
    """What was appended or published is neither updated nor deleted, even by plain SQL."""
    added, updated = FROZEN[table]
    with session_factory() as session:
        without_parents(session)
        session.execute(text(added))
        statement = updated if verb == "update" else f"delete from {table}"  # noqa: S608 (a constant)
        with pytest.raises(DBAPIError, match="frozen"), session.begin_nested():
            session.execute(text(statement))
        count = session.scalar(text(f"select count(*) from {table}"))  # noqa: S608 (a constant)
        assert count == 1


def without_parents(session: Session) -> None:
    """Lets this session add rows whose parents are missing: only the row itself matters here."""
    if session.get_bind().dialect.name == "sqlite":
        session.execute(text("pragma defer_foreign_keys = on"))
        return
    constraints = session.execute(
        text(
            "select conrelid::regclass::text, conname from pg_constraint where contype = 'f' "
            "and conrelid::regclass::text in ('list_editions', 'list_lines')"
        )
    ).all()
    for table, name in constraints:
        session.execute(text(f"alter table {table} drop constraint {name}"))


def test_writers_at_once_keep_one_chain(session_factory: sessionmaker[Session]) -> None:
    """Transactions that append at the same time queue up: no fork, no gap, no lost event."""
    start = threading.Barrier(WRITERS)
    errors: list[Exception] = []

    def write() -> None:
        try:
            start.wait()
            for _ in range(EVENTS_EACH):
                with session_factory.begin() as session:
                    add_events(session, 2)
        except DBAPIError as error:
            errors.append(error)

    threads = [threading.Thread(target=write) for _ in range(WRITERS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not errors
    with session_factory() as session:
        assert first_broken_event(session) is None
        assert len(session.scalars(select(AuditEvent.id)).all()) == WRITERS * EVENTS_EACH * 2
