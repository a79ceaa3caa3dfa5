"""Every vectorised rule says of every pair what a plain reading of the rule says."""

import numpy as np
from hypothesis import given, settings

from matching.columns.market_data import MarketData
from matching.market.classes import class_ids
from matching.market.rules.registry import RULES
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
    """Pair by pair, for all rules, on all rows."""
    rows = np.arange(len(data.people))
    for rule in RULES:
        found = rule.blocks(data, rows)
        assert found.shape == (len(data.people), len(data.vacancies))
        for i in range(len(data.people)):
            for j in range(len(data.vacancies)):
                assert bool(found[i, j]) == PLAIN_RULES[rule.code](data, i, j), (rule.code, i, j)


@settings(max_examples=60, deadline=None)
@given(markets(min_people=1, min_vacancies=1))
def test_equal_classes_are_forbidden_equally(data: MarketData) -> None:
    """People that a rule puts into one class are forbidden the same vacancies."""
    rows = np.arange(len(data.people))
    for rule in RULES:
        class_of_person, people = class_ids(rule.person_class(data))
        found = rule.blocks(data, rows)
        np.testing.assert_array_equal(found, found[people][class_of_person], rule.code)


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
