"""The rules against one pair, each with its own facts."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from matching.columns.market_data import MarketData
from matching.market.judged import reasons_of
from matching.market.rules.registry import RULES
from matching.pairs.market import Market


@dataclass(frozen=True, slots=True)
class RuleAgainst:
    """A rule that forbids a pair.

    Parameters
    ----------
    code
        Its reason code.
    facts
        The figures that would have to change, as the rule states them for this vacancy.
    is_personal
        Whether the matter is the person's own. Otherwise it is the employer's or the offices'.
    can_change
        Whether the change would open the vacancy as far as this rule goes.
    """

    code: str
    facts: Mapping[str, object]
    is_personal: bool
    can_change: bool


def rules_against(
    data: MarketData, market: Market, person: int, vacancy: int
) -> tuple[RuleAgainst, ...]:
    """Gives all rules that forbid a pair, in their fixed order; none where it is feasible.

    Parameters
    ----------
    data, market
        The market; its rules are ``RULES``.
    person, vacancy
        Positions of the pair.
    """
    at = np.array([vacancy], np.int64)
    mask = int(reasons_of(market, np.array([person], np.int64), at)[0, 0])
    found = []
    for bit, rule in enumerate(RULES):
        if mask >> bit & 1:
            change = rule.change(data, person, at)
            found.append(
                RuleAgainst(rule.code, change.facts, rule.is_personal, bool(len(change.opens)))
            )
    return tuple(found)
