"""Solves from the requester's side: queue one, see how far it is, stop or cancel it."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.audit import record_event
from models.enums import SolveState
from models.scopes import in_scope
from models.tables.rounds import Round, Solve
from models.values import Actor, Permission
from offices.queue.errors import SolveNotFoundError, SolveOverError, SolveWaitingError

OVER = frozenset({SolveState.DONE, SolveState.FAILED, SolveState.CANCELLED})


@dataclass(frozen=True, slots=True)
class SolveStatus:
    """How far a solve is.

    Parameters
    ----------
    step, step_done, step_total
        The step's code and its parts behind and in all.
    figures
        Figures of the result once it is stored; before, ``objective`` and ``bound`` of the best
        plan so far, once there is one.
    """

    id: int
    round_code: str
    snapshot_id: int
    state: SolveState
    requested_at: dt.datetime
    started_at: dt.datetime | None
    finished_at: dt.datetime | None
    step: str | None
    step_done: int
    step_total: int
    error_code: str | None
    figures: Mapping[str, Any] | None

    @property
    def is_over(self) -> bool:
        """Whether nothing more will happen to it."""
        return self.state in OVER


def enqueue(
    session: Session, actor: Actor, round_id: int, snapshot_id: int, *, now: dt.datetime
) -> int:
    """Puts a solve of a snapshot in the table and gives its number."""
    path, code = _round_of(session, round_id)
    actor.require(Permission.ROUNDS_RUN, path)
    solve = Solve(
        round_id=round_id,
        snapshot_id=snapshot_id,
        state=SolveState.QUEUED.value,
        requested_by=actor.code,
        requested_at=now,
        attempts=0,
        step_done=0,
        step_total=0,
    )
    session.add(solve)
    session.flush()
    record_event(session, actor, "solve.requested", code, at=now, details={"solve": solve.id})
    return solve.id


def cancel(session: Session, actor: Actor, solve_id: int, *, now: dt.datetime) -> None:
    """Cancels a solve that waits or runs; its worker notices at its next sign of life.

    Raises
    ------
    SolveNotFoundError
        If there is no such solve.
    SolveOverError
        If it has ended.
    """
    solve, round_code = _find_open(session, actor, solve_id)
    end_solve(solve, SolveState.CANCELLED, now)
    record_event(session, actor, "solve.cancelled", round_code, at=now, details={"solve": solve_id})


def stop(session: Session, actor: Actor, solve_id: int, *, now: dt.datetime) -> None:
    """Asks a running solve to end with the best plan it has; its worker notices at its next report.

    Raises
    ------
    SolveNotFoundError
        If there is no such solve.
    SolveOverError
        If it has ended.
    SolveWaitingError
        If it has not begun.
    """
    solve, round_code = _find_open(session, actor, solve_id)
    if solve.state == SolveState.QUEUED.value:
        raise SolveWaitingError(solve=solve_id)
    if solve.state == SolveState.STOPPING.value:
        return
    solve.state = SolveState.STOPPING.value
    record_event(session, actor, "solve.stopped", round_code, at=now, details={"solve": solve_id})


def solve_status(session: Session, actor: Actor, solve_id: int) -> SolveStatus:
    """Gives how far a solve is.

    Raises
    ------
    SolveNotFoundError
        If there is no such solve.
    """
    solve, round_code = find_solve(session, actor, Permission.ROUNDS_READ, solve_id)
    return SolveStatus(
        id=solve.id,
        round_code=round_code,
        snapshot_id=solve.snapshot_id,
        state=SolveState(solve.state),
        requested_at=solve.requested_at,
        started_at=solve.started_at,
        finished_at=solve.finished_at,
        step=solve.step,
        step_done=solve.step_done,
        step_total=solve.step_total,
        error_code=solve.error_code,
        figures=solve.figures,
    )


def find_solve(
    session: Session, actor: Actor, permission: Permission, solve_id: int
) -> tuple[Solve, str]:
    """Gives a solve in the actor's regions and its round's code.

    Raises
    ------
    SolveNotFoundError
        If there is no such solve.
    """
    actor.require(permission)
    row = session.execute(
        select(Solve, Round.code)
        .join(Round, Round.id == Solve.round_id)
        .where(Solve.id == solve_id, in_scope(actor, Round.path))
    ).one_or_none()
    if row is None:
        raise SolveNotFoundError(solve=solve_id)
    return row[0], row[1]


def _find_open(session: Session, actor: Actor, solve_id: int) -> tuple[Solve, str]:
    """Gives a solve that has not ended, for somebody who runs rounds."""
    solve, round_code = find_solve(session, actor, Permission.ROUNDS_RUN, solve_id)
    if SolveState(solve.state) in OVER:
        raise SolveOverError(solve=solve_id)
    return solve, round_code


def end_solve(solve: Solve, state: SolveState, now: dt.datetime) -> None:
    """Ends a solve in a state."""
    solve.state = state.value
    solve.finished_at = now


def _round_of(session: Session, round_id: int) -> tuple[str, str]:
    row = session.execute(select(Round.path, Round.code).where(Round.id == round_id)).one()
    return row[0], row[1]
