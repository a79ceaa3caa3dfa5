"""Publishing the three lists."""

import datetime as dt

import numpy as np
import pytest
from sqlalchemy import delete, func, select, update
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session, sessionmaker

from models.enums import ListKind, ProposalState
from models.tables.audit import AuditEvent
from models.tables.lists import ListEdition, ListLine
from models.tables.placements import FollowUp, Placement
from models.values import NotAllowedError, Permission
from offices.lists.acts import (
    edition_page,
    list_editions,
    publish,
    read_edition,
    reconcile,
)
from offices.lists.errors import EditionNotFoundError
from offices.lists.line import Layer
from offices.lists.owners import NoOwnerError
from offices.placements.errors import AlreadyPlacedError
from offices.rounds.acts import decide_proposals, open_round, proposals_page, take_snapshot
from offices.rounds.errors import NoSuchTransitionError, NotSolvedError, RoundPublishedError
from tests.factories import (
    ACTOR,
    COUNTY,
    COUNTY_PATH,
    NOW,
    OTHER_COUNTY,
    POLICY_DATE,
    TOWNSHIPS,
    actor_for,
    add_offices,
    add_pair,
    add_person,
    add_record,
    add_survey,
    add_vacancy,
    add_willing,
    fill_random,
    solved_round,
)

Sessions = sessionmaker[Session]
LATER = NOW + dt.timedelta(hours=1)


def accepted_round(session: Session) -> str:
    """Opens, solves and accepts a round of whatever is stored."""
    code = open_round(session, ACTOR, COUNTY, POLICY_DATE, {}, now=NOW).code
    take_snapshot(session, ACTOR, code, now=NOW)
    solved_round(session, code)
    decide_proposals(session, ACTOR, code, None, ProposalState.ACCEPTED, now=NOW)
    return code


def small_market(session: Session) -> None:
    """Stores three willing people, two seats in Dongguan, a self-mover there and one at home."""
    add_offices(session)
    add_pair(session, people=10)
    for township in TOWNSHIPS[:3]:
        add_willing(session, division_code=township)
    add_vacancy(session)
    away, at_home = add_person(session), add_person(session)
    add_record(session, away)
    add_record(session, at_home, division_code=COUNTY)


def test_publishing_makes_placements_and_three_lists(session_factory: Sessions) -> None:
    """Two accepted offers become expected placements; every list holds whom it must."""
    with session_factory.begin() as session:
        small_market(session)
        code = accepted_round(session)
        published = publish(session, ACTOR, code, now=NOW)
        placements = session.execute(
            select(Placement.state, Placement.expected_on, FollowUp.due_on).join(
                FollowUp, FollowUp.placement_id == Placement.id
            )
        ).all()
        task = read_edition(session, ACTOR, code, ListKind.TASK)
        stability = read_edition(session, ACTOR, code, ListKind.STABILITY)
        duties = read_edition(session, ACTOR, code, ListKind.RESPONSIBILITY)
        checked = reconcile(session, ACTOR, code)
    assert published.placements == 2
    assert [(edition.number, edition.is_new) for edition in published.lists] == [(1, True)] * 3
    assert [tuple(row) for row in placements] == [
        ("expected", POLICY_DATE, POLICY_DATE + dt.timedelta(days=7))
    ] * 2
    names = [line for line in task.lines if line.layer is Layer.NAMES]
    quota = [line for line in task.lines if line.layer is Layer.QUOTA]
    assert len(names) == 3
    assert sorted(line.data["outcome"] for line in names) == [
        "accepted",
        "accepted",
        "without_offer",
    ]
    assert sum(line.data["quota"] for line in quota) == 10
    assert sum(line.data["matched"] for line in quota) == 2
    assert sorted(line.data["state"] for line in stability.lines) == [
        "at_work",
        "expected",
        "expected",
    ]
    assert {line.owner_officer for line in stability.lines} == {"样本丙"}
    assert {line.data["link"] for line in duties.lines} == {
        "identification",
        "matching",
        "stability",
        "service",
    }
    assert all("(二十)" in line.data["basis"] for line in duties.lines)
    assert checked.holds, checked.broken
    assert len(checked.checks) == 10


def test_lists_carry_no_open_number(sqlite_session_factory: Sessions) -> None:
    """Identity numbers and phones are frozen masked."""
    with sqlite_session_factory.begin() as session:
        small_market(session)
        code = accepted_round(session)
        publish(session, ACTOR, code, now=NOW)
        data = session.scalars(select(ListLine.data).where(ListLine.person_id.is_not(None))).all()
    assert data
    assert all("*" * 8 in line["id_number"] for line in data)
    assert all("****" in line["phone"] for line in data)


