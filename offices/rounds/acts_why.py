"""Reads what questions about single people of a round need, and names whom the actor may see.

Answering takes longer than a transaction should stay open; it happens between these acts.
"""

from collections.abc import Collection

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.scopes import in_scope
from models.tables.people import Person
from models.values import Actor, Permission
from offices.rounds.acts_board import FrozenPlan, frozen_plan
from offices.rounds.acts_reading import in_chunks
from offices.rounds.why_errors import PersonNotInRoundError


def plan_asked_about(
    session: Session, actor: Actor, round_code: str, people: Collection[int]
) -> FrozenPlan:
    """Reads a round's proven plan, to be asked about some people.

    Parameters
    ----------
    session, actor, round_code
        Who asks, about which round.
    people
        Ids of the people asked about.

    Raises
    ------
    NotSolvedError
        If the round has no result, or one without a proof.
    PersonNotInRoundError
        If one of the people is not registered in the actor's region.
    """
    plan = frozen_plan(session, actor, round_code)
    if len(names_in_scope(session, actor, people)) < len(set(people)):
        raise PersonNotInRoundError(round=round_code)
    return plan


def names_in_scope(session: Session, actor: Actor, people: Collection[int]) -> dict[int, str]:
    """Gives the names of those among some people who are registered in the actor's region."""
    actor.require(Permission.ROUNDS_READ)
    named: dict[int, str] = {}
    for chunk in in_chunks(dict.fromkeys(people)):
        rows = session.execute(
            select(Person.id, Person.name).where(Person.id.in_(chunk), in_scope(actor, Person.path))
        )
        named |= {row[0]: row[1] for row in rows}
    return named
