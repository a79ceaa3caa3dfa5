"""The regions from which the employer recruits; none named means everywhere."""

import numpy as np

from matching.columns.arrays import Bools, Ints
from matching.columns.market_data import MarketData
from matching.market.coverage import places_above
from matching.market.rule import Rule


def person_class(data: MarketData) -> Ints:
    """Gives the home."""
    return data.people.home.astype(np.int64)


def blocks(data: MarketData, rows: Ints) -> Bools:
    """Forbids vacancies whose named regions do not cover the home."""
    named = data.vacancies.recruits_from
    places, vacancies = named.values, named.rows_of_values()
    homes, inverse = np.unique(data.people.home[rows], return_inverse=True)
    is_barred = np.zeros((len(homes), len(data.vacancies)), np.bool_)
    is_barred[:, named.counts() > 0] = True
    for row, home in enumerate(homes.tolist()):
        above = places_above(data.context, home)
        is_barred[row, vacancies[np.isin(places, above)]] = False
    found: Bools = is_barred[inverse]
    return found


RULE = Rule("rule.recruits_from", person_class, blocks, is_personal=False)
