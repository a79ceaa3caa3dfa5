"""Turns accepted first offers into expected placements with their first follow-up."""

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import func, insert, select
from sqlalchemy.orm import Session, aliased

from models.audit import record_event
from models.enums import PlacementState, ProposalState
from models.scopes import in_scope
from models.tables.placements import FollowUp, Placement
from models.tables.rounds import Proposal, Round
from models.tables.surveys import Survey
from models.tables.vacancies import Vacancy
from models.values import Actor, Permission
from offices.placements.errors import AlreadyPlacedError
from offices.placements.expected import expected_on
from offices.placements.schedule import Schedule, first_visit, schedule_in_force

ACTIVE = (PlacementState.EXPECTED.value, PlacementState.AT_WORK.value)


@dataclass(frozen=True, slots=True)
class PlacementLine:
    """An expected placement of a round."""

    id: int
    code: str
    person_id: int
    vacancy_id: int
    state: str
    expected_on: dt.date
    next_due_on: dt.date | None


def expect_placements(
    session: Session,
    actor: Actor,
    opened: Round,
    solve_id: int,
    *,
    now: dt.datetime,
) -> int:
    """Makes placements of the solve's accepted first offers that are none yet; gives how many.

    Raises
    ------
    AlreadyPlacedError
        If another round has placed some of the people meanwhile: their proposals must be returned.
    NoScheduleInForceError
        If no schedule of follow-ups is in force on the policy date.
    """
    actor.require(Permission.LISTS_PUBLISH, opened.path)
    schedule = schedule_in_force(opened.policy_date)
    _refuse_placed(session, actor, solve_id)
    made = session.execute(
        select(
            Proposal.id,
            Proposal.code,
            Proposal.person_id,
            Proposal.vacancy_id,
            Proposal.path,
            Survey.available_from,
            Vacancy.works_from,
        )
        .join(Vacancy, Vacancy.id == Proposal.vacancy_id)
        .outerjoin(Survey, Survey.person_id == Proposal.person_id)
        .outerjoin(Placement, Placement.proposal_id == Proposal.id)
        .where(
            Proposal.solve_id == solve_id,
            Proposal.rank == 1,
            Proposal.state == ProposalState.ACCEPTED.value,
            Placement.id.is_(None),
            in_scope(actor, Proposal.path),
        )
        .order_by(Proposal.id)
    ).all()
    if not made:
        return 0
    rows = [
        {
            "code": f"J{code[1:]}",
            "proposal_id": proposal,
            "person_id": person,
            "vacancy_id": vacancy,
            "round_id": opened.id,
            "path": path,
            "state": PlacementState.EXPECTED.value,
            "expected_on": expected_on(opened.policy_date, available_from, works_from),
        }
        for proposal, code, person, vacancy, path, available_from, works_from in made
    ]
    session.execute(insert(Placement), rows)
    _plan_first_visits(session, opened.id, schedule)
    record_event(
        session, actor, "placements.expected", opened.code, at=now, details={"people": len(rows)}
    )
    return len(rows)


def round_placements(session: Session, actor: Actor, opened: Round) -> tuple[PlacementLine, ...]:
    """Gives a round's placements with their next open follow-up, in the order of people's ids."""
    actor.require(Permission.LISTS_READ, opened.path)
    next_due = (
        select(func.min(FollowUp.due_on))
        .where(FollowUp.placement_id == Placement.id, FollowUp.done_on.is_(None))
        .scalar_subquery()
    )
    rows = session.execute(
        select(
            Placement.id,
            Placement.code,
            Placement.person_id,
            Placement.vacancy_id,
            Placement.state,
            Placement.expected_on,
            next_due,
        )
        .where(Placement.round_id == opened.id, in_scope(actor, Placement.path))
        .order_by(Placement.person_id)
    )
    return tuple(PlacementLine(*row) for row in rows)


def _refuse_placed(session: Session, actor: Actor, solve_id: int) -> None:
    other = aliased(Placement)
    people = session.scalar(
        select(func.count())
        .select_from(Proposal)
        .join(other, other.person_id == Proposal.person_id)
        .where(
            Proposal.solve_id == solve_id,
            Proposal.rank == 1,
            Proposal.state == ProposalState.ACCEPTED.value,
            other.state.in_(ACTIVE),
            other.proposal_id != Proposal.id,
            in_scope(actor, Proposal.path),
        )
    )
    if people:
        raise AlreadyPlacedError(people=people)


def _plan_first_visits(session: Session, round_id: int, schedule: Schedule) -> None:
    rows = session.execute(
        select(Placement.id, Placement.expected_on)
        .outerjoin(FollowUp, FollowUp.placement_id == Placement.id)
        .where(Placement.round_id == round_id, FollowUp.id.is_(None))
    ).all()
    session.execute(
        insert(FollowUp),
        [
            {"placement_id": placement, "due_on": first_visit(expected, schedule)}
            for placement, expected in rows
        ],
    )
