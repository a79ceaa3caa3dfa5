"""What a fit leaves behind: the columns of a model, without what is done with them."""

from collections.abc import Mapping
from dataclasses import dataclass

from matching.retention.curves import Table
from matching.retention.effects import Effects, Steps
from matching.retention.settings import RetentionParams


@dataclass(frozen=True, slots=True, eq=False)
class CauseTables:
    """Weights of causes, logarithms in steps; their shares are in proportion to the exponentials.

    Parameters
    ----------
    bins
        By bin of causes, int16 (CAUSE_BINS, K).
    factors
        Name -> by category, int16 (categories, K).
    groups
        Name of a chain's coarsest level -> in the order of its `Effects`, int16 (groups, K).
    """

    bins: Steps
    factors: Mapping[str, Steps]
    groups: Mapping[str, Steps]


@dataclass(frozen=True, slots=True, eq=False)
class Fitted:
    """The columns of a fitted model.

    Parameters
    ----------
    params
        The settings of the fit, with the structure.
    data_hash, cut_off_day, version
        Hash of the spells; the day as known on which they were taken (ISO); method and a short hash
        of settings, data and day.
    cases, leavings
        Spells behind the model, and those of them that ended.
    baseline
        Logarithm of the hazard at index 0, float64 (strata, BINS).
    tables
        Name of a factor or group -> its effects.
    slopes
        Name -> change of the index per unit.
    covariance
        Posterior covariance of intercepts by stratum, categories of factors (without the
        references) and slopes, float64, in the order of the structure.
    causes
        Weights of causes.
    """

    params: RetentionParams
    data_hash: str
    cut_off_day: str
    version: str
    cases: int
    leavings: int
    baseline: Table
    tables: Mapping[str, Effects]
    slopes: Mapping[str, float]
    covariance: Table
    causes: CauseTables
