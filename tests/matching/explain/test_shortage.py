"""Shortages counted: the sets prove themselves, networkx agrees, and dropped rules free as told."""

from dataclasses import replace

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matching.columns.market_data import MarketData
from matching.explain import shortage_groups as groups_module
from matching.explain import shortage_rules as rules_module
from matching.explain.shortage import crowded_groups, shortage_of
from matching.explain.shortage_claims import AGE, SEX, with_claims_apart
from matching.explain.shortage_graph import shortage_on_graph
from matching.explain.shortage_groups import shortage_groups
from matching.explain.shortage_rules import RuleInTheWay
from matching.market.arcs import candidate_arcs
from matching.market.declared import market_of
from matching.market.graph import PERSON, VACANCY, market_graph
from matching.market.weights import DEFAULT_WEIGHTS
from matching.pairs.market import Market
from matching.pairs.plain import FORBIDDEN
from matching.solvers.witness import largest_placement
from tests.matching.market_strategies import Filler, made_market, markets
from tests.matching.pairs.pair_markets import Shape, all_scores, drawn_market, pair_markets

SCARCE = markets(min_people=1, max_people=14, max_vacancies=5, chances=(0.02, 0.05, 0.2))


def is_open(market: Market) -> np.ndarray:
    """Whether each pair is feasible, by plain evaluation."""
    open_pairs: np.ndarray = all_scores(market) != FORBIDDEN
    return open_pairs


def most_placed(open_pairs: np.ndarray, seats: np.ndarray) -> int:
    """The most who can be placed, by networkx with every seat a node of its own."""
    graph: nx.Graph[tuple[str, int]] = nx.Graph()
    people = [("person", row) for row in range(len(open_pairs))]
    graph.add_nodes_from(people)
    owner = np.repeat(np.arange(len(seats)), seats)
    for row, seat in zip(*np.nonzero(open_pairs[:, owner]), strict=True):
        graph.add_edge(("person", int(row)), ("seat", int(seat)))
    matching = nx.bipartite.hopcroft_karp_matching(graph, people)
    return sum(node[0] == "person" for node in matching)


@settings(max_examples=80, deadline=None)
@given(pair_markets(most=14))
def test_the_sets_prove_the_count(market: Market) -> None:
    """Nobody of the set may take a post outside it; people less seats is who stays without."""
    witness, open_pairs = largest_placement(market), is_open(market)
    has_seats = market.seats > 0
    assert witness.placed == most_placed(open_pairs, market.seats)
    assert np.array_equal(witness.is_barred, ~open_pairs[:, has_seats].any(axis=1))
    outside = open_pairs[witness.is_competing][:, has_seats & ~witness.is_scarce]
    assert not outside.any()
    deficit = witness.is_competing.sum() - market.seats[witness.is_scarce].sum()
    assert witness.placed + deficit + witness.is_barred.sum() == market.laborer_count
    assert not (witness.is_competing & witness.is_barred).any()
    assert (market.seats[witness.is_scarce] > 0).all()


@settings(max_examples=60, deadline=None)
@given(pair_markets(most=14), st.sampled_from([1, 10, 10**6]))
def test_groups_share_nothing_and_each_lacks_seats(market: Market, together: int) -> None:
    """Groups cut the set into parts without a pair between them, none of which can be cut again."""
    witness = largest_placement(market)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(groups_module, "CHUNK_CELLS", together)
        groups = shortage_groups(market, witness)
    open_pairs = is_open(market)
    people = np.sort(np.concatenate([np.zeros(0, np.int64), *(g.people for g in groups)]))
    posts = np.sort(np.concatenate([np.zeros(0, np.int64), *(g.vacancies for g in groups)]))
    assert np.array_equal(people, np.flatnonzero(witness.is_competing))
    assert np.array_equal(posts, np.flatnonzero(witness.is_scarce))
    for group in groups:
        reached = np.flatnonzero(open_pairs[group.people].any(axis=0) & (market.seats > 0))
        assert np.array_equal(reached, group.vacancies)
        assert group.deficit == len(group.people) - market.seats[group.vacancies].sum() > 0
        graph: nx.Graph[tuple[int, int]] = nx.Graph()
        graph.add_edges_from(
            ((0, i), (1, j)) for i in group.people for j in group.vacancies if open_pairs[i, j]
        )
        assert nx.is_connected(graph)


@settings(max_examples=60, deadline=None)
@given(SCARCE)
def test_the_graph_tells_the_same(data: MarketData) -> None:
    """The networkx view finds the same count, the same people and the same posts."""
    arcs = candidate_arcs(data)
    placed, people, posts = shortage_on_graph(market_graph(arcs))
    witness = largest_placement(arcs.market)
    assert placed == witness.placed
    assert people == {(PERSON, int(row)) for row in np.flatnonzero(witness.is_competing)}
    assert posts == {(VACANCY, int(row)) for row in np.flatnonzero(witness.is_scarce)}


