"""How near the post is to home.

``1000 H / (H + d)`` with the distance d and the half-way distance H. A choice, not an estimate:
decreasing, steep where a visit home changes from a day to a weekend, flat where one train journey
is as long as another; inside a county nearly full, Hunan to the Pearl River Delta about 400.
"""

import numpy as np

from matching.columns.arrays import Ints, Scores
from matching.columns.market_data import MarketData
from matching.market.classes import class_table, numbered
from matching.market.part import FULL, ScorePart, scores
from matching.pairs.forms import ClassTable

HALF_WAY_M = 500_000
"""Metres at which the part is 500: about a day's journey with a change. A choice."""


def tables(data: MarketData) -> tuple[ClassTable, ...]:
    """Gives the nearness by the home's row and the place's column of distances."""
    context = data.context
    row, column = context.home_index[data.people.home], context.work_index[data.vacancies.place]
    homes, works = numbered(row), numbered(column)

    def nearness(people: Ints) -> Scores:
        metres = context.distance_m[row[people]][:, column[works.example]].astype(np.int64)
        return scores(FULL * HALF_WAY_M // (HALF_WAY_M + metres))

    return (class_table(homes, works, nearness),)


PART = ScorePart("distance", tables)
