"""How far the post is what the person wished for.

Half for the occupation, half for the place. A person who named no occupation, or no place, takes
any: that half is full. Domain row 24: wishes prefer, only exclusions and limits forbid.
"""

import numpy as np

from matching.columns.arrays import Bools, Ints, Scores
from matching.columns.market_data import MarketData
from matching.columns.ragged import Ragged
from matching.market.classes import list_ids
from matching.market.coverage import (
    any_of_lists,
    occupations_covering_vacancies,
    places_covering_vacancies,
)
from matching.market.part import FULL, ScorePart, scores

HALF = FULL // 2
"""What each of the two wishes is worth. A choice: neither is known to matter more."""


def person_class(data: MarketData) -> Ints:
    """Gives the lists of wished occupations and places."""
    lists = (data.people.wished_occupation, data.people.wished_place)
    return np.stack([list_ids(wished) for wished in lists], axis=1)


def values(data: MarketData, rows: Ints) -> Scores:
    """Gives a half for each wish that is met or was not made."""
    people = data.people
    occupation = _is_met(people.wished_occupation, rows, occupations_covering_vacancies(data))
    place = _is_met(people.wished_place, rows, places_covering_vacancies(data))
    return scores(HALF * (occupation.astype(np.int64) + place))


def _is_met(wished: Ragged, rows: Ints, covers: Bools) -> Bools:
    has_none = (wished.counts()[rows] == 0)[:, None]
    found: Bools = has_none | any_of_lists(wished, rows, covers)
    return found


PART = ScorePart("wish", person_class, values)
