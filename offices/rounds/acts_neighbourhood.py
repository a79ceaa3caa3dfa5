"""Reads who else wants the posts that one person was offered."""

from collections.abc import Mapping
from dataclasses import dataclass

import networkx as nx
from sqlalchemy import select
from sqlalchemy.orm import Session

from matching.market.graph import Node
from matching.market.neighbourhood import neighbourhood
from models.scopes import in_scope
from models.tables.people import Person
from models.tables.rounds import Proposal
from models.tables.vacancies import Employer, Vacancy
from models.values import Actor, Permission
from offices.rounds.acts_opening import find_round
from offices.rounds.acts_snapshot import snapshot_columns
from offices.rounds.acts_solves import current_solve
from offices.rounds.solving import weights_in

MOST_RIVALS = 5
"""People shown beside each post, those with the lowest scores there: they would give way first."""


@dataclass(frozen=True, slots=True)
class Neighbourhood:
    """A person, the posts offered, and people to whom the plan gives these posts.

    ``graph`` has every candidate arc between them; ``planned`` the plan's pairs of person and
    vacancy ids; ``people`` and ``vacancies`` say who and what they are.
    """

    graph: "nx.Graph[Node]"
    planned: frozenset[tuple[int, int]]
    people: Mapping[int, str]
    vacancies: Mapping[int, tuple[str, str]]


def person_neighbourhood(
    session: Session, actor: Actor, round_code: str, person_id: int
) -> Neighbourhood:
    """Cuts a person's surroundings out of the round's current plan."""
    found = find_round(session, actor, Permission.ROUNDS_READ, round_code)
    solve = current_solve(session, found)
    offers = (
        select(Proposal.vacancy_id)
        .where(
            Proposal.solve_id == solve.id,
            Proposal.person_id == person_id,
            in_scope(actor, Proposal.path),
        )
        .order_by(Proposal.rank)
    )
    vacancies = list(session.scalars(offers))
    planned: set[tuple[int, int]] = set()
    for vacancy in vacancies:
        rivals = session.execute(
            select(Proposal.person_id, Proposal.vacancy_id)
            .where(
                Proposal.solve_id == solve.id,
                Proposal.rank == 1,
                Proposal.vacancy_id == vacancy,
                in_scope(actor, Proposal.path),
            )
            .order_by((Proposal.person_id == person_id).desc(), Proposal.score, Proposal.id)
            .limit(MOST_RIVALS)
        )
        planned.update((row[0], row[1]) for row in rivals)
    people = {person_id, *(person for person, _ in planned)}
    data = snapshot_columns(session, actor, solve.snapshot_id)
    names = session.execute(
        select(Person.id, Person.name).where(Person.id.in_(people), in_scope(actor, Person.path))
    )
    posts = session.execute(
        select(Vacancy.id, Vacancy.title, Employer.name)
        .join(Employer, Employer.id == Vacancy.employer_id)
        .where(Vacancy.id.in_(vacancies))
    )
    return Neighbourhood(
        graph=neighbourhood(data, weights_in(found.settings), people, vacancies),
        planned=frozenset(planned),
        people={row[0]: row[1] for row in names},
        vacancies={row[0]: (row[1], row[2]) for row in posts},
    )
