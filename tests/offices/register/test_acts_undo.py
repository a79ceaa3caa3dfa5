"""A batch that something stands on cannot be taken back, and trying changes nothing."""

import pytest
from sqlalchemy.orm import Session, sessionmaker

from models.tables.rounds import Round, RoundStanding, Snapshot
from models.values import Actor
from offices.register.acts_undo import (
    AlreadyUndoneError,
    BatchInUseError,
    LaterBatchError,
    UnknownBatchError,
    undo_batch,
)
from tests.factories import (
    ACTOR,
    COUNTY,
    COUNTY_PATH,
    NOW,
    OTHER_COUNTY,
    POLICY_DATE,
    actor_for,
)
from tests.offices.register.import_files import batch_of, dump, register_dump, take_in
from tests.offices.register.register_books import changed

PREFECTURE = actor_for("/430000/433100/")
TWO_COUNTIES = actor_for(OTHER_COUNTY.scopes[0], ACTOR.scopes[0])


def stand_on(session: Session, person_id: int) -> None:
    """Lets a round's snapshot hold a standing of a person."""
    opened = Round(
        code="R-1",
        origin_code=COUNTY,
        path=COUNTY_PATH,
        policy_date=POLICY_DATE,
        state="open",
        settings={},
        opened_by="tester",
        opened_at=NOW,
    )
    session.add(opened)
    session.flush()
    snapshot = Snapshot(
        round_id=opened.id,
        number=1,
        taken_at=NOW,
        content_hash="0" * 64,
        people=b"",
        vacancies=b"",
        context=b"",
        at_work=b"",
        counts={},
    )
    session.add(snapshot)
    session.flush()
    session.add(RoundStanding(snapshot_id=snapshot.id, person_id=person_id, standing="pool"))
    session.flush()


def test_a_batch_under_a_round_stays(session_factory: sessionmaker[Session]) -> None:
    """The refusal leaves every table as it was, and the session goes on."""
    with session_factory() as session:
        batch = batch_of(take_in(session, "register_export", changed("register_export")))
        stand_on(session, dump(session)["people"][0]["id"])
        before = dump(session)
        with pytest.raises(BatchInUseError):
            undo_batch(session, ACTOR, batch, now=NOW)
        assert dump(session) == before
        survey = take_in(session, "survey", changed("survey"))
        undo_batch(session, ACTOR, batch_of(survey), now=NOW)
        assert register_dump(session) == {
            name: rows for name, rows in before.items() if name in register_dump(session)
        }


def test_the_newest_batch_goes_first(session_factory: sessionmaker[Session]) -> None:
    """An older batch is refused by the number of the later one, and goes after it."""
    with session_factory() as session:
        first = batch_of(take_in(session, "register_export", changed("register_export")))
        second = batch_of(take_in(session, "survey", changed("survey")))
        before = dump(session)
        with pytest.raises(LaterBatchError) as caught:
            undo_batch(session, ACTOR, first, now=NOW)
        assert caught.value.params == {"batch": first, "later": second}
        assert dump(session) == before
        undo_batch(session, ACTOR, second, now=NOW)
        undo_batch(session, ACTOR, first, now=NOW)
        assert not any(register_dump(session).values())
        with pytest.raises(AlreadyUndoneError):
            undo_batch(session, ACTOR, first, now=NOW)
        with pytest.raises(UnknownBatchError):
            undo_batch(session, ACTOR, second + 1, now=NOW)


@pytest.mark.parametrize("actor", [PREFECTURE, TWO_COUNTIES], ids=["above", "beside"])
def test_a_later_batch_of_a_wider_office_stands_on_the_countys(
    session_factory: sessionmaker[Session], actor: Actor
) -> None:
    """Who changed the same rows later is undone first, whatever region the batch is filed under."""
    with session_factory() as session:
        first = batch_of(take_in(session, "register_export", changed("register_export")))
        row = changed("register_export", education="高中")
        second = batch_of(take_in(session, "register_export", row, actor=actor))
        before = dump(session)
        with pytest.raises(LaterBatchError):
            undo_batch(session, ACTOR, first, now=NOW)
        assert dump(session) == before
        undo_batch(session, actor, second, now=NOW)
        undo_batch(session, ACTOR, first, now=NOW)
        assert not any(register_dump(session).values())


def test_an_employer_that_two_counties_changed_is_undone_in_turn(
    session_factory: sessionmaker[Session],
) -> None:
    """A shared employer never falls back to before a change that still stands."""
    sheet = "vacancies_system"
    with session_factory() as session:
        take_in(session, sheet, changed(sheet, credit_code=""))
        before = register_dump(session)
        first = batch_of(take_in(session, sheet, changed(sheet)))
        theirs = changed(sheet, industry="制造业", number="Z9")
        second = batch_of(take_in(session, sheet, theirs, actor=OTHER_COUNTY))
        with pytest.raises(LaterBatchError):
            undo_batch(session, ACTOR, first, now=NOW)
        undo_batch(session, OTHER_COUNTY, second, now=NOW)
        undo_batch(session, ACTOR, first, now=NOW)
        assert register_dump(session) == before
