"""A lookup reads a falling curve at a sum of tables, as its definition says pair by pair."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matching.market.judged import least_worth, worth_of_pairs
from matching.pairs import spread
from matching.pairs.errors import MarketError
from matching.pairs.folded import folded
from matching.pairs.forms import ClassTable, Lookup
from matching.pairs.market import Market, PartColumns
from matching.pairs.plain import scores_of_block, scores_of_pairs
from matching.pairs.taken import with_laborers
from tests.matching.pairs.pair_markets import all_scores, drawn_market, lookup

LABORERS, VACANCIES = 4, 3


def market_of_one(form: Lookup, laborers: int = LABORERS, vacancies: int = VACANCIES) -> Market:
    """Makes a market whose score is one lookup."""
    part = PartColumns("months", 1, (form,))
    return Market(laborers, np.ones(vacancies, np.int64), (part,), ())


def plain_figure(form: Lookup, laborer: int, vacancy: int) -> int:
    """Reads the definition word by word."""
    index = 0
    for table in form.tables:
        row, column = int(table.laborer_class[laborer]), int(table.vacancy_class[vacancy])
        index += int(table.table[row, column])
    place = min(max(index - form.lowest, 0), form.curve.shape[1] - 1)
    return int(form.curve[form.stratum[vacancy], place])


@settings(max_examples=200, deadline=None)
@given(st.integers(0, 8), st.integers(0, 8), st.integers(0, 2**32 - 1))
def test_every_figure_is_that_of_the_definition(laborers: int, vacancies: int, seed: int) -> None:
    """In blocks, as single pairs, and as the plain score."""
    form = lookup(np.random.default_rng(seed), laborers, vacancies, 1000)
    market = market_of_one(form, laborers, vacancies)
    wanted = np.array(
        [[plain_figure(form, i, j) for j in range(vacancies)] for i in range(laborers)], np.int64
    ).reshape(laborers, vacancies)
    everybody, all_posts = np.arange(laborers), np.arange(vacancies)
    np.testing.assert_array_equal(form.of_block(everybody, all_posts), wanted)
    np.testing.assert_array_equal(scores_of_block(market, everybody, all_posts), wanted)
    laborer, vacancy = (side.ravel() for side in np.indices(wanted.shape))
    np.testing.assert_array_equal(scores_of_pairs(market, laborer, vacancy), wanted.ravel())
    np.testing.assert_array_equal(worth_of_pairs(market, laborer, vacancy), wanted.ravel())
    assert wanted.max(initial=0) <= market.top_score
    assert np.all(least_worth(market)[:, None] <= wanted)


@given(st.integers(0, 2**32 - 1))
@settings(max_examples=60, deadline=None)
def test_some_laborers_keep_their_scores(seed: int) -> None:
    """A market of some of its laborers scores them as before."""
    rng = np.random.default_rng(seed)
    market = drawn_market(rng, 9, 7)
    some = rng.permutation(9)[: int(rng.integers(0, 10))]
    np.testing.assert_array_equal(all_scores(with_laborers(market, some)), all_scores(market)[some])


def falling() -> Lookup:
    """A lookup of one table that holds 0 to 4."""
    table = ClassTable(
        np.arange(LABORERS, dtype=np.int32),
        np.arange(VACANCIES, dtype=np.int32),
        (np.arange(LABORERS)[:, None] + np.arange(VACANCIES)[None, :]).astype(np.int16),
    )
    curve = np.array([[9, 5, 5, 1]], np.int16)
    return Lookup((table,), np.zeros(VACANCIES, np.int32), curve, 1)


def faults() -> dict[str, tuple[Lookup, str]]:
    """Gives lookups that are none, each with what is wrong."""
    good = falling()
    table = good.tables[0]
    return {
        "curve rises": (replace(good, curve=np.array([[5, 6]], np.int16)), "rising"),
        "curve below 0": (replace(good, curve=np.array([[5, -1]], np.int16)), "negative"),
        "curve empty": (replace(good, curve=np.zeros((1, 0), np.int16)), "type"),
        "curve of 64 bits": (replace(good, curve=np.ones((1, 2), np.int64)), "type"),
        "no such stratum": (replace(good, stratum=np.array([0, 1, 0], np.int32)), "range"),
        "curve far away": (replace(good, lowest=2**40), "range"),
        "too few strata": (replace(good, stratum=np.zeros(2, np.int32)), "length"),
        "truth values": (replace(good, tables=(replace(table, table=table.table > 1),)), "type"),
        "no such class": (
            replace(good, tables=(replace(table, laborer_class=table.laborer_class + 1),)),
            "range",
        ),
        "other laborers": (
            replace(good, tables=(replace(table, laborer_class=table.laborer_class[:2]),)),
            "length",
        ),
    }


def test_the_good_lookup_is_taken() -> None:
    """What the faults below are faults of is a market, clipped at both ends."""
    assert all_scores(market_of_one(falling())).tolist() == [
        [9, 9, 5],
        [9, 5, 5],
        [5, 5, 1],
        [5, 1, 1],
    ]


@pytest.mark.parametrize("fault", faults())
def test_what_is_no_lookup_is_refused(fault: str) -> None:
    """A curve that rises, figures below 0, and columns that do not fit."""
    form, reason = faults()[fault]
    with pytest.raises(MarketError) as refused:
        market_of_one(form)
    assert refused.value.params == {"field": "months", "reason": reason}


def test_a_lookup_that_does_not_fit_the_memory_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """Refused by name, before the memory is asked for."""
    monkeypatch.setattr(spread, "SPREAD_BYTES", 4 * LABORERS * VACANCIES - 1)
    with pytest.raises(MarketError) as refused:
        folded(market_of_one(falling()))
    assert refused.value.params == {"field": "months", "reason": "too_large"}
