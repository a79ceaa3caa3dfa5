"""Age: under 16 never; 16 and 17 no hazardous or night posts.

Domain row 7, after the Labor Law's articles on child labor and on workers who are not yet adults.
"""

import numpy as np

from matching.columns.arrays import Ints
from matching.columns.market_data import MarketData
from matching.market.ages import ages
from matching.market.rule import Change, Rule
from matching.pairs.forms import Test, Threshold

WORKING_AGE = 16
"""Full years from which anybody may be employed (Labor Law, article 15)."""

ADULT_AGE = 18
"""Full years from which hazardous posts are allowed (Labor Law, articles 58 and 64)."""


def tests(data: MarketData) -> tuple[Test, ...]:
    """Forbids everything to children, hazardous and night posts to the young."""
    posts = data.vacancies
    stage = np.searchsorted([WORKING_AGE, ADULT_AGE], ages(data), side="right").astype(np.int64)
    is_hard = posts.is_hazardous | posts.has_night_shift
    return (Threshold(stage, 1 + is_hard.astype(np.int64)),)


def change(data: MarketData, person: int, vacancies: Ints) -> Change:
    """Reaching 16, or 18, opens what its age allows and no lawful age limit forbids."""
    posts = data.vacancies
    is_hard = (posts.is_hazardous | posts.has_night_shift)[vacancies]
    is_child = ages(data)[person] < WORKING_AGE
    age = WORKING_AGE if is_child and not is_hard.all() else ADULT_AGE
    limit = posts.lawful_age_max[vacancies]
    is_open = ((limit < 0) | (limit >= age)) & (~is_hard | (age == ADULT_AGE))
    return Change({"age": age}, vacancies[is_open])


RULE = Rule("rule.minors", tests, change)
