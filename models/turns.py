"""Lets transactions take turns where two at once would both build on the same state."""

from enum import IntEnum

from sqlalchemy import text
from sqlalchemy.orm import Session


class Turn(IntEnum):
    """What is done by one transaction at a time: the number of its advisory lock.

    A transaction that takes both asks for the register first.
    """

    AUDIT = 4_330_000
    REGISTER = 4_330_001


def take_turn(session: Session, turn: Turn) -> None:
    """Waits until no other transaction holds the turn, and keeps it until this one ends.

    Locks on PostgreSQL; SQLite has one writer anyway.
    """
    if session.get_bind().dialect.name == "postgresql":
        session.execute(text("select pg_advisory_xact_lock(:turn)"), {"turn": int(turn)})
