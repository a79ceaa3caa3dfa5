"""Floors of groups: at least so many women, over 50, disabled, of remote counties placed."""

from collections.abc import Iterator

import numpy as np

from matching.columns.market_data import MarketData
from matching.constraints.declared import GroupFloor
from matching.constraints.keys import Ruled, one_row, positions

CODE = "constraint.floor"


def floors_of(data: MarketData, floors: tuple[GroupFloor, ...]) -> Iterator[Ruled]:
    """Yields a row for each group. Nothing of a floor enters a score.

    Parameters
    ----------
    data
        The market.
    floors
        The groups.
    """
    for floor in floors:
        people = np.zeros(len(data.people), np.bool_)
        people[positions(data.people.key, floor.people)] = True
        everywhere = np.ones(len(data.vacancies), np.bool_)
        yield Ruled(one_row(CODE, people, everywhere, floor.least, None), (floor.key,))
