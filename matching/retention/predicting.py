"""Predictions for many rows, in blocks that stay in a cache, on all cores."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from matching.retention.bins import cause_bins_of
from matching.retention.curves import hazards
from matching.retention.effects import INDEX_LIMIT, Steps
from matching.retention.errors import SettingsError
from matching.retention.fitted import Fitted
from matching.retention.lookups import Lookups, lookups_of
from matching.retention.spells import Codes

MONTHS = (1, 3, 6, 12)
"""Completed months at which the chance to be there is given."""

THREADS = 2
"""The office computer's cores."""

BLOCK = 1 << 16
"""Rows done at once: their columns stay in a second-level cache."""

DAYS_PER_MONTH = 30

Singles = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True, eq=False)
class Prediction:
    """What is expected of rows that begin now.

    Parameters
    ----------
    index
        Sum of effects in steps, int16 (n,); all but the interval and the causes follow from it.
    stayed
        Chance to be there after 1, 3, 6 and 12 completed months, float32 (n, 4); months beyond the
        horizon hold the horizon's.
    months, low, high
        Expected completed months within the horizon and its 95 % interval as an estimate, float32
        (n,).
    causes
        Shares of the causes among those leaving within the horizon, float32 (n, K).
    """

    index: Steps
    stayed: Singles
    months: Singles
    low: Singles
    high: Singles
    causes: Singles


@dataclass(frozen=True, slots=True, eq=False)
class Leaving:
    """What is expected of rows that go on.

    Parameters
    ----------
    chance
        Chance to leave within each span, float32 (n, spans).
    causes
        Shares of the causes among those leaving within the longest span, float32 (n, K).
    """

    chance: Singles
    causes: Singles


def index_of(model: Fitted, codes: Codes) -> Steps:
    """Gives the index of rows; see `RetentionModel.index`."""
    found = np.empty(len(codes), np.int16)
    lookups = lookups_of(model)

    def block(rows: slice) -> None:
        found[rows] = lookups.index(lookups.placed(codes.rows(rows)))

    _in_blocks(len(codes), block)
    return found


def predict(model: Fitted, codes: Codes) -> Prediction:
    """Predicts rows; see `RetentionModel.predict`."""
    rows, causes = len(codes), model.params.structure.causes
    made = Prediction(
        np.empty(rows, np.int16),
        np.empty((rows, len(MONTHS)), np.float32),
        np.empty(rows, np.float32),
        np.empty(rows, np.float32),
        np.empty(rows, np.float32),
        np.empty((rows, causes), np.float32),
    )
    lookups = lookups_of(model)

    def block(part: slice) -> None:
        _predict_block(lookups, codes.rows(part), part, made)

    _in_blocks(rows, block)
    return made


def _predict_block(lookups: Lookups, codes: Codes, part: slice, made: Prediction) -> None:
    rows = lookups.placed(codes)
    index, reach = lookups.index(rows), lookups.reach(rows)
    at = lookups.entries(rows, index)
    made.index[part] = index
    made.stayed[part] = lookups.stayed[at]
    made.months[part] = lookups.months[at]
    made.low[part] = lookups.months[lookups.entries(rows, index + reach)]
    made.high[part] = lookups.months[lookups.entries(rows, index - reach)]
    made.causes[part] = lookups.cause_shares(rows, lookups.leaving[at])


def leaving(
    model: Fitted, codes: Codes, month_reached: npt.NDArray[np.int16], days: tuple[int, ...]
) -> Leaving:
    """Predicts who leaves soon; see `RetentionModel.leaving`."""
    if not days or list(days) != sorted(set(days)) or any(d % DAYS_PER_MONTH for d in days):
        raise SettingsError(field="days", value=days)
    spans = np.array(days) // DAYS_PER_MONTH
    made = Leaving(
        np.empty((len(codes), len(days)), np.float32),
        np.empty((len(codes), model.params.structure.causes), np.float32),
    )
    lookups = lookups_of(model)
    reached = np.asarray(month_reached, np.int64)
    months = np.arange(1, int(reached.max(initial=0)) + int(spans[-1]) + 1)
    table = np.stack([hazards(baseline, months) for baseline in model.baseline])
    cause_bins = cause_bins_of(months)

    def block(part: slice) -> None:
        rows = lookups.placed(codes.rows(part))
        at = lookups.index(rows) + INDEX_LIMIT
        there = np.ones(len(at))
        bins = np.zeros((len(at), lookups.leaving.shape[1]))
        everybody = np.arange(len(at))
        for ahead in range(int(spans[-1])):
            month = reached[part] + ahead
            left = there * table[rows.stratum, at, month]
            bins[everybody, cause_bins[month]] += left
            there = there - left
            made.chance[part][:, spans == ahead + 1] = (1.0 - there)[:, None]
        shares = (bins / bins.sum(axis=1, keepdims=True)).astype(np.float32)
        made.causes[part] = lookups.cause_shares(rows, shares)

    _in_blocks(len(codes), block)
    return made


def _in_blocks(rows: int, work: Callable[[slice], None]) -> None:
    parts = [slice(at, min(at + BLOCK, rows)) for at in range(0, rows, BLOCK)]
    with ThreadPoolExecutor(THREADS) as pool:
        list(pool.map(work, parts))
