"""The tables of a model laid out so that a row finds its entries at once."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from matching.columns.arrays import Ints
from matching.pairs.compiled import compiled
from matching.retention.curves import curves_of
from matching.retention.effects import (
    DENSE_SPAN,
    INDEX_LIMIT,
    INDICES,
    STEPS,
    Effects,
    Steps,
    slope_steps,
)
from matching.retention.fitted import Fitted
from matching.retention.fixed import starts_of
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

    def positions(self, ids: Ints) -> Ints:
        """Gives the position of each id, the number of known ids for one never seen."""
        if not len(self.dense):
            found = self.effects.positions(ids)
            found[found < 0] = len(self.effects)
            return found
        at = ids - self.first
        at[(at < 0) | (at >= len(self.dense))] = len(self.dense) - 1
        return self.dense[at].astype(np.int64)


def _finder(effects: Effects) -> _Finder:
    none = _Finder(effects, 0, np.zeros(0, np.int32))
    if not len(effects) or int(effects.ids[-1]) - int(effects.ids[0]) >= DENSE_SPAN:
        return none
    first, last = int(effects.ids[0]), int(effects.ids[-1])
    dense = np.full(last - first + 2, len(effects), np.int32)
    dense[effects.ids - first] = np.arange(len(effects), dtype=np.int32)
    return _Finder(effects, first, dense)


@dataclass(frozen=True, slots=True, eq=False)
class Lookups:
    """Tables of a model; those by stratum and index are flat, entry stratum x INDICES + place."""

    model: Fitted
    stayed: Singles
    months: Singles
    leaving: Singles
    finders: dict[str, _Finder]
    group_steps: dict[str, Steps]
    group_variance: dict[str, Doubles]
    group_causes: dict[str, Steps]

    def index(self, codes: Codes) -> Steps:
        """Gives the index of rows, int16 (n,)."""
        total = np.zeros(len(codes), np.int32)
        for name in self.model.params.structure.factors:
            total += self._factor_steps(name, codes)
        for name, coefficient in self.model.slopes.items():
            total += slope_steps(coefficient, codes.slopes[name])
        for name, finder in self.finders.items():
            total += self.group_steps[name][finder.positions(codes.groups[name])]
        return np.clip(total, -INDEX_LIMIT, INDEX_LIMIT).astype(np.int16)

    def _factor_steps(self, name: str, codes: Codes) -> Steps:
        return self.model.tables[name].steps[self._codes(name, codes)]

    def _codes(self, name: str, codes: Codes) -> npt.NDArray[np.int16]:
        """Gives the codes of a factor; one outside its categories counts as the reference."""
        found = codes.factors[name]
        is_known = (found >= 0) & (found < len(self.model.tables[name]))
        return np.where(is_known, found, 0).astype(np.int16)

    def stratum(self, stratum: npt.NDArray[np.int8]) -> Ints:
        """Gives the baselines of rows; one outside the strata counts as the first."""
        is_known = (stratum >= 0) & (stratum < self.model.params.structure.strata)
        return np.where(is_known, stratum, 0).astype(np.int64)

    def entries(self, stratum: npt.NDArray[np.int8], index: npt.NDArray[np.generic]) -> Ints:
        """Gives the entries of rows in the flat tables."""
        place: Ints = np.clip(index, -INDEX_LIMIT, INDEX_LIMIT).astype(np.int64) + INDEX_LIMIT
        return self.stratum(stratum) * INDICES + place

    def reach(self, codes: Codes) -> Ints:
        """Gives half the width of the 95 % interval of each row's index, in steps, rounded up."""
        variance = self._fixed_variance(codes)
        for chain in self.model.params.structure.chains:
            variance += self._chain_variance(chain, codes)
        reach: Ints = np.ceil(Z95 * STEPS * np.sqrt(variance)).astype(np.int64)
        return np.minimum(reach, INDICES)

    def _chain_variance(self, chain: tuple[str, ...], codes: Codes) -> Doubles:
        """The variance of the finest group that was seen, and what finer ones not seen add."""
        total = np.zeros(len(codes))
        for name in reversed(chain):
            at = self.finders[name].positions(codes.groups[name])
            known = self.group_variance[name][at]
            is_known = at < len(self.model.tables[name])
            total = np.where(is_known, known, total + known)
        return total

    def _fixed_variance(self, codes: Codes) -> Doubles:
        made = self.model.params.structure
        starts = starts_of(made)
        at = np.empty((len(codes), 1 + len(made.factors)), np.int32)
        at[:, 0] = self.stratum(codes.stratum)
        for column, name in enumerate(made.factors, 1):
            code = self._codes(name, codes)
            at[:, column] = np.where(code > 0, starts[name] + code - 1, -1)
        values = np.empty((len(codes), len(made.slopes)))
        for column, name in enumerate(made.slopes):
            values[:, column] = codes.slopes[name]
        return _quadratic(self.model.covariance, at, values)

    def cause_shares(self, codes: Codes, leaving: Singles) -> Singles:
        """Gives the shares of causes among those leaving.

        Parameters
        ----------
        codes, leaving
            Rows, and where in time they leave: shares by bin of causes, float32 (n, CAUSE_BINS).
        """
        causes = self.model.causes
        total = np.zeros((len(codes), self.model.params.structure.causes), np.int32)
        for name, table in causes.factors.items():
            total += table[self._codes(name, codes)]
        for name, table in self.group_causes.items():
            total += table[self.finders[name].positions(codes.groups[name])]
        return _mixed(causes.bins.astype(np.int32), total, leaving, CAUSE_SPAN)


