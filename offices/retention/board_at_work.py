"""People at work as watching looks at them: their chances to leave by month, and why."""

import datetime as dt

import numpy as np

from matching.columns.arrays import Ints
from matching.columns.stays import StayColumns
from matching.evaluation.outcomes import Floats
from matching.market.stays import spells_of
from matching.retention.effects import INDEX_LIMIT
from matching.retention.model import RetentionModel
from matching.retention.spells import Codes
from matching.watching.risk import DAYS_A_MONTH, HORIZON, AtWork
from offices.retention.stays import KnownStays

LAST_MONTH = 37
"""From month 25 on the chance to leave is one: this is beyond, with a year to come."""


def at_work_of(model: RetentionModel, known: KnownStays, on: dt.date) -> AtWork:
    """Gives everybody at work on a day with what the model says, one row per ``known.at_work``."""
    codes = codes_of(known.at_work, known)
    since = np.array(known.at_work_on["since"].to_list(), dtype="datetime64[D]")
    days = (np.datetime64(on, "D") - since).astype(np.int64)
    completed, begun = np.divmod(np.maximum(days, 0), DAYS_A_MONTH)
    return AtWork(
        hazard=hazards_of(model, codes),
        completed=completed,
        days_begun=begun,
        cause_share=_cause_shares(model, codes, completed),
    )


def codes_of(stays: StayColumns, known: KnownStays) -> Codes:
    """Gives some of the stays as the model reads them."""
    return spells_of(stays, known.places, known.occupations).codes


def hazards_of(model: RetentionModel, codes: Codes) -> Floats:
    """Gives the chance to leave in months 1, 2, ... (rows, months), the last for later ones too."""
    table = model.hazards(0, np.arange(1, LAST_MONTH + HORIZON))
    return np.asarray(table[model.index(codes).astype(np.int64) + INDEX_LIMIT], np.float64)


def _cause_shares(model: RetentionModel, codes: Codes, completed: Ints) -> Floats:
    """Gives the shares of causes within the coming 90 days, in double precision."""
    shares = model.leaving(codes, completed.astype(np.int16)).causes.astype(np.float64)
    return np.asarray(shares / shares.sum(axis=1, keepdims=True), np.float64)
