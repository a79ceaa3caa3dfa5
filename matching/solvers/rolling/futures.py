"""Who may still come: people of earlier seasons, in the numbers of an average season."""

from collections.abc import Sequence

import numpy as np

from matching.solvers.rolling.arrivals import Arrivals, joined, people_at


def drawn_futures(
    history: Sequence[Arrivals], week: int, futures: int, rng: np.random.Generator
) -> Arrivals:
    """Draws the people of several possible futures, all in one group.

    Everybody of the earlier seasons who came after this week is drawn K / S times on average (K
    futures, S seasons), rounded up or down at random, apart from everybody else.

    Parameters
    ----------
    history
        Arrivals of earlier seasons, weeks counted alike, with their arcs to today's posts; at
        least one.
    week
        The current week.
    futures
        K.
    rng
        Source of the draws.
    """
    past = joined(history)
    later = np.flatnonzero(past.arrival_week > week)
    whole, rest = divmod(futures, len(history))
    drawn = whole + (rng.random(later.size) * len(history) < rest)
    return people_at(past, np.repeat(later, drawn))
