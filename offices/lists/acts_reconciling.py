"""Counts a round and its newest editions in their tables and draws up the sums."""

from collections.abc import Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models.enums import ListKind, ProposalState
from models.tables.lists import ListEdition, ListLine
from models.tables.placements import Placement
from models.tables.rounds import NonOffer, Proposal, Round, RoundStanding, Snapshot, Solve
from models.values import Actor, Permission
from offices.lists.line import Layer
from offices.lists.reconciliation import (
    ListCounts,
    Reconciliation,
    RoundCounts,
    reconcile_counts,
)
from offices.lists.stability import is_away
from offices.rounds.acts import snapshot_at_work
from offices.rounds.acts_opening import find_round
from offices.rounds.acts_solves import current_solve


def reconcile(session: Session, actor: Actor, round_code: str) -> Reconciliation:
    """Says which sums hold between register, pool, plan, placements and lists of a round.

    Everything is counted anew in the tables. The actor has to see the round's whole region.

    Raises
    ------
    NotSolvedError
        If the round has no result.
    """
    opened = find_round(session, actor, Permission.LISTS_READ, round_code)
    solve = current_solve(session, opened)
    return reconcile_counts(
        round_code,
        _round_counts(session, actor, opened, solve),
        _list_counts(session, opened),
    )


def _round_counts(session: Session, actor: Actor, opened: Round, solve: Solve) -> RoundCounts:
    snapshot = session.get_one(Snapshot, solve.snapshot_id)
    standings = session.execute(
        select(RoundStanding.standing, func.count())
        .where(RoundStanding.snapshot_id == snapshot.id)
        .group_by(RoundStanding.standing)
    )
    first = (
        select(func.count())
        .select_from(Proposal)
        .where(Proposal.solve_id == solve.id, Proposal.rank == 1)
    )
    at_work = snapshot_at_work(session, actor, snapshot.id)
    return RoundCounts(
        registered=snapshot.counts["register"],
        by_standing={standing: people for standing, people in standings},  # noqa: C416  # rows, not pairs
        offered=session.scalar(first) or 0,
        without_offer=session.scalar(
            select(func.count()).select_from(NonOffer).where(NonOffer.solve_id == solve.id)
        )
        or 0,
        planned=(solve.figures or {})["placed"],
        accepted=session.scalar(first.where(Proposal.state == ProposalState.ACCEPTED.value)) or 0,
        placements=session.scalar(
            select(func.count()).select_from(Placement).where(Placement.round_id == opened.id)
        )
        or 0,
        at_work_away=sum(is_away(row.path, opened.path) for row in at_work),
    )


def _list_counts(session: Session, opened: Round) -> ListCounts | None:
    editions = {
        ListKind(edition.kind): edition
        for edition in session.scalars(
            select(ListEdition)
            .where(ListEdition.round_id == opened.id)
            .order_by(ListEdition.number)
        )
    }
    if len(editions) < len(ListKind):
        return None
    task = editions[ListKind.TASK]
    stability = editions[ListKind.STABILITY].id
    quota = session.scalars(
        select(ListLine.data).where(
            ListLine.edition_id == task.id, ListLine.layer == Layer.QUOTA.value
        )
    ).all()
    owners = _owners(session, [task.id, stability])
    return ListCounts(
        names=_lines(session, task.id, Layer.NAMES),
        stability=_lines(session, stability, Layer.STABILITY),
        quota=sum(data["quota"] or 0 for data in quota),
        quota_agreed=task.totals["quota_agreed"],
        matched=sum(data["matched"] for data in quota),
        confirmed=sum(data["confirmed"] for data in quota),
        owners=len(owners),
        owners_with_duty=len(owners & _owners(session, [editions[ListKind.RESPONSIBILITY].id])),
    )


def _lines(session: Session, edition_id: int, layer: Layer) -> int:
    return (
        session.scalar(
            select(func.count())
            .select_from(ListLine)
            .where(ListLine.edition_id == edition_id, ListLine.layer == layer.value)
        )
        or 0
    )


def _owners(session: Session, edition_ids: Sequence[int]) -> set[int]:
    return set(
        session.scalars(
            select(ListLine.owner_office_id).where(ListLine.edition_id.in_(edition_ids)).distinct()
        )
    )
