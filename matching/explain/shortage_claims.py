"""Employers' claims on age and on sex told apart, though one rule reads both."""

from dataclasses import replace

from matching.market.rules.lawful_claims import RULE
from matching.pairs.market import Market, RuleColumns

AGE, SEX = "shortage.claim.age", "shortage.claim.sex"
"""Codes of the two halves."""

AGE_TESTS = 2
"""The first tests of the rule are the least and the greatest age, the others are about sex."""


def with_claims_apart(market: Market) -> Market:
    """Gives the same market with the claims on age and on sex as two rules, in the rule's place.

    Parameters
    ----------
    market
        The market; without the rule of lawful claims it stays as it is.
    """
    rules: list[RuleColumns] = []
    for rule in market.rules:
        if rule.code == RULE.code:
            rules.append(RuleColumns(AGE, rule.tests[:AGE_TESTS]))
            rules.append(RuleColumns(SEX, rule.tests[AGE_TESTS:]))
        else:
            rules.append(rule)
    return replace(market, rules=tuple(rules))
