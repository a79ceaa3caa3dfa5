"""Every pair that no rule forbids, listed with its score: for a few people, to show and to check.

A whole market is never listed; the solver and the explanations look at its pairs as they need them.
"""

from dataclasses import dataclass
from typing import TypeVar

import numpy as np
import numpy.typing as npt

from matching.columns.arrays import Ints
from matching.columns.market_data import MarketData
from matching.market.declared import market_of
from matching.market.judged import is_forbidden_to, worth_of_pairs
from matching.market.weights import DEFAULT_WEIGHTS, Weights
from matching.pairs.market import Market

CHUNK_CELLS = 2_000_000
"""Pairs looked at together; their arrays fit the processor's cache. The result does not depend."""

Number = TypeVar("Number", bound=np.generic)


@dataclass(frozen=True, slots=True, eq=False)
class CandidateArcs:
    """All feasible pairs of a market, by person and then by vacancy.

    Parameters
    ----------
    arc_laborer, arc_vacancy
        Positions of the person and the vacancy, int32.
    arc_score
        0 to 1,000,000, int64.
    data
        The market's columns.
    market
        The rules and parts behind the arcs.
    """

    arc_laborer: npt.NDArray[np.int32]
    arc_vacancy: npt.NDArray[np.int32]
    arc_score: Ints
    data: MarketData
    market: Market

    def __len__(self) -> int:
        return len(self.arc_score)


def candidate_arcs(
    data: MarketData, weights: Weights = DEFAULT_WEIGHTS, *, chunk_cells: int = CHUNK_CELLS
) -> CandidateArcs:
    """Finds every pair that no rule forbids and scores it.

    Parameters
    ----------
    data
        The market; its feasible pairs must fit the memory.
    weights
        The weights of the score's parts.
    chunk_cells
        Pairs looked at together; bounds the memory beside the result.
    """
    market = market_of(data, weights)
    people, vacancies = len(data.people), len(data.vacancies)
    step = max(1, chunk_cells // max(1, vacancies))
    found_people: list[npt.NDArray[np.int32]] = []
    found_vacancies: list[npt.NDArray[np.int32]] = []
    found_scores: list[Ints] = []
    for start in range(0, people, step):
        rows = np.arange(start, min(start + step, people), dtype=np.int64)
        row, column = np.nonzero(~is_forbidden_to(market, rows))
        found_people.append((row + start).astype(np.int32))
        found_vacancies.append(column.astype(np.int32))
        found_scores.append(worth_of_pairs(market, row + start, column))
    return CandidateArcs(
        arc_laborer=_joined(found_people, np.dtype(np.int32)),
        arc_vacancy=_joined(found_vacancies, np.dtype(np.int32)),
        arc_score=_joined(found_scores, np.dtype(np.int64)),
        data=data,
        market=market,
    )


def _joined(chunks: list[npt.NDArray[Number]], dtype: np.dtype[Number]) -> npt.NDArray[Number]:
    """Joins chunks and lets go of them, so that only one column is held twice at a time."""
    joined = np.concatenate([np.zeros(0, dtype), *chunks])
    chunks.clear()
    return joined
