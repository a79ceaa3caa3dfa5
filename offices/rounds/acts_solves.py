"""Requests solves, hands their input to the worker and stores what comes back."""

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from matching.columns.market_data import MarketData
from models.audit import record_event
from models.enums import ProposalState, RoundState, SolveState, Standing
from models.tables.people import Person
from models.tables.rounds import NonOffer, Proposal, Round, RoundStanding, Solve
from models.values import Actor, Permission
from offices.queue.acts import enqueue, finish
from offices.queue.errors import SolveNotFoundError
from offices.rounds.acts_opening import find_round, lock_round, newest_snapshot
from offices.rounds.acts_reading import ROWS_TOGETHER, in_chunks
from offices.rounds.acts_snapshot import snapshot_columns
from offices.rounds.errors import (
    IncompleteResultError,
    NotSolvedError,
    RoundPublishedError,
    StaleSnapshotError,
)
from offices.rounds.results import RoundResult


@dataclass(frozen=True, slots=True, eq=False)
class SolveInput:
    """What a worker computes from: the frozen columns and the round's settings."""

    solve_id: int
    round_code: str
    data: MarketData
    settings: Mapping[str, Any]


def request_solve(session: Session, actor: Actor, round_code: str, *, now: dt.datetime) -> int:
    """Queues a solve of the round's newest snapshot and gives its number.

    Raises
    ------
    NoSnapshotError
        If there is no snapshot yet.
    RoundPublishedError
        If the round's lists are published.
    """
    opened = find_round(session, actor, Permission.ROUNDS_RUN, round_code)
    _refuse_published(opened)
    return enqueue(session, actor, opened.id, newest_snapshot(session, opened).id, now=now)


def solve_input(session: Session, actor: Actor, solve_id: int) -> SolveInput:
    """Reads what a claimed solve computes from.

    Raises
    ------
    SolveNotFoundError
        If there is no such solve.
    """
    solve, opened = _solve_of(session, actor, solve_id)
    data = snapshot_columns(session, actor, solve.snapshot_id)
    return SolveInput(solve.id, opened.code, data, opened.settings)


def store_result(
    session: Session,
    actor: Actor,
    solve_id: int,
    worker: str,
    result: RoundResult,
    *,
    now: dt.datetime,
) -> None:
    """Stores a result and ends its solve, if the snapshot is still the round's newest.

    Raises
    ------
    IncompleteResultError
        If offers and non-offers are not exactly the pool.
    RoundPublishedError
        If the round's lists were published meanwhile.
    SolveLostError
        If the solve was cancelled or taken over meanwhile.
    StaleSnapshotError
        If a newer snapshot was taken meanwhile.
    """
    solve, opened = _solve_of(session, actor, solve_id)
    lock_round(session, opened)
    _refuse_published(opened)
    if newest_snapshot(session, opened).id != solve.snapshot_id:
        raise StaleSnapshotError(round=opened.code, solve=solve_id)
    paths = _pool_paths(session, solve.snapshot_id)
    _check_complete(result, paths, solve_id)
    finish(session, actor, solve_id, worker, result.figures, result.proof, now=now)
    for rows in in_chunks(_proposals(solve_id, result, paths), ROWS_TOGETHER):
        session.connection().execute(insert(Proposal), rows)
    for rows in in_chunks(_non_offers(solve_id, result, paths), ROWS_TOGETHER):
        session.connection().execute(insert(NonOffer), rows)
    opened.state = RoundState.SOLVED.value
    session.flush()
    details = {"solve": solve_id, "placed": result.figures.get("placed")}
    record_event(session, actor, "solve.stored", opened.code, at=now, details=details)


def current_solve(session: Session, opened: Round) -> Solve:
    """Gives the newest stored solve of the round's newest snapshot.

    Raises
    ------
    NotSolvedError
        If there is none yet.
    """
    found = session.scalar(
        select(Solve)
        .where(
            Solve.round_id == opened.id,
            Solve.snapshot_id == newest_snapshot(session, opened).id,
            Solve.state == SolveState.DONE.value,
        )
        .order_by(Solve.id.desc())
        .limit(1)
    )
    if found is None:
        raise NotSolvedError(round=opened.code)
    return found


def _solve_of(session: Session, actor: Actor, solve_id: int) -> tuple[Solve, Round]:
    row = session.execute(
        select(Solve, Round).join(Round, Round.id == Solve.round_id).where(Solve.id == solve_id)
    ).one_or_none()
    actor.require(Permission.ROUNDS_RUN, None if row is None else row[1].path)
    if row is None:
        raise SolveNotFoundError(solve=solve_id)
    return row[0], row[1]


def _refuse_published(opened: Round) -> None:
    if opened.state == RoundState.PUBLISHED.value:
        raise RoundPublishedError(round=opened.code)


def _pool_paths(session: Session, snapshot_id: int) -> dict[int, str]:
    rows = session.execute(
        select(Person.id, Person.path)
        .join(RoundStanding, RoundStanding.person_id == Person.id)
        .where(
            RoundStanding.snapshot_id == snapshot_id,
            RoundStanding.standing == Standing.POOL.value,
        )
    )
    return {person: path for person, path in rows}  # noqa: C416  # rows, not pairs


def _check_complete(result: RoundResult, paths: Mapping[int, str], solve_id: int) -> None:
    offers = result.offers
    first = offers.person_id[offers.rank == 1]
    without = np.array([person.person_id for person in result.non_offers], np.int64)
    told = np.sort(np.concatenate([first, without]))
    pool = np.sort(np.fromiter(paths, np.int64, len(paths)))
    if not np.array_equal(told, pool) or np.setdiff1d(offers.person_id, first).size:
        raise IncompleteResultError(solve=solve_id, pool=len(paths), told=len(told))


def _proposals(
    solve_id: int, result: RoundResult, paths: Mapping[int, str]
) -> Iterator[dict[str, Any]]:
    proposed = ProposalState.PROPOSED.value
    for number, offer in enumerate(result.offers, start=1):
        yield {
            "code": f"P-{solve_id:04d}-{number:06d}",
            "solve_id": solve_id,
            "person_id": offer.person_id,
            "vacancy_id": offer.vacancy_id,
            "path": paths[offer.person_id],
            "rank": offer.rank,
            "score": offer.score,
            "parts": offer.parts,
            "facts": offer.facts,
            "state": proposed,
        }


def _non_offers(
    solve_id: int, result: RoundResult, paths: Mapping[int, str]
) -> Iterator[dict[str, Any]]:
    for person in result.non_offers:
        yield {
            "solve_id": solve_id,
            "person_id": person.person_id,
            "path": paths[person.person_id],
            "reason": person.reason,
            "facts": dict(person.facts),
            "change": None if person.change is None else dict(person.change),
        }
