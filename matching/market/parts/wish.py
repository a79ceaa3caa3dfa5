"""How far the post is what the person wished for.

Half for the occupation, half for the place. A person who named no occupation, or no place, takes
any: that half is full. Domain row 24: wishes prefer, only exclusions and limits forbid.
"""

from functools import partial

import numpy as np

from matching.columns.arrays import Bools, Scores
from matching.columns.market_data import MarketData
from matching.market.coverage import occupations_covering, places_covering
from matching.market.lists import covered_table
from matching.market.part import FULL, ScorePart, scores
from matching.pairs.forms import ClassTable

HALF = FULL // 2
"""What each of the two wishes is worth. A choice: neither is known to matter more."""


def tables(data: MarketData) -> tuple[ClassTable, ...]:
    """Gives a half for each wish that is met or was not made: occupation, then place."""
    people, posts, context = data.people, data.vacancies, data.context
    occupations = partial(occupations_covering, context)
    places = partial(places_covering, context)
    return (
        covered_table(people.wished_occupation, posts.occupation, occupations, _half),
        covered_table(people.wished_place, posts.place, places, _half),
    )


def _half(is_met: Bools, has_none: Bools) -> Scores:
    return scores(HALF * (is_met | has_none).astype(np.int64))


PART = ScorePart("wish", tables)
