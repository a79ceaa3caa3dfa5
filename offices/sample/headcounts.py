"""Headcounts of vacancy lines: many small lines, a few very large ones, an exact total."""

import numpy as np

from offices.sample.draws import Integers

SPREAD = 1.1
"""Standard deviation of a headcount's logarithm; makes a tenth of the lines hold half the posts."""

LARGEST = 300


def draw_headcounts(rng: np.random.Generator, lines: int, seats: int) -> Integers:
    """Draws headcounts of 1 to 300 that add up to ``seats``.

    Raises
    ------
    ValueError
        If so many lines cannot hold so many posts.
    """
    if not lines <= seats <= lines * LARGEST:
        raise ValueError(f"{lines} lines cannot hold {seats} posts")
    drawn = rng.lognormal(0, SPREAD, lines)
    low, high = 0.0, float(seats * LARGEST)
    for _ in range(200):
        middle = (low + high) / 2
        if _rounded(drawn * middle).sum() > seats:
            high = middle
        else:
            low = middle
    headcounts = _rounded(drawn * low)
    # the rest, fewer than the lines that one step of the scale moves, goes to lines with room
    while (missing := seats - int(headcounts.sum())) > 0:
        room = np.flatnonzero(headcounts < LARGEST)[:missing]
        headcounts[room] += 1
    return headcounts


def _rounded(scaled: np.ndarray[tuple[int], np.dtype[np.float64]]) -> Integers:
    return np.clip(np.rint(scaled), 1, LARGEST).astype(np.int64)
