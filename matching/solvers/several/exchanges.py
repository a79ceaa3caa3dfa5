"""The way from one plan to another, taken apart into exchanges of which any may be left out.

Everybody who moves is a step from one vacancy to another. A vacancy that more people leave than
enter begins as many ways as the difference, one that more enter ends as many; staying out is no
vacancy and ends every way that comes there. A way that comes back to where it was closes a ring,
which is an exchange of its own. Whatever exchanges are made, a vacancy holds no more people than in
the fuller of both plans, so every choice of them is a plan.
"""

import numpy as np

from matching.solvers.integers import IntArray
from matching.solvers.solution import NOBODY

Exchange = tuple[int, ...]
"""The laborers who move."""


def exchanges(old: IntArray, new: IntArray) -> tuple[Exchange, ...]:
    """Takes the difference of two plans apart.

    Parameters
    ----------
    old, new
        The vacancy of each laborer, -1 for nobody; both within the same seats.

    Returns
    -------
    tuple of Exchange
        Everybody who moves is in one of them.
    """
    leaving = _leaving(old, new)
    starts = _starts(old, new)
    found: list[Exchange] = []
    for start in starts:
        found += _walked(start, leaving, new)
    for start in sorted(leaving):
        while leaving[start]:
            found += _walked(start, leaving, new)
    return tuple(found)


def exchanged(old: IntArray, new: IntArray, made: IntArray) -> IntArray:
    """Gives the old plan after some people have moved to where the new one has them.

    Parameters
    ----------
    old, new
        Both plans.
    made
        Who moves: the laborers of whole exchanges.
    """
    plan = old.copy()
    plan[made] = new[made]
    return plan


def _leaving(old: IntArray, new: IntArray) -> dict[int, list[int]]:
    """Lists the laborers who leave each vacancy, the first one last."""
    leaving: dict[int, list[int]] = {}
    for laborer in np.flatnonzero(old != new)[::-1].tolist():
        leaving.setdefault(int(old[laborer]), []).append(laborer)
    return leaving


def _starts(old: IntArray, new: IntArray) -> list[int]:
    """Gives each vacancy as often as ways begin there; who had none begins one each."""
    size = int(max(old.max(initial=NOBODY), new.max(initial=NOBODY))) + 2
    moved = np.flatnonzero(old != new)
    less = np.bincount(old[moved] + 1, minlength=size) - np.bincount(new[moved] + 1, minlength=size)
    less[0] = np.count_nonzero(old[moved] == NOBODY)
    begins = np.maximum(less, 0)
    at: list[int] = np.repeat(np.arange(size) - 1, begins).tolist()
    return at


def _walked(start: int, leaving: dict[int, list[int]], new: IntArray) -> list[Exchange]:
    """Follows people from a vacancy on until none is left to follow, cutting rings off."""
    found: list[Exchange] = []
    way: list[int] = []
    passed = [start]
    at = start
    while leaving.get(at):
        laborer = leaving[at].pop()
        way.append(laborer)
        at = int(new[laborer])
        if at == NOBODY:
            break
        if at in passed:
            first = passed.index(at)
            found.append(tuple(way[first:]))
            del way[first:], passed[first + 1 :]
        else:
            passed.append(at)
    if way:
        found.append(tuple(way))
    return found
