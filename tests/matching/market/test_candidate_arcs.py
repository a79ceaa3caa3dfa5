"""The candidate arcs are exactly the pairs that pass, with the weighted sum of the parts."""

from dataclasses import asdict

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matching.columns.market_data import MarketData
from matching.market import blocked, classes
from matching.market.arcs import CandidateArcs, candidate_arcs
from matching.market.blocked import blocked_by_rule
from matching.market.graph import PERSON, VACANCY, market_graph
from matching.market.weights import Weights, WeightsError, weights_of
from tests.matching.market.plain_parts import PLAIN_PARTS
from tests.matching.market.plain_rules import PLAIN_RULES, passes
from tests.matching.market_strategies import markets

OTHER_WEIGHTS = Weights(skill=1, distance=2, wage=3, retention=0, wish=994)


def _assert_same(left: CandidateArcs, right: CandidateArcs) -> None:
    np.testing.assert_array_equal(left.arc_laborer, right.arc_laborer)
    np.testing.assert_array_equal(left.arc_vacancy, right.arc_vacancy)
    np.testing.assert_array_equal(left.arc_score, right.arc_score)
    assert blocked_by_rule(left.market) == blocked_by_rule(right.market)


@settings(max_examples=80, deadline=None)
@given(markets(), st.sampled_from([Weights(), OTHER_WEIGHTS]))
def test_arcs_are_the_pairs_that_pass(data: MarketData, weights: Weights) -> None:
    """Same pairs, same scores, same counts as a plain evaluation of all pairs."""
    people, vacancies = range(len(data.people)), range(len(data.vacancies))
    wanted = [(i, j) for i in people for j in vacancies if passes(data, i, j)]
    arcs = candidate_arcs(data, weights)
    found = list(zip(arcs.arc_laborer.tolist(), arcs.arc_vacancy.tolist(), strict=True))
    assert found == wanted
    assert arcs.arc_laborer.dtype == arcs.arc_vacancy.dtype == np.int32
    for (i, j), score in zip(wanted, arcs.arc_score.tolist(), strict=True):
        parts = {name: part(data, i, j) for name, part in PLAIN_PARTS.items()}
        total = sum(asdict(weights)[name] * value for name, value in parts.items())
        assert abs(score - total) <= weights.retention
        assert 0 <= score <= 1_000_000
    counts = blocked_by_rule(arcs.market)
    assert list(counts) == list(PLAIN_RULES)
    for code, rule in PLAIN_RULES.items():
        count = sum(rule(data, i, j) for i in people for j in vacancies)
        assert counts[code] == count


@settings(max_examples=40, deadline=None)
@given(markets(), st.integers(1, 40))
def test_chunks_change_nothing(data: MarketData, chunk_cells: int) -> None:
    """Any chunk size gives the same arcs."""
    _assert_same(candidate_arcs(data), candidate_arcs(data, chunk_cells=chunk_cells))


@settings(max_examples=25, deadline=None)
@given(markets())
def test_chunks_of_tables_change_nothing(data: MarketData) -> None:
    """Tables computed and counted row by row give the same arcs and counts."""
    wanted = candidate_arcs(data)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(classes, "CHUNK_CELLS", 1)
        patch.setattr(blocked, "CHUNK_CELLS", 1)
        _assert_same(wanted, candidate_arcs(data, chunk_cells=7))


@settings(max_examples=25, deadline=None)
@given(markets())
def test_the_graph_holds_the_arcs(data: MarketData) -> None:
    """The networkx view has every node and arc, and a part of it only what was asked for."""
    arcs = candidate_arcs(data)
    graph = market_graph(arcs)
    assert graph.number_of_nodes() == len(data.people) + len(data.vacancies)
    edges = zip(arcs.arc_laborer, arcs.arc_vacancy, arcs.arc_score, strict=True)
    assert graph.number_of_edges() == len(arcs)
    for i, j, score in edges:
        assert graph.edges[(PERSON, int(i)), (VACANCY, int(j))]["weight"] == score
    part = market_graph(arcs, people=np.arange(len(data.people))[:1])
    assert part.number_of_edges() == int((arcs.arc_laborer < 1).sum())
    assert not any("sex" in values or "name" in values for _, values in graph.nodes(data=True))


def test_weights_add_up_to_1000() -> None:
    """Weights that do not add up, are negative or name no part are refused by name."""
    assert sum(asdict(Weights()).values()) == 1000
    assert weights_of(asdict(OTHER_WEIGHTS)) == OTHER_WEIGHTS
    assert weights_of({"skill": 1000}).wish == 0
    for values, part in (
        ({"skill": 999}, "total"),
        ({"skill": 1001, "wish": -1}, "wish"),
        ({"skill": 1000, "sex": 0}, "sex"),
        ({"skill": 1000.0}, "skill"),
        ({"skill": True}, "skill"),
    ):
        with pytest.raises(WeightsError) as caught:
            weights_of(values)
        assert caught.value.params["part"] == part
