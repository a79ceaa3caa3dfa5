"""Nothing in the stored tables reads as an identity number or a phone."""

import re

import pytest
from sqlalchemy import select, text
from sqlalchemy.orm import Session, sessionmaker

from models.tables.all_tables import metadata
from models.tables.people import Person
from models.tables.vacancies import Vacancy
from tests.offices.register.import_files import round_sample, sample_books, take_in, take_in_file
from tests.offices.register.register_books import changed

NUMBER = re.compile(r"(?=(?<![0-9a-f])(\d{17}[\dX]|1\d{10}))")


def raw(session: Session) -> dict[str, str]:
    """Reads every table as the database stores it."""
    return {
        name: str(session.execute(text(f"select * from {name}")).all())  # noqa: S608 (our tables)
        for name in metadata.tables
    }


def test_no_number_of_the_sample_stands_open(
    session_factory: sessionmaker[Session], tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Identity numbers and phones of people and employers are in no table but sealed."""
    with session_factory() as session:
        for kind, path in sample_books(round_sample(tmp_path_factory)):
            take_in_file(session, kind, path)
        people = session.execute(select(Person.id_number, Person.phone)).all()
        contacts = session.scalars(select(Vacancy.contact_phone)).all()
        secret = {value for row in people for value in row if value} | {c for c in contacts if c}
        assert len(secret) > len(people)
        for table, content in raw(session).items():
            assert not secret & set(NUMBER.findall(content)), table


def test_what_was_there_before_a_change_is_sealed_too(
    session_factory: sessionmaker[Session],
) -> None:
    """The images that undo needs, and the columns that no rule reads, show no number either."""
    him = changed("register_export")
    row = {
        **him,
        "household_phone": "13711112222",
        "head_name": him["name"],
        "head_id_number": him["id_number"],
    }
    with session_factory() as session:
        take_in(session, "register_export", row)
        take_in(
            session, "register_export", {**row, "member_phone": "13912345678", "name": "石某丙"}
        )
        person = session.scalars(select(Person)).one()
        assert person.phone == "13912345678"
        stored = raw(session)
    for number in (str(him["id_number"]), "13711112222", "13812345678", "13912345678"):
        for table, content in stored.items():
            assert number not in content, table
    assert "石某" not in stored["import_changes"] + stored["audit_events"]
