"""The direct load: the same people and posts as in the workbooks, sealed, once only."""

import datetime as dt

import pytest
from sqlalchemy import func, select, text
from sqlalchemy.orm import Session, sessionmaker

from models.encryption import keyed_hash
from models.tables.audit import AuditEvent
from models.tables.people import Household, Person, PersonCertificate, PersonSkill
from models.tables.surveys import Survey, WishedDestination, WishedOccupation
from models.tables.vacancies import Employer, EmployerClaim, Vacancy
from models.values import NotAllowedError, Permission
from offices.sample.acts import NotEmptyError, load_sample
from offices.sample.frames import generate
from offices.sample.sizes import ROUND
from tests.factories import actor_for

ACTOR = actor_for("/430000/433100/433124/")
NOW = dt.datetime(2026, 3, 2, 9, 0, tzinfo=dt.UTC)


def test_load_stores_what_was_drawn(session_factory: sessionmaker[Session]) -> None:
    """Counts agree with the tables drawn; numbers are sealed and found by their keyed hash."""
    frames = generate(ROUND, ROUND.seed)
    with session_factory.begin() as session:
        loaded = load_sample(session, ACTOR, ROUND, ROUND.seed, now=NOW)
    assert loaded.people == ROUND.register_people
    assert loaded.vacancies == ROUND.vacancy_lines
    number = frames.people["id_number"][5]
    with session_factory() as session:
        for table, count in (
            (Person, frames.people.height),
            (Household, frames.people["household"].n_unique()),
            (Survey, frames.survey.height),
            (Employer, frames.employers.height),
            (Vacancy, frames.vacancies.height),
        ):
            assert session.scalar(select(func.count()).select_from(table)) == count
        for table in (
            PersonSkill,
            PersonCertificate,
            WishedOccupation,
            WishedDestination,
            EmployerClaim,
        ):
            assert session.scalar(select(func.count()).select_from(table)) > 0
        person = session.scalar(select(Person).where(Person.id_number_key == keyed_hash(number)))
        assert person is not None
        assert person.id_number == number
        assert person.name == frames.people["name"][5]
        stored = session.scalar(text("select id_number from people where id = 6"))
        assert number not in str(stored)
        assert session.scalar(select(AuditEvent.action)) == "sample.loaded"
        assert session.scalar(select(func.sum(Vacancy.headcount))) == ROUND.seats


def test_load_refuses_a_filled_database(sqlite_session_factory: sessionmaker[Session]) -> None:
    """A second load, or one beside anybody's data, changes nothing."""
    with sqlite_session_factory.begin() as session:
        load_sample(session, ACTOR, ROUND, 1, now=NOW)
    with sqlite_session_factory.begin() as session, pytest.raises(NotEmptyError):
        load_sample(session, ACTOR, ROUND, 2, now=NOW)


def test_load_needs_the_permission_for_the_region(
    sqlite_session_factory: sessionmaker[Session],
) -> None:
    """Without ``database:seed``, or for another county, nothing is drawn or stored."""
    unseeded = actor_for("/430000/433100/433124/", without=Permission.DATABASE_SEED)
    for actor in (unseeded, actor_for("/430000/433100/433130/")):
        with sqlite_session_factory.begin() as session, pytest.raises(NotAllowedError):
            load_sample(session, actor, ROUND, 1, now=NOW)
