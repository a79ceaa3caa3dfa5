"""Every pair's score in blocks of laborers, with the problem's patches."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from matching.columns.arrays import Ints
from matching.pairs.every_pair import scores_of_rows
from matching.pairs.folded import Folded, folded
from matching.pairs.plain import FORBIDDEN, scores_of_pairs
from matching.solvers.joint.problem import JointProblem

BLOCK_PAIRS = 4_000_000
"""Pairs written out together; bounds the memory."""

Int32s = npt.NDArray[np.int32]


@dataclass(frozen=True, slots=True, eq=False)
class DenseScores:
    """Scores of all pairs, computed block by block; positions are the market's own.

    Parameters
    ----------
    problem
        The problem.
    folded
        Its market, folded.
    folded_laborer
        Where each laborer of the market stands in the folded order.
    column_of
        Where each vacancy of the market stands in the folded order.
    """

    problem: JointProblem
    folded: Folded
    folded_laborer: Ints
    column_of: Ints

    def block(self, laborers: Ints) -> Int32s:
        """Gives s_ij of some laborers by the folded vacancies, ``FORBIDDEN`` marked."""
        scores = scores_of_rows(self.folded, self.folded_laborer[laborers])
        patches = self.problem.patches
        if len(patches.laborer):
            row_of = np.full(self.problem.market.laborer_count, -1)
            row_of[laborers] = np.arange(len(laborers))
            here = np.flatnonzero(row_of[patches.laborer] >= 0)
            rows, columns = row_of[patches.laborer[here]], self.column_of[patches.vacancy[here]]
            scores[rows, columns] = np.maximum(patches.score[here], FORBIDDEN)
        if patches.least_score is not None:
            scores[scores < patches.least_score[laborers][:, None]] = FORBIDDEN
        if self.problem.worth is not None:
            scores[scores >= 0] = self.problem.worth
        return scores

    def blocks(self, laborers: Ints) -> Iterator[Ints]:
        """Cuts some laborers into blocks that fit the memory."""
        step = max(1, BLOCK_PAIRS // max(1, self.problem.market.vacancy_count))
        for start in range(0, len(laborers), step):
            yield laborers[start : start + step]

    def of_pairs(self, laborers: Ints, vacancies: Ints) -> Ints:
        """Gives s_ij of single pairs, ``FORBIDDEN`` where a rule or a patch forbids."""
        return patched_scores(self.problem, laborers, vacancies)


def dense_scores(problem: JointProblem) -> DenseScores:
    """Prepares the scores of a problem's pairs."""
    order = folded(problem.market)
    laborer, column = np.empty(len(order.laborer_at), np.int64), np.empty_like(problem.market.seats)
    laborer[order.laborer_at] = np.arange(len(laborer))
    column[order.vacancy_at] = np.arange(len(column))
    return DenseScores(problem, order, laborer, column)


def patched_scores(problem: JointProblem, laborers: Ints, vacancies: Ints) -> Ints:
    """Gives s_ij of single pairs straight from the declarations and the patches."""
    market, patches = problem.market, problem.patches
    score = scores_of_pairs(market, laborers, vacancies)
    if len(patches.laborer):
        width = market.vacancy_count
        key, patched = laborers * width + vacancies, patches.laborer * width + patches.vacancy
        order = np.argsort(patched)
        at = np.minimum(np.searchsorted(patched[order], key), len(order) - 1)
        found = patched[order][at] == key
        score[found] = np.maximum(patches.score[order][at[found]], FORBIDDEN)
    if patches.least_score is not None:
        score[score < patches.least_score[laborers]] = FORBIDDEN
    if problem.worth is not None:
        score[score >= 0] = problem.worth
    return score
