"""Employers' claims on age and sex: those with a legal basis filter, no others.

Domain rows 8 and 9: the columns carry only claims with a legal basis; all others are shown to the
reviewer and filter nothing. Age and sex count nowhere else.
"""

import numpy as np

from matching.columns.arrays import Bools, Ints
from matching.columns.market_data import MarketData
from matching.market.ages import ages
from matching.market.rule import Rule


def person_class(data: MarketData) -> Ints:
    """Gives age and sex."""
    return np.stack([ages(data), data.people.sex.astype(np.int64)], axis=1)


def blocks(data: MarketData, rows: Ints) -> Bools:
    """Forbids people outside the lawful ages or of the sex that the law bars from the post."""
    posts = data.vacancies
    age = ages(data)[rows][:, None]
    sex = data.people.sex[rows][:, None]
    is_young = age < posts.lawful_age_min[None, :]
    is_old = (posts.lawful_age_max >= 0)[None, :] & (age > posts.lawful_age_max[None, :])
    is_other = (posts.lawful_sex >= 0)[None, :] & (sex != posts.lawful_sex[None, :])
    found: Bools = is_young | is_old | is_other
    return found


RULE = Rule("rule.lawful_claims", person_class, blocks, is_personal=False)
