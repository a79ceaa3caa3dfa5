"""The benchmarks' own walk, auction and proof against plain evaluation and the full flow."""

import numpy as np
import pytest

from benchmarks.flows import raw_flow
from benchmarks.reference import reference_market
from benchmarks.reference_arcs import build_arcs, feasible_arcs
from benchmarks.reference_auction import auction_prices
from benchmarks.reference_pairs import bound_of, open_pairs, pairs_of
from matching.pairs.plain import scores_of_block

SIZE = 600


def test_feasible_arcs_are_those_of_plain_evaluation() -> None:
    """Every feasible pair is listed once with its score, and no other."""
    market = reference_market(SIZE)
    arcs = feasible_arcs(SIZE)
    found = np.full((SIZE, market.vacancy_count), -1)
    found[arcs.laborer, arcs.vacancy] = arcs.score
    plain = scores_of_block(market, np.arange(SIZE), np.arange(market.vacancy_count))
    assert np.array_equal(found, plain)
    assert len(arcs.score) == np.count_nonzero(plain >= 0)


def test_open_pairs_are_those_the_class_rules_leave() -> None:
    """The count of the blocks is the count of pairs that neither class rule forbids."""
    market = reference_market(SIZE)
    every = (np.arange(SIZE), np.arange(market.vacancy_count))
    shut = market.rules[0].of_block(*every) | market.rules[1].of_block(*every)
    assert open_pairs(pairs_of(market)) == np.count_nonzero(~shut)


@pytest.mark.parametrize("seed", [1, 2])
def test_optimum_is_that_of_the_flow_on_all_pairs(seed: int) -> None:
    """The proven optimum equals a flow on every feasible pair, and the auction's bound is above."""
    kept = build_arcs(SIZE, seed)
    answer = raw_flow(SIZE, kept.seats, feasible_arcs(SIZE, seed))
    assert kept.optimum == answer.value
    pairs = pairs_of(reference_market(SIZE, seed))
    assert bound_of(pairs, auction_prices(pairs)) >= kept.optimum
    assert raw_flow(SIZE, kept.seats, kept.lists["blind"]).value <= kept.optimum
