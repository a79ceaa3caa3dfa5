"""Appends events to the audit trail, inside the caller's transaction."""

import datetime as dt
import hashlib
import json
from collections.abc import Mapping
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.tables.audit import AuditEvent
from models.turns import Turn, take_turn
from models.values import Actor

FIRST_HASH = "0" * 64


def event_hash(event: AuditEvent) -> str:
    """Computes the hash of an event's content and its predecessor's hash (SHA-256, hexadecimal)."""
    content = [
        event.previous_hash,
        event.at.astimezone(dt.UTC).isoformat(),
        event.actor_code,
        event.action,
        event.subject,
        event.details,
    ]
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def record_event(
    session: Session,
    actor: Actor,
    action: str,
    subject: str,
    *,
    at: dt.datetime,
    details: Mapping[str, Any] | None = None,
) -> None:
    """Appends one event: the actor did ``noun.verb`` to the record with this stable code."""
    take_turn(session, Turn.AUDIT)
    last = session.scalar(select(AuditEvent.hash).order_by(AuditEvent.id.desc()).limit(1))
    event = AuditEvent(
        at=at,
        actor_code=actor.code,
        action=action,
        subject=subject,
        details=dict(details or {}),
        previous_hash=last or FIRST_HASH,
    )
    event.hash = event_hash(event)
    session.add(event)
    session.flush()


def first_broken_event(session: Session) -> int | None:
    """Finds the first event whose hash or link does not hold; None if the chain is whole."""
    previous = FIRST_HASH
    for event in session.scalars(select(AuditEvent).order_by(AuditEvent.id)):
        if event.previous_hash != previous or event.hash != event_hash(event):
            return event.id
        previous = event.hash
    return None
