"""Reads how offers were answered, and fits and stores the chance that one is accepted."""

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session, undefer

from matching.columns.arrow import table_from_ipc
from matching.columns.context import MarketContext
from matching.columns.market_data import MarketData
from matching.columns.people import PeopleColumns
from matching.columns.vacancies import VacancyColumns
from matching.market.answers import PARAMS, Answers, prior_of
from matching.retention.acceptance import fit_acceptance
from models.audit import record_event
from models.enums import ProposalState
from models.scopes import in_scope
from models.tables.audit import AuditEvent
from models.tables.rounds import Proposal, Round, Snapshot, Solve
from models.values import Actor, Permission
from offices.retention.acts import StoredModel, store_model
from offices.retention.acts_stays import CHINA
from offices.retention.answers import DecidedRound, Decision, known_answers
from offices.retention.answers_reasons import refusals_in_force

ACCEPTANCE = "acceptance"
"""The kind under which these models are kept."""

DECIDED = (ProposalState.ACCEPTED.value, ProposalState.RETURNED.value)

ALL = "all"
"""What the audit trail says instead of codes where every undecided offer was accepted at once."""


@dataclass(frozen=True, slots=True, eq=False)
class FittedAcceptance:
    """A stored model, the answers it was fitted to, and decisions by what they count as."""

    stored: StoredModel
    given: Answers | None
    heard: Mapping[str, int]


def fit_answers(
    session: Session, actor: Actor, path: str, on: dt.date, *, now: dt.datetime
) -> FittedAcceptance:
    """Fits who accepts to all answers to first offers of a region's rounds up to a day.

    Stored under its version, unless the same model is kept already. Without any answer the model is
    the stated prior.

    Raises
    ------
    NotAllowedError
        If the actor may not run rounds, or the path lies outside the actor's scope.
    NoReasonsInForceError
        If no list of reasons for refusing is in force on the day.
    """
    actor.require(Permission.ROUNDS_RUN, path)
    known = known_answers(_decided_rounds(session, actor, path, on), refusals_in_force(on))
    model = prior_of(on) if known.offers is None else fit_acceptance(known.offers, PARAMS, on)
    stored = store_model(session, actor, path, ACCEPTANCE, model, now)
    details = {"cut_off": on.isoformat(), "cases": model.cases, "heard": dict(known.heard)}
    record_event(session, actor, "retention.answers", stored.version, at=now, details=details)
    return FittedAcceptance(stored, known.given, known.heard)


def _decided_rounds(
    session: Session, actor: Actor, path: str, on: dt.date
) -> Iterator[DecidedRound]:
    """Gives the solves with decided first offers, the oldest first, a snapshot at a time."""
    until = dt.datetime.combine(on + dt.timedelta(days=1), dt.time(), tzinfo=CHINA)
    solves = session.execute(
        select(Solve.id, Solve.snapshot_id, Solve.finished_at, Solve.requested_at, Round.code)
        .join(Round, Round.id == Solve.round_id)
        .where(
            in_scope(actor, Round.path),
            Round.path >= path,
            Round.path < path[:-1] + "0",
            Solve.id.in_(select(Proposal.solve_id).where(Proposal.state.in_(DECIDED))),
        )
    ).all()
    made = [(row[2] or row[3], row[0], row[1], row[4]) for row in solves]
    for made_at, solve_id, snapshot_id, code in sorted(made):
        decisions = _decisions(session, solve_id, until)
        if decisions:
            data = _frozen(session, snapshot_id)
            yield DecidedRound(made_at, data, decisions, _together(session, code))


def _decisions(session: Session, solve_id: int, until: dt.datetime) -> list[Decision]:
    rows = session.execute(
        select(
            Proposal.person_id,
            Proposal.vacancy_id,
            Proposal.state,
            Proposal.decided_at,
            Proposal.decision_reason,
        )
        .where(
            Proposal.solve_id == solve_id,
            Proposal.rank == 1,
            Proposal.state.in_(DECIDED),
            Proposal.decided_at < until,
        )
        .order_by(Proposal.id)
    )
    return [Decision(row[0], row[1], row[2], at, row[4]) for row in rows if (at := row[3])]


def _together(session: Session, round_code: str) -> frozenset[dt.datetime]:
    """Gives the moments at which all undecided offers of a round were accepted at once."""
    rows = session.execute(
        select(AuditEvent.at, AuditEvent.details).where(
            AuditEvent.action == f"proposals.{ProposalState.ACCEPTED.value}",
            AuditEvent.subject == round_code,
        )
    )
    return frozenset(at for at, details in rows if details.get("codes") == ALL)


def _frozen(session: Session, snapshot_id: int) -> MarketData | None:
    """Reads the market that offers were made from; none from before models were frozen with it."""
    columns = (Snapshot.people, Snapshot.vacancies, Snapshot.context, Snapshot.retention)
    found = session.get_one(Snapshot, snapshot_id, options=[undefer(one) for one in columns])
    if found.retention is None:
        return None
    return MarketData(
        PeopleColumns.from_arrow(table_from_ipc(found.people)),
        VacancyColumns.from_arrow(table_from_ipc(found.vacancies)),
        MarketContext.from_arrow(table_from_ipc(found.context), table_from_ipc(found.retention)),
    )
