"""Requests solves, hands their input to the worker and stores what comes back."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import polars as pl
from sqlalchemy import select
from sqlalchemy.orm import Session

from matching.columns.arrays import Ints
from matching.columns.market_data import MarketData
from matching.explain.pair_facts import json_texts
from models.audit import record_event
from models.bulk import Everywhere, Given, JsonTexts, insert_columns
from models.enums import ProposalState, RoundState, SolveState, Standing
from models.tables.people import Person
from models.tables.rounds import NonOffer, Proposal, Round, RoundStanding, Solve
from models.values import Actor, Permission
from offices.queue.acts import enqueue, fail, finish
from offices.queue.errors import SolveNotFoundError
from offices.rounds.acts_opening import find_round, lock_round, newest_snapshot
from offices.rounds.acts_rules import rules_for_solve
from offices.rounds.acts_snapshot import snapshot_columns
from offices.rounds.errors import (
    IncompleteResultError,
    NotSolvedError,
    RoundPublishedError,
    StaleSnapshotError,
)
from offices.rounds.lots_settings import lots_beside
from offices.rounds.lots_stored import LotRows, read_lots
from offices.rounds.results import OfferRows, RoundResult, WithoutOffer
from offices.rounds.rules_collide import REFUSED, RulesCollideError
from offices.rounds.rules_in_force import NOTHING_IN_FORCE, InForce, in_force_from_json


@dataclass(frozen=True, slots=True, eq=False)
class SolveInput:
    """What a worker computes from: the frozen columns, the round's settings and its rules."""

    solve_id: int
    round_code: str
    data: MarketData
    settings: Mapping[str, Any]
    rules: InForce


@dataclass(frozen=True, slots=True, eq=False)
class _Pool:
    """The pool's people, rising, and their region paths."""

    person_id: Ints
    path: pl.Series

    def paths_of(self, person_id: Ints) -> pl.Series:
        return self.path.gather(np.searchsorted(self.person_id, person_id))


def request_solve(session: Session, actor: Actor, round_code: str, *, now: dt.datetime) -> int:
    """Queues a solve of the newest snapshot under the round's present rules; gives its number.

    Raises
    ------
    LotsUnderRulesError
        If the round decides near-ties by lot and joint rules bind its plan.
    NoSnapshotError
        If there is no snapshot yet.
    RoundPublishedError
        If the round's lists are published.
    """
    opened = find_round(session, actor, Permission.ROUNDS_RUN, round_code)
    _refuse_published(opened)
    snapshot = newest_snapshot(session, opened)
    rules = rules_for_solve(session, actor, opened, snapshot)
    lots_beside(opened.settings, rules)
    solve_id = enqueue(session, actor, opened.id, snapshot.id, now=now)
    session.get_one(Solve, solve_id).rules = rules.to_json()
    session.flush()
    return solve_id


def solve_input(session: Session, actor: Actor, solve_id: int) -> SolveInput:
    """Reads what a claimed solve computes from.

    Raises
    ------
    SolveNotFoundError
        If there is no such solve.
    """
    solve, opened = _solve_of(session, actor, solve_id)
    data = snapshot_columns(session, actor, solve.snapshot_id)
    rules = NOTHING_IN_FORCE if solve.rules is None else in_force_from_json(solve.rules)
    return SolveInput(solve.id, opened.code, data, opened.settings, rules)


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
    pool = _read_pool(session, solve.snapshot_id)
    _check_complete(result, pool, solve_id)
    finish(session, actor, solve_id, worker, result.figures, result.proof, now=now)
    solve.lots = result.lots
    _insert_proposals(session, solve_id, result.offers, pool)
    _insert_non_offers(session, solve_id, result.non_offers, pool)
    opened.state = RoundState.SOLVED.value
    session.flush()
    details = {"solve": solve_id, "placed": result.figures.get("placed")}
    record_event(session, actor, "solve.stored", opened.code, at=now, details=details)


def refuse_rules(
    session: Session,
    actor: Actor,
    solve_id: int,
    worker: str,
    refused: RulesCollideError,
    *,
    now: dt.datetime,
) -> None:
    """Ends a solve whose rules no plan keeps, and keeps what collides beside it.

    Raises
    ------
    SolveLostError
        If the solve was cancelled or taken over meanwhile.
    """
    solve, _ = _solve_of(session, actor, solve_id)
    fail(session, actor, solve_id, worker, refused.code, now=now)
    solve.figures = {REFUSED: dict(refused.told)}
    session.flush()


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


def stored_lots(session: Session, actor: Actor, round_code: str) -> LotRows | None:
    """Gives whom the lots of a round's current result concerned, by which chances; None without.

    Raises
    ------
    NotSolvedError
        If the round has no result.
    """
    opened = find_round(session, actor, Permission.ROUNDS_READ, round_code)
    lots = current_solve(session, opened).lots
    return None if lots is None else read_lots(lots)


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


def _read_pool(session: Session, snapshot_id: int) -> _Pool:
    rows = session.execute(
        select(Person.id, Person.path)
        .join(RoundStanding, RoundStanding.person_id == Person.id)
        .where(
            RoundStanding.snapshot_id == snapshot_id,
            RoundStanding.standing == Standing.POOL.value,
        )
        .order_by(Person.id)
    )
    columns = list(zip(*rows, strict=True)) or [(), ()]
    return _Pool(np.array(columns[0], np.int64), pl.Series(columns[1], dtype=pl.String))


def _check_complete(result: RoundResult, pool: _Pool, solve_id: int) -> None:
    offers = result.offers
    first = offers.person_id[offers.rank == 1]
    without = np.array([person.person_id for person in result.non_offers], np.int64)
    told = np.sort(np.concatenate([first, without]))
    if not np.array_equal(told, pool.person_id) or np.setdiff1d(offers.person_id, first).size:
        raise IncompleteResultError(solve=solve_id, pool=len(pool.person_id), told=len(told))


def _insert_proposals(session: Session, solve_id: int, offers: OfferRows, pool: _Pool) -> None:
    for at in offers.in_blocks():
        told = offers.told(at)
        number = pl.Series(at + 1).cast(pl.String).str.zfill(6)
        columns: dict[str, Given] = {
            "code": f"P-{solve_id:04d}-" + number,
            "solve_id": Everywhere(solve_id),
            "person_id": offers.person_id[at],
            "vacancy_id": offers.vacancy_id[at],
            "path": pool.paths_of(offers.person_id[at]),
            "rank": offers.rank[at],
            "score": offers.score[at],
            "parts": JsonTexts(json_texts(told.parts)),
            "facts": JsonTexts(json_texts(told.facts)),
            "state": Everywhere(ProposalState.PROPOSED.value),
        }
        insert_columns(session, Proposal, columns)


def _insert_non_offers(
    session: Session, solve_id: int, non_offers: Sequence[WithoutOffer], pool: _Pool
) -> None:
    person_id = [person.person_id for person in non_offers]
    columns: dict[str, Given] = {
        "solve_id": Everywhere(solve_id),
        "person_id": person_id,
        "path": pool.paths_of(np.array(person_id, np.int64)),
        "reason": [person.reason for person in non_offers],
        "facts": [person.facts for person in non_offers],
        "change": [person.change for person in non_offers],
    }
    insert_columns(session, NonOffer, columns)
