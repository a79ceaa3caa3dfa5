"""Accepts first offers or returns them."""

import datetime as dt
from collections.abc import Sequence

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from models.audit import record_event
from models.enums import ProposalState
from models.scopes import in_scope
from models.tables.placements import Placement
from models.tables.rounds import Proposal
from models.values import Actor, Permission
from offices.rounds.acts_opening import find_round, lock_round
from offices.rounds.acts_reading import in_chunks
from offices.rounds.acts_solves import current_solve
from offices.rounds.errors import NoSuchTransitionError, ProposalNotFoundError, ReasonMissingError
from offices.rounds.transitions import NEEDS_REASON, may_go


def decide_proposals(
    session: Session,
    actor: Actor,
    round_code: str,
    codes: Sequence[str] | None,
    decision: ProposalState,
    *,
    reason: str | None = None,
    now: dt.datetime,
) -> int:
    """Takes first offers to another state, all of them or none, and gives how many.

    Without codes it decides every first offer of the round that nobody decided yet. Only first
    offers are decided: together they keep every headcount.

    Raises
    ------
    NotSolvedError
        If the round has no result.
    ProposalNotFoundError
        If a code is not that of a first offer of the result, in the actor's regions.
    NoSuchTransitionError
        If a proposal cannot take the state, or is a placement already.
    ReasonMissingError
        If a returned proposal lacks its reason.
    """
    opened = find_round(session, actor, Permission.PROPOSALS_REVIEW, round_code)
    if decision in NEEDS_REASON and not reason:
        raise ReasonMissingError(decision=decision.value)
    lock_round(session, opened)
    found = _first_offers(session, actor, current_solve(session, opened).id, codes)
    keys = [key for key, _, state, _ in found if may_go(ProposalState(state), decision)]
    if codes is not None:
        _check_all(found, codes, decision)
    for chunk in in_chunks(keys):
        session.execute(
            update(Proposal)
            .where(Proposal.id.in_(chunk))
            .values(
                state=decision.value,
                decided_by=actor.code,
                decided_at=now,
                decision_reason=reason,
            )
            .execution_options(synchronize_session=False)
        )
    session.expire_all()
    if keys:
        record_event(
            session,
            actor,
            f"proposals.{decision.value}",
            round_code,
            at=now,
            details={
                "proposals": len(keys),
                "codes": "all" if codes is None else list(codes),
                "reason": reason,
            },
        )
    return len(keys)


Found = Sequence[tuple[int, str, str, bool]]


def _first_offers(
    session: Session, actor: Actor, solve_id: int, codes: Sequence[str] | None
) -> list[tuple[int, str, str, bool]]:
    """Reads id, code, state and whether a placement came of it."""
    query = (
        select(Proposal.id, Proposal.code, Proposal.state, Placement.id.is_not(None))
        .outerjoin(Placement, Placement.proposal_id == Proposal.id)
        .where(Proposal.solve_id == solve_id, Proposal.rank == 1, in_scope(actor, Proposal.path))
    )
    if codes is None:
        undecided = query.where(Proposal.state == ProposalState.PROPOSED.value)
        return [(row[0], row[1], row[2], row[3]) for row in session.execute(undecided)]
    return [
        (row[0], row[1], row[2], row[3])
        for chunk in in_chunks(dict.fromkeys(codes))
        for row in session.execute(query.where(Proposal.code.in_(chunk)))
    ]


def _check_all(found: Found, codes: Sequence[str], decision: ProposalState) -> None:
    known = {code for _, code, _, _ in found}
    for code in codes:
        if code not in known:
            raise ProposalNotFoundError(proposal=code)
    for _, code, state, is_placed in found:
        if is_placed or not may_go(ProposalState(state), decision):
            raise NoSuchTransitionError(proposal=code, before=state, after=decision.value)