@compiled
def _quadratic(
    covariance: Doubles, at: npt.NDArray[np.int32], values: Doubles
) -> Doubles:  # pragma: no cover - compiled
    rows, ones, slopes = at.shape[0], at.shape[1], values.shape[1]
    first = covariance.shape[0] - slopes
    found = np.zeros(rows)
    for row in range(rows):
        total = 0.0
        for i in range(ones):
            if at[row, i] < 0:
                continue
            for j in range(ones):
                if at[row, j] >= 0:
                    total += covariance[at[row, i], at[row, j]]
            for j in range(slopes):
                total += 2.0 * covariance[at[row, i], first + j] * values[row, j]
        for i in range(slopes):
            for j in range(slopes):
                total += covariance[first + i, first + j] * values[row, i] * values[row, j]
        found[row] = max(total, 0.0)
    return found


@compiled
def _mixed(
    bins: npt.NDArray[np.int32], total: npt.NDArray[np.int32], leaving: Singles, span: int
) -> Singles:  # pragma: no cover - compiled
    rows, causes = total.shape
    power = np.exp(np.arange(-span, span + 1) / 32.0)
    found = np.zeros((rows, causes), np.float32)
    weight = np.zeros(causes)
    for row in range(rows):
        for of_bin in range(bins.shape[0]):
            share = leaving[row, of_bin]
            if share == 0.0:
                continue
            whole = 0.0
            for cause in range(causes):
                steps = min(max(bins[of_bin, cause] + total[row, cause], -span), span)
                weight[cause] = power[steps + span]
                whole += weight[cause]
            for cause in range(causes):
                found[row, cause] += np.float32(share * weight[cause] / whole)
    return found


def lookups_of(model: Fitted) -> Lookups:
    """Lays out the tables of a model."""
    made, horizon = model.params.structure, model.params.horizon
    curves = [curves_of(baseline, horizon) for baseline in model.baseline]
    months = [min(month, horizon) - 1 for month in REACHED_MONTHS]
    none = np.zeros((1, made.causes), np.int16)
    tables = {name: model.tables[name] for name in made.groups}
    return Lookups(
        model,
        np.concatenate([curve.survival[:, months] for curve in curves]).astype(np.float32),
        np.concatenate([curve.months for curve in curves]).astype(np.float32),
        np.concatenate([curve.leaving for curve in curves]).astype(np.float32),
        {name: _finder(table) for name, table in tables.items()},
        {name: np.append(table.steps, np.int16(0)) for name, table in tables.items()},
        {name: np.append(table.variance, table.unknown_variance) for name, table in tables.items()},
        {name: np.append(table, none, axis=0) for name, table in model.causes.groups.items()},
    )
