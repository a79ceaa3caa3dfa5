"""Employers, lines and buses that open only with enough people."""

from collections.abc import Iterator

import numpy as np

from matching.columns.arrays import Ints
from matching.columns.market_data import MarketData
from matching.constraints.declared import Batch
from matching.constraints.keys import Ruled, positions
from matching.solvers.joint.forms import NO_ROW, Rows

CODE = "constraint.batch"


def batches_of(data: MarketData, batches: tuple[Batch, ...]) -> Iterator[tuple[Ruled, Ints, Ints]]:
    """Yields families of batches that share no vacancy, with the least and most people of each.

    A row holds exactly the people of its lot: none, or at least so many.

    Parameters
    ----------
    data
        The market.
    batches
        The batches; a vacancy may be in several. Those of vacancies not in the round fall away.
    """
    waiting = [batch for batch in batches if len(positions(data.vacancies.key, batch.vacancies))]
    while waiting:
        of_vacancy = np.full(len(data.vacancies), -1, np.int32)
        taken: list[Batch] = []
        left: list[Batch] = []
        for batch in waiting:
            lines = positions(data.vacancies.key, batch.vacancies)
            if (of_vacancy[lines] >= 0).any():
                left.append(batch)
            else:
                of_vacancy[lines] = len(taken)
                taken.append(batch)
        seats = np.zeros(len(taken), np.int64)
        np.add.at(seats, of_vacancy[of_vacancy >= 0], data.vacancies.seats[of_vacancy >= 0])
        least = np.array([batch.least for batch in taken], np.int64)
        yield (
            Ruled(_rows(data, of_vacancy, len(taken)), tuple(one.key for one in taken)),
            least,
            seats,
        )
        waiting = left


def _rows(data: MarketData, of_vacancy: np.ndarray, count: int) -> Rows:
    row = np.append(np.arange(count, dtype=np.int32), np.int32(NO_ROW))[None, :]
    none = np.zeros(count, np.int64)
    column = np.where(of_vacancy < 0, count, of_vacancy).astype(np.int32)
    return Rows(
        CODE,
        np.zeros(len(data.people), np.int32),
        column,
        row,
        np.ones_like(row, np.int64),
        none,
        none,
    )
