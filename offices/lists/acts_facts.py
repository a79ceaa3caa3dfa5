"""Reads what the lists of a round are derived from, inside the actor's scope."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.enums import Standing
from models.scopes import in_scope
from models.tables.people import Person as PersonRow
from models.tables.rounds import NonOffer, Proposal, Round, RoundStanding, Solve
from models.tables.vacancies import Employer, Vacancy
from models.values import Actor
from offices.directory.acts import pairs_in_force
from offices.households.zero_employment import zero_employment
from offices.lists.acts_people import read_people, read_surveys
from offices.lists.facts import (
    AgreementFact,
    AtWorkFact,
    ExpectedFact,
    OfferFact,
    Person,
    PoolFact,
    RoundFacts,
    TownshipFact,
)
from offices.placements.acts import round_placements
from offices.rounds.acts import snapshot_at_work
from offices.rounds.standings import Unavailable
from regions.gazetteer import load_gazetteer


def read_facts(session: Session, actor: Actor, opened: Round, solve: Solve) -> RoundFacts:
    """Reads everything that the three lists of a round say."""
    standings = _read_standings(session, actor, solve.snapshot_id)
    listed = [person for person, row in standings.items() if row[2] != Standing.NOT_AVAILABLE.value]
    people = read_people(session, actor, opened, solve.snapshot_id)
    offers = _read_offers(session, actor, solve.id)
    surveys = read_surveys(session, actor, solve.snapshot_id)
    reasons = _read_reasons(session, actor, solve.id)
    pool = [
        PoolFact(people[key], surveys[key], offers.get(key, ()), reasons.get(key))
        for key in listed
        if standings[key][2] == Standing.POOL.value
    ]
    return RoundFacts(
        round_code=opened.code,
        path=opened.path,
        policy_date=opened.policy_date,
        pool=pool,
        at_work=_at_work(session, actor, solve.snapshot_id, people),
        expected=_expected(session, actor, opened, people, offers),
        agreements=_agreements(session, opened),
        townships=_townships(standings),
        zero_employment=zero_employment(
            (household, Standing(standing)) for household, _, standing, _ in standings.values()
        ),
    )


StandingFact = tuple[int, str, str, str | None]
"""Household, path, standing, reason."""


def _read_standings(session: Session, actor: Actor, snapshot_id: int) -> dict[int, StandingFact]:
    rows = session.execute(
        select(
            RoundStanding.person_id,
            PersonRow.household_id,
            PersonRow.path,
            RoundStanding.standing,
            RoundStanding.reason,
        )
        .join(PersonRow, PersonRow.id == RoundStanding.person_id)
        .where(RoundStanding.snapshot_id == snapshot_id, in_scope(actor, PersonRow.path))
        .order_by(RoundStanding.person_id)
    )
    return {row[0]: (row[1], row[2], row[3], row[4]) for row in rows}


def _read_offers(session: Session, actor: Actor, solve_id: int) -> dict[int, list[OfferFact]]:
    place = load_gazetteer().place
    rows: Sequence[Sequence[Any]] = session.execute(
        select(
            Proposal.person_id,
            Proposal.rank,
            Proposal.code,
            Proposal.state,
            Proposal.decision_reason,
            Proposal.vacancy_id,
            Vacancy.employer_id,
            Employer.name,
            Employer.credit_code,
            Vacancy.title,
            Vacancy.housing,
            Vacancy.path,
            Vacancy.division_code,
            Vacancy.wage_min_fen_per_month,
            Vacancy.wage_max_fen_per_month,
            Vacancy.contract_months,
            Proposal.facts,
        )
        .join(Vacancy, Vacancy.id == Proposal.vacancy_id)
        .join(Employer, Employer.id == Vacancy.employer_id)
        .where(Proposal.solve_id == solve_id, in_scope(actor, Proposal.path))
        .order_by(Proposal.person_id, Proposal.rank)
    ).all()
    found: defaultdict[int, list[OfferFact]] = defaultdict(list)
    for row in rows:
        found[row[0]].append(OfferFact(*_with_place(row, place(row[12]).name)))
    return dict(found)


def _with_place(row: Sequence[Any], name: str) -> list[Any]:
    """Puts the work place's name where the row has its code."""
    return [*row[:12], name, *row[13:]]


def _read_reasons(session: Session, actor: Actor, solve_id: int) -> dict[int, str]:
    rows = session.execute(
        select(NonOffer.person_id, NonOffer.reason).where(
            NonOffer.solve_id == solve_id, in_scope(actor, NonOffer.path)
        )
    )
    return {person: reason for person, reason in rows}  # noqa: C416  # rows, not pairs


def _at_work(
    session: Session, actor: Actor, snapshot_id: int, people: Mapping[int, Person]
) -> list[AtWorkFact]:
    place = load_gazetteer().place
    return [
        AtWorkFact(
            person=people[row.person_id],
            employer=row.employer_name,
            credit_code=row.credit_code,
            title=row.title,
            work_path=row.path,
            work_place=place(row.division_code).name,
            started_on=row.started_on,
            wage_fen=row.wage_fen,
            channel=row.channel,
            has_contract=row.has_contract,
            has_social_insurance=row.has_social_insurance,
        )
        for row in snapshot_at_work(session, actor, snapshot_id)
    ]


def _expected(
    session: Session,
    actor: Actor,
    opened: Round,
    people: Mapping[int, Person],
    offers: Mapping[int, Sequence[OfferFact]],
) -> list[ExpectedFact]:
    return [
        ExpectedFact(
            person=people[placed.person_id],
            offer=offers[placed.person_id][0],
            placement_code=placed.code,
            state=placed.state,
            expected_on=placed.expected_on,
            next_visit_on=placed.next_due_on,
        )
        for placed in round_placements(session, actor, opened)
    ]


def _agreements(session: Session, opened: Round) -> list[AgreementFact]:
    place = load_gazetteer().place
    return [
        AgreementFact(
            pair.origin_path,
            pair.destination_path,
            place(pair.destination_code).name,
            pair.agreement,
            pair.people,
        )
        for pair in pairs_in_force(session, opened.policy_date)
        if pair.origin_path.startswith(opened.path) or opened.path.startswith(pair.origin_path)
    ]


def _townships(standings: Mapping[int, StandingFact]) -> list[TownshipFact]:
    place = load_gazetteer().place
    registered = Counter(path for _, path, _, _ in standings.values())
    pool = Counter(
        path for _, path, standing, _ in standings.values() if standing == Standing.POOL.value
    )
    not_surveyed = Counter(
        path
        for _, path, _, reason in standings.values()
        if reason == Unavailable.NOT_SURVEYED.value
    )
    return [
        TownshipFact(
            path,
            place(path.strip("/").split("/")[-1]).name,
            registered[path],
            pool[path],
            not_surveyed[path],
        )
        for path in sorted(registered)
    ]
