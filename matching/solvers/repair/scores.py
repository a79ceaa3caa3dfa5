"""Where a repair asks what pairs are worth: one laborer's row or one vacancy's column at a time."""

from typing import Protocol

import numpy as np
import numpy.typing as npt

from matching.columns.arrays import Ints
from matching.pairs.market import Market
from matching.pairs.plain import scores_of_block

Line = npt.NDArray[np.int32]
"""Scores of one laborer's or one vacancy's pairs, -1 where a pair is forbidden."""


class PairScores(Protocol):
    """Tells the score of pairs, none of which is listed. Every line is a fresh array."""

    def row(self, laborer: int) -> Line:
        """Gives s_ij of one laborer over all vacancies.

        Parameters
        ----------
        laborer
            The laborer i.
        """

    def column(self, vacancy: int) -> Line:
        """Gives s_ij of one vacancy over all laborers.

        Parameters
        ----------
        vacancy
            The vacancy j.
        """


class PlainScores:
    """Reads a market's declarations in plain numpy: slow and obvious.

    Parameters
    ----------
    market
        The market.
    """

    def __init__(self, market: Market) -> None:
        self._market = market
        self._laborers: Ints = np.arange(market.laborer_count, dtype=np.int64)
        self._vacancies: Ints = np.arange(market.vacancy_count, dtype=np.int64)

    def row(self, laborer: int) -> Line:
        """Gives s_ij of one laborer over all vacancies."""
        block = scores_of_block(
            self._market, self._laborers[laborer : laborer + 1], self._vacancies
        )
        line: Line = block[0].astype(np.int32)
        return line

    def column(self, vacancy: int) -> Line:
        """Gives s_ij of one vacancy over all laborers."""
        only = self._vacancies[vacancy : vacancy + 1]
        block = scores_of_block(self._market, self._laborers, only)
        line: Line = block[:, 0].astype(np.int32)
        return line
