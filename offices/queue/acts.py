"""The table of solves: who waits, who takes one, how far it is, how it ended.

A worker takes the oldest waiting solve, or one whose worker has fallen silent. While it computes it
holds no transaction; each report of progress is a sign of life. On PostgreSQL workers step past the
rows that others are taking; on SQLite a writing transaction is alone anyway.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import or_, select, update
from sqlalchemy.orm import Session

from models.audit import record_event
from models.enums import SolveState
from models.scopes import in_scope
from models.tables.rounds import Round, Solve
from models.values import Actor, Permission
from offices.queue.errors import SolveLostError, SolveNotFoundError, SolveOverError

SILENCE = dt.timedelta(minutes=2)
"""After this long without a sign of life another worker may take a solve over."""

MOST_ATTEMPTS = 3
"""A solve that has outlived this many workers is given up."""

GAVE_UP = "queue.gave_up"
"""Error code of a solve that is given up."""

OVER = frozenset({SolveState.DONE, SolveState.FAILED, SolveState.CANCELLED})


@dataclass(frozen=True, slots=True)
class ClaimedSolve:
    """A solve that a worker has taken."""

    id: int
    round_code: str
    snapshot_id: int
    attempt: int
    requested_by: str


@dataclass(frozen=True, slots=True)
class SolveStatus:
    """How far a solve is.

    Parameters
    ----------
    step, step_done, step_total
        The step's code and its parts behind and in all.
    figures
        Figures of the result once it is stored.
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


def claim(session: Session, actor: Actor, worker: str, *, now: dt.datetime) -> ClaimedSolve | None:
    """Takes the oldest solve that waits, or whose worker has fallen silent; None if there is none.

    A solve that has outlived ``MOST_ATTEMPTS`` workers fails instead of being taken again.
    """
    actor.require(Permission.ROUNDS_RUN)
    while True:
        row = session.execute(
            select(Solve, Round.code)
            .join(Round, Round.id == Solve.round_id)
            .where(
                in_scope(actor, Round.path),
                or_(
                    Solve.state == SolveState.QUEUED.value,
                    (Solve.state == SolveState.RUNNING.value)
                    & (Solve.heartbeat_at < now - SILENCE),
                ),
            )
            .order_by(Solve.id)
            .limit(1)
            .with_for_update(of=Solve, skip_locked=True)
        ).one_or_none()
        if row is None:
            return None
        solve, round_code = row
        if solve.attempts < MOST_ATTEMPTS:
            break
        _end(solve, SolveState.FAILED, now)
        solve.error_code = GAVE_UP
        record_event(session, actor, "solve.failed", round_code, at=now, details={"code": GAVE_UP})
    solve.state = SolveState.RUNNING.value
    solve.worker = worker
    solve.attempts += 1
    solve.started_at = solve.heartbeat_at = now
    solve.step, solve.step_done, solve.step_total = None, 0, 0
    session.flush()
    record_event(
        session,
        actor,
        "solve.claimed",
        round_code,
        at=now,
        details={"solve": solve.id, "attempt": solve.attempts},
    )
    return ClaimedSolve(solve.id, round_code, solve.snapshot_id, solve.attempts, solve.requested_by)


def heartbeat(
    session: Session, actor: Actor, solve_id: int, worker: str, *, now: dt.datetime
) -> None:
    """Gives a sign of life.

    Raises
    ------
    SolveLostError
        If the solve was cancelled or taken over: the worker should stop.
    """
    _update_own(session, actor, solve_id, worker, heartbeat_at=now)


def progress(
    session: Session,
    actor: Actor,
    solve_id: int,
    worker: str,
    step: str,
    done: int,
    total: int,
    *,
    now: dt.datetime,
) -> None:
    """Notes that ``done`` of ``total`` parts of a step are behind; also a sign of life.

    Raises
    ------
    SolveLostError
        If the solve was cancelled or taken over: the worker should stop.
    """
    _update_own(
        session,
        actor,
        solve_id,
        worker,
        heartbeat_at=now,
        step=step,
        step_done=done,
        step_total=total,
    )


def finish(
    session: Session,
    actor: Actor,
    solve_id: int,
    worker: str,
    figures: Mapping[str, Any],
    proof: bytes,
    *,
    now: dt.datetime,
) -> None:
    """Ends a solve with its figures and its proof, in the transaction that stores the result.

    Raises
    ------
    SolveLostError
        If the solve was cancelled or taken over: nothing of it may be kept.
    """
    _update_own(
        session,
        actor,
        solve_id,
        worker,
        state=SolveState.DONE.value,
        heartbeat_at=now,
        finished_at=now,
        figures=dict(figures),
        proof=proof,
    )


def fail(
    session: Session, actor: Actor, solve_id: int, worker: str, error_code: str, *, now: dt.datetime
) -> None:
    """Ends a solve with the code of an error.

    Raises
    ------
    SolveLostError
        If the solve was cancelled or taken over.
    """
    round_code = _update_own(
        session,
        actor,
        solve_id,
        worker,
        state=SolveState.FAILED.value,
        finished_at=now,
        error_code=error_code,
    )
    record_event(session, actor, "solve.failed", round_code, at=now, details={"code": error_code})


def cancel(session: Session, actor: Actor, solve_id: int, *, now: dt.datetime) -> None:
    """Cancels a solve that waits or runs; its worker notices at its next sign of life.

    Raises
    ------
    SolveNotFoundError
        If there is no such solve.
    SolveOverError
        If it has ended.
    """
    solve, round_code = _find(session, actor, Permission.ROUNDS_RUN, solve_id)
    if SolveState(solve.state) in OVER:
        raise SolveOverError(solve=solve_id)
    _end(solve, SolveState.CANCELLED, now)
    record_event(session, actor, "solve.cancelled", round_code, at=now, details={"solve": solve_id})


def solve_status(session: Session, actor: Actor, solve_id: int) -> SolveStatus:
    """Gives how far a solve is.

    Raises
    ------
    SolveNotFoundError
        If there is no such solve.
    """
    solve, round_code = _find(session, actor, Permission.ROUNDS_READ, solve_id)
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


def _end(solve: Solve, state: SolveState, now: dt.datetime) -> None:
    solve.state = state.value
    solve.finished_at = now


def _find(
    session: Session, actor: Actor, permission: Permission, solve_id: int
) -> tuple[Solve, str]:
    actor.require(permission)
    row = session.execute(
        select(Solve, Round.code)
        .join(Round, Round.id == Solve.round_id)
        .where(Solve.id == solve_id, in_scope(actor, Round.path))
    ).one_or_none()
    if row is None:
        raise SolveNotFoundError(solve=solve_id)
    return row[0], row[1]


def _update_own(
    session: Session, actor: Actor, solve_id: int, worker: str, **values: object
) -> str:
    """Changes a running solve of this worker in one statement, so that no taker comes between."""
    _, round_code = _find(session, actor, Permission.ROUNDS_RUN, solve_id)
    changed = session.scalar(
        update(Solve)
        .where(
            Solve.id == solve_id,
            Solve.worker == worker,
            Solve.state == SolveState.RUNNING.value,
        )
        .values(**values)
        .returning(Solve.id)
    )
    if changed is None:
        raise SolveLostError(solve=solve_id)
    return round_code


def _round_of(session: Session, round_id: int) -> tuple[str, str]:
    row = session.execute(select(Round.path, Round.code).where(Round.id == round_id)).one()
    return row[0], row[1]
