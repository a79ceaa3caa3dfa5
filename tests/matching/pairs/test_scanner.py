"""The compiled scan finds on every path exactly what plain evaluation finds."""

from collections import Counter

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matching.pairs import keys
from matching.pairs.figures import FORBIDS
from matching.pairs.folded import CLOSED, Folded
from matching.pairs.forms import ClassTable, Threshold
from matching.pairs.market import LARGEST_SCORE, Market, PartColumns, RuleColumns
from matching.pairs.scanner import Arcs, Scanner, joined
from tests.matching.pairs.pair_markets import (
    NONE,
    PATHS,
    Shape,
    all_nets,
    all_scores,
    drawn_market,
    folded_by,
    pair_markets,
)

HIGH = Shape(parts=2, rules=2, top=30_000, weight=4000)


def scanner_by(path: str, market: Market) -> Scanner:
    """Folds a market on a path."""
    with folded_by(path):
        return Scanner(market)


def drawn_prices(rng: np.random.Generator, market: Market) -> np.ndarray:
    """Draws prices: none, of the scores' size, or at the end of what counts."""
    kind = rng.integers(0, 3)
    if kind == 0:
        return np.zeros(market.vacancy_count, np.int64)
    if kind == 1:
        return rng.integers(0, market.top_score + 2, market.vacancy_count)
    return rng.choice([0, 1, LARGEST_SCORE - 1], market.vacancy_count).astype(np.int64)


def assert_best_nets_equal(scanner: Scanner, market: Market, price: np.ndarray) -> None:
    """Every laborer's best net value is that of all pairs; forbidden only where all are."""
    fold = scanner.folded
    found = scanner.best_nets(price[fold.vacancy_at])
    wanted = all_nets(market, price).max(axis=1, initial=NONE)[fold.laborer_at]
    is_open = wanted > NONE
    np.testing.assert_array_equal(found[is_open], wanted[is_open])
    assert np.all(found[~is_open] <= CLOSED)


def assert_arcs_equal(
    scanner: Scanner, market: Market, price: np.ndarray, rng: np.random.Generator
) -> None:
    """The listed pairs are the best ones above each laborer's floor, with their true scores."""
    fold = scanner.folded
    top = market.top_score
    above = rng.integers(-top - 1, top + 1, market.laborer_count)
    above[rng.random(market.laborer_count) < 0.2] = LARGEST_SCORE
    above[rng.random(market.laborer_count) < 0.2] = -(2**62)
    length = int(rng.choice([1, 2, 3, 20]))
    slack = None if rng.random() < 0.5 else int(rng.integers(0, top + 1))
    arcs = scanner.arcs_above(price[fold.vacancy_at], above, length, slack)
    nets = all_nets(market, price)[fold.laborer_at][:, fold.vacancy_at]
    scores = all_scores(market)[fold.laborer_at][:, fold.vacancy_at]
    np.testing.assert_array_equal(arcs.score, scores[arcs.laborer, arcs.vacancy])
    for laborer in range(market.laborer_count):
        mine = arcs.vacancy[arcs.start[laborer] : arcs.start[laborer + 1]]
        assert len(set(mine.tolist())) == len(mine)
        row = nets[laborer]
        wanted = np.sort(row[(row > above[laborer]) & (row > NONE)])[::-1][:length]
        if slack is not None and len(wanted):
            wanted = wanted[wanted >= max(int(wanted[0]), 0) - slack]
        assert row[mine].tolist() == wanted.tolist()


@pytest.mark.parametrize("path", PATHS)
@settings(max_examples=60, deadline=None)
@given(
    market=st.one_of(pair_markets(), pair_markets(shape=Shape(rules=40))),
    seed=st.integers(0, 2**32 - 1),
)
def test_scans_equal_plain_evaluation(path: str, market: Market, seed: int) -> None:
    """Best net values and lists of every small market equal those of all its pairs."""
    rng = np.random.default_rng(seed)
    scanner = scanner_by(path, market)
    price = drawn_prices(rng, market)
    assert_best_nets_equal(scanner, market, price)
    assert_arcs_equal(scanner, market, price, rng)


