"""Every declared rule and score part is worth the same compiled as plain, on 10^5 pairs each."""

from dataclasses import replace

import numpy as np
import pytest

from benchmarks.reference import reference_market
from matching.market.declared import market_of
from matching.market.parts.registry import PARTS
from matching.market.rules.registry import RULES
from matching.market.weights import DEFAULT_WEIGHTS
from matching.pairs.market import LARGEST_SCORE, Market
from matching.pairs.plain import FORBIDDEN, scores_of_pairs
from matching.pairs.scanner import Scanner
from tests.matching.market_strategies import Filler, made_market

PEOPLE, PER_VACANCY = 2000, 51
"""A thousand or more pairs of each of some vacancies: 102,000 pairs."""

REFERENCE_PARTS = ("skill", "distance", "wage", "retention")
REFERENCE_RULES = (
    "occupation",
    "wanted_province",
    "wage_floor",
    "start_date",
    "age",
    "education",
)


@pytest.fixture(scope="module")
def declared() -> Market:
    """A market of made-up people with every declared rule and part."""
    return market_of(made_market(PEOPLE, 400, Filler(11, 0.3)), DEFAULT_WEIGHTS)


@pytest.fixture(scope="module")
def reference() -> Market:
    """The reference market."""
    return reference_market(PEOPLE)


def only(market: Market, part: str | None = None, rule: str | None = None) -> Market:
    """Leaves a market one of its parts or one of its rules."""
    return replace(
        market,
        parts=tuple(each for each in market.parts if each.name == part),
        rules=tuple(each for each in market.rules if each.code == rule),
    )


def assert_compiled_equals_plain(market: Market) -> None:
    """One vacancy at a time is left affordable: its best net values are its pairs' scores."""
    scanner = Scanner(market)
    fold = scanner.folded
    rng = np.random.default_rng(5)
    count = -(-PEOPLE * PER_VACANCY // market.laborer_count)
    found, wanted = [], []
    for at in rng.integers(0, market.vacancy_count, count).tolist():
        price = np.full(market.vacancy_count, LARGEST_SCORE)
        price[at] = 0
        found.append(np.maximum(scanner.best_nets(price), FORBIDDEN))
        vacancy = np.full(market.laborer_count, fold.vacancy_at[at])
        wanted.append(scores_of_pairs(market, fold.laborer_at, vacancy))
    assert sum(map(len, wanted)) >= 10**5
    np.testing.assert_array_equal(np.concatenate(found), np.concatenate(wanted))


@pytest.mark.parametrize("name", [part.name for part in PARTS])
def test_declared_parts(declared: Market, name: str) -> None:
    """A market with this part alone scores every pair by it."""
    assert_compiled_equals_plain(only(declared, part=name))


@pytest.mark.parametrize("code", [rule.code for rule in RULES])
def test_declared_rules(declared: Market, code: str) -> None:
    """A market with this rule alone forbids what it forbids."""
    assert_compiled_equals_plain(only(declared, rule=code))


def test_declared_market(declared: Market) -> None:
    """All rules and parts together are worth what they are apart."""
    assert_compiled_equals_plain(declared)


@pytest.mark.parametrize("name", REFERENCE_PARTS)
def test_reference_parts(reference: Market, name: str) -> None:
    """The reference market's part alone."""
    assert_compiled_equals_plain(only(reference, part=name))


@pytest.mark.parametrize("code", REFERENCE_RULES)
def test_reference_rules(reference: Market, code: str) -> None:
    """The reference market's rule alone."""
    assert_compiled_equals_plain(only(reference, rule=code))


def test_reference_market(reference: Market) -> None:
    """The reference market whole; none of its rules or parts is left out above."""
    assert tuple(part.name for part in reference.parts) == REFERENCE_PARTS
    assert tuple(rule.code for rule in reference.rules) == REFERENCE_RULES
    assert_compiled_equals_plain(reference)
