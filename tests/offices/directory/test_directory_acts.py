"""The directory loads once, and tells what is in force on a day."""

import dataclasses
import datetime as dt
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from models.enums import OfficeKind, PairKind
from models.tables.all_tables import metadata
from models.tables.audit import AuditEvent
from models.tables.divisions import Division
from models.values import NotAllowedError, Permission
from offices.directory.acts import (
    OfficeInForce,
    load_directory,
    load_divisions,
    minimum_wages_in_force,
    offices_in_force,
    pairs_in_force,
    responsible_office,
)
from offices.directory.entries import (
    Directory,
    OfficeEntry,
    OfficerEntry,
    PairEntry,
    WageEntry,
    shipped_directory,
)
from offices.sample.directory import sample_directory
from regions.gazetteer import load_gazetteer
from tests.factories import ACTOR, NOW, actor_for, path_of

FIRST, LAST = dt.date(2026, 2, 1), dt.date(2026, 3, 31)
DAY = dt.timedelta(days=1)
DAYS = [(FIRST - DAY, 0), (FIRST, 1), (LAST, 1), (LAST + DAY, 0)]
"""Days, and how many of each kind are in force on them."""

OFFICE = OfficeEntry(
    code="EXPORT-X",
    kind=OfficeKind.EXPORT,
    name="样本办",
    division="433124",
    valid_from=FIRST,
    valid_to=LAST,
    is_sample=True,
    places=("433124", "433130"),
    officers=(
        OfficerEntry("样本乙", None, is_lead=False),
        OfficerEntry("样本甲", "13812345678", is_lead=True),
    ),
)
PAIR = PairEntry(
    kind=PairKind.EAST_WEST,
    origin="433124",
    destination="441900",
    agreement="样本协议",
    valid_from=FIRST,
    valid_to=LAST,
    is_sample=True,
    quotas=((2026, 120),),
)
WAGE = WageEntry("441900", 208_000, FIRST, LAST, "样本")


def load(session: Session, directory: Directory) -> int:
    """Loads a directory with today's divisions."""
    return load_directory(session, ACTOR, directory, load_gazetteer(), now=NOW)


def rows(session: Session) -> dict[str, list[Any]]:
    """Reads every table."""
    return {table.name: list(session.execute(select(table))) for table in metadata.sorted_tables}


def test_the_second_load_adds_nothing(session_factory: sessionmaker[Session]) -> None:
    """Shipped and sample files load whole; again nothing is added, changed or logged."""
    with session_factory() as session:
        for directory in (shipped_directory(), sample_directory()):
            entries = (*directory.offices, *directory.pairs, *directory.minimum_wages)
            assert load(session, directory) == len(entries)
            before = rows(session)
            assert load(session, directory) == 0
            assert rows(session) == before
        assert len(session.scalars(select(AuditEvent)).all()) == 2


def test_what_the_office_changed_is_left_alone(
    sqlite_session_factory: sessionmaker[Session],
) -> None:
    """An entry that stands keeps its values though the file says otherwise."""
    with sqlite_session_factory() as session:
        load(session, Directory((OFFICE,), (), ()))
        renamed = dataclasses.replace(OFFICE, name="另一名称")
        assert load(session, Directory((renamed,), (), ())) == 0
        assert offices_in_force(session, FIRST)[0].name == "样本办"


def test_loading_needs_its_permission(sqlite_session_factory: sessionmaker[Session]) -> None:
    """Who may not edit the directory does not load one."""
    actor = actor_for("/430000/", without=Permission.DIRECTORY_EDIT)
    with sqlite_session_factory() as session, pytest.raises(NotAllowedError):
        load_directory(session, actor, shipped_directory(), load_gazetteer(), now=NOW)


@pytest.mark.parametrize(("on", "count"), DAYS)
def test_in_force_from_the_first_day_to_the_last(
    session_factory: sessionmaker[Session], on: dt.date, count: int
) -> None:
    """Office, places, officers, pair and wage hold on both end days and not a day beyond."""
    with session_factory() as session:
        load(session, Directory((OFFICE,), (PAIR,), (WAGE,)))
        offices, pairs = offices_in_force(session, on), pairs_in_force(session, on)
        wages = minimum_wages_in_force(session, on)
    assert (len(offices), len(pairs), len(wages)) == (count, count, count)
    if not count:
        return
    assert wages == {"441900": 208_000}
    assert offices[0].covered_paths == (path_of("433124"), path_of("433130"))
    assert [name for _, name in offices[0].officers] == ["样本甲", "样本乙"]
    assert (pairs[0].origin_path, pairs[0].destination_code) == (path_of("433124"), "441900")
    assert pairs[0].people == 120


def test_without_an_end_it_stays_in_force(sqlite_session_factory: sessionmaker[Session]) -> None:
    """No last day means for ever; a quota counts in its own year only."""
    endless = dataclasses.replace(PAIR, valid_to=None)
    with sqlite_session_factory() as session:
        load(session, Directory((dataclasses.replace(OFFICE, valid_to=None),), (endless,), ()))
        assert len(offices_in_force(session, dt.date(2099, 1, 1))) == 1
        assert [pair.people for pair in pairs_in_force(session, dt.date(2099, 1, 1))] == [None]


def test_a_later_minimum_wage_takes_the_earlier_ones_place(
    session_factory: sessionmaker[Session],
) -> None:
    """Of two that are in force the one that began later counts."""
    earlier = dataclasses.replace(WAGE, valid_to=None)
    later = dataclasses.replace(earlier, fen_per_month=230_000, valid_from=LAST)
    with session_factory() as session:
        assert load(session, Directory((), (), (later, earlier))) == 2
        assert minimum_wages_in_force(session, LAST - DAY) == {"441900": 208_000}
        assert minimum_wages_in_force(session, LAST) == {"441900": 230_000}


def found(offices: tuple[OfficeInForce, ...], code: str) -> str | None:
    """Gives the code of the liaison office for a place."""
    office = responsible_office(offices, path_of(code), [OfficeKind.LIAISON.value])
    return None if office is None else office.code


def test_the_longest_covered_path_wins(session_factory: sessionmaker[Session]) -> None:
    """Shenzhen's own office comes before Guangzhou's, which keeps the rest of Guangdong."""
    with session_factory() as session:
        load(session, shipped_directory())
        offices = offices_in_force(session, NOW.date())
    for order in (offices, offices[::-1]):
        assert found(order, "440306") == "LIAISON-SHENZHEN"
        assert found(order, "441900") == "LIAISON-GUANGZHOU"
        assert found(order, "310000") == "LIAISON-SHANGHAI"
        assert found(order, "433124") is None
    station = [OfficeKind.DESTINATION_STATION.value]
    assert responsible_office(offices, path_of("440306"), station) is None


def test_the_real_pairs_have_expired(sqlite_session_factory: sessionmaker[Session]) -> None:
    """They were in force in 2019 and are not in 2026."""
    with sqlite_session_factory() as session:
        load(session, shipped_directory())
        assert pairs_in_force(session, dt.date(2019, 6, 1))
        assert pairs_in_force(session, dt.date(2026, 3, 2)) == ()


def test_divisions_load_once_with_their_paths(session_factory: sessionmaker[Session]) -> None:
    """Every published division stands once; its path ends with itself after its parent's."""
    with session_factory() as session:
        count = load_divisions(session, load_gazetteer())
        assert load_divisions(session, load_gazetteer()) == count
        stored = {row.code: row for row in session.scalars(select(Division))}
    assert len(stored) == count
    for row in stored.values():
        above = "/" if row.parent_code is None else stored[row.parent_code].path
        assert row.path == f"{above}{row.code}/"
