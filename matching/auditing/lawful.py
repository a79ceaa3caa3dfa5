"""Who may read what of a person: the only uses of protected attributes that have a legal basis.

Everything else that reads one is a leak. The words of each basis stand in the catalogues under
``audit.basis``.
"""

from matching.constraints import (
    batches,
    budgets,
    concentration,
    floors,
    households,
    quotas,
    reciprocity,
    trips,
)
from matching.market.parts import distance, retention
from matching.market.rules import lawful_claims, minors, pairs, recruits_from, work_ability

LAWFUL: dict[str, frozenset[str]] = {
    "sex": frozenset({lawful_claims.RULE.code, floors.CODE}),
    "birth_day": frozenset({lawful_claims.RULE.code, minors.RULE.code, floors.CODE}),
    "ethnicity": frozenset({floors.CODE}),
    "origin": frozenset(
        {
            distance.PART.name,
            retention.PART.name,
            pairs.RULE.code,
            recruits_from.RULE.code,
            work_ability.RULE.code,
            batches.CODE,
            budgets.CODE,
            concentration.CODE,
            floors.CODE,
            households.CODE,
            quotas.CODE,
            reciprocity.CODE,
            trips.CODE,
        }
    ),
}
"""By attribute: the parts and rules that may read it."""

ATTRIBUTE_OF_COLUMN = {
    "sex": "sex",
    "birth_day": "birth_day",
    "home": "origin",
    "ethnicity": "ethnicity",
}
"""The columns that hold a protected attribute; all others are what a person can do and wants."""
