"""What follows from an integer index: hazards, those who stay, months kept, when leavings fall."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from matching.retention.bins import CAUSE_BINS, bins_of, cause_bins_of
from matching.retention.effects import INDEX_LIMIT, STEPS

HAZARD_MOST = 0.95
"""No month is certain to end a spell."""

Table = npt.NDArray[np.float64]


def hazards(baseline: Table, months: npt.NDArray[np.int64]) -> Table:
    """Gives the chance to leave in a month, by index and month, float64 (INDICES, months).

    Parameters
    ----------
    baseline
        Logarithm of the hazard at index 0 by bin, float64 (BINS,).
    months
        Months 1, 2, ...
    """
    index = np.arange(-INDEX_LIMIT, INDEX_LIMIT + 1) / STEPS
    found: Table = np.minimum(HAZARD_MOST, np.exp(baseline[bins_of(months)] + index[:, None]))
    return found


@dataclass(frozen=True, slots=True, eq=False)
class Curves:
    """Tables by index of one stratum.

    Parameters
    ----------
    survival
        Chance to be there after months 1 ... horizon, float64 (INDICES, horizon).
    months
        Expected completed months within the horizon, float64 (INDICES,); never rising.
    leaving
        Of those leaving within the horizon, the share that leaves in each bin of causes, float64
        (INDICES, CAUSE_BINS).
    """

    survival: Table
    months: Table
    leaving: Table


def curves_of(baseline: Table, horizon: int) -> Curves:
    """Builds the tables of a stratum.

    Parameters
    ----------
    baseline, horizon
        As in `hazards`; months that are predicted.
    """
    months = np.arange(1, horizon + 1)
    survival: Table = np.cumprod(1.0 - hazards(baseline, months), axis=1, dtype=np.float64)
    before = np.concatenate([np.ones((len(survival), 1)), survival[:, :-1]], axis=1)
    leaving = np.zeros((len(survival), CAUSE_BINS))
    np.add.at(leaving.T, cause_bins_of(months), (before - survival).T)
    shares: Table = leaving / leaving.sum(axis=1, keepdims=True)
    kept: Table = survival.sum(axis=1)
    return Curves(survival, kept, shares)