@pytest.mark.parametrize("path", PATHS)
@settings(max_examples=15, deadline=None)
@given(market=pair_markets(shape=HIGH), seed=st.integers(0, 2**32 - 1))
def test_high_scores_do_not_overflow(path: str, market: Market, seed: int) -> None:
    """Scores near the limit, forbidden or not, keep their values on every path."""
    rng = np.random.default_rng(seed)
    scanner = scanner_by(path, market)
    price = drawn_prices(rng, market)
    assert_best_nets_equal(scanner, market, price)
    assert_arcs_equal(scanner, market, price, rng)


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("seed", range(3))
def test_larger_markets_equal_plain_evaluation(path: str, seed: int) -> None:
    """More laborers than a slice and more vacancies than a chunk give the same."""
    rng = np.random.default_rng(seed)
    market = drawn_market(rng, 300, 1400)
    scanner = scanner_by(path, market)
    price = drawn_prices(rng, market)
    assert_best_nets_equal(scanner, market, price)
    assert_arcs_equal(scanner, market, price, rng)


@pytest.mark.prove
@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("block", range(10))
def test_scans_equal_plain_evaluation_many(path: str, block: int) -> None:
    """Two thousand markets a path, of up to forty people and forty vacancies."""
    for seed in range(200):
        rng = np.random.default_rng([block, seed])
        laborers, vacancies = (int(size) for size in rng.integers(0, 41, 2))
        market = drawn_market(rng, laborers, vacancies, Shape(rules=5 if seed % 2 else 40))
        scanner = scanner_by(path, market)
        price = drawn_prices(rng, market)
        assert_best_nets_equal(scanner, market, price)
        assert_arcs_equal(scanner, market, price, rng)


def places_used(fold: Folded) -> set[str]:
    """Names the places that a fold uses."""
    used = {
        "rows": fold.rows.shape[0] > 1,
        "major": len(fold.major.start) > 0,
        "blocks": len(fold.blocks.start) > 0,
        "gathered": len(fold.gathered.start) > 0,
        "forbidding_gathered": bool(np.any(fold.gathered.figures == FORBIDS)),
        "masks": bool(fold.words.barred.any()),
        "thresholds": bool(fold.words.guards.any()),
        "further_words": len(fold.words.guards) > 2,
        "curve": len(fold.curve.figures) > 0,
        "lifts": len(fold.curve.lifts.start) > 0,
        "strata": fold.curve.strata > 1,
    }
    return {place for place, is_used in used.items() if is_used}


def test_drawn_markets_reach_every_place() -> None:
    """The markets above are folded into every place, so that each is tested."""
    met: Counter[str] = Counter()
    for path in PATHS:
        for seed in range(30):
            shape = Shape(rules=5 if seed % 2 else 40)
            market = drawn_market(np.random.default_rng(seed), 12, 12, shape)
            met.update(places_used(scanner_by(path, market).folded))
    assert met.keys() == {
        "rows",
        "major",
        "blocks",
        "gathered",
        "forbidding_gathered",
        "masks",
        "thresholds",
        "further_words",
        "curve",
        "lifts",
        "strata",
    }
    assert min(met.values()) >= 5, met


