"""The candidate arcs: every pair that no rule forbids, with its score."""

from dataclasses import dataclass
from typing import TypeVar

import numpy as np
import numpy.typing as npt

from matching.columns.arrays import Ints
from matching.columns.market_data import MarketData
from matching.market.blocked import blocked_by_rule
from matching.market.declared import market_of
from matching.market.judged import is_forbidden_to, worth_of_pairs
from matching.market.progress import SILENT, Progress
from matching.market.rule import RuleStatus
from matching.market.rules.registry import RULES
from matching.market.weights import DEFAULT_WEIGHTS, Weights
from matching.pairs.market import Market

CHUNK_CELLS = 2_000_000
"""Pairs looked at together; their arrays fit the processor's cache. The result does not depend."""

STEP = "arcs"
"""The step's code in progress reports."""

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
    arcs_of_laborer
        How many arcs each person has.
    arcs_of_vacancy
        How many arcs each vacancy has.
    blocked_by_rule
        Pairs that each rule forbids, by its code; a pair forbidden by several counts for each.
    status_by_rule
        Whether each rule is in force, by its code.
    data
        The market's columns.
    market
        The rules and parts behind the arcs, for explanations.
    """

    arc_laborer: npt.NDArray[np.int32]
    arc_vacancy: npt.NDArray[np.int32]
    arc_score: Ints
    arcs_of_laborer: Ints
    arcs_of_vacancy: Ints
    blocked_by_rule: dict[str, int]
    status_by_rule: dict[str, RuleStatus]
    data: MarketData
    market: Market

    def __len__(self) -> int:
        return len(self.arc_score)


def candidate_arcs(
    data: MarketData,
    weights: Weights = DEFAULT_WEIGHTS,
    *,
    progress: Progress = SILENT,
    chunk_cells: int = CHUNK_CELLS,
) -> CandidateArcs:
    """Finds every pair that no rule forbids and scores it.

    Parameters
    ----------
    data
        The market.
    weights
        The weights of the score's parts.
    progress
        Told after each chunk how many people are behind.
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
        progress.report(STEP, int(rows[-1]) + 1, people)
    laborer = _joined(found_people, np.dtype(np.int32))
    vacancy = _joined(found_vacancies, np.dtype(np.int32))
    return CandidateArcs(
        arc_laborer=laborer,
        arc_vacancy=vacancy,
        arc_score=_joined(found_scores, np.dtype(np.int64)),
        arcs_of_laborer=np.bincount(laborer, minlength=people).astype(np.int64),
        arcs_of_vacancy=np.bincount(vacancy, minlength=vacancies).astype(np.int64),
        blocked_by_rule=blocked_by_rule(market),
        status_by_rule={rule.code: rule.status(data) for rule in RULES},
        data=data,
        market=market,
    )


def _joined(chunks: list[npt.NDArray[Number]], dtype: np.dtype[Number]) -> npt.NDArray[Number]:
    """Joins chunks and lets go of them, so that only one column is held twice at a time."""
    joined = np.concatenate([np.zeros(0, dtype), *chunks])
    chunks.clear()
    return joined
