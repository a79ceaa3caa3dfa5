"""Every declared rule says of every pair what a plain reading of the rule says."""

import numpy as np
from hypothesis import given, settings

from matching.columns.market_data import MarketData
from matching.market.declared import market_of
from matching.market.judged import is_forbidden_to, reasons_of
from matching.market.rules.registry import RULES
from matching.market.weights import DEFAULT_WEIGHTS
from tests.matching.market.plain_rules import PLAIN_RULES
from tests.matching.market_strategies import markets


def test_every_rule_has_a_plain_reading() -> None:
    """No rule is left untested, codes are unique and carry their prefix."""
    codes = [rule.code for rule in RULES]
    assert codes == list(PLAIN_RULES)
    assert all(code.startswith("rule.") for code in codes)


@settings(max_examples=150, deadline=None)
@given(markets())
def test_rules_equal_their_plain_reading(data: MarketData) -> None:
    """Pair by pair, for all rules; blocks and single pairs of the forms agree."""
    market = market_of(data, DEFAULT_WEIGHTS)
    people, vacancies = np.arange(len(data.people)), np.arange(len(data.vacancies))
    row, column = (side.ravel() for side in np.meshgrid(people, vacancies, indexing="ij"))
    for rule in market.rules:
        found = rule.of_block(people, vacancies)
        assert found.shape == (len(data.people), len(data.vacancies))
        np.testing.assert_array_equal(rule.of_pairs(row, column), found.ravel())
        for i in range(len(data.people)):
            for j in range(len(data.vacancies)):
                assert bool(found[i, j]) == PLAIN_RULES[rule.code](data, i, j), (rule.code, i, j)


@settings(max_examples=60, deadline=None)
@given(markets())
def test_reasons_are_the_rules_that_forbid(data: MarketData) -> None:
    """The mask has the bit of each rule that forbids the pair, for any people asked about."""
    market = market_of(data, DEFAULT_WEIGHTS)
    people = np.arange(len(data.people))[::-2].astype(np.int64)
    mask = reasons_of(market, people, np.arange(len(data.vacancies)))
    assert mask.shape == (len(people), len(data.vacancies))
    np.testing.assert_array_equal(is_forbidden_to(market, people), mask != 0)
    for row, i in enumerate(people.tolist()):
        for j in range(len(data.vacancies)):
            wanted = [rule(data, i, j) for rule in PLAIN_RULES.values()]
            assert [bool(mask[row, j] >> bit & 1) for bit in range(len(RULES))] == wanted


@settings(max_examples=60, deadline=None)
@given(markets(min_vacancies=1))
def test_minimum_wage_tells_where_it_has_no_row(data: MarketData) -> None:
    """The status counts the vacancies it is silent about and names their places."""
    rule = next(rule for rule in RULES if rule.code == "rule.minimum_wage")
    status = rule.status(data)
    silent = [j for j in range(len(data.vacancies)) if data.vacancies.minimum_wage_fen[j] == -1]
    codes = {data.context.place_codes[data.vacancies.place[j]] for j in silent}
    assert status.vacancies == len(silent)
    assert status.places == tuple(sorted(codes))
    assert status.is_active == (len(silent) < len(data.vacancies))
    assert status.reason == ("no_rows" if silent else "")
    others = [rule.status(data) for rule in RULES if rule.code != "rule.minimum_wage"]
    assert all(other.is_active for other in others)
