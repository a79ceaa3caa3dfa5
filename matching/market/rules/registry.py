"""All eligibility rules, in the order in which reasons are counted and told.

The law comes first, then the vacancy's own state and demands, then the person's word. A pair may be
forbidden by several rules; each counts it. Adding a rule is adding a file and its line here.
"""

from matching.market.rule import Rule
from matching.market.rules import (
    certificates,
    education,
    excluded_occupation,
    excluded_place,
    lawful_claims,
    limit_place,
    minimum_wage,
    minors,
    pairs,
    recruiting,
    recruits_from,
    season,
    skill_level,
    wage_floor,
    work_ability,
)

RULES: tuple[Rule, ...] = (
    work_ability.RULE,
    minors.RULE,
    lawful_claims.RULE,
    minimum_wage.RULE,
    recruiting.RULE,
    recruits_from.RULE,
    pairs.RULE,
    certificates.RULE,
    skill_level.RULE,
    education.RULE,
    season.RULE,
    wage_floor.RULE,
    excluded_occupation.RULE,
    excluded_place.RULE,
    limit_place.RULE,
)
"""Fixed order; the bit of a rule in a mask is its position here."""
