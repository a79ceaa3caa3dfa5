"""Employers' claims on age and sex: those with a legal basis filter, no others.

Domain rows 8 and 9: the columns carry only claims with a legal basis; all others are shown to the
reviewer and filter nothing. Age and sex count nowhere else.
"""

import numpy as np

from matching.columns.market_data import MarketData
from matching.market.ages import ages
from matching.market.rule import ASKS_NOTHING, Rule
from matching.pairs.forms import Test, Threshold

SEXES = (0, 1)
"""Both values of the column."""


def tests(data: MarketData) -> tuple[Test, ...]:
    """Forbids people outside the lawful ages or of the sex that the law bars from the post."""
    posts, age, sex = data.vacancies, ages(data), data.people.sex
    youngest, oldest = (
        limit.astype(np.int64) for limit in (posts.lawful_age_min, posts.lawful_age_max)
    )
    return (
        Threshold(age, np.where(youngest >= 0, youngest, ASKS_NOTHING)),
        Threshold(-age, np.where(oldest >= 0, -oldest, ASKS_NOTHING)),
        *(
            Threshold(
                (sex == wanted).astype(np.int64), (posts.lawful_sex == wanted).astype(np.int64)
            )
            for wanted in SEXES
        ),
    )


RULE = Rule("rule.lawful_claims", tests, is_personal=False)
