"""Couples' rooms, counted by employer."""

import numpy as np

from matching.columns.market_data import MarketData
from matching.constraints.declared import Rooms, Together
from matching.constraints.keys import Ruled, positions
from matching.solvers.joint.forms import NO_ROW, UNLIMITED, Rows

CODE = "constraint.rooms"

NO_ROOMS = "rooms.none"
"""Key of the row that keeps couples from employers without rooms."""


def rooms_of(
    data: MarketData, together: tuple[Together, ...], rooms: tuple[Rooms, ...]
) -> Ruled | None:
    """Counts each couple who want a room once, by the first of them; None where nobody does.

    Parameters
    ----------
    data
        The market.
    together, rooms
        The groups and the employers' rooms.
    """
    couple = np.zeros(len(data.people), np.int32)
    for group in together:
        members = positions(data.people.key, group.people)
        if group.needs_room and len(members) > 1:
            couple[members[0]] = 1
    if not couple.any():
        return None
    row_of = {line.employer: number for number, line in enumerate(rooms, start=1)}
    employer = np.array([row_of.get(key, 0) for key in data.vacancies.employer.tolist()], np.int32)
    row = np.full((2, len(rooms) + 1), NO_ROW, np.int32)
    row[1] = np.arange(len(rooms) + 1)
    most = [0, *(UNLIMITED if line.rooms is None else line.rooms for line in rooms)]
    return Ruled(
        Rows(
            CODE,
            couple,
            employer,
            row,
            np.ones_like(row, np.int64),
            np.full(len(most), -UNLIMITED, np.int64),
            np.array(most, np.int64),
        ),
        (NO_ROOMS, *(line.key for line in rooms)),
    )