@settings(max_examples=40, deadline=None)
@given(SCARCE, st.sampled_from([1, 7, 10**6]))
def test_each_rule_frees_what_is_told(data: MarketData, together: int) -> None:
    """Pairs, people and seats equal a plain count; dropping the rule frees exactly as many."""
    market = market_of(data, DEFAULT_WEIGHTS)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(rules_module, "CHUNK_CELLS", together)
        told = shortage_of(data, market, most=100)
    assert told.people == told.placed + told.barred + sum(told.deficits)
    market = with_claims_apart(market)
    everyone, every_post = np.arange(len(data.people)), np.arange(len(data.vacancies))
    forbids = np.array([rule.of_block(everyone, every_post) for rule in market.rules])
    owners = data.vacancies.employer
    scarce = np.concatenate([np.zeros(0, np.int64), *(one.group.vacancies for one in told.told)])
    outside = np.setdiff1d(np.flatnonzero(market.seats), scarce)
    for one in told.told:
        _check_rules(market, forbids, one.rules, one.group.people, outside, told.placed, owners)
        assert sum(one.homes.values()) == len(one.group.people)
        assert sum(one.works.values()) == sum(one.occupations.values()) == one.group.seats
        assert one.employers == len(set(data.vacancies.employer[one.group.vacancies].tolist()))
    barred = np.flatnonzero((forbids.any(axis=0) | (market.seats == 0)).all(axis=1))
    assert told.barred == len(barred)
    seated = np.flatnonzero(market.seats)
    _check_rules(market, forbids, told.barred_rules, barred, seated, told.placed, owners)


def _check_rules(
    market: Market,
    forbids: np.ndarray,
    rules: tuple[RuleInTheWay, ...],
    people: np.ndarray,
    vacancies: np.ndarray,
    placed: int,
    employers: np.ndarray,
) -> None:
    """Holds what is told of rules against plain counts."""
    found = {rule.code: rule for rule in rules}
    for bit, rule in enumerate(market.rules):
        alone = forbids[bit] & (forbids.sum(axis=0) == 1)
        inside = alone[people][:, vacancies]
        if not inside.any():
            assert rule.code not in found
            continue
        one = found[rule.code]
        posts = vacancies[inside.any(axis=0)]
        assert (one.pairs, one.people) == (inside.sum(), inside.any(axis=1).sum())
        assert one.vacancies.tolist() == posts.tolist()
        assert one.seats == market.seats[posts].sum()
        assert one.employers == len(set(employers[posts].tolist()))
        dropped = forbids.copy()
        dropped[bit][:, posts] = False
        assert one.freed == most_placed(~dropped.any(axis=0), market.seats) - placed


@settings(max_examples=30, deadline=None)
@given(markets(min_people=1, min_vacancies=1))
def test_claims_on_age_and_sex_are_told_apart(data: MarketData) -> None:
    """Together they forbid what the rule forbids; without limits on age only sex is left."""
    market, posts = market_of(data, DEFAULT_WEIGHTS), data.vacancies
    everyone, every_post = np.arange(len(data.people)), np.arange(len(posts))
    apart = {rule.code: rule for rule in with_claims_apart(market).rules}
    age, sex = (apart[code].of_block(everyone, every_post) for code in (AGE, SEX))
    whole = next(rule for rule in market.rules if rule.code not in apart)
    assert np.array_equal(age | sex, whole.of_block(everyone, every_post))
    anyone = np.full(len(posts), -1)
    ageless = replace(posts, lawful_age_min=anyone, lawful_age_max=anyone)
    changed = market_of(replace(data, vacancies=ageless), DEFAULT_WEIGHTS)
    again = next(rule for rule in changed.rules if rule.code == whole.code)
    assert np.array_equal(again.of_block(everyone, every_post), sex)


@settings(max_examples=40, deadline=None)
@given(pair_markets(most=14), st.integers(1, 4))
def test_crowded_groups_are_shortages_of_their_own(market: Market, per_seat: int) -> None:
    """More than so many people to a seat, no post outside, and the seats there are."""
    open_pairs = is_open(market)
    for group in crowded_groups(market, per_seat):
        assert len(group.people) > per_seat * group.seats
        assert group.seats == market.seats[group.vacancies].sum()
        reached = np.flatnonzero(open_pairs[group.people].any(axis=0) & (market.seats > 0))
        assert np.array_equal(reached, group.vacancies)


def test_a_market_without_shortage_tells_nothing() -> None:
    """Seats for everybody: no group, nobody barred."""
    market = Market(3, np.array([2, 5], np.int64), (), ())
    told = shortage_of(made_market(3, 2, Filler(1, 0.0)), market)
    assert (told.placed, told.barred, told.deficits, told.told) == (3, 0, (), ())


@pytest.mark.prove
@pytest.mark.parametrize("block", range(4))
def test_hundreds_of_larger_shortages(block: int) -> None:
    """Lists of a few pairs are enough: the counts hold for hundreds of markets of 60 by 30."""
    for seed in range(100 * block, 100 * block + 100):
        rng = np.random.default_rng(seed)
        market = drawn_market(rng, 60, 30, Shape(parts=1, fewest_rules=1))
        market = replace(market, seats=np.minimum(market.seats, 1 + seed % 3))
        witness = largest_placement(market)
        assert witness.placed == most_placed(is_open(market), market.seats)
