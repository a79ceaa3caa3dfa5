"""An unsure title waits for a clerk, whose choice fills it in everywhere and is remembered."""

import pytest
from sqlalchemy.orm import Session, sessionmaker

from offices.register.acts_titles import UnknownOccupationError, confirm_title, remembered_titles
from offices.register.acts_undo import undo_batch
from tests.factories import ACTOR, NOW
from tests.offices.register.import_files import (
    Dump,
    batch_of,
    codes_of,
    dump,
    register_dump,
    take_in,
)
from tests.offices.register.register_books import changed

UNSURE = "流水线"
CHOSEN = "6-25-04-07"
BOOKS = (
    ("register_export", changed("register_export")),
    ("survey", changed("survey", wished_occupations=UNSURE, skill_title=UNSURE)),
    ("vacancies_system", changed("vacancies_system", title=UNSURE)),
    ("work_records", changed("work_records", title=UNSURE)),
)
TITLED = ("wished_occupations", "person_skills", "vacancies", "employment_records")


def occupations(stored: Dump) -> dict[str, object]:
    """Gives the occupation of each table's one row."""
    return {table: row["occupation_code"] for table in TITLED for row in stored[table]}


def test_a_choice_fills_open_titles_everywhere(session_factory: sessionmaker[Session]) -> None:
    """Wish, skill, post and work record stand open until the choice; then nothing is unsure."""
    with session_factory() as session:
        unsure = [
            layout
            for layout, row in BOOKS
            if "title.unsure" in codes_of(take_in(session, layout, row))
        ]
        assert unsure == ["survey", "vacancies_system"]
        assert occupations(dump(session)) == dict.fromkeys(TITLED)
        assert confirm_title(session, ACTOR, f" {UNSURE} ", CHOSEN, now=NOW) == len(TITLED)
        stored = dump(session)
        assert occupations(stored) == dict.fromkeys(TITLED, CHOSEN)
        assert stored["audit_events"][-1]["action"] == "title.confirmed"
        for layout, row in BOOKS:
            again = take_in(session, layout, row)
            assert (again.accepted, again.unchanged) == (0, 1), layout
            assert "title.unsure" not in codes_of(again)
        assert dump(session) == stored


def test_a_choice_outlives_its_batches(session_factory: sessionmaker[Session]) -> None:
    """Undone and taken in again, the title comes with its occupation at once."""
    with session_factory() as session:
        empty = register_dump(session)
        batches = [batch_of(take_in(session, layout, row)) for layout, row in BOOKS]
        confirm_title(session, ACTOR, UNSURE, CHOSEN, now=NOW)
        for batch in reversed(batches):
            undo_batch(session, ACTOR, batch, now=NOW)
        after = register_dump(session)
        assert after.pop("confirmed_titles")
        empty.pop("confirmed_titles")
        assert after == empty
        for layout, row in BOOKS:
            take_in(session, layout, row)
        assert occupations(dump(session)) == dict.fromkeys(TITLED, CHOSEN)


def test_a_title_that_undo_brings_back_has_its_choice(
    session_factory: sessionmaker[Session],
) -> None:
    """A title confirmed while its row was away does not come back open."""
    with session_factory() as session:
        for layout, row in BOOKS[:2]:
            take_in(session, layout, row)
        away = take_in(session, "survey", changed("survey", skill_title="电焊工"))
        confirm_title(session, ACTOR, UNSURE, CHOSEN, now=NOW)
        undo_batch(session, ACTOR, batch_of(away), now=NOW)
        stored = dump(session)
    assert stored["wished_occupations"][0]["occupation_code"] == CHOSEN
    assert stored["person_skills"][0]["occupation_code"] == CHOSEN


def test_a_second_choice_replaces_the_first(session_factory: sessionmaker[Session]) -> None:
    """The later choice is the remembered one."""
    with session_factory() as session:
        confirm_title(session, ACTOR, UNSURE, CHOSEN, now=NOW)
        confirm_title(session, ACTOR, UNSURE, "6-05-02-01", now=NOW)
        assert list(remembered_titles(session).values()) == ["6-05-02-01"]


@pytest.mark.parametrize("code", ["6-99-99-99", "", "x", "6-05-02"])
def test_an_unknown_occupation_is_refused(
    sqlite_session_factory: sessionmaker[Session], code: str
) -> None:
    """What is no occupation of the classification is not remembered."""
    with sqlite_session_factory() as session:
        before = dump(session)
        with pytest.raises(UnknownOccupationError):
            confirm_title(session, ACTOR, UNSURE, code, now=NOW)
        assert dump(session) == before
