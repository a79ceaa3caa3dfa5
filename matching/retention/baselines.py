"""The baseline by stratum and bin of months, drawn to the prior hazard where leavings are few."""

from dataclasses import dataclass

import numpy as np

from matching.columns.arrays import Ints
from matching.retention.bins import BINS, bins_of
from matching.retention.gammas import Doubles
from matching.retention.settings import RetentionParams
from matching.retention.spells import Spells

LEAST_DISPERSION = 0.2
"""However high the hazards, counts are not taken to be surer than so."""

TINY = 1e-12


@dataclass(frozen=True, slots=True, eq=False)
class Timed:
    """When rows were at risk and left, and the prior in the same terms.

    Parameters
    ----------
    weight, leaving
        What a row counts for as a case, and as a leaving, float64 (n,).
    entered, left
        Places of stratum and month in a flat table of ``span`` months a stratum, int64 (n,).
    span
        Longest month, and one for the start.
    bin_of
        Bin of every month 1 ... span - 1, int64.
    count
        Leavings by stratum and bin with the prior's, float64 (strata, BINS).
    prior_count, prior_months
        Pseudo-leavings and pseudo-months per bin, float64 (BINS,).
    """

    weight: Doubles
    leaving: Doubles
    entered: Ints
    left: Ints
    span: int
    bin_of: Ints
    count: Doubles
    prior_count: Doubles
    prior_months: Doubles

    def new_baseline(self, index: Doubles) -> Doubles:
        """Gives the logarithms of leavings per month at risk, given the rows' index."""
        strata = len(self.count)
        risk = self.weight * np.exp(index)
        size = strata * self.span
        change = np.bincount(self.entered, risk, size) - np.bincount(self.left, risk, size)
        at_risk = change.reshape(strata, self.span).cumsum(axis=1)[:, :-1]
        months = np.zeros_like(self.count)
        np.add.at(months.T, self.bin_of, np.maximum(at_risk, 0.0).T)
        found: Doubles = np.log(self.count / (months + self.prior_months))
        return found

    def expected(self, baseline: Doubles, index: Doubles) -> Doubles:
        """Gives the expected leavings of every row while it was observed."""
        monthly = np.exp(baseline)[:, self.bin_of]
        summed = np.concatenate([np.zeros((len(baseline), 1)), monthly.cumsum(axis=1)], axis=1)
        flat = summed.ravel()
        found: Doubles = self.weight * np.exp(index) * (flat[self.left] - flat[self.entered])
        return found

    def dispersion(self, baseline: Doubles, index: Doubles) -> float:
        """Gives the variance of leavings over their expectation, for what is drawn and how sure.

        A month's leaving is 0 or 1, with variance h (1 - h), where a Poisson count would have h:
        the sum of h (1 - h) over the sum of h (quasi-likelihood: Wedderburn, Biometrika 61, 1974).
        """
        expected = self.expected(baseline, index).sum()
        squares = self.expected(2.0 * baseline, 2.0 * index).sum()
        return float(np.clip(1.0 - squares / max(expected, TINY), LEAST_DISPERSION, 1.0))

    def prior_surplus(self, baseline: Doubles) -> Doubles:
        """Gives pseudo-leavings less expected ones, and expected ones, float64 (2, strata)."""
        expected = (self.prior_months * np.exp(baseline)).sum(axis=1)
        return np.stack([self.prior_count.sum() - expected, expected])


def timed(spells: Spells, params: RetentionParams) -> Timed:
    """Lays out when spells were at risk."""
    strata = params.structure.strata
    span = int(spells.left.max(initial=1)) + 1
    weight = spells.weight_per_mille / 1000
    leaving = np.where(spells.cause > 0, weight, 0.0)
    stratum = spells.stratum.astype(np.int64)
    counted = np.bincount(stratum * BINS + bins_of(spells.left), leaving, strata * BINS)
    prior_count = np.full(BINS, params.prior_leavings)
    return Timed(
        weight,
        leaving,
        stratum * span + spells.entered,
        stratum * span + spells.left,
        span,
        bins_of(np.arange(1, span)),
        counted.reshape(strata, BINS) + prior_count,
        prior_count,
        prior_count / np.array(params.prior_hazard),
    )
