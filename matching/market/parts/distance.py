"""How near the post is to home.

``1000 H / (H + d)`` with the distance d and the half-way distance H. A choice, not an estimate:
decreasing, steep where a visit home changes from a day to a weekend, flat where one train journey
is as long as another; inside a county nearly full, Hunan to the Pearl River Delta about 400.
"""

import numpy as np

from matching.columns.arrays import Ints, Scores
from matching.columns.market_data import MarketData
from matching.market.part import FULL, ScorePart, scores

HALF_WAY_M = 500_000
"""Metres at which the part is 500: about a day's journey with a change. A choice."""


def person_class(data: MarketData) -> Ints:
    """Gives the home's row of distances."""
    return data.context.home_index[data.people.home].astype(np.int64)


def distances_m(data: MarketData, rows: Ints) -> Ints:
    """Gives the metres between homes and places of work (rows by vacancies)."""
    context = data.context
    homes = context.home_index[data.people.home[rows]]
    works = context.work_index[data.vacancies.place]
    return context.distance_m[homes][:, works].astype(np.int64)


def values(data: MarketData, rows: Ints) -> Scores:
    """Gives the nearness."""
    return scores(FULL * HALF_WAY_M // (HALF_WAY_M + distances_m(data, rows)))


PART = ScorePart("distance", person_class, values)
