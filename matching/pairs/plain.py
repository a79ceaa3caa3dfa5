"""What pairs are worth, evaluated in plain numpy straight from the declarations.

Slow and obvious: the compiled kernel is held against it, and a proof is checked with it.
"""

import numpy as np

from matching.columns.arrays import Bools, Ints
from matching.pairs.market import Market

FORBIDDEN = -1
"""Stands for the score of a forbidden pair."""


def is_forbidden(market: Market, laborers: Ints, vacancies: Ints) -> Bools:
    """Gives True for each single pair that a rule forbids."""
    found = np.zeros(len(laborers), np.bool_)
    for rule in market.rules:
        found |= rule.of_pairs(laborers, vacancies)
    return found


def scores_of_pairs(market: Market, laborers: Ints, vacancies: Ints) -> Ints:
    """Gives the score s_ij of single pairs, ``FORBIDDEN`` where a rule forbids the pair."""
    score = np.zeros(len(laborers), np.int64)
    for part in market.parts:
        score += part.weight * part.of_pairs(laborers, vacancies)
    return np.where(is_forbidden(market, laborers, vacancies), FORBIDDEN, score)


def scores_of_block(market: Market, laborers: Ints, vacancies: Ints) -> Ints:
    """Gives s_ij of all pairs of laborers (rows) and vacancies (columns), forbidden ones marked."""
    score = np.zeros((len(laborers), len(vacancies)), np.int64)
    for part in market.parts:
        for table in part.tables:
            score += part.weight * table.of_block(laborers, vacancies).astype(np.int64)
    for rule in market.rules:
        score[rule.of_block(laborers, vacancies)] = FORBIDDEN
    return score
