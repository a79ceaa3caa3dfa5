"""Fits the model of `docs/retention.md` to spells."""

from datetime import date

import numpy as np

from matching.retention.bins import BINS, CAUSE_BINS, bins_of
from matching.retention.data_hash import data_hash_of
from matching.retention.effects import Effects
from matching.retention.fitted import CauseTables
from matching.retention.model import RetentionModel
from matching.retention.settings import RetentionParams
from matching.retention.spells import Spells, check_codes, check_times


def fit(spells: Spells, params: RetentionParams, cut_off_day: date) -> RetentionModel:
    """Estimates hazards, effects and causes.

    Parameters
    ----------
    spells
        What was observed; none at all gives the stated prior (`RetentionModel.is_prior`).
    params
        Structure and settings.
    cut_off_day
        The day as known on which the spells were taken.

    Raises
    ------
    SpellsError
        If columns are missing, of unequal lengths, out of range or not finite, or if a group has
        two parents.
    """
    made = params.structure
    check_codes(spells.codes, made.factors, made.slopes, made.groups)
    check_times(spells, made.causes)
    hashed = data_hash_of(spells)
    fixed = made.strata + sum(n - 1 for n in made.factors.values()) + len(made.slopes)
    tables = {name: _none(np.arange(n)) for name, n in made.factors.items()}
    for name in made.groups:
        ids = np.unique(spells.groups[name])
        tables[name] = _none(ids[ids >= 0])
    prior = np.log(params.prior_hazard)
    months = (spells.left - spells.entered).sum(dtype=np.int64)
    events = np.bincount(bins_of(spells.left[spells.cause > 0]), minlength=BINS)
    rate = (events.sum() + params.prior_leavings) / (
        months + params.prior_leavings / np.mean(params.prior_hazard)
    )
    return RetentionModel(
        params=params,
        data_hash=hashed,
        cut_off_day=cut_off_day.isoformat(),
        version=params.version(hashed, cut_off_day.isoformat()),
        cases=len(spells),
        leavings=int((spells.cause > 0).sum()),
        baseline=np.tile(
            prior if not len(spells) else np.full(BINS, np.log(rate)), (made.strata, 1)
        ),
        tables=tables,
        slopes=dict.fromkeys(made.slopes, 0.0),
        covariance=np.eye(fixed) * 0.01,
        causes=CauseTables(
            np.zeros((CAUSE_BINS, made.causes), np.int16),
            {n: np.zeros((made.factors[n], made.causes), np.int16) for n in made.factors_of_causes},
        ),
    )


def _none(ids: np.ndarray) -> Effects:
    zeros = np.zeros(len(ids), np.int64)
    return Effects(ids, zeros.astype(np.int16), zeros, zeros, zeros.astype(np.float64))
