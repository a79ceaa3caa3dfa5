"""Why spells end: a multinomial by bin of months, factors and the coarsest groups.

Bins and factors are fitted together by scikit-learn's logistic regression on cells, drawn to 0.
What a coarsest group has of a cause beyond that is drawn to 1 as a count with a gamma prior, as
hazards are (`shrinking`).
"""

import warnings
from itertools import pairwise

import numpy as np
import numpy.typing as npt
from sklearn.exceptions import ConvergenceWarning
from sklearn.linear_model import LogisticRegression

from matching.columns.arrays import Ints
from matching.retention.bins import CAUSE_BINS, cause_bins_of
from matching.retention.effects import STEPS, Steps
from matching.retention.fitted import CauseTables
from matching.retention.gammas import Doubles
from matching.retention.numbering import numbered
from matching.retention.settings import RetentionParams
from matching.retention.spells import Spells

WEIGHT_LIMIT = 16.0
"""No weight of a cause is further from another's than e^16 to one in a table."""


def fit_causes(spells: Spells, params: RetentionParams) -> CauseTables:
    """Estimates the weights of causes among the spells that ended.

    Parameters
    ----------
    spells, params
        As in `fit`; without any ended spell all causes weigh the same.
    """
    made = params.structure
    ended = spells.rows(spells.cause > 0)
    weight = ended.weight_per_mille / 1000
    cause = ended.cause.astype(np.int64) - 1
    sizes = [CAUSE_BINS, *(made.factors[name] for name in made.factors_of_causes)]
    codes = np.zeros((len(sizes), len(ended)), np.int64)
    codes[0] = cause_bins_of(ended.left)
    for row, name in enumerate(made.factors_of_causes, 1):
        code = ended.factors[name]
        codes[row] = np.where((code >= 0) & (code < sizes[row]), code, 0)
    tables = _regressed(codes, sizes, cause, weight, params)
    bins = _in_steps(tables[0])
    factors = dict(zip(made.factors_of_causes, map(_in_steps, tables[1:]), strict=True))
    total = sum((table[code] for table, code in zip(tables, codes, strict=True)), np.zeros(1))
    groups = {}
    for chain in made.chains:
        name = chain[-1]
        ids, _ = numbered(spells.groups[name])
        ids = ids[ids >= 0]
        at = np.where(ended.groups[name] < 0, len(ids), np.searchsorted(ids, ended.groups[name]))
        own = _of_groups(at, len(ids), cause, weight, total, params.cause_cases)
        total = total + own[at]
        groups[name] = _in_steps(own[:-1])
    return CauseTables(bins, factors, groups)


def _regressed(
    codes: Ints, sizes: list[int], cause: Ints, weight: Doubles, params: RetentionParams
) -> list[Doubles]:
    """Gives the logarithms of weights by category and cause of each code."""
    causes = params.structure.causes
    if causes == 1:
        return [np.zeros((size, 1)) for size in sizes]
    keys, counts = _cells(codes, sizes, cause, weight, causes)
    usual = (np.bincount(cause, weight, causes) + 1.0) / (weight.sum() + causes)
    pseudo = np.zeros((CAUSE_BINS, len(sizes)), np.int64)
    pseudo[:, 0] = np.arange(CAUSE_BINS)
    keys = np.concatenate([keys, pseudo])
    counts = np.concatenate([counts, np.tile(usual * params.cause_cases, (CAUSE_BINS, 1))])
    marks = _marks(keys, sizes)
    cell, of_cause = np.nonzero(counts)
    model = LogisticRegression(C=1.0 / params.cause_cases, solver="newton-cholesky", tol=1e-6)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ConvergenceWarning)
        model.fit(marks[cell], of_cause, sample_weight=counts[cell, of_cause])
    coefficients, level = model.coef_.T, model.intercept_
    if causes == 2:
        coefficients = np.concatenate([np.zeros_like(coefficients), coefficients], axis=1)
        level = np.append(0.0, level)
    starts = np.cumsum([0, *(size - 1 for size in sizes)])
    tables = [
        np.concatenate([np.zeros((1, causes)), coefficients[start:end]])
        for start, end in pairwise(starts)
    ]
    tables[0] = tables[0] + level
    return tables


def _cells(
    codes: Ints, sizes: list[int], cause: Ints, weight: Doubles, causes: int
) -> tuple[Ints, Doubles]:
    """Gives the combinations of codes that occur, (cells, codes), and their counts by cause."""
    key = known = np.zeros(codes.shape[1], np.int64)
    for code, size in zip(codes, sizes, strict=True):
        known, key = numbered(key * size + code)
    first = np.zeros(len(known), np.int64)
    first[key] = np.arange(len(key))
    counts = np.bincount(key * causes + cause, weight, len(first) * causes)
    return codes[:, first].T, counts.reshape(len(first), causes).astype(np.float64)


def _marks(keys: Ints, sizes: list[int]) -> Doubles:
    """Gives a column of 0 and 1 for every category but the references."""
    columns = [keys[:, [at]] == np.arange(1, size) for at, size in enumerate(sizes)]
    return np.concatenate(columns, axis=1).astype(np.float64)


def _of_groups(
    at: Ints, groups: int, cause: Ints, weight: Doubles, total: Doubles, cases: float
) -> Doubles:
    """Gives the logarithms of what groups have beyond the rest, (groups + 1, K), 0 for unknown."""
    causes = total.shape[-1]
    if not len(at):
        return np.zeros((groups + 1, causes))
    shares = np.exp(total - total.max(axis=1, keepdims=True))
    shares *= (weight / shares.sum(axis=1))[:, None]
    size = (groups + 1) * causes
    count = np.bincount(at * causes + cause, weight, size).reshape(-1, causes)
    expected = np.stack([np.bincount(at, column, groups + 1) for column in shares.T], axis=1)
    own: Doubles = np.log((count + cases) / (expected + cases))
    own[groups] = 0.0
    return own


def _in_steps(table: npt.NDArray[np.float64]) -> Steps:
    """Rounds logarithms of weights."""
    return np.rint(np.clip(table, -WEIGHT_LIMIT, WEIGHT_LIMIT) * STEPS).astype(np.int16)