def test_a_second_publishing_changes_nothing(sqlite_session_factory: Sessions) -> None:
    """The same content stays edition 1, makes no placement and no audit event."""
    with sqlite_session_factory.begin() as session:
        small_market(session)
        code = accepted_round(session)
        first = publish(session, ACTOR, code, now=NOW)
        events = session.scalar(select(func.count()).select_from(AuditEvent))
        second = publish(session, ACTOR, code, now=LATER)
        assert session.scalar(select(func.count()).select_from(AuditEvent)) == events
        assert session.scalar(select(func.count()).select_from(ListEdition)) == 3
    assert second.placements == 0
    assert [edition.is_new for edition in second.lists] == [False] * 3
    assert [e.content_hash for e in first.lists] == [e.content_hash for e in second.lists]


def test_a_change_makes_edition_two_and_keeps_edition_one(
    sqlite_session_factory: Sessions,
) -> None:
    """An offer accepted after publishing gives new editions; the old ones stay as they were."""
    with sqlite_session_factory.begin() as session:
        small_market(session)
        code = open_round(session, ACTOR, COUNTY, POLICY_DATE, {}, now=NOW).code
        take_snapshot(session, ACTOR, code, now=NOW)
        solved_round(session, code)
        offers = [line.code for line in proposals_page(session, ACTOR, code).lines]
        decide_proposals(session, ACTOR, code, offers[:1], ProposalState.ACCEPTED, now=NOW)
        publish(session, ACTOR, code, now=NOW)
        before = read_edition(session, ACTOR, code, ListKind.STABILITY)
        decide_proposals(session, ACTOR, code, offers[1:], ProposalState.ACCEPTED, now=LATER)
        second = publish(session, ACTOR, code, now=LATER)
        again = read_edition(session, ACTOR, code, ListKind.STABILITY, 1)
        newest = read_edition(session, ACTOR, code, ListKind.STABILITY)
        heads = list_editions(session, ACTOR, code)
        assert reconcile(session, ACTOR, code).holds
    assert second.placements == 1
    assert [edition.number for edition in second.lists] == [2, 2, 2]
    assert again == before
    assert len(newest.lines) == len(before.lines) + 1
    assert len(heads) == 6


@pytest.mark.parametrize("table", [ListEdition, ListLine])
def test_published_lists_cannot_be_changed(session_factory: Sessions, table: type) -> None:
    """The database itself refuses to change or delete what was published."""
    with session_factory.begin() as session:
        small_market(session)
        publish(session, ACTOR, accepted_round(session), now=NOW)
    for statement in (update(table).values(path="/"), delete(table)):
        with pytest.raises(DBAPIError, match="frozen"), session_factory.begin() as session:
            session.execute(statement)


def test_after_publishing_the_round_is_closed(sqlite_session_factory: Sessions) -> None:
    """No new snapshot, and nothing that became a placement is returned."""
    with sqlite_session_factory.begin() as session:
        small_market(session)
        code = accepted_round(session)
        publish(session, ACTOR, code, now=NOW)
        with pytest.raises(RoundPublishedError):
            take_snapshot(session, ACTOR, code, now=NOW)
        placed = [proposals_page(session, ACTOR, code).lines[0].code]
        with pytest.raises(NoSuchTransitionError):
            decide_proposals(
                session, ACTOR, code, placed, ProposalState.RETURNED, reason="x", now=NOW
            )


def test_the_next_round_leaves_the_expected_alone(sqlite_session_factory: Sessions) -> None:
    """Whoever is expected is not in the next pool, and the seats are not given twice."""
    with sqlite_session_factory.begin() as session:
        small_market(session)
        publish(session, ACTOR, accepted_round(session), now=NOW)
        add_vacancy(session, headcount=1)
        code = open_round(session, ACTOR, COUNTY, POLICY_DATE, {}, now=NOW).code
        taken = take_snapshot(session, ACTOR, code, now=NOW)
    assert taken.counts["pool"] == 1
    assert taken.counts["reasons"]["placement_expected"] == 2
    assert taken.counts["seats"] == 1


def test_people_placed_elsewhere_are_refused(sqlite_session_factory: Sessions) -> None:
    """Two rounds of one pool cannot both send the same people."""
    with sqlite_session_factory.begin() as session:
        small_market(session)
        first, second = accepted_round(session), accepted_round(session)
        publish(session, ACTOR, first, now=NOW)
        with pytest.raises(AlreadyPlacedError) as refused:
            publish(session, ACTOR, second, now=NOW)
    assert refused.value.params["people"] == 2


def test_without_an_export_office_nobody_would_answer(sqlite_session_factory: Sessions) -> None:
    """Publishing is refused, and nothing is half-written, while the origin has no office."""
    with sqlite_session_factory.begin() as session:
        add_willing(session)
        add_vacancy(session)
        code = accepted_round(session)
    with pytest.raises(NoOwnerError), sqlite_session_factory.begin() as session:
        publish(session, ACTOR, code, now=NOW)
    with sqlite_session_factory.begin() as session:
        assert session.scalar(select(func.count()).select_from(Placement)) == 0


