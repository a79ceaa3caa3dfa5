"""The tables of a model laid out so that a row finds its entries at once."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from matching.columns.arrays import Ints
from matching.pairs.compiled import compiled
from matching.retention.curves import curves_of
from matching.retention.effects import (
    INDEX_LIMIT,
    INDICES,
    STEPS,
    Effects,
    Steps,
    slope_steps,
)
from matching.retention.fitted import Fitted
from matching.retention.fixed import Places, starts_of
from matching.retention.numbering import DENSE_SPAN
from matching.retention.spells import Codes

REACHED_MONTHS = (1, 3, 6, 12)
Z95 = 1.959964
"""Quantile of the standard normal distribution at 97.5 %."""

CAUSE_SPAN = 1024
"""Weights of causes are held within these steps either way; e^32 to one is certainty."""

Doubles = npt.NDArray[np.float64]
Singles = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True, eq=False)
class _Finder:
    """Finds the position of ids: one look if they lie close together, else bisection."""

    effects: Effects
    first: int
    dense: npt.NDArray[np.int32]

    def positions(self, ids: Ints) -> Places:
        """Gives the position of each id, the number of known ids for one never seen."""
        if not len(self.dense):
            found = self.effects.positions(ids)
            return np.where(found < 0, len(self.effects), found).astype(np.int32)
        at = ids - self.first
        at[(at < 0) | (at >= len(self.dense))] = len(self.dense) - 1
        return self.dense[at]


def _finder(effects: Effects) -> _Finder:
    none = _Finder(effects, 0, np.zeros(0, np.int32))
    if not len(effects) or int(effects.ids[-1]) - int(effects.ids[0]) >= DENSE_SPAN:
        return none
    first, last = int(effects.ids[0]), int(effects.ids[-1])
    dense = np.full(last - first + 2, len(effects), np.int32)
    dense[effects.ids - first] = np.arange(len(effects), dtype=np.int32)
    return _Finder(effects, first, dense)


@dataclass(frozen=True, slots=True, eq=False)
class Placed:
    """Rows by their places in the tables of a model.

    Parameters
    ----------
    stratum
        Baseline, the first for one outside the strata, int64 (n,).
    factors
        Category by factor, the reference for one outside, int32 (n, factors).
    slopes
        Values by slope, float64 (n, slopes).
    groups
        Position by level, the number of known groups for one never seen, int32 (n, levels).
    """

    stratum: Ints
    factors: Places
    slopes: Doubles
    groups: Places


@dataclass(frozen=True, slots=True, eq=False)
class Lookups:
    """Tables of a model; those by stratum and index are flat, entry stratum x INDICES + place.

    ``group_steps`` and ``group_variance`` have an entry more, for groups never seen; ``cause_rows``
    are the logarithms of causes' weights of bins, factors and coarsest groups, one below the other.
    """

    model: Fitted
    stayed: Singles
    months: Singles
    leaving: Singles
    finders: tuple[_Finder, ...]
    group_steps: tuple[Steps, ...]
    group_variance: tuple[Doubles, ...]
    covariance: Doubles
    cause_rows: Steps

    def placed(self, codes: Codes) -> Placed:
        """Finds the places of rows."""
        made = self.model.params.structure
        is_known = (codes.stratum >= 0) & (codes.stratum < made.strata)
        factors = np.empty((len(codes), len(made.factors)), np.int32)
        for column, (name, categories) in enumerate(made.factors.items()):
            code = codes.factors[name]
            factors[:, column] = np.where((code >= 0) & (code < categories), code, 0)
        slopes = np.empty((len(codes), len(made.slopes)))
        for column, name in enumerate(made.slopes):
            slopes[:, column] = codes.slopes[name]
        groups = np.empty((len(codes), len(self.finders)), np.int32)
        for column, (name, finder) in enumerate(zip(made.groups, self.finders, strict=True)):
            groups[:, column] = finder.positions(codes.groups[name])
        return Placed(
            np.where(is_known, codes.stratum, 0).astype(np.int64), factors, slopes, groups
        )

    def index(self, rows: Placed) -> Steps:
        """Gives the index of rows, int16 (n,)."""
        total = np.zeros(len(rows.stratum), np.int32)
        for column, name in enumerate(self.model.params.structure.factors):
            total += self.model.tables[name].steps[rows.factors[:, column]]
        for column, coefficient in enumerate(self.model.slopes.values()):
            total += slope_steps(coefficient, rows.slopes[:, column])
        for column, steps in enumerate(self.group_steps):
            total += steps[rows.groups[:, column]]
        return np.clip(total, -INDEX_LIMIT, INDEX_LIMIT).astype(np.int16)

    def entries(self, rows: Placed, index: npt.NDArray[np.generic]) -> Ints:
        """Gives the entries of rows in the flat tables."""
        place: Ints = np.clip(index, -INDEX_LIMIT, INDEX_LIMIT).astype(np.int64) + INDEX_LIMIT
        return rows.stratum * INDICES + place

    def reach(self, rows: Placed) -> Ints:
        """Gives half the width of the 95 % interval of each row's index, in steps, rounded up."""
        variance = self._fixed_variance(rows)
        first = 0
        for chain in self.model.params.structure.chains:
            variance += self._chain_variance(rows.groups[:, first : first + len(chain)], first)
            first += len(chain)
        reach: Ints = np.ceil(Z95 * STEPS * np.sqrt(variance)).astype(np.int64)
        return np.minimum(reach, INDICES)

    def _chain_variance(self, groups: Places, first: int) -> Doubles:
        """The variance of the finest group that was seen, and what finer ones not seen add."""
        total = np.zeros(len(groups))
        for column in reversed(range(groups.shape[1])):
            variance, at = self.group_variance[first + column], groups[:, column]
            known = variance[at]
            total = np.where(at < len(variance) - 1, known, total + known)
        return total

    def _fixed_variance(self, rows: Placed) -> Doubles:
        made = self.model.params.structure
        starts, nothing = starts_of(made), len(self.model.covariance)
        at = np.empty((len(rows.stratum), 1 + len(made.factors)), np.int32)
        at[:, 0] = rows.stratum
        for column, name in enumerate(made.factors):
            code = rows.factors[:, column]
            at[:, 1 + column] = np.where(code > 0, starts[name] + code - 1, nothing)
        return _quadratic(self.covariance, at, rows.slopes)

    def cause_shares(self, rows: Placed, leaving: Singles) -> Singles:
        """Gives the shares of causes among those leaving.

        Parameters
        ----------
        rows, leaving
            Rows, and where in time they leave: shares by bin of causes, float32 (n, CAUSE_BINS).
        """
        made, causes = self.model.params.structure, self.model.causes
        names, groups = list(made.factors), list(made.groups)
        at = np.empty((len(rows.stratum), len(causes.factors) + len(causes.groups)), np.int32)
        first = len(causes.bins)
        for column, (name, table) in enumerate(causes.factors.items()):
            at[:, column] = first + rows.factors[:, names.index(name)]
            first += len(table)
        for column, (name, table) in enumerate(causes.groups.items(), len(causes.factors)):
            at[:, column] = first + rows.groups[:, groups.index(name)]
            first += len(table) + 1
        return _mixed(self.cause_rows, at, leaving, CAUSE_SPAN)


