"""An office takes in, sees and takes back what lies in its own region, and nothing else."""

from collections.abc import Callable

import pytest
from sqlalchemy.orm import Session, sessionmaker

from models.values import Actor, MissingScopeError, NotAllowedError, Permission
from offices.register.acts import list_batches
from offices.register.acts_titles import confirm_title
from offices.register.acts_undo import UnknownBatchError, undo_batch
from tests.factories import ACTOR, NOW, OTHER_COUNTY, actor_for
from tests.offices.register.import_files import (
    batch_of,
    codes_of,
    dump,
    register_dump,
    take_in,
)
from tests.offices.register.register_books import HER, changed, identity

PREFECTURE = actor_for("/430000/433100/")
THEIRS = changed(
    "register_export",
    county="龙山县",
    township="石羔街道",
    village="样本村",
    household_number="4331300001",
    member_number="433130000101",
    id_number=identity("433130", "19900101", 981),
)

ACTS: dict[str, tuple[Permission, Callable[[Session, Actor], object]]] = {
    "import": (
        Permission.REGISTER_IMPORT,
        lambda s, actor: take_in(s, "register_export", changed("register_export"), actor=actor),
    ),
    "list": (Permission.REGISTER_READ, list_batches),
    "undo": (Permission.REGISTER_IMPORT, lambda s, actor: undo_batch(s, actor, 1, now=NOW)),
    "confirm": (
        Permission.REGISTER_IMPORT,
        lambda s, actor: confirm_title(s, actor, "样", "6-05-02-01", now=NOW),
    ),
}


@pytest.mark.parametrize("act", ACTS)
def test_no_act_without_scope_or_permission(
    sqlite_session_factory: sessionmaker[Session], act: str
) -> None:
    """Without a region nothing is 'all regions'; without the permission nothing happens."""
    permission, perform = ACTS[act]
    with sqlite_session_factory() as session:
        before = dump(session)
        with pytest.raises(MissingScopeError):
            perform(session, actor_for())
        with pytest.raises(NotAllowedError):
            perform(session, actor_for("/430000/", without=permission))
        assert dump(session) == before


@pytest.mark.parametrize(
    ("layout", "code"),
    [
        ("register_export", "person.outside_region"),
        ("survey", "person.not_registered"),
        ("work_records", "person.not_registered"),
    ],
)
def test_another_county_cannot_write_these_people(
    session_factory: sessionmaker[Session], layout: str, code: str
) -> None:
    """Its file is refused row by row, and says nothing about who is registered elsewhere."""
    with session_factory() as session:
        take_in(session, "register_export", changed("register_export"))
        before = dump(session)
        report = take_in(session, layout, changed(layout), actor=OTHER_COUNTY)
        assert (report.batch_id, report.accepted, report.refused) == (None, 0, 1)
        assert code in codes_of(report)
        assert dump(session) == before


def test_a_person_registered_elsewhere_is_not_pulled_over(
    session_factory: sessionmaker[Session],
) -> None:
    """A row that claims another county's person or household for the own county is refused."""
    with session_factory() as session:
        take_in(session, "register_export", changed("register_export"))
        before = dump(session)
        same_person = {**THEIRS, "id_number": changed("register_export")["id_number"]}
        same_household = {**THEIRS, "household_number": "4331240001"}
        for row in (same_person, same_household):
            report = take_in(session, "register_export", row, actor=OTHER_COUNTY)
            assert codes_of(report) >= {"person.outside_region"}
            assert report.refused == 1
            assert dump(session) == before
        assert take_in(session, "register_export", THEIRS, actor=OTHER_COUNTY).accepted == 1


def test_batches_are_seen_and_undone_in_their_region_only(
    session_factory: sessionmaker[Session],
) -> None:
    """The county and what lies above it see a batch; its neighbour does not know it."""
    with session_factory() as session:
        batch = batch_of(take_in(session, "register_export", changed("register_export")))
        assert [line.id for line in list_batches(session, ACTOR)] == [batch]
        assert [line.id for line in list_batches(session, PREFECTURE)] == [batch]
        assert list_batches(session, OTHER_COUNTY) == ()
        before = dump(session)
        with pytest.raises(UnknownBatchError):
            undo_batch(session, OTHER_COUNTY, batch, now=NOW)
        assert dump(session) == before
        undo_batch(session, PREFECTURE, batch, now=NOW)
        assert [line.is_undone for line in list_batches(session, ACTOR)] == [True]


@pytest.mark.parametrize("layout", ["vacancies_system", "vacancies_round"])
def test_two_counties_receive_the_same_sheet(
    session_factory: sessionmaker[Session], layout: str
) -> None:
    """An employer's sheet handed to two counties gives each its own posts, and undo its own."""
    with session_factory() as session:
        assert take_in(session, layout, changed(layout)).accepted == 1
        before = register_dump(session)
        report = take_in(session, layout, changed(layout, headcount=7), actor=OTHER_COUNTY)
        assert report.accepted == 1
        posts = {(row["received_path"], row["headcount"]) for row in dump(session)["vacancies"]}
        assert posts == {(ACTOR.scopes[0], 20), (OTHER_COUNTY.scopes[0], 7)}
        assert take_in(session, layout, changed(layout)).unchanged == 1
        undo_batch(session, OTHER_COUNTY, batch_of(report), now=NOW)
        assert register_dump(session) == before


def test_two_counties_undo_beside_each_other(session_factory: sessionmaker[Session]) -> None:
    """What one county deleted comes back though its neighbour has added rows since."""
    other = {"id_number": THEIRS["id_number"], "name": THEIRS["name"]}
    with session_factory() as session:
        take_in(session, "register_export", changed("register_export"))
        take_in(session, "register_export", THEIRS, actor=OTHER_COUNTY)
        take_in(session, "survey", changed("survey"))
        silent = take_in(
            session, "survey", changed("survey", wished_occupations="", wished_destinations="")
        )
        take_in(session, "survey", changed("survey", **other), actor=OTHER_COUNTY)
        assert silent.accepted == 1
        undo_batch(session, ACTOR, batch_of(silent), now=NOW)
        stored = dump(session)
    assert [row["title"] for row in stored["wished_occupations"]] == ["缝纫工"] * 2
    assert len({row["person_id"] for row in stored["wished_destinations"]}) == 2


def test_a_household_of_two_members_joins_only_its_own(
    sqlite_session_factory: sessionmaker[Session],
) -> None:
    """A prefecture's file may hold both counties; each person lands in the own one."""
    her = changed("register_export", id_number=HER, name="石某乙", sex="女", relation="配偶",
                  birth_date="19910203", member_number="433124000102")  # fmt: skip
    with sqlite_session_factory() as session:
        report = take_in(
            session, "register_export", changed("register_export"), her, THEIRS, actor=PREFECTURE
        )
        assert report.accepted == 3
        stored = dump(session)
    assert len(stored["households"]) == 2
    counties = [row["path"].split("/")[3] for row in stored["people"]]
    assert counties == ["433124", "433124", "433130"]
