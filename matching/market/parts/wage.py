"""How well the post pays among the posts of this market.

The share, per mille, of the vacancies with a stated wage that pay less, ties counting half. A rank
instead of fen: the same in any year and region, and one advert with a dreamt-up wage moves nobody.
The lower end of the range counts, which everybody gets; without a stated wage the part is 0, so
that no offer gains by silence.
"""

import numpy as np

from matching.columns.arrays import Ints
from matching.columns.market_data import MarketData
from matching.market.classes import class_table, numbered
from matching.market.part import FULL, ScorePart, scores
from matching.market.rules.minimum_wage import lowest_wage_fen
from matching.pairs.forms import ClassTable


def ranks(data: MarketData) -> Ints:
    """Gives each vacancy's rank by wage, per mille."""
    wages = lowest_wage_fen(data)
    stated = np.sort(wages[wages >= 0])
    below = np.searchsorted(stated, wages, side="left")
    up_to = np.searchsorted(stated, wages, side="right")
    rank = FULL * (below + up_to) // max(1, 2 * len(stated))
    return np.where(wages >= 0, rank, 0)


def tables(data: MarketData) -> tuple[ClassTable, ...]:
    """Gives the rank of the vacancy's wage, equal for all people."""
    rank, everybody = ranks(data), numbered(np.zeros(len(data.people), np.int64))
    paid = numbered(rank)
    row = scores(rank[paid.example])
    return (class_table(everybody, paid, lambda people: np.tile(row, (len(people), 1))),)


PART = ScorePart("wage", tables)
