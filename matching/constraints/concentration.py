"""Not too many people of one home at one employer: gangs leave together."""

from collections.abc import Iterator

import numpy as np

from matching.columns.arrays import Ints
from matching.columns.market_data import MarketData
from matching.constraints.declared import Concentration
from matching.constraints.keys import Ruled
from matching.solvers.joint.forms import NO_ROW, UNLIMITED, Rows

CODE = "constraint.concentration"


def concentration_of(data: MarketData, limits: tuple[Concentration, ...]) -> Iterator[Ruled]:
    """Yields a row for each home and employer that could exceed a limit.

    Parameters
    ----------
    data
        The market.
    limits
        The limits.
    """
    for limit in limits:
        home = _many(data.people.home, np.ones(len(data.people), np.int64), limit.most)
        employer = _many(data.vacancies.employer, data.vacancies.seats, limit.most)
        homes, employers = int(home.max(initial=0)), int(employer.max(initial=0))
        row = np.full((homes + 1, employers + 1), NO_ROW, np.int32)
        row[1:, 1:] = np.arange(homes * employers).reshape(homes, employers)
        count = homes * employers
        if count:
            yield Ruled(
                Rows(
                    CODE,
                    home.astype(np.int32),
                    employer.astype(np.int32),
                    row,
                    np.ones_like(row, np.int64),
                    np.full(count, -UNLIMITED, np.int64),
                    np.full(count, limit.most, np.int64),
                ),
                (limit.key,) * count,
            )


def _many(column: np.ndarray, weight: Ints, most: int) -> Ints:
    """Numbers from 1 the values that weigh more than the limit, 0 for all others."""
    _, of_row = np.unique(column, return_inverse=True)
    total = np.bincount(of_row.reshape(-1), weights=weight).astype(np.int64)
    number = np.where(total > most, np.cumsum(total > most), 0)
    return number[of_row.reshape(-1)].astype(np.int64)
