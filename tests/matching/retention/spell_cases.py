"""Spells by hand, and settings under which the data alone speak."""

from collections.abc import Mapping
from datetime import date

import numpy as np

from matching.retention.fit import fit
from matching.retention.model import RetentionModel
from matching.retention.settings import RetentionParams, Structure
from matching.retention.spells import Spells

DAY = date(2024, 7, 1)
NONE: Mapping[str, object] = {}


def spells_of(
    left,
    cause,
    entered=0,
    weight=1000,
    stratum=0,
    factors=NONE,
    slopes=NONE,
    groups=NONE,
) -> Spells:
    """Spells from lists or single values."""
    rows = len(left)

    def column(values, kind):
        return np.broadcast_to(np.asarray(values), rows).astype(kind)

    return Spells(
        column(entered, np.int16),
        column(left, np.int16),
        column(cause, np.int8),
        column(weight, np.int16),
        column(stratum, np.int8),
        {name: column(values, np.int16) for name, values in factors.items()},
        {name: column(values, np.float64) for name, values in slopes.items()},
        {name: column(values, np.int64) for name, values in groups.items()},
    )


def bare(structure: Structure, **changed) -> RetentionParams:
    """Settings that draw to nothing."""
    weak = {
        "prior_leavings": 1e-9,
        "factor_cases": 1e-9,
        "slope_cases": 1e-9,
        "cause_cases": 1e-3,
    }
    return RetentionParams(structure, **(weak | changed))


def fitted(spells: Spells, structure: Structure, **changed) -> RetentionModel:
    """A fit with the usual settings but those given."""
    return fit(spells, RetentionParams(structure, **changed), DAY)
