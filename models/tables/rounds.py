"""Rounds, their frozen snapshots, solves, standings, proposals and non-offers."""

import datetime as dt
from typing import Any

from sqlalchemy import ForeignKey, Index, LargeBinary, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, deferred, mapped_column

from models.tables.metadata import Code, Json, Key, Path, Table


class Round(Table):
    """对接轮次 of one export office. ``policy_date`` is the round's own 'today'.

    ``rules`` is the office's own file of rules, as it was handed in.
    """

    __tablename__ = "rounds"

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    code: Mapped[str] = mapped_column(String(24), unique=True)
    origin_code: Mapped[str] = mapped_column(Code)
    path: Mapped[str] = mapped_column(Path, index=True)
    policy_date: Mapped[dt.date]
    state: Mapped[str] = mapped_column(String(12))
    settings: Mapped[dict[str, Any]]
    opened_by: Mapped[str] = mapped_column(String(40))
    opened_at: Mapped[dt.datetime]
    rules: Mapped[str | None] = deferred(mapped_column(Text))


class Snapshot(Table):
    """The pool as it stood: Arrow streams without names and identity numbers, and their hash.

    ``at_work`` holds what the lists say about everybody at work on the policy date, ``rules`` what
    follows from the register for groups, households, batches and agreements; none in snapshots that
    were taken before there were any. ``retention`` is the model that scores who stays, as a file
    under its version; none in snapshots taken before there was one, which no longer solve.
    """

    __tablename__ = "snapshots"
    __table_args__ = (UniqueConstraint("round_id", "number"),)

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    round_id: Mapped[int] = mapped_column(ForeignKey("rounds.id"))
    number: Mapped[int]
    taken_at: Mapped[dt.datetime]
    content_hash: Mapped[str] = mapped_column(String(64))
    people: Mapped[bytes] = deferred(mapped_column(LargeBinary))
    vacancies: Mapped[bytes] = deferred(mapped_column(LargeBinary))
    context: Mapped[bytes] = deferred(mapped_column(LargeBinary))
    at_work: Mapped[bytes] = deferred(mapped_column(LargeBinary))
    rules: Mapped[bytes | None] = deferred(mapped_column(LargeBinary))
    retention: Mapped[bytes | None] = deferred(mapped_column(LargeBinary))
    retention_version: Mapped[str | None] = mapped_column(String(80))
    counts: Mapped[dict[str, Any]]


class Solve(Table):
    """One solve in the queue, its progress, and its result with the proof.

    ``rules`` are those that bind its plan, as they stood when it was requested. ``lots`` holds
    whom lots between near-ties concerned, with the chances, as an Arrow stream; none without lots.
    """

    __tablename__ = "solves"
    __table_args__ = (Index("ix_solves_state_id", "state", "id"),)

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    round_id: Mapped[int] = mapped_column(ForeignKey("rounds.id"), index=True)
    snapshot_id: Mapped[int] = mapped_column(ForeignKey("snapshots.id"))
    state: Mapped[str] = mapped_column(String(12))
    requested_by: Mapped[str] = mapped_column(String(40))
    requested_at: Mapped[dt.datetime]
    worker: Mapped[str | None] = mapped_column(String(60))
    started_at: Mapped[dt.datetime | None]
    heartbeat_at: Mapped[dt.datetime | None]
    attempts: Mapped[int]
    finished_at: Mapped[dt.datetime | None]
    step: Mapped[str | None] = mapped_column(String(24))
    step_done: Mapped[int]
    step_total: Mapped[int]
    error_code: Mapped[str | None] = mapped_column(String(60))
    figures: Mapped[dict[str, Any] | None]
    proof: Mapped[bytes | None] = deferred(mapped_column(LargeBinary))
    rules: Mapped[dict[str, Any] | None] = deferred(mapped_column(Json))
    lots: Mapped[bytes | None] = deferred(mapped_column(LargeBinary))


class RoundStanding(Table):
    """Where every registered person stood in a snapshot, and why if not available."""

    __tablename__ = "round_standings"
    __table_args__ = (Index("ix_round_standings_standing", "snapshot_id", "standing"),)

    snapshot_id: Mapped[int] = mapped_column(ForeignKey("snapshots.id"), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), primary_key=True)
    standing: Mapped[str] = mapped_column(String(16))
    reason: Mapped[str | None] = mapped_column(String(40))


class Proposal(Table):
    """匹配建议: rank 1 is the plan's, ranks 2 and 3 further feasible offers.

    ``parts`` holds the score parts (0-1000 each); ``score`` is their weighted sum.
    """

    __tablename__ = "proposals"
    __table_args__ = (
        UniqueConstraint("solve_id", "person_id", "rank"),
        UniqueConstraint("code"),
        Index("ix_proposals_solve_rank", "solve_id", "rank", "id"),
    )

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    code: Mapped[str] = mapped_column(String(24))
    solve_id: Mapped[int] = mapped_column(ForeignKey("solves.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    vacancy_id: Mapped[int] = mapped_column(ForeignKey("vacancies.id"), index=True)
    path: Mapped[str] = mapped_column(Path)
    rank: Mapped[int]
    score: Mapped[int]
    parts: Mapped[dict[str, Any]]
    facts: Mapped[dict[str, Any]]
    state: Mapped[str] = mapped_column(String(12))
    decided_by: Mapped[str | None] = mapped_column(String(40))
    decided_at: Mapped[dt.datetime | None]
    decision_reason: Mapped[str | None] = mapped_column(String(40))


class NonOffer(Table):
    """Somebody of the pool without an offer: the reason, and the nearest thing to change it."""

    __tablename__ = "non_offers"
    __table_args__ = (UniqueConstraint("solve_id", "person_id"),)

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    solve_id: Mapped[int] = mapped_column(ForeignKey("solves.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    path: Mapped[str] = mapped_column(Path)
    reason: Mapped[str] = mapped_column(String(40))
    facts: Mapped[dict[str, Any]]
    change: Mapped[dict[str, Any] | None]