def test_an_unsolved_round_has_nothing_to_publish(sqlite_session_factory: Sessions) -> None:
    """A round without a result is refused; its lists do not exist."""
    with sqlite_session_factory.begin() as session:
        small_market(session)
        code = open_round(session, ACTOR, COUNTY, POLICY_DATE, {}, now=NOW).code
        take_snapshot(session, ACTOR, code, now=NOW)
        with pytest.raises(NotSolvedError):
            publish(session, ACTOR, code, now=NOW)
        with pytest.raises(EditionNotFoundError):
            read_edition(session, ACTOR, code, ListKind.TASK)


def test_pages_of_an_edition_are_cut_by_sql(sqlite_session_factory: Sessions) -> None:
    """A page holds the rows it names, and the layer's number of lines."""
    with sqlite_session_factory.begin() as session:
        small_market(session)
        code = accepted_round(session)
        publish(session, ACTOR, code, now=NOW)
        page = edition_page(session, ACTOR, code, ListKind.TASK, Layer.NAMES, offset=1, limit=1)
    assert (len(page.lines), page.total, page.lines[0].position) == (1, 3, 2)


def test_a_township_sees_its_own_lines(sqlite_session_factory: Sessions) -> None:
    """An actor of another county sees nothing; publishing needs the permission."""
    with sqlite_session_factory.begin() as session:
        small_market(session)
        code = accepted_round(session)
        without = actor_for(COUNTY_PATH, without=Permission.LISTS_PUBLISH)
        with pytest.raises(NotAllowedError):
            publish(session, without, code, now=NOW)
        publish(session, ACTOR, code, now=NOW)
        with pytest.raises(NotAllowedError):
            read_edition(session, OTHER_COUNTY, code, ListKind.TASK)


def test_willing_self_movers_are_not_in_the_names_layer(
    sqlite_session_factory: Sessions,
) -> None:
    """Somebody at work already stands in the stability list only, however willing."""
    with sqlite_session_factory.begin() as session:
        small_market(session)
        mover = add_person(session)
        add_survey(session, mover)
        add_record(session, mover)
        code = accepted_round(session)
        publish(session, ACTOR, code, now=NOW)
        rows = session.execute(
            select(ListLine.layer, func.count())
            .where(ListLine.person_id == mover)
            .group_by(ListLine.layer)
        ).all()
    assert [tuple(row) for row in rows] == [("stability", 1)]


@pytest.mark.parametrize("seed", range(6))
def test_everything_adds_up_for_any_register(sqlite_session_factory: Sessions, seed: int) -> None:
    """Register, pool, plan, placements and lists reconcile to the person for random registers."""
    with sqlite_session_factory.begin() as session:
        fill_random(session, seed, people=60 + 20 * seed, vacancies=4 + seed)
        code = open_round(session, ACTOR, COUNTY, POLICY_DATE, {}, now=NOW).code
        take_snapshot(session, ACTOR, code, now=NOW)
        solved_round(session, code)
        offers = [line.code for line in proposals_page(session, ACTOR, code, limit=500).lines]
        returned = offers[:: seed + 2]
        if returned:
            decide_proposals(
                session, ACTOR, code, returned, ProposalState.RETURNED, reason="w", now=NOW
            )
        if seed % 2:
            decide_proposals(session, ACTOR, code, None, ProposalState.ACCEPTED, now=NOW)
        publish(session, ACTOR, code, now=NOW)
        checked = reconcile(session, ACTOR, code)
    assert checked.holds, checked.broken


@pytest.mark.prove
@pytest.mark.parametrize("seed", range(100, 140))
def test_everything_adds_up_for_many_registers(sqlite_session_factory: Sessions, seed: int) -> None:
    """Forty random registers with random decisions, published after each of them, reconcile."""
    rng = np.random.default_rng(seed)
    with sqlite_session_factory.begin() as session:
        fill_random(
            session, seed, people=int(rng.integers(40, 300)), vacancies=int(rng.integers(3, 25))
        )
        code = open_round(session, ACTOR, COUNTY, POLICY_DATE, {}, now=NOW).code
        take_snapshot(session, ACTOR, code, now=NOW)
        solved_round(session, code)
        offers = [line.code for line in proposals_page(session, ACTOR, code, limit=500).lines]
        for chosen in np.array_split(rng.permutation(offers), 3):
            codes = [str(offer) for offer in chosen]
            decision = ProposalState.ACCEPTED if rng.random() < 0.6 else ProposalState.RETURNED
            decide_proposals(session, ACTOR, code, codes, decision, reason="w", now=NOW)
            publish(session, ACTOR, code, now=NOW)
            checked = reconcile(session, ACTOR, code)
            assert checked.holds, checked.broken
