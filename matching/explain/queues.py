"""How many people stand before a person at a full vacancy, counted without listing pairs."""

from collections.abc import Iterator

import numpy as np

from matching.columns.arrays import Ints
from matching.explain.narrowed import among_vacancies
from matching.explain.solved_market import inverse
from matching.pairs.every_pair import scores_of_rows
from matching.pairs.market import LARGEST_SCORE, Market
from matching.pairs.plain import FORBIDDEN
from matching.pairs.scanner import Scanner

NOBODY_STANDS = 2**62
"""Length of the queue at a vacancy that a rule forbids."""

BLOCK_PAIRS = 5_000_000
"""Pairs written out together; bounds the memory."""


def queue_lengths(
    market: Market, surplus: Ints, asked: Ints, lowest: Ints
) -> Iterator[tuple[Ints, Ints, Ints]]:
    """Counts D_j(s_ij), the people k with s_kj - u_k >= s_ij, for some people i at all vacancies.

    Parameters
    ----------
    market
        The market.
    surplus
        u_k of each laborer; 0 for those asked about.
    asked
        Positions of the people i.
    lowest
        Of each vacancy their lowest score there; ``LARGEST_SCORE`` or more where there is none.

    Yields
    ------
    tuple
        A few vacancies, rising; and of the people by these vacancies the scores, ``FORBIDDEN``
        marked, and the lengths, ``NOBODY_STANDS`` there.
    """
    wanted = np.flatnonzero(lowest < LARGEST_SCORE)
    step = max(1, BLOCK_PAIRS // max(1, len(asked)))
    for start in range(0, len(wanted), step):
        vacancies = wanted[start : start + step]
        scanner = Scanner(among_vacancies(market, vacancies))
        score = _scores(scanner, asked)
        yield vacancies, score, _lengths(scanner, score, surplus, lowest[vacancies])


def _scores(scanner: Scanner, laborers: Ints) -> Ints:
    """Writes out scores in the order of the market."""
    folded = scanner.folded
    rows = scores_of_rows(folded, inverse(folded.laborer_at)[laborers])
    return rows[:, inverse(folded.vacancy_at)].astype(np.int64)


def _lengths(scanner: Scanner, score: Ints, surplus: Ints, lowest: Ints) -> Ints:
    """Ranks the scores asked about per vacancy and counts which of them each person reaches."""
    width = int(score.max(initial=0)) + 1
    at = np.flatnonzero(score.ravel() != FORBIDDEN)
    column = at % score.shape[1]
    key = column * width + score.ravel()[at]
    order = np.argsort(key, kind="stable")
    ranked, reached = key[order], np.zeros(len(key) + 1, np.int64)
    for keys in _rival_keys(scanner, surplus, lowest, width):
        reached += np.bincount(np.searchsorted(ranked, keys, side="right"), minlength=len(reached))
    before = np.cumsum(reached)
    end = np.searchsorted(ranked, (np.arange(score.shape[1]) + 1) * width)
    lengths = np.full(score.size, NOBODY_STANDS)
    lengths[at[order]] = before[end[column[order]]] - before[: len(key)]
    return lengths.reshape(score.shape)


def _rival_keys(scanner: Scanner, surplus: Ints, lowest: Ints, width: int) -> Iterator[Ints]:
    """Yields vacancy and net score of everybody who reaches the lowest score asked about there."""
    folded = scanner.folded
    best = np.empty(folded.laborer_count, np.int64)
    best[folded.laborer_at] = scanner.best_nets(lowest[folded.vacancy_at])
    rivals = np.flatnonzero(best >= surplus)
    step = max(1, BLOCK_PAIRS // max(1, folded.vacancy_count))
    for start in range(0, len(rivals), step):
        people = rivals[start : start + step]
        net = _scores(scanner, people) - surplus[people][:, None]
        row, column = np.nonzero(net >= lowest)
        # No higher than the highest score asked about: beyond it all are reached alike.
        # Sorted, so that ranking walks through memory in one direction.
        yield np.sort(column * width + np.minimum(net[row, column], width - 1))