@compiled
def _quadratic(
    covariance: Doubles, at: Places, values: Doubles
) -> Doubles:  # pragma: no cover - compiled
    """Variances of sums of coefficients; the last row and column of the matrix are 0."""
    rows, ones, slopes = at.shape[0], at.shape[1], values.shape[1]
    first = covariance.shape[0] - 1 - slopes
    found = np.zeros(rows)
    for row in range(rows):
        total = 0.0
        for i in range(ones):
            p = at[row, i]
            twice = 0.0
            for j in range(i):
                twice += covariance[p, at[row, j]]
            for j in range(slopes):
                twice += covariance[p, first + j] * values[row, j]
            total += covariance[p, p] + 2.0 * twice
        for i in range(slopes):
            for j in range(slopes):
                total += covariance[first + i, first + j] * values[row, i] * values[row, j]
        found[row] = max(total, 0.0)
    return found


@compiled
def _mixed(
    table: Steps, at: Places, leaving: Singles, span: int
) -> Singles:  # pragma: no cover - compiled
    """Shares of causes by bin, weighted by when rows leave; the table's first rows are the bins."""
    rows, causes = at.shape[0], table.shape[1]
    power = np.exp(np.arange(-span, span + 1) / 32.0)
    found = np.zeros((rows, causes), np.float32)
    weight, total = np.zeros(causes), np.zeros(causes, np.int64)
    for row in range(rows):
        total[:] = span
        for i in range(at.shape[1]):
            for cause in range(causes):
                total[cause] += table[at[row, i], cause]
        for of_bin in range(leaving.shape[1]):
            share = leaving[row, of_bin]
            if share == 0.0:
                continue
            whole = 0.0
            for cause in range(causes):
                steps = min(max(table[of_bin, cause] + total[cause], 0), 2 * span)
                weight[cause] = power[steps]
                whole += weight[cause]
            for cause in range(causes):
                found[row, cause] += np.float32(share * weight[cause] / whole)
    return found


def lookups_of(model: Fitted) -> Lookups:
    """Lays out the tables of a model."""
    made, horizon = model.params.structure, model.params.horizon
    curves = [curves_of(baseline, horizon) for baseline in model.baseline]
    months = [min(month, horizon) - 1 for month in REACHED_MONTHS]
    tables = [model.tables[name] for name in made.groups]
    none = np.zeros((1, made.causes), np.int16)
    causes = [model.causes.bins, *model.causes.factors.values()]
    causes += [np.append(table, none, axis=0) for table in model.causes.groups.values()]
    return Lookups(
        model,
        np.concatenate([curve.survival[:, months] for curve in curves]).astype(np.float32),
        np.concatenate([curve.months for curve in curves]).astype(np.float32),
        np.concatenate([curve.leaving for curve in curves]).astype(np.float32),
        tuple(_finder(table) for table in tables),
        tuple(np.append(table.steps, np.int16(0)) for table in tables),
        tuple(np.append(table.variance, table.unknown_variance) for table in tables),
        np.pad(model.covariance, (0, 1)),
        np.concatenate(causes),
    )
