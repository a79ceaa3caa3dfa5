"""Which places lie in which, and which occupations belong to which class."""

from collections.abc import Callable
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from matching.columns.arrays import Bools, Ints
from matching.columns.context import MarketContext

PLACE_SEPARATOR = "/"
"""Ends each step of a place's path."""

OCCUPATION_SEPARATOR = "-"
"""Stands between the steps of an occupation's code."""

KNOWN_CONTEXTS = 4
"""Lists of names whose lineage is kept: places and occupations of the last markets."""

Starts = Callable[[str], list[str]]
"""Gives a name and the names of all that covers it."""

Positions = npt.NDArray[np.integer]
"""Positions among the context's places or occupations, of any width."""


def places_covering(context: MarketContext, above: Positions, below: Positions) -> Bools:
    """Gives True (places above by places below) where the former covers the latter.

    Parameters
    ----------
    context
        The market's places; every place covers itself.
    above, below
        Positions among the context's places.
    """
    return _covers(context.place_paths, above, below, _path_starts)


def occupations_covering(context: MarketContext, above: Positions, below: Positions) -> Bools:
    """Gives True (classes above by occupations below) where the former covers the latter."""
    return _covers(context.occupations, above, below, _code_starts)


def held_by_places(context: MarketContext, counts: Ints) -> Ints:
    """Adds up over all that a place covers.

    Parameters
    ----------
    context
        The market's places; every place covers itself.
    counts
        A figure of each of the context's places.
    """
    own, covering = _lineage(context.place_paths, _path_starts)
    used = np.flatnonzero(counts)
    held = np.zeros(len(own) + 1, np.int64)  # the last for lines that are shorter than others
    for step in covering[used].T:
        np.add.at(held, step, counts[used])
    found: Ints = held[own]
    return found


def provinces(context: MarketContext) -> Ints:
    """Gives a number per place, equal for places of one province."""
    numbers: dict[str, int] = {}
    steps = (path.strip(PLACE_SEPARATOR).split(PLACE_SEPARATOR)[0] for path in context.place_paths)
    found = [numbers.setdefault(step, len(numbers)) for step in steps]
    return np.array(found, np.int64)


def _covers(names: tuple[str, ...], above: Positions, below: Positions, starts: Starts) -> Bools:
    own, covering = _lineage(names, starts)
    used, column_of_below = np.unique(below, return_inverse=True)
    covers = np.zeros((len(above), len(used)), np.bool_)
    for step in covering[used].T:
        covers |= own[above][:, None] == step[None, :]
    return covers[:, column_of_below]


@lru_cache(KNOWN_CONTEXTS)
def _lineage(names: tuple[str, ...], starts: Starts) -> tuple[Ints, Ints]:
    """Numbers the names, and gives the numbers of those that cover each, -1 for no further."""
    number: dict[str, int] = {}
    own = [number.setdefault(name, len(number)) for name in names]
    lines = [[number.get(start, -1) for start in starts(name)] for name in names]
    covering = np.full((len(names), max(map(len, lines), default=0)), -1, np.int64)
    for row, line in enumerate(lines):
        covering[row, : len(line)] = line
    return np.array(own, np.int64), covering


def _path_starts(path: str) -> list[str]:
    ends = [at + 1 for at, sign in enumerate(path) if sign == PLACE_SEPARATOR]
    return [path[:end] for end in ends[1:]]


def _code_starts(code: str) -> list[str]:
    steps = code.split(OCCUPATION_SEPARATOR)
    return [OCCUPATION_SEPARATOR.join(steps[:end]) for end in range(1, len(steps) + 1)]
