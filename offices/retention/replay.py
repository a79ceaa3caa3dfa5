"""Holds the model against what came after: fitted as on past days, judged by later months."""

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import asdict
from typing import Any

import numpy as np

from matching.columns.arrays import Ints
from matching.evaluation.calibration import calibration_curve, recalibration
from matching.evaluation.drift import drift
from matching.evaluation.errors import EvaluationError, MeasureRefusedError
from matching.evaluation.measures import concordance, skill
from matching.evaluation.outcomes import Floats, Outcomes
from matching.market.stays import CAUSES, spells_of
from matching.retention.fit import fit
from offices.retention.acts import PARAMS
from offices.retention.figures import MONTHS, kept_by, outcomes_of
from offices.retention.frames import MIDDLE_OF_MONTH, AsOf, Read, month_number
from offices.retention.reasons import reasons_in_force
from offices.retention.stays import EMPLOYER, KnownStays, known_stays
from regions.places import Place

Told = dict[str, Any]

STEP_MONTHS = 3
"""Months between cut-offs, and from the last one to the day asked about."""

CURVE_MONTH = 6
"""Completed months at which predictions are compared by tenths: what counts as a stable stay."""


def past_cut_offs(on: dt.date, count: int) -> tuple[dt.date, ...]:
    """Gives the first days of months, a quarter apart, the last a quarter before the day."""
    last = month_number(on)
    months = [last - STEP_MONTHS * step for step in range(count, 0, -1)]
    return tuple(dt.date(month // 12, month % 12 + 1, 1) for month in months)


def replay(
    read: Read,
    as_of: AsOf,
    cut_offs: Sequence[dt.date],
    place_of: Callable[[str], Place],
    *,
    is_as_imported: bool,
) -> list[Told]:
    """Tells for each cut-off what a model fitted then would have been worth.

    Parameters
    ----------
    read
        Records, placements, follow-ups and people.
    as_of
        Until when the stays are followed that judge.
    cut_offs
        Days before it.
    place_of
        Gives the division of a code.
    is_as_imported
        Whether only counts what had come in by each cut-off. Otherwise ledgers count as if each
        month had been told when it was over: right for history that was handed in at once, too kind
        where ends are told late.
    """
    truth = known_stays(read, reasons_in_force(as_of.on), as_of, place_of)
    told = []
    for day in cut_offs:
        known_by = day if is_as_imported else as_of.known_by
        then = known_stays(read, reasons_in_force(day), AsOf(day, known_by), place_of)
        told.append(_judged(then, truth))
    return told


def _judged(then: KnownStays, truth: KnownStays) -> Told:
    """Fits to what was known then, and tells what came of it.

    Scores are told for months that those who began first can have completed. Month t of a stay ends
    in the middle of the month that a ledger writes for an end in it: drift goes by the ledger.
    """
    learnt = then.by_outcome[EMPLOYER]
    day, cut_off = then.as_of.on, month_number(then.as_of.on)
    model = fit(spells_of(learnt, then.places, then.occupations), PARAMS, day)
    rows, outcomes = _afterwards(truth, cut_off)
    stays = truth.by_outcome[EMPLOYER]
    codes = spells_of(stays, truth.places, truth.occupations).codes.rows(rows)
    kept = kept_by(model, codes)
    is_new = stays.started_month[rows] >= cut_off
    told = {
        "cut_off": day,
        "version": model.version,
        "cases": model.cases,
        "new": int(is_new.sum()),
        "going_on": int((~is_new).sum()),
        "leavings": int(outcomes.has_ended.sum()),
    }
    if model.is_prior or not len(outcomes):
        nothing: Told = {
            "calibration": None,
            "curve": [],
            "skill": [],
            "concordance": None,
            "drift": [],
        }
        return told | nothing
    fresh = is_new & (outcomes.entered == 0)
    months = month_number(truth.as_of.on) - cut_off - (truth.as_of.on.day < MIDDLE_OF_MONTH)
    return told | {
        "calibration": _calibration(outcomes, kept),
        "curve": _curve(outcomes, kept),
        "skill": _skills(
            learnt_outcomes=outcomes_of(learnt),
            outcomes=outcomes.rows(fresh),
            kept=kept[fresh],
            months=months,
        ),
        "concordance": _concordance(outcomes.rows(fresh), kept[fresh]),
        "drift": [
            asdict(month) | {"is_outside": month.is_outside}
            for month in drift(outcomes, kept, stays.started_month[rows].astype(np.int64) + 1)
        ],
    }


def _afterwards(truth: KnownStays, cut_off: int) -> tuple[Ints, Outcomes]:
    """Gives the stays that judge: what was seen of them from the cut-off on, each counting one.

    On the first day of a month those who began in some month have, on average, completed half a
    month less than the months between: the last of them is still under way.
    """
    stays = truth.by_outcome[EMPLOYER]
    months = cut_off - 1 - stays.started_month.astype(np.int64)
    entered = np.maximum(stays.entered.astype(np.int64), months)
    rows = np.flatnonzero(stays.left > entered).astype(np.int64)
    left, cause = stays.left[rows].astype(np.int64), stays.cause[rows].astype(np.int64)
    return rows, Outcomes(entered[rows], left, cause, np.ones(len(rows)))


def _calibration(outcomes: Outcomes, kept: Floats) -> Told | None:
    try:
        line = recalibration(outcomes, kept)
    except (EvaluationError, np.linalg.LinAlgError):  # the latter where all or none end by group
        return None
    return {"slope": asdict(line.slope), "in_the_large": asdict(line.in_the_large)}


def _curve(outcomes: Outcomes, kept: Floats) -> list[Told]:
    """Tells by tenths of the predicted chance to stay how many were predicted to, and did."""
    return [
        {"rows": point.rows, "predicted": point.predicted, **asdict(point.kept)}
        for point in calibration_curve(outcomes, kept, CURVE_MONTH)
    ]


def _skills(learnt_outcomes: Outcomes, outcomes: Outcomes, kept: Floats, months: int) -> list[Told]:
    """Tells Brier scores beside those of one chance for everybody, learnt from the same stays."""
    from matching.evaluation.baselines import baseline

    try:
        everybody = baseline(learnt_outcomes, max(MONTHS), len(CAUSES))
    except MeasureRefusedError:
        return []
    told = []
    for month in (month for month in MONTHS if month <= months):
        left = 1 - kept[:, month - 1]
        try:
            score = skill(outcomes, left, 1 - float(everybody.kept[month - 1]), month)
        except MeasureRefusedError:
            continue
        told.append(asdict(score) | {"gain": score.gain})
    return told


def _concordance(outcomes: Outcomes, kept: Floats) -> float | None:
    try:
        return concordance(outcomes, kept.sum(axis=1))
    except MeasureRefusedError:
        return None
