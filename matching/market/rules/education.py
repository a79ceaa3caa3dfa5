"""The least education that the vacancy states. Unknown education passes."""

import numpy as np

from matching.columns.arrays import Ints
from matching.columns.market_data import MarketData
from matching.market.rule import REACHES_ALL, Change, Rule
from matching.pairs.forms import Test, Threshold
from models.enums import Education


def tests(data: MarketData) -> tuple[Test, ...]:
    """Forbids vacancies that ask for more education than the person is known to have."""
    own = data.people.education.astype(np.int64)
    wanted = data.vacancies.education_min.astype(np.int64)
    return (Threshold(np.where(own >= 0, own, REACHES_ALL), wanted),)


def change(data: MarketData, person: int, vacancies: Ints) -> Change:
    """The least education that opens a vacancy, and all that it opens."""
    wanted = data.vacancies.education_min[vacancies]
    names = [item.value for item in Education]
    facts = {
        "education": names[data.people.education[person]],
        "wanted": names[int(wanted.min())],
    }
    return Change(facts, vacancies[wanted == wanted.min()])


RULE = Rule("rule.education", tests, change)
