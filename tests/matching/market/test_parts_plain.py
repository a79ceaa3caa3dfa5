"""Every score part gives every pair what its formula gives, and nobody's sex counts."""

import dataclasses

import numpy as np
from hypothesis import given, settings

from matching.columns.market_data import MarketData
from matching.market.arcs import candidate_arcs, parts_of
from matching.market.classes import class_ids
from matching.market.parts.registry import PARTS
from matching.market.parts.wage import ranks
from tests.matching.market.plain_parts import PLAIN_PARTS
from tests.matching.market_strategies import Filler, made_market, markets


def test_every_part_has_a_plain_reading() -> None:
    """No part is left untested."""
    assert [part.name for part in PARTS] == list(PLAIN_PARTS)


@settings(max_examples=100, deadline=None)
@given(markets())
def test_parts_equal_their_formula(data: MarketData) -> None:
    """Pair by pair, within one per mille where the formula rounds a real number, else exactly."""
    rows = np.arange(len(data.people))
    for part in PARTS:
        found = part.values(data, rows)
        assert found.dtype == np.int16
        assert found.shape == (len(data.people), len(data.vacancies))
        for i in range(len(data.people)):
            for j in range(len(data.vacancies)):
                wanted = PLAIN_PARTS[part.name](data, i, j)
                assert 0 <= wanted <= 1000
                slack = 1 if part.name == "retention" else 0
                assert abs(int(found[i, j]) - wanted) <= slack, (part.name, i, j)


@settings(max_examples=40, deadline=None)
@given(markets(min_people=1, min_vacancies=1))
def test_equal_classes_score_equally(data: MarketData) -> None:
    """People that a part puts into one class get the same figures."""
    rows = np.arange(len(data.people))
    for part in PARTS:
        class_of_person, people = class_ids(part.person_class(data))
        found = part.values(data, rows)
        np.testing.assert_array_equal(found, found[people][class_of_person], part.name)


@settings(max_examples=40, deadline=None)
@given(markets(min_people=1, min_vacancies=1))
def test_nobodys_sex_counts(data: MarketData) -> None:
    """Turning everybody's sex round changes no part of any pair."""
    flipped = dataclasses.replace(
        data, people=dataclasses.replace(data.people, sex=1 - data.people.sex)
    )
    rows = np.arange(len(data.people))
    for part in PARTS:
        np.testing.assert_array_equal(part.values(data, rows), part.values(flipped, rows))
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


@settings(max_examples=30, deadline=None)
@given(markets(min_people=1, min_vacancies=1))
def test_parts_of_single_pairs(data: MarketData) -> None:
    """The front for stored proposals gives the same figures as the whole rows."""
    people = np.arange(len(data.people)).repeat(len(data.vacancies))
    vacancies = np.tile(np.arange(len(data.vacancies)), len(data.people))
    found = parts_of(data, people, vacancies)
    for part in PARTS:
        rows = part.values(data, np.arange(len(data.people)))
        np.testing.assert_array_equal(found[part.name], rows.ravel())


def test_a_stated_wage_of_nothing_ranks_below_the_others() -> None:
    """Ranks of 0, 3,000, 3,000 and unstated: halves for ties, and nothing for silence."""
    data = made_market(1, 4, Filler(0, 0.0))
    wages = np.array([0, 300_000, 300_000, -1])
    posts = dataclasses.replace(data.vacancies, wage_min_fen=wages, wage_max_fen=wages)
    assert ranks(dataclasses.replace(data, vacancies=posts)).tolist() == [166, 666, 666, 0]
