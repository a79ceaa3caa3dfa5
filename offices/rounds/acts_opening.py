"""Opens rounds and finds them."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select, text
from sqlalchemy.orm import Session

from models.audit import record_event
from models.enums import RoundState
from models.scopes import in_scope
from models.tables.rounds import Round, Snapshot
from models.values import Actor, Permission
from offices.rounds.assembling import caution_of
from offices.rounds.errors import NoSnapshotError, RoundNotFoundError
from offices.rounds.lots_settings import lots_of
from offices.rounds.rules_families import families_in
from regions.gazetteer import load_gazetteer

LOCK_NUMBER = 4_330_001
"""Advisory lock that numbers rounds one after the other on PostgreSQL."""


@dataclass(frozen=True, slots=True)
class RoundLine:
    """A round as a list of rounds shows it."""

    id: int
    code: str
    origin_code: str
    path: str
    policy_date: dt.date
    state: RoundState
    opened_at: dt.datetime
    settings: Mapping[str, Any]


def open_round(
    session: Session,
    actor: Actor,
    origin_code: str,
    policy_date: dt.date,
    settings: Mapping[str, Any],
    *,
    now: dt.datetime,
) -> RoundLine:
    """Opens a round of an origin and numbers it within the year of its policy date: R-2026-01.

    The policy date is the round's own 'today'; the settings are those of the solve, such as the
    weights of the score parts, the caution of the estimates of staying, what lots between near-ties
    may cost, and the rules of the register that bind it (``usual_settings``).

    Raises
    ------
    CautionError, LotsError
        If the caution or the limits of the lots are out of range.
    UnknownDivisionError
        If the code is no division of today.
    UnknownFamilyError
        If the settings name rules that do not follow from the register.
    """
    families_in(settings)
    caution_of(settings)
    lots_of(settings)
    place = load_gazetteer().place(origin_code)
    actor.require(Permission.ROUNDS_RUN, place.path)
    if session.get_bind().dialect.name == "postgresql":
        session.execute(text("select pg_advisory_xact_lock(:n)"), {"n": LOCK_NUMBER})
    prefix = f"R-{policy_date.year}-"
    standing = session.scalar(
        select(func.count()).select_from(Round).where(Round.code.startswith(prefix))
    )
    opened = Round(
        code=f"{prefix}{(standing or 0) + 1:02d}",
        origin_code=place.code,
        path=place.path,
        policy_date=policy_date,
        state=RoundState.DRAFT.value,
        settings=dict(settings),
        opened_by=actor.code,
        opened_at=now,
    )
    session.add(opened)
    session.flush()
    record_event(
        session,
        actor,
        "round.opened",
        opened.code,
        at=now,
        details={"origin": place.code, "policy_date": policy_date.isoformat()},
    )
    return line_of(opened)


def list_rounds(session: Session, actor: Actor) -> tuple[RoundLine, ...]:
    """Gives the rounds in the actor's scope, newest first."""
    actor.require(Permission.ROUNDS_READ)
    rounds = session.scalars(
        select(Round).where(in_scope(actor, Round.path)).order_by(Round.id.desc())
    )
    return tuple(line_of(found) for found in rounds)


def find_round(session: Session, actor: Actor, permission: Permission, code: str) -> Round:
    """Gives the round with a code, for a permission on its region.

    Raises
    ------
    RoundNotFoundError
        If there is none.
    """
    found = session.scalar(select(Round).where(Round.code == code))
    if found is None:
        actor.require(permission)
        raise RoundNotFoundError(round=code)
    actor.require(permission, found.path)
    return found


def lock_round(session: Session, opened: Round) -> None:
    """Lets one act at a time change a round, until the transaction ends."""
    session.refresh(opened, with_for_update=True)


def newest_snapshot(session: Session, opened: Round) -> Snapshot:
    """Gives a round's newest snapshot, without its columns.

    Raises
    ------
    NoSnapshotError
        If none was taken yet.
    """
    found = session.scalar(
        select(Snapshot)
        .where(Snapshot.round_id == opened.id)
        .order_by(Snapshot.number.desc())
        .limit(1)
    )
    if found is None:
        raise NoSnapshotError(round=opened.code)
    return found


def line_of(opened: Round) -> RoundLine:
    """Gives a round as a plain value."""
    return RoundLine(
        id=opened.id,
        code=opened.code,
        origin_code=opened.origin_code,
        path=opened.path,
        policy_date=opened.policy_date,
        state=RoundState(opened.state),
        opened_at=opened.opened_at,
        settings=opened.settings,
    )
