"""Solves from the worker's side: take one, show signs of life, end it.

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
from offices.queue.acts_requests import end_solve, find_solve
from offices.queue.errors import SolveLostError

SILENCE = dt.timedelta(minutes=2)
"""After this long without a sign of life another worker may take a solve over."""

MOST_ATTEMPTS = 3
"""A solve that has outlived this many workers is given up."""

AT_WORK = (SolveState.RUNNING.value, SolveState.STOPPING.value)
"""States of a solve that a worker holds."""

GAVE_UP = "queue.gave_up"
"""Error code of a solve that is given up."""


@dataclass(frozen=True, slots=True)
class ClaimedSolve:
    """A solve that a worker has taken."""

    id: int
    round_code: str
    snapshot_id: int
    attempt: int
    requested_by: str


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
                    Solve.state.in_(AT_WORK) & (Solve.heartbeat_at < now - SILENCE),
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
        end_solve(solve, SolveState.FAILED, now)
        solve.error_code = GAVE_UP
        record_event(session, actor, "solve.failed", round_code, at=now, details={"code": GAVE_UP})
    if solve.state == SolveState.QUEUED.value:
        solve.state = SolveState.RUNNING.value
    solve.worker = worker
    solve.attempts += 1
    solve.started_at = solve.heartbeat_at = now
    solve.step, solve.step_done, solve.step_total = None, 0, 0
    solve.figures = None
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
) -> bool:
    """Notes that ``done`` of ``total`` parts of a step are behind; also a sign of life.

    Says whether the requester wants the best plan so far instead of the proof.

    Raises
    ------
    SolveLostError
        If the solve was cancelled or taken over: the worker should stop.
    """
    noted = {"step": step, "step_done": done, "step_total": total}
    state, _ = _update_own(session, actor, solve_id, worker, heartbeat_at=now, **noted)
    return state is SolveState.STOPPING


def note_value(
    session: Session,
    actor: Actor,
    solve_id: int,
    worker: str,
    objective: int,
    bound: int,
    *,
    now: dt.datetime,
) -> bool:
    """Notes the score of the best plan so far and the bound of every plan; also a sign of life.

    Says whether the requester wants this plan instead of the proof.

    Raises
    ------
    SolveLostError
        If the solve was cancelled or taken over: the worker should stop.
    """
    figures = {"objective": objective, "bound": bound}
    state, _ = _update_own(session, actor, solve_id, worker, heartbeat_at=now, figures=figures)
    return state is SolveState.STOPPING


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
    _, round_code = _update_own(
        session,
        actor,
        solve_id,
        worker,
        state=SolveState.FAILED.value,
        finished_at=now,
        error_code=error_code,
    )
    record_event(session, actor, "solve.failed", round_code, at=now, details={"code": error_code})


def _update_own(
    session: Session, actor: Actor, solve_id: int, worker: str, **values: object
) -> tuple[SolveState, str]:
    """Changes a running solve of this worker in one statement, so that no taker comes between.

    Gives its state after the change and its round's code.
    """
    _, round_code = find_solve(session, actor, Permission.ROUNDS_RUN, solve_id)
    changed = session.scalar(
        update(Solve)
        .where(
            Solve.id == solve_id,
            Solve.worker == worker,
            Solve.state.in_(AT_WORK),
        )
        .values(**values)
        .returning(Solve.state)
    )
    if changed is None:
        raise SolveLostError(solve=solve_id)
    return SolveState(changed), round_code
