"""Which places and occupations cover which vacancies, and which lists of a person meet them."""

import numpy as np

from matching.columns.arrays import Bools, Ints
from matching.columns.context import MarketContext
from matching.columns.market_data import MarketData
from matching.columns.ragged import Ragged

PLACE_SEPARATOR = "/"
"""Ends each step of a place's path."""

OCCUPATION_SEPARATOR = "-"
"""Stands between the steps of an occupation's code."""


def places_above(context: MarketContext, place: int) -> list[int]:
    """Gives the positions of the places that cover a place, itself included."""
    path = context.place_paths[place]
    return [
        index for index, above in enumerate(context.place_paths) if above and path.startswith(above)
    ]


def places_covering_vacancies(data: MarketData) -> Bools:
    """Gives True (places by vacancies) where the place covers the place of work."""
    context, places = data.context, data.vacancies.place
    covers = np.zeros((len(context.place_paths), len(places)), np.bool_)
    for place in np.unique(places).tolist():
        above = np.array(places_above(context, place), np.int64)
        covers[np.ix_(above, np.flatnonzero(places == place))] = True
    return covers


def occupations_covering_vacancies(data: MarketData) -> Bools:
    """Gives True (occupations by vacancies) where the class covers the vacancy's occupation."""
    codes, wanted = data.context.occupations, data.vacancies.occupation
    covers = np.zeros((len(codes), len(wanted)), np.bool_)
    for occupation in np.unique(wanted).tolist():
        code = codes[occupation]
        above = [
            index
            for index, other in enumerate(codes)
            if code == other or code.startswith(other + OCCUPATION_SEPARATOR)
        ]
        covers[np.ix_(np.array(above, np.int64), np.flatnonzero(wanted == occupation))] = True
    return covers


def any_of_lists(lists: Ragged, rows: Ints, covers: Bools) -> Bools:
    """Gives True (rows by vacancies) where any value of the row's list covers the vacancy.

    Parameters
    ----------
    lists
        A list per person, of positions in the first axis of ``covers``.
    rows
        The people asked about.
    covers
        Values by vacancies.
    """
    found = np.zeros((len(rows), covers.shape[1]), np.bool_)
    starts, counts = lists.offsets[rows], lists.counts()[rows]
    for position in range(int(counts.max(initial=0))):
        longer = np.flatnonzero(counts > position)
        found[longer] |= covers[lists.values[starts[longer] + position]]
    return found


def provinces(context: MarketContext) -> Ints:
    """Gives a number per place, equal for places of one province."""
    numbers: dict[str, int] = {}
    steps = (path.strip(PLACE_SEPARATOR).split(PLACE_SEPARATOR)[0] for path in context.place_paths)
    found = [numbers.setdefault(step, len(numbers)) for step in steps]
    return np.array(found, np.int64)
