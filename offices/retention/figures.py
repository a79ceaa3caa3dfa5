"""Figures of fitted models: how long people stay, and employers that differ from their like."""

from typing import Any

import numpy as np

from matching.columns.stays import StayColumns
from matching.evaluation.calibration import calibration_curve
from matching.evaluation.intervals import Z
from matching.evaluation.outcomes import Floats, Outcomes
from matching.market.stays import PROVINCES, spells_of
from matching.retention.effects import INDEX_LIMIT, STEPS
from matching.retention.model import RetentionModel
from matching.retention.spells import Codes
from offices.retention.acts import FittedModels, StoredModel
from offices.retention.findings import counted
from offices.retention.stays import EMPLOYER

MONTHS = (1, 3, 6, 12)
"""Completed months at which it is said how many stay."""

MOST_EMPLOYERS = 5
"""Employers told of on either side."""

FULL_WEIGHT = 1000

Told = dict[str, Any]


def fit_figures(fitted: FittedModels) -> Told:
    """Tells what a fit rests on and what it gives, by kind, and the findings by code."""
    known = fitted.known
    return {
        "cut_off": known.as_of.on,
        "told_by": known.as_of.known_by,
        "findings": counted(known.findings),
        "at_work": len(known.at_work),
        "models": {
            kind: _model_figures(one, fitted, known.by_outcome[kind])
            for kind, one in fitted.by_kind.items()
        },
    }


def outcomes_of(stays: StayColumns) -> Outcomes:
    """Gives stays as measures look at them."""
    return Outcomes(
        stays.entered.astype(np.int64),
        stays.left.astype(np.int64),
        stays.cause.astype(np.int64),
        stays.weight_per_mille / FULL_WEIGHT,
    )


def kept_by(model: RetentionModel, codes: Codes) -> Floats:
    """Gives the predicted chance to be there after months 1 ... 12 (rows, months)."""
    kept: Floats = model.survival(0)[model.index(codes).astype(np.int64) + INDEX_LIMIT]
    return kept


def _model_figures(one: StoredModel, fitted: FittedModels, stays: StayColumns) -> Told:
    model = one.model
    spells = spells_of(stays, fitted.known.places, fitted.known.occupations)
    return {
        "version": one.version,
        "is_new": one.is_new,
        "is_prior": model.is_prior,
        "cases": model.cases,
        "leavings": model.leavings,
        "months_at_risk": int((stays.left.astype(np.int64) - stays.entered).sum()),
        "stayed": [] if model.is_prior else _stayed(model, spells.codes, outcomes_of(stays)),
        "employers": _employers(model) if one.kind == EMPLOYER else [],
    }


def _stayed(model: RetentionModel, codes: Codes, outcomes: Outcomes) -> list[Told]:
    """Tells how many stayed, with late entry and censoring, and what the model says of the same."""
    kept = kept_by(model, codes)
    found = []
    for month in MONTHS:
        (point,) = calibration_curve(outcomes, kept, month, parts=1)
        share = point.kept
        found.append(
            {
                "month": month,
                "share": share.value,
                "low": share.low,
                "high": share.high,
                "model": point.predicted,
            }
        )
    return found


def _employers(model: RetentionModel) -> list[Told]:
    """Tells of employers whose people leave surely more, or less, than of others of their like.

    The factor is that of the monthly chance to leave against the same industry and place, drawn to
    1 by as much as cases are few; only employers are told whose 95 % interval leaves 1 out, those
    farthest from it first. An employer at work in two provinces counts as two.
    """
    effects = model.effects("employer")
    effect = effects.steps / STEPS
    reach = Z * np.sqrt(effects.variance)
    sure = np.flatnonzero(np.abs(effect) > reach)
    order = sure[np.lexsort((effects.ids[sure], -np.abs(effect[sure])))]
    chosen = np.concatenate(
        [order[effect[order] < 0][:MOST_EMPLOYERS], order[effect[order] > 0][:MOST_EMPLOYERS]]
    )
    return [
        {
            "employer": int(effects.ids[at] // PROVINCES),
            "factor": float(np.exp(effect[at])),
            "low": float(np.exp(effect[at] - reach[at])),
            "high": float(np.exp(effect[at] + reach[at])),
            "cases": int(effects.cases[at]),
            "leavings": int(effects.leavings[at]),
        }
        for at in chosen
    ]
