"""Paired regions that send and take alike, over all rounds."""

from collections.abc import Iterator

import numpy as np

from matching.columns.market_data import MarketData
from matching.constraints.declared import Reciprocity
from matching.constraints.keys import Ruled, people_from, posts_in
from matching.solvers.joint.forms import NO_ROW, Rows

CODE = "constraint.reciprocity"


def reciprocity_of(data: MarketData, pairs: tuple[Reciprocity, ...]) -> Iterator[Ruled]:
    """Yields a row for each pair: sent one way less the other, with what earlier rounds left.

    Parameters
    ----------
    data
        The market.
    pairs
        The pairs of places, neither inside the other.
    """
    for pair in pairs:
        sides = (pair.one, pair.other)
        people = sum(n * people_from(data, code) for n, code in enumerate(sides, start=1))
        posts = sum(n * posts_in(data, code) for n, code in enumerate(sides, start=1))
        row = np.full((3, 3), NO_ROW, np.int32)
        row[1, 2] = row[2, 1] = 0
        amount = np.zeros((3, 3), np.int64)
        amount[1, 2], amount[2, 1] = 1, -1
        yield Ruled(
            Rows(
                CODE,
                np.asarray(people, np.int32),
                np.asarray(posts, np.int32),
                row,
                amount,
                np.array([-pair.most_apart - pair.before], np.int64),
                np.array([pair.most_apart - pair.before], np.int64),
            ),
            (pair.key,),
        )
