"""Posts kept for people of partner regions.

Domain row 18: a vacancy for pairs only wants a pair in force on the policy date whose origin covers
the home and whose destination covers the place of work.
"""

import numpy as np

from matching.columns.arrays import Bools, Ints
from matching.columns.market_data import MarketData
from matching.market.rule import Rule


def person_class(data: MarketData) -> Ints:
    """Gives the home."""
    return data.people.home.astype(np.int64)


def blocks(data: MarketData, rows: Ints) -> Bools:
    """Forbids vacancies for pairs only where no pair joins home and place of work."""
    paths = np.array(data.context.place_paths, dtype=np.str_)
    homes, inverse = np.unique(data.people.home[rows], return_inverse=True)
    works, work_inverse = np.unique(data.vacancies.place, return_inverse=True)
    is_joined = np.zeros((len(homes), len(works)), np.bool_)
    for origin, destination in data.context.pairs:
        starts = np.strings.startswith(paths[homes], origin)
        ends = np.strings.startswith(paths[works], destination)
        is_joined |= starts[:, None] & ends[None, :]
    found: Bools = data.vacancies.is_for_pairs_only[None, :] & ~is_joined[inverse][:, work_inverse]
    return found


RULE = Rule("rule.pairs", person_class, blocks, is_personal=False)
