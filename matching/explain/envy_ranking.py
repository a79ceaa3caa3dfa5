"""How people rank posts themselves: by some parts of the score, or by the whole score."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np

from matching.columns.arrays import Ints
from matching.explain.board_errors import BoardError
from matching.explain.solved_market import inverse
from matching.pairs.every_pair import scores_of_rows
from matching.pairs.folded import Folded, folded
from matching.pairs.market import Market

OWN_PARTS = ("distance", "wage", "wish")
"""What a person can judge without the office: how far, what pay, and whether it was wished for."""

BLOCK_PAIRS = 4_000_000
"""Pairs written out together; bounds the memory."""


def ranking_by(market: Market, parts: Sequence[str]) -> Market:
    """Gives the market scored by some of its parts with their weights; its rules are the same.

    Parameters
    ----------
    market
        The market.
    parts
        Names of the parts that people go by.

    Raises
    ------
    BoardError
        ``no_such_part``.
    """
    if not set(parts) <= {part.name for part in market.parts}:
        raise BoardError(reason="no_such_part")
    return replace(market, parts=tuple(part for part in market.parts if part.name in parts))


class Rows:
    """Writes out what all vacancies are worth to some laborers, ``FORBIDDEN`` marked.

    Parameters
    ----------
    market
        The market; positions are its own.
    """

    def __init__(self, market: Market) -> None:
        self._folded: Folded = folded(market)
        self._laborer = inverse(self._folded.laborer_at)
        self._vacancy = inverse(self._folded.vacancy_at)

    def of(self, laborers: Ints) -> np.ndarray:
        """Gives int32 (laborers by all vacancies)."""
        rows: np.ndarray = scores_of_rows(self._folded, self._laborer[laborers])[:, self._vacancy]
        return rows


def in_blocks(market: Market, laborers: Ints) -> Iterator[Ints]:
    """Cuts laborers into blocks whose pairs fit the memory."""
    step = max(1, BLOCK_PAIRS // max(1, market.vacancy_count))
    for start in range(0, len(laborers), step):
        yield laborers[start : start + step]
