"""A cut-out market keeps the scores of the whole."""

from hypothesis import given, settings
from hypothesis import strategies as st

from matching.columns.market_data import MarketData
from matching.market.arcs import candidate_arcs
from matching.market.graph import PERSON, VACANCY
from matching.market.neighbourhood import neighbourhood
from matching.market.weights import DEFAULT_WEIGHTS
from tests.matching.market_strategies import markets


@settings(max_examples=40, deadline=None)
@given(markets(), st.data())
def test_the_cut_has_the_arcs_and_scores_of_the_whole(
    data: MarketData, draw: st.DataObject
) -> None:
    """Exactly the arcs between the chosen, each with its score in the full market."""
    people = draw.draw(st.sets(st.sampled_from(data.people.key.tolist() or [-1])))
    vacancies = draw.draw(st.sets(st.sampled_from(data.vacancies.key.tolist() or [-1])))
    whole = candidate_arcs(data, DEFAULT_WEIGHTS)
    expected = {
        (int(data.people.key[i]), int(data.vacancies.key[j])): int(score)
        for i, j, score in zip(whole.arc_laborer, whole.arc_vacancy, whole.arc_score, strict=True)
        if data.people.key[i] in people and data.vacancies.key[j] in vacancies
    }
    graph = neighbourhood(data, DEFAULT_WEIGHTS, people, vacancies)
    found: dict[tuple[int, int], int] = {}
    for one, other, score in graph.edges.data("weight", default=0):
        person, vacancy = (one, other) if one[0] == PERSON else (other, one)
        assert vacancy[0] == VACANCY
        found[graph.nodes[person]["key"], graph.nodes[vacancy]["key"]] = score
    assert found == expected
