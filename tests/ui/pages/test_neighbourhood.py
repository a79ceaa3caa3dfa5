"""The graph around one offer: the plan's own pair is in it, and nobody outside the scope."""

import pytest
from sqlalchemy import select

from matching.market.graph import PERSON
from models.tables.rounds import Proposal
from offices.rounds.acts_neighbourhood import MOST_RIVALS, person_neighbourhood
from tests.factories import ACTOR
from ui.settings import Settings
from ui.transactions import reading


def test_the_plans_pair_and_its_score_are_in_the_graph(
    small_round: str, installation: Settings
) -> None:
    """For each offer of a person the graph has the pair with the stored score."""
    with reading(installation) as db:
        person = db.scalars(select(Proposal.person_id).order_by(Proposal.id).limit(1)).one()
        stored = {
            (row[0], row[1]): row[2]
            for row in db.execute(
                select(Proposal.person_id, Proposal.vacancy_id, Proposal.score).where(
                    Proposal.person_id == person
                )
            )
        }
        found = person_neighbourhood(db, ACTOR, small_round, person)
    key = {node: values["key"] for node, values in found.graph.nodes(data=True)}
    drawn = {}
    for one, other, score in found.graph.edges.data("weight", default=0):
        pair = (one, other) if one[0] == PERSON else (other, one)
        drawn[key[pair[0]], key[pair[1]]] = score
    assert stored.items() <= drawn.items()
    assert any(pair[0] == person for pair in found.planned)
    assert found.planned <= drawn.keys()
    assert set(found.people) == {key[node] for node in found.graph if node[0] == PERSON}
    assert len(found.people) <= 1 + MOST_RIVALS * len(found.vacancies)


@pytest.mark.usefixtures("small_round")
def test_somebody_without_offers_has_an_empty_surrounding(
    small_round: str, installation: Settings
) -> None:
    """No post was offered, so there is nothing to draw and nobody else to see."""
    with reading(installation) as db:
        found = person_neighbourhood(db, ACTOR, small_round, 10**9)
    assert not found.graph.edges
    assert not found.planned
