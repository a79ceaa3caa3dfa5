"""Two clerks who hand in the same file at the same moment make one batch."""

import threading

from sqlalchemy.orm import Session, sessionmaker

from offices.register.acts import ImportReport
from tests.offices.register.import_files import dump, take_in
from tests.offices.register.register_books import changed

WHILE = 0.5
"""Seconds that are more than enough for a small import that nobody holds up."""


def test_the_same_file_twice_at_once(session_factory: sessionmaker[Session]) -> None:
    """The second import waits for the first to end, and then finds every row unchanged."""
    reports: list[ImportReport] = []

    def hand_in() -> None:
        with session_factory.begin() as session:
            reports.append(take_in(session, "register_export", changed("register_export")))

    second = threading.Thread(target=hand_in)
    with session_factory.begin() as session:
        first = take_in(session, "register_export", changed("register_export"))
        second.start()
        second.join(WHILE)
        assert second.is_alive()
    second.join()
    assert first.accepted == 1
    assert [(report.accepted, report.unchanged) for report in reports] == [(0, 1)]
    with session_factory() as session:
        assert len(dump(session)["people"]) == 1
