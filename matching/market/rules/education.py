"""The least education that the vacancy states. Unknown education passes."""

import numpy as np

from matching.columns.arrays import Bools, Ints
from matching.columns.market_data import MarketData
from matching.market.rule import Change, Rule
from models.enums import Education


def person_class(data: MarketData) -> Ints:
    """Gives the education."""
    return data.people.education.astype(np.int64)


def blocks(data: MarketData, rows: Ints) -> Bools:
    """Forbids vacancies that ask for more education than the person is known to have."""
    education = data.people.education[rows][:, None]
    found: Bools = (education >= 0) & (education < data.vacancies.education_min[None, :])
    return found


def change(data: MarketData, person: int, vacancies: Ints) -> Change:
    """The least education that opens a vacancy, and all that it opens."""
    wanted = data.vacancies.education_min[vacancies]
    names = [item.value for item in Education]
    facts = {
        "education": names[data.people.education[person]],
        "wanted": names[int(wanted.min())],
    }
    return Change(facts, vacancies[wanted == wanted.min()])


RULE = Rule("rule.education", person_class, blocks, change)
