"""Reads a round's result page by page, filtered and sorted by SQL. No identity number, no phone."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from models.enums import ProposalState, VacancyKind
from models.scopes import in_scope
from models.tables.people import Person
from models.tables.rounds import NonOffer, Proposal
from models.tables.vacancies import Employer, Vacancy
from models.values import Actor, Permission
from offices.rounds.acts_opening import find_round
from offices.rounds.acts_reading import in_chunks, within
from offices.rounds.acts_solves import current_solve

PAGE_ROWS = 100
"""Rows of a page on the screen."""

CITY, COUNTY = 2, 3
"""Depths in a region path: province, city, county."""


@dataclass(frozen=True, slots=True)
class ProposalFilter:
    """What a page of proposals is narrowed to; empty fields narrow nothing.

    Parameters
    ----------
    rank
        1 for the plan's offers; None for all ranks.
    state
        State of the proposal.
    origin_path, destination_path
        Region paths of the registered residence and of the post.
    person_id
        One person's offers.
    vacancy_kind
        Kind of the post.
    """

    rank: int | None = 1
    state: ProposalState | None = None
    origin_path: str | None = None
    destination_path: str | None = None
    person_id: int | None = None
    vacancy_kind: VacancyKind | None = None


@dataclass(frozen=True, slots=True)
class NonOfferFilter:
    """What a page of people without an offer is narrowed to; empty fields narrow nothing."""

    reason: str | None = None
    origin_path: str | None = None


@dataclass(frozen=True, slots=True)
class ProposalLine:
    """A proposal with who and what it is about; wages in fen per month."""

    id: int
    code: str
    person_id: int
    person_name: str
    home_code: str
    village: str | None
    vacancy_id: int
    title: str
    employer_name: str
    work_code: str
    wage_min_fen: int | None
    wage_max_fen: int | None
    rank: int
    score: int
    parts: Mapping[str, Any]
    facts: Mapping[str, Any]
    state: str
    decision_reason: str | None


@dataclass(frozen=True, slots=True)
class NonOfferLine:
    """Somebody without an offer, with the reason and the nearest change."""

    person_id: int
    person_name: str
    home_code: str
    village: str | None
    reason: str
    facts: Mapping[str, Any]
    change: Mapping[str, Any] | None


@dataclass(frozen=True, slots=True)
class ProposalsPage:
    """Some rows of all that match."""

    lines: tuple[ProposalLine, ...]
    total: int


@dataclass(frozen=True, slots=True)
class NonOffersPage:
    """Some rows of all that match."""

    lines: tuple[NonOfferLine, ...]
    total: int


@dataclass(frozen=True, slots=True)
class Flow:
    """How many offers lead from a county to a city; a city without counties is itself."""

    origin_code: str
    destination_code: str
    people: int


ALL_FIRST_OFFERS = ProposalFilter()
ALL_WITHOUT_OFFER = NonOfferFilter()


def proposals_page(
    session: Session,
    actor: Actor,
    round_code: str,
    wanted: ProposalFilter = ALL_FIRST_OFFERS,
    *,
    offset: int = 0,
    limit: int = PAGE_ROWS,
) -> ProposalsPage:
    """Gives some proposals of the current result, in the order in which they were stored.

    Raises
    ------
    NotSolvedError
        If the round has no result.
    """
    opened = find_round(session, actor, Permission.ROUNDS_READ, round_code)
    conditions = [
        Proposal.solve_id == current_solve(session, opened).id,
        in_scope(actor, Proposal.path),
        *_narrowed(wanted),
    ]
    joined = (
        select(
            Proposal.id,
            Proposal.code,
            Proposal.person_id,
            Person.name,
            Person.division_code,
            Person.village,
            Proposal.vacancy_id,
            Vacancy.title,
            Employer.name,
            Vacancy.division_code,
            Vacancy.wage_min_fen_per_month,
            Vacancy.wage_max_fen_per_month,
            Proposal.rank,
            Proposal.score,
            Proposal.parts,
            Proposal.facts,
            Proposal.state,
            Proposal.decision_reason,
        )
        .join(Person, Person.id == Proposal.person_id)
        .join(Vacancy, Vacancy.id == Proposal.vacancy_id)
        .join(Employer, Employer.id == Vacancy.employer_id)
        .where(*conditions)
        .order_by(Proposal.id)
    )
    total = session.scalar(
        select(func.count())
        .select_from(Proposal)
        .join(Vacancy, Vacancy.id == Proposal.vacancy_id)
        .where(*conditions)
    )
    rows: Sequence[Sequence[Any]] = session.execute(joined.offset(offset).limit(limit)).all()
    lines = tuple(ProposalLine(*row) for row in rows)
    return ProposalsPage(lines, total or 0)


def non_offers_page(
    session: Session,
    actor: Actor,
    round_code: str,
    wanted: NonOfferFilter = ALL_WITHOUT_OFFER,
    *,
    offset: int = 0,
    limit: int = PAGE_ROWS,
) -> NonOffersPage:
    """Gives some of the people without an offer.

    Raises
    ------
    NotSolvedError
        If the round has no result.
    """
    opened = find_round(session, actor, Permission.ROUNDS_READ, round_code)
    conditions = [
        NonOffer.solve_id == current_solve(session, opened).id,
        in_scope(actor, NonOffer.path),
    ]
    if wanted.reason is not None:
        conditions.append(NonOffer.reason == wanted.reason)
    if wanted.origin_path is not None:
        conditions.append(within(NonOffer.path, wanted.origin_path))
    total = session.scalar(select(func.count()).select_from(NonOffer).where(*conditions))
    rows: Sequence[Sequence[Any]] = session.execute(
        select(
            NonOffer.person_id,
            Person.name,
            Person.division_code,
            Person.village,
            NonOffer.reason,
            NonOffer.facts,
            NonOffer.change,
        )
        .join(Person, Person.id == NonOffer.person_id)
        .where(*conditions)
        .order_by(NonOffer.id)
        .offset(offset)
        .limit(limit)
    ).all()
    return NonOffersPage(tuple(NonOfferLine(*row) for row in rows), total or 0)


def non_offers_by_reason(session: Session, actor: Actor, round_code: str) -> dict[str, int]:
    """Counts the people without an offer by reason, most first.

    Raises
    ------
    NotSolvedError
        If the round has no result.
    """
    opened = find_round(session, actor, Permission.ROUNDS_READ, round_code)
    rows = session.execute(
        select(NonOffer.reason, func.count())
        .where(
            NonOffer.solve_id == current_solve(session, opened).id,
            in_scope(actor, NonOffer.path),
        )
        .group_by(NonOffer.reason)
        .order_by(func.count().desc(), NonOffer.reason)
    )
    return {reason: people for reason, people in rows}  # noqa: C416  # rows, not pairs


def offer_flows(
    session: Session, actor: Actor, round_code: str, wanted: ProposalFilter = ALL_FIRST_OFFERS
) -> tuple[Flow, ...]:
    """Counts proposals from home county to city of work, most first.

    Raises
    ------
    NotSolvedError
        If the round has no result.
    """
    opened = find_round(session, actor, Permission.ROUNDS_READ, round_code)
    rows = session.execute(
        select(Proposal.path, Vacancy.path, func.count())
        .join(Vacancy, Vacancy.id == Proposal.vacancy_id)
        .where(
            Proposal.solve_id == current_solve(session, opened).id,
            in_scope(actor, Proposal.path),
            *_narrowed(wanted),
        )
        .group_by(Proposal.path, Vacancy.path)
    )
    people: Counter[tuple[str, str]] = Counter()
    for home, work, count in rows:
        people[_code_at(home, COUNTY), _code_at(work, CITY)] += count
    ordered = sorted(people.items(), key=lambda item: (-item[1], item[0]))
    return tuple(Flow(*places, count) for places, count in ordered)


def vacancy_titles(session: Session, actor: Actor, keys: Iterable[int]) -> dict[int, str]:
    """Gives the titles of vacancies with their employers, by id."""
    actor.require(Permission.ROUNDS_READ)
    return {
        key: f"{employer} {title}"
        for chunk in in_chunks(dict.fromkeys(keys))
        for key, employer, title in session.execute(
            select(Vacancy.id, Employer.name, Vacancy.title)
            .join(Employer, Employer.id == Vacancy.employer_id)
            .where(Vacancy.id.in_(chunk))
        )
    }


def _code_at(path: str, depth: int) -> str:
    """Gives the code at a depth of a region path, or the last one of a shorter path."""
    return path.strip("/").split("/")[:depth][-1]


def _narrowed(wanted: ProposalFilter) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = []
    if wanted.rank is not None:
        conditions.append(Proposal.rank == wanted.rank)
    if wanted.state is not None:
        conditions.append(Proposal.state == wanted.state.value)
    if wanted.origin_path is not None:
        conditions.append(within(Proposal.path, wanted.origin_path))
    if wanted.destination_path is not None:
        conditions.append(within(Vacancy.path, wanted.destination_path))
    if wanted.person_id is not None:
        conditions.append(Proposal.person_id == wanted.person_id)
    if wanted.vacancy_kind is not None:
        conditions.append(Vacancy.kind == wanted.vacancy_kind.value)
    return conditions
