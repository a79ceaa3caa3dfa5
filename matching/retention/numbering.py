"""Numbers ids from 0 in rising order, by one look each where they lie close together."""

import numpy as np

from matching.columns.arrays import Ints

DENSE_SPAN = 1 << 22
"""Ids within so wide a span are found by one look into a table, others by sorting or bisection."""


def numbered(ids: Ints) -> tuple[Ints, Ints]:
    """Gives the distinct ids, rising, and the number of each row's id among them.

    Parameters
    ----------
    ids
        int64 (n,).
    """
    if not len(ids):
        return np.zeros(0, np.int64), np.zeros(0, np.int64)
    first, last = int(ids.min()), int(ids.max())
    if last - first >= DENSE_SPAN:
        known, at = np.unique(ids, return_inverse=True)
        return known, at.astype(np.int64)
    is_there = np.zeros(last - first + 1, np.bool_)
    is_there[ids - first] = True
    number = np.cumsum(is_there) - 1
    return np.flatnonzero(is_there) + first, number[ids - first]
