"""Which places and occupations cover which vacancies, and which lists of a person meet them."""

from collections.abc import Callable

import numpy as np
import numpy.typing as npt

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
    return _positions(_path_starts(context.place_paths[place]), _index(context.place_paths))


def places_covering_vacancies(data: MarketData, vacancies: Ints | None = None) -> Bools:
    """Gives True (places by vacancies) where the place covers the place of work.

    Parameters
    ----------
    data
        The market.
    vacancies
        The vacancies asked about, all if left out.
    """
    paths, places = data.context.place_paths, data.vacancies.place
    return _covers(paths, places if vacancies is None else places[vacancies], _path_starts)


def occupations_covering_vacancies(data: MarketData, vacancies: Ints | None = None) -> Bools:
    """Gives True (occupations by vacancies) where the class covers the vacancy's occupation."""
    codes, wanted = data.context.occupations, data.vacancies.occupation
    return _covers(codes, wanted if vacancies is None else wanted[vacancies], _code_starts)


def _covers(
    names: tuple[str, ...],
    members: npt.NDArray[np.int32],
    starts: Callable[[str], list[str]],
) -> Bools:
    index = _index(names)
    used, inverse = np.unique(members, return_inverse=True)
    covers = np.zeros((len(names), len(used)), np.bool_)
    for column, member in enumerate(used.tolist()):
        covers[_positions(starts(names[member]), index), column] = True
    return covers[:, inverse]


def _index(names: tuple[str, ...]) -> dict[str, list[int]]:
    index: dict[str, list[int]] = {}
    for position, name in enumerate(names):
        index.setdefault(name, []).append(position)
    return index


def _positions(names: list[str], index: dict[str, list[int]]) -> list[int]:
    return [position for name in names for position in index.get(name, ())]


def _path_starts(path: str) -> list[str]:
    ends = [at + 1 for at, sign in enumerate(path) if sign == PLACE_SEPARATOR]
    return [path[:end] for end in ends[1:]]


def _code_starts(code: str) -> list[str]:
    steps = code.split(OCCUPATION_SEPARATOR)
    return [OCCUPATION_SEPARATOR.join(steps[:end]) for end in range(1, len(steps) + 1)]


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
