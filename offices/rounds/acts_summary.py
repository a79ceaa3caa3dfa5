"""Says where a round stands."""

import contextlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models.enums import ProposalState, SolveState
from models.scopes import in_scope
from models.tables.rounds import Proposal, Solve
from models.values import Actor, Permission
from offices.rounds.acts_opening import RoundLine, find_round, line_of, newest_snapshot
from offices.rounds.acts_solves import current_solve
from offices.rounds.errors import NoSnapshotError, NotSolvedError


@dataclass(frozen=True, slots=True)
class RoundSummary:
    """Where a round stands.

    Parameters
    ----------
    round
        The round.
    counts
        Counts of the newest snapshot, empty before one was taken.
    last_solve_id, last_solve_state
        The newest solve of the round, whatever became of it.
    figures
        Figures of the current result, empty before there is one.
    first_offers_by_state
        First offers of the current result by state.
    """

    round: RoundLine
    counts: Mapping[str, Any]
    last_solve_id: int | None
    last_solve_state: SolveState | None
    figures: Mapping[str, Any]
    first_offers_by_state: Mapping[ProposalState, int]


def round_summary(session: Session, actor: Actor, round_code: str) -> RoundSummary:
    """Gives where a round stands, before its first snapshot too."""
    opened = find_round(session, actor, Permission.ROUNDS_READ, round_code)
    try:
        counts: Mapping[str, Any] = newest_snapshot(session, opened).counts
    except NoSnapshotError:
        counts = {}
    last = session.scalar(
        select(Solve).where(Solve.round_id == opened.id).order_by(Solve.id.desc()).limit(1)
    )
    figures: Mapping[str, Any] = {}
    by_state: dict[ProposalState, int] = {}
    with contextlib.suppress(NoSnapshotError, NotSolvedError):
        solve = current_solve(session, opened)
        figures = solve.figures or {}
        by_state = _first_offers_by_state(session, actor, solve.id)
    return RoundSummary(
        round=line_of(opened),
        counts=counts,
        last_solve_id=None if last is None else last.id,
        last_solve_state=None if last is None else SolveState(last.state),
        figures=figures,
        first_offers_by_state=by_state,
    )


def _first_offers_by_state(
    session: Session, actor: Actor, solve_id: int
) -> dict[ProposalState, int]:
    rows = session.execute(
        select(Proposal.state, func.count())
        .where(Proposal.solve_id == solve_id, Proposal.rank == 1, in_scope(actor, Proposal.path))
        .group_by(Proposal.state)
    )
    return {ProposalState(state): people for state, people in rows}
