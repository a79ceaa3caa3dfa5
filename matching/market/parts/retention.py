"""How many of earlier people stayed: the shrunk share of ``matching.retention``.

By employer, county of origin and occupation of the post. Nobody's own leaving enters it.
"""

import numpy as np

from matching.columns.arrays import Ints, Scores
from matching.columns.market_data import MarketData
from matching.market.part import ScorePart, scores
from matching.retention.origins import county_of_places
from matching.retention.shares import retention_of


def person_class(data: MarketData) -> Ints:
    """Gives the county of the home."""
    return county_of_places(data.context)[data.people.home]


def values(data: MarketData, rows: Ints) -> Scores:
    """Gives the share per mille."""
    counties, inverse = np.unique(person_class(data)[rows], return_inverse=True)
    return scores(retention_of(data, counties).share_per_mille[inverse].astype(np.int64))


PART = ScorePart("retention", person_class, values)
