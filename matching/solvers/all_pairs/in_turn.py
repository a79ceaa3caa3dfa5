"""Today's practice as a plan: one person after the other takes the best of what is left."""

import numpy as np

from matching.columns.arrays import Ints
from matching.pairs.every_pair import scores_of_rows
from matching.pairs.folded import Folded
from matching.solvers.solution import NOBODY

CELLS_TOGETHER = 4_000_000
"""Pairs whose scores are held at a time; bounds the memory."""


def plan_in_turn(market: Folded) -> Ints:
    """Gives each laborer, in the market's order, the best feasible vacancy with a free seat.

    Equal scores go by the earlier vacancy of the market. All pairs are looked at, none is listed.

    Parameters
    ----------
    market
        The market, folded.

    Returns
    -------
    Ints
        The vacancy of each laborer in the market's order, ``NOBODY`` where none was left.
    """
    folded_at = np.empty_like(market.laborer_at)
    folded_at[market.laborer_at] = np.arange(market.laborer_count)
    free = np.empty_like(market.seats)
    free[market.vacancy_at] = market.seats
    plan = np.full(market.laborer_count, NOBODY, np.int64)
    if not market.vacancy_count:
        return plan
    step = max(1, CELLS_TOGETHER // market.vacancy_count)
    for start in range(0, market.laborer_count, step):
        laborers = np.arange(start, min(start + step, market.laborer_count))
        scores = np.empty((len(laborers), market.vacancy_count), np.int32)
        scores[:, market.vacancy_at] = scores_of_rows(market, folded_at[laborers])
        scores[:, free == 0] = NOBODY
        for laborer, row in zip(laborers.tolist(), scores, strict=True):
            best = int(row.argmax())
            if row[best] < 0:
                continue
            plan[laborer] = best
            free[best] -= 1
            if not free[best]:
                scores[:, best] = NOBODY
    return plan
