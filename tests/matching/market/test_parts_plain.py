"""Every score part gives every pair what its formula gives, and nobody's sex counts."""

import dataclasses

import numpy as np
from hypothesis import given, settings

from matching.columns.market_data import MarketData
from matching.market.arcs import candidate_arcs
from matching.market.declared import market_of
from matching.market.judged import parts_of_pairs
from matching.market.parts.registry import PARTS
from matching.market.parts.wage import ranks
from matching.market.weights import DEFAULT_WEIGHTS
from matching.pairs.forms import ClassTable, Lookup
from tests.matching.market.plain_parts import PLAIN_PARTS
from tests.matching.market_strategies import Filler, made_market, markets


def test_every_part_has_a_plain_reading() -> None:
    """No part is left untested."""
    assert [part.name for part in PARTS] == list(PLAIN_PARTS)


@settings(max_examples=100, deadline=None)
@given(markets())
def test_parts_equal_their_formula(data: MarketData) -> None:
    """Pair by pair, exactly."""
    people, vacancies = _all_pairs(data)
    found = parts_of_pairs(market_of(data, DEFAULT_WEIGHTS), people, vacancies)
    assert list(found) == list(PLAIN_PARTS)
    for name, figures in found.items():
        for i, j, figure in zip(people.tolist(), vacancies.tolist(), figures.tolist(), strict=True):
            wanted = PLAIN_PARTS[name](data, i, j)
            assert 0 <= wanted <= 1000
            assert figure == wanted, (name, i, j)


@settings(max_examples=40, deadline=None)
@given(markets())
def test_tables_hold_figures_without_repeating_themselves(data: MarketData) -> None:
    """Figures are int16, at most 1000 together; no two rows or columns of a table are alike."""
    market = market_of(data, DEFAULT_WEIGHTS)
    for part in market.parts:
        assert sum(figure.highest for figure in part.tables) <= 1000
    tests = [test for rule in market.rules for test in rule.tests]
    figures = [figure for part in market.parts for figure in part.tables]
    lookups = [figure for figure in figures if isinstance(figure, Lookup)]
    tables = [figure for figure in figures if isinstance(figure, ClassTable)]
    tables += [table for lookup in lookups for table in lookup.tables]
    assert all(table.table.dtype == np.int16 for table in tables)
    for table in [*tables, *(test for test in tests if isinstance(test, ClassTable))]:
        rows, columns = table.table.shape
        assert len({row.tobytes() for row in table.table}) == rows
        assert len({column.tobytes() for column in table.table.T}) == columns


@settings(max_examples=40, deadline=None)
@given(markets(min_people=1, min_vacancies=1))
def test_nobodys_sex_counts(data: MarketData) -> None:
    """Turning everybody's sex round changes no part of any pair."""
    flipped = dataclasses.replace(
        data, people=dataclasses.replace(data.people, sex=1 - data.people.sex)
    )
    people, vacancies = _all_pairs(data)
    found, other = (
        parts_of_pairs(market_of(market, DEFAULT_WEIGHTS), people, vacancies)
        for market in (data, flipped)
    )
    for name, figures in found.items():
        np.testing.assert_array_equal(figures, other[name])
    both = {(i, j): s for i, j, s in _triples(data)}
    for i, j, score in _triples(flipped):
        assert both.get((i, j), score) == score


def _triples(data: MarketData) -> list[tuple[int, int, int]]:
    arcs = candidate_arcs(data)
    return list(
        zip(
            arcs.arc_laborer.tolist(),
            arcs.arc_vacancy.tolist(),
            arcs.arc_score.tolist(),
            strict=True,
        )
    )


def _all_pairs(data: MarketData) -> tuple[np.ndarray, np.ndarray]:
    people = np.arange(len(data.people)).repeat(len(data.vacancies))
    return people, np.tile(np.arange(len(data.vacancies)), len(data.people))


def test_a_stated_wage_of_nothing_ranks_below_the_others() -> None:
    """Ranks of 0, 3,000, 3,000 and unstated: halves for ties, and nothing for silence."""
    data = made_market(1, 4, Filler(0, 0.0))
    wages = np.array([0, 300_000, 300_000, -1])
    posts = dataclasses.replace(data.vacancies, wage_min_fen=wages, wage_max_fen=wages)
    assert ranks(dataclasses.replace(data, vacancies=posts)).tolist() == [166, 666, 666, 0]
