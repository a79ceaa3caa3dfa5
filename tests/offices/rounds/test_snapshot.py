"""Freezing the pool of a round."""

import datetime as dt

import pytest
from sqlalchemy import func, select, update
from sqlalchemy.orm import Session, sessionmaker

from matching.retention.model import RetentionModel
from models.enums import ClaimKind
from models.tables.audit import AuditEvent
from models.tables.divisions import PlaceDistance
from models.tables.people import PersonSkill
from models.tables.placements import Placement
from models.tables.retention import RetentionModelRow
from models.tables.rounds import Proposal, Round, RoundStanding, Snapshot
from models.tables.surveys import WishedDestination
from models.values import NotAllowedError, Permission
from offices.rounds.acts import open_round, snapshot_at_work, snapshot_columns, take_snapshot
from offices.rounds.errors import (
    NoPoolError,
    NoVacanciesError,
    RoundNotFoundError,
    SnapshotOutdatedError,
)
from tests.factories import (
    ACTOR,
    COUNTY,
    COUNTY_PATH,
    NOW,
    OTHER_COUNTY,
    POLICY_DATE,
    TOWNSHIPS,
    WELDER,
    actor_for,
    add_claim,
    add_minimum_wage,
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


def opened(session: Session) -> str:
    """Opens a round of the county."""
    return open_round(session, ACTOR, COUNTY, POLICY_DATE, {}, now=NOW).code


def test_rounds_are_numbered_within_their_year(sqlite_session_factory: Sessions) -> None:
    """The first round of a year is 01, the next 02; another year starts again."""
    with sqlite_session_factory.begin() as session:
        assert [opened(session), opened(session)] == ["R-2026-01", "R-2026-02"]
        other = open_round(session, ACTOR, COUNTY, dt.date(2027, 3, 1), {}, now=NOW)
        assert other.code == "R-2027-01"


def test_a_snapshot_packs_what_was_stored(session_factory: Sessions) -> None:
    """People, vacancies and context come back as columns with the stored values."""
    with session_factory.begin() as session:
        person = add_willing(session, division_code=TOWNSHIPS[1])
        session.add(PersonSkill(person_id=person, occupation_code=WELDER, title="焊工", level=3))
        session.add(
            WishedDestination(
                person_id=person, division_code="440000", is_excluded=False, is_limit=False
            )
        )
        vacancy = add_vacancy(session, headcount=3, recruits_from=[COUNTY])
        add_claim(session, vacancy, ClaimKind.AGE_MAX.value, "45", "样本依据")
        add_claim(session, vacancy, ClaimKind.AGE_MIN.value, "18", None)
        add_minimum_wage(session, "441900", 190_000)
        add_pair(session)
        taken = take_snapshot(session, ACTOR, opened(session), now=NOW)
        data = snapshot_columns(session, ACTOR, taken.id)
    codes = data.context.place_codes
    assert data.content_hash() == data.content_hash()
    assert data.people.key.tolist() == [person]
    assert codes[data.people.home[0]] == TOWNSHIPS[1]
    assert [codes[place] for place in data.people.wished_place.row(0)] == ["440000"]
    assert data.people.skill_level.tolist() == [3]
    assert data.vacancies.seats.tolist() == [3]
    assert data.vacancies.minimum_wage_fen.tolist() == [190_000]
    assert data.vacancies.lawful_age_max.tolist() == [45]
    assert data.vacancies.lawful_age_min.tolist() == [-1]
    assert [codes[place] for place in data.vacancies.recruits_from.row(0)] == [COUNTY]
    assert data.context.pairs == (("/430000/433100/433124/", "/440000/441900/"),)
    assert {"430000", "433100", "433124"} <= set(codes)
    assert 400_000 < int(data.context.distance_m[0, 0]) < 800_000


def test_standings_are_stored_for_everybody(sqlite_session_factory: Sessions) -> None:
    """Register = at work + pool + not available, in the counts and in the table."""
    with sqlite_session_factory.begin() as session:
        fill_random(session, 3, people=120, vacancies=6)
        taken = take_snapshot(session, ACTOR, opened(session), now=NOW)
        rows = session.execute(
            select(RoundStanding.standing, func.count()).group_by(RoundStanding.standing)
        )
        stored = {standing: people for standing, people in rows}  # noqa: C416  # rows, not pairs
        at_work = snapshot_at_work(session, ACTOR, taken.id)
        data = snapshot_columns(session, ACTOR, taken.id)
    counts = taken.counts
    assert counts["register"] == 120
    assert counts["at_work"] + counts["pool"] + counts["not_available"] == 120
    assert stored == {name: counts[name] for name in stored}
    assert sum(counts["reasons"].values()) == counts["not_available"]
    assert len(at_work) == counts["at_work"]
    assert len(data.people) == counts["pool"]


def test_distances_are_computed_once(sqlite_session_factory: Sessions) -> None:
    """A second snapshot of the same places stores no distance again and gives the same hash."""
    with sqlite_session_factory.begin() as session:
        add_willing(session)
        add_vacancy(session)
        code = opened(session)
        first = take_snapshot(session, ACTOR, code, now=NOW)
        stored = session.scalar(select(func.count()).select_from(PlaceDistance))
        second = take_snapshot(session, ACTOR, code, now=NOW)
        assert session.scalar(select(func.count()).select_from(PlaceDistance)) == stored == 1
    assert (first.number, second.number) == (1, 2)
    assert first.content_hash == second.content_hash


def test_a_snapshot_freezes_the_model_of_who_stays(sqlite_session_factory: Sessions) -> None:
    """Fitted to what is known on the policy date, stored under its version, and read back."""
    with sqlite_session_factory.begin() as session:
        add_willing(session)
        vacancy = add_vacancy(session)
        stayed, left, recent = (add_person(session) for _ in range(3))
        add_record(session, stayed, started_month=dt.date(2025, 1, 1), occupation_code=WELDER)
        add_record(
            session,
            left,
            started_month=dt.date(2025, 1, 1),
            ended_month=dt.date(2025, 4, 1),
        )
        add_record(session, recent, started_month=dt.date(2025, 12, 1))
        taken = take_snapshot(session, ACTOR, opened(session), now=NOW)
        data = snapshot_columns(session, ACTOR, taken.id)
        stored = session.scalars(select(RetentionModelRow.version)).all()
        session.execute(update(Snapshot).values(retention=None))
        session.expire_all()
        with pytest.raises(SnapshotOutdatedError):
            snapshot_columns(session, ACTOR, taken.id)
    model = RetentionModel.from_arrow(data.context.retention)
    assert vacancy
    assert model.cut_off_day == POLICY_DATE.isoformat()
    assert not model.is_prior
    assert taken.counts["retention"] == model.version
    assert model.version in stored
    assert model.effects("county").ids.tolist() == [int(COUNTY)]


def test_seats_already_promised_do_not_come_again(sqlite_session_factory: Sessions) -> None:
    """Expired vacancies and those without an occupation stay out and are counted."""
    with sqlite_session_factory.begin() as session:
        add_willing(session)
        add_vacancy(session)
        add_vacancy(session, recruits_until=dt.date(2026, 3, 1))
        add_vacancy(session, recruits_until=POLICY_DATE)
        add_vacancy(session, occupation_code=None)
        taken = take_snapshot(session, ACTOR, opened(session), now=NOW)
    assert taken.counts["vacancies"] == 2
    assert taken.counts["vacancies_expired"] == 1
    assert taken.counts["vacancies_without_occupation"] == 1


def test_placements_of_earlier_rounds_count(session_factory: Sessions) -> None:
    """Who arrived is at work, an open record going before; who is expected is not available."""
    with session_factory.begin() as session:
        people = [add_willing(session) for _ in range(4)]
        add_vacancy(session, headcount=4)
        code = opened(session)
        take_snapshot(session, ACTOR, code, now=NOW)
        solve = solved_round(session, code)
        states = dict(zip(people, ("at_work", "at_work", "expected", "left"), strict=True))
        for offer in session.scalars(select(Proposal).where(Proposal.solve_id == solve)).all():
            session.add(
                Placement(
                    code=f"P{offer.person_id}",
                    proposal_id=offer.id,
                    person_id=offer.person_id,
                    vacancy_id=offer.vacancy_id,
                    round_id=session.scalars(select(Round.id)).one(),
                    path=COUNTY_PATH,
                    state=states[offer.person_id],
                    expected_on=POLICY_DATE,
                    started_on=dt.date(2026, 3, 1) if offer.person_id == people[0] else None,
                )
            )
        add_record(session, people[1])
        taken = take_snapshot(session, ACTOR, code, now=NOW)
        at_work = snapshot_at_work(session, ACTOR, taken.id)
    assert [(one.person_id, one.channel, one.started_on) for one in at_work] == [
        (people[0], "organised", dt.date(2026, 3, 1)),
        (people[1], "self", dt.date(2025, 3, 1)),
    ]
    assert (at_work[0].path, at_work[0].has_contract) == ("/440000/441900/", None)
    assert taken.counts["reasons"] == {"placement_expected": 1}
    assert (taken.counts["at_work"], taken.counts["pool"], taken.counts["seats"]) == (2, 1, 1)


def test_without_a_pool_there_is_no_round(sqlite_session_factory: Sessions) -> None:
    """A register in which nobody is willing is refused with the size of the register."""
    with sqlite_session_factory.begin() as session:
        person = add_person(session)
        add_survey(session, person, is_willing=False)
        add_vacancy(session)
        with pytest.raises(NoPoolError) as refused:
            take_snapshot(session, ACTOR, opened(session), now=NOW)
    assert refused.value.params["register"] == 1


def test_without_vacancies_there_is_no_round(sqlite_session_factory: Sessions) -> None:
    """A round with nothing to offer is refused and says how many vacancies have expired."""
    with sqlite_session_factory.begin() as session:
        add_willing(session)
        add_vacancy(session, recruits_until=dt.date(2026, 3, 1))
        with pytest.raises(NoVacanciesError) as refused:
            take_snapshot(session, ACTOR, opened(session), now=NOW)
    assert refused.value.params["expired"] == 1


def test_who_may_open_and_read(sqlite_session_factory: Sessions) -> None:
    """Neither another county's office nor an actor without the permission gets at a round."""
    with sqlite_session_factory.begin() as session:
        add_willing(session)
        add_vacancy(session)
        with pytest.raises(NotAllowedError):
            open_round(session, OTHER_COUNTY, COUNTY, POLICY_DATE, {}, now=NOW)
        without = actor_for("/430000/433100/433124/", without=Permission.ROUNDS_RUN)
        with pytest.raises(NotAllowedError):
            open_round(session, without, COUNTY, POLICY_DATE, {}, now=NOW)
        code = opened(session)
        with pytest.raises(NotAllowedError):
            take_snapshot(session, OTHER_COUNTY, code, now=NOW)
        taken = take_snapshot(session, ACTOR, code, now=NOW)
        with pytest.raises(NotAllowedError):
            snapshot_columns(session, OTHER_COUNTY, taken.id)
        with pytest.raises(RoundNotFoundError):
            take_snapshot(session, ACTOR, "R-1999-01", now=NOW)


def test_people_of_other_counties_stay_out(sqlite_session_factory: Sessions) -> None:
    """A round counts its own origin's register only."""
    with sqlite_session_factory.begin() as session:
        add_willing(session)
        add_willing(session, division_code="433130")
        add_vacancy(session)
        taken = take_snapshot(session, ACTOR, opened(session), now=NOW)
    assert taken.counts["register"] == 1


def test_every_act_leaves_one_event(sqlite_session_factory: Sessions) -> None:
    """Opening and freezing stand in the audit trail, without anything personal."""
    with sqlite_session_factory.begin() as session:
        add_willing(session)
        add_vacancy(session)
        take_snapshot(session, ACTOR, opened(session), now=NOW)
        actions = session.scalars(select(AuditEvent.action).order_by(AuditEvent.id)).all()
    assert actions == ["round.opened", "retention.fitted", "snapshot.taken"]
