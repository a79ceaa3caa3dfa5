"""The actor's region scope as an SQL condition. Every query that returns people takes it."""

from sqlalchemy import ColumnElement, or_
from sqlalchemy.orm import InstrumentedAttribute

from models.values import Actor, MissingScopeError


def in_scope(actor: Actor, path: InstrumentedAttribute[str]) -> ColumnElement[bool]:
    """Holds for rows whose region path lies in the actor's scopes.

    A range comparison rather than LIKE, so that both databases use the index on the path.

    Raises
    ------
    MissingScopeError
        If the actor has no scope.
    """
    if not actor.scopes:
        raise MissingScopeError(actor=actor.code)
    return or_(*((path >= scope) & (path < scope[:-1] + "0") for scope in actor.scopes))