@pytest.mark.parametrize("path", ["ranked", "ranked_few", "ranked_gathered"])
@pytest.mark.parametrize("seed", range(8))
def test_ranks_stay_true_as_prices_move(path: str, seed: int) -> None:
    """Ranks made at earlier prices find the same while prices rise, and after some fall again."""
    rng = np.random.default_rng(seed)
    market = drawn_market(rng, 200, 150)
    scanner = scanner_by(path, market)
    price = np.zeros(150, np.int64)
    for _ in range(25):
        price += rng.integers(0, market.top_score // 20 + 2, 150) * (rng.random(150) < 0.3)
        if rng.random() < 0.1:
            price //= 2
        assert_best_nets_equal(scanner, market, price)
        assert_arcs_equal(scanner, market, price, rng)


@pytest.mark.parametrize("path", ["as_it_is", "ranked"])
def test_equals_list_different_vacancies(path: str) -> None:
    """Of many vacancies worth the same, a hundred people alike list most, not the same few."""
    row = np.repeat([900, 500], [60, 440]).astype(np.int16)[None, :]
    table = ClassTable(np.zeros(100, np.int32), np.arange(500, dtype=np.int32), row)
    market = Market(100, np.ones(500, np.int64), (PartColumns("part", 1, (table,)),), ())
    scanner = scanner_by(path, market)
    arcs = scanner.arcs_above(np.zeros(500, np.int64), np.full(100, -1), 5)
    assert set(arcs.score.tolist()) == {900}
    assert len(set(arcs.vacancy.tolist())) == 60


def test_keys_keep_within_their_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    """Tables that would not fit when spread over a key's classes stay out of it; results stand."""
    rng = np.random.default_rng(4)
    market = drawn_market(rng, 200, 150)
    monkeypatch.setattr(keys, "SPREAD_BYTES", 0)
    monkeypatch.setattr(keys, "PAIR_COST", 1e6)
    scanner = Scanner(market)
    assert not len(scanner.folded.blocks.start)
    assert not len(scanner.folded.major.start)
    assert_best_nets_equal(scanner, market, drawn_prices(rng, market))


@pytest.mark.parametrize("thresholds", [1, 4, 9, 30])
def test_many_thresholds_take_further_words(thresholds: int) -> None:
    """Each threshold of many levels closes its own pairs, in whatever word it lies."""
    rng = np.random.default_rng(thresholds)
    tests = tuple(
        Threshold(rng.integers(0, 200, 80), rng.integers(-300, 60, 700)) for _ in range(thresholds)
    )
    table = ClassTable(
        np.zeros(80, np.int32),
        np.arange(700, dtype=np.int32),
        rng.integers(0, 1000, (1, 700)).astype(np.int16),
    )
    market = Market(
        80,
        np.ones(700, np.int64),
        (PartColumns("part", 3, (table,)),),
        (RuleColumns("rule", tests),),
    )
    scanner = Scanner(market)
    assert (len(scanner.folded.words.guards) > 2) == (thresholds > 4)
    price = drawn_prices(rng, market)
    assert_best_nets_equal(scanner, market, price)
    assert_arcs_equal(scanner, market, price, rng)


@pytest.mark.parametrize("laborers", [0, 1])
@pytest.mark.parametrize("vacancies", [0, 1])
def test_nobody_and_nothing(laborers: int, vacancies: int) -> None:
    """Without people, vacancies, parts or rules there is an answer: 0 for a pair, else none."""
    market = Market(laborers, np.ones(vacancies, np.int64), (), ())
    scanner = Scanner(market)
    price = np.zeros(vacancies, np.int64)
    assert_best_nets_equal(scanner, market, price)
    arcs = scanner.arcs_above(price, np.full(laborers, -1), 4)
    assert arcs.score.tolist() == [0] * (laborers * vacancies)


def test_threads_change_nothing() -> None:
    """One thread and four find the same lists, in the same order."""
    market = drawn_market(np.random.default_rng(7), 700, 300)
    one, four = Scanner(market, threads=1), Scanner(market, threads=4)
    price = np.zeros(300, np.int64)
    above = np.full(700, -1)
    np.testing.assert_array_equal(one.best_nets(price), four.best_nets(price))
    left, right = one.arcs_above(price, above, 5), four.arcs_above(price, above, 5)
    np.testing.assert_array_equal(left.start, right.start)
    np.testing.assert_array_equal(left.vacancy, right.vacancy)


def test_prices_above_every_score_count_as_the_largest() -> None:
    """A price beyond what 32 bits hold closes a vacancy and no more."""
    market = drawn_market(np.random.default_rng(3), 20, 10)
    scanner = Scanner(market)
    huge = scanner.best_nets(np.full(10, 2**62))
    assert np.all(huge < 0)
    np.testing.assert_array_equal(huge, scanner.best_nets(np.full(10, LARGEST_SCORE)))


@given(st.integers(0, 2**32 - 1))
@settings(max_examples=30, deadline=None)
def test_joined_lists_hold_each_pair_once(seed: int) -> None:
    """Two lists joined have the pairs of both, sorted by laborer, each with its score."""
    rng = np.random.default_rng(seed)
    sides = [_some_arcs(rng) for _ in range(2)]
    both = joined(*sides)
    wanted = {
        (int(i), int(j)): int(s)
        for arcs in sides
        for i, j, s in zip(arcs.laborer, arcs.vacancy, arcs.score, strict=True)
    }
    found = list(
        zip(both.laborer.tolist(), both.vacancy.tolist(), both.score.tolist(), strict=True)
    )
    assert found == [(i, j, wanted[i, j]) for i, j in sorted(wanted)]


def _some_arcs(rng: np.random.Generator) -> Arcs:
    """Lists some pairs of six laborers and five vacancies, worth 10 i + j."""
    is_listed = rng.random((6, 5)) < rng.choice([0.0, 0.3, 0.8])
    laborer, vacancy = np.nonzero(is_listed)
    start = np.concatenate([[0], np.cumsum(is_listed.sum(axis=1))]).astype(np.int64)
    return Arcs(start, vacancy.astype(np.int32), 10 * laborer + vacancy)
