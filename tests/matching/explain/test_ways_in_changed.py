"""What a person's row would be after changes is the row of the market changed by hand."""

import numpy as np
from hypothesis import given, settings

from matching.columns.market_data import MarketData
from matching.explain.ways_in_changed import row_after
from matching.explain.why_against import RuleAgainst
from matching.market.declared import market_of
from matching.market.judged import reasons_of
from matching.market.rules.registry import RULES
from matching.market.weights import DEFAULT_WEIGHTS
from tests.matching.explain.applied_changes import applied
from tests.matching.explain.why_oracle import table_of
from tests.matching.market_strategies import markets


@settings(max_examples=100, deadline=None)
@given(markets(min_people=1, max_people=3, min_vacancies=1))
def test_rows_are_those_of_the_changed_market(data: MarketData) -> None:
    """Without a change, and after the nearest change of every rule of the person's own."""
    market = market_of(data, DEFAULT_WEIGHTS)
    table, posts = table_of(data), np.arange(len(data.vacancies))
    for person in range(len(data.people)):
        assert np.array_equal(row_after(data, market, person, ()), table[person])
        reasons = reasons_of(market, np.array([person]), posts)[0]
        for bit, rule in enumerate(RULES):
            alone = np.flatnonzero(reasons == 1 << bit)
            if not rule.is_personal or not len(alone):
                continue
            facts = rule.change(data, person, alone).facts
            against = RuleAgainst(rule.code, facts, is_personal=True, can_change=True)
            after = table_of(applied(data, person, rule.code, facts, ()))
            assert np.array_equal(row_after(data, market, person, [against]), after[person])
