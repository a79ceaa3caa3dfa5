"""The past once more: what would have been predicted on a day, and what came of it.

On each cut-off, the first day of a month, a model is fitted to what was known on that day and to
nothing else. A stay whose end was not known yet goes on, for all that was known, and is cut off
there. Then every stay that began later, or went on, is predicted and followed to the end.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

import numpy as np

from matching.columns.arrays import Bools, Ints
from matching.evaluation.errors import EvaluationError
from matching.evaluation.known import AsKnown, Column, Facts
from matching.evaluation.outcomes import GOES_ON, Floats, Outcomes, checked_kept

Model = TypeVar("Model")

YEAR_OF_DAYS = 1970
"""Days are counted from the first of January of this year."""

STARTED, ENTERED, STAY, LEFT, CAUSE = "started", "entered", "stay", "left", "cause"
"""Columns that every history has."""


@dataclass(frozen=True, slots=True, eq=False)
class History:
    """Stays, and what became of them, each fact with the day it became known.

    Parameters
    ----------
    starts
        A row per stay: ``started``, its month (12 x year + month - 1); ``entered``, completed
        months when it came under observation; and whatever predictions need, as known then.
    ends
        At most one row per stay: ``stay``, its position in ``starts``; ``left`` and ``cause`` as in
        `Outcomes`. A row of cause 0 says that it was last seen to go on. A stay without a row goes
        on until ``until``.
    until
        The month whose first day ends the history.

    Raises
    ------
    EvaluationError
        If columns are missing or do not fit, or an end was known before the month it happened in:
        such a day is wrong, and a replay would see the future by it.
    """

    starts: Facts
    ends: Facts
    until: int

    def __post_init__(self) -> None:
        for facts, names in ((self.starts, (STARTED, ENTERED)), (self.ends, (STAY, LEFT, CAUSE))):
            for name in names:
                if name not in facts.columns:
                    raise EvaluationError(field=name, reason="empty")
        stay = self.ends.columns[STAY]
        if len(stay) and (stay.min() < 0 or stay.max() >= len(self.starts)):
            raise EvaluationError(field=STAY, reason="range")
        if len(np.unique(stay)) != len(stay):
            raise EvaluationError(field=STAY, reason="order")
        month = self.starts.columns[STARTED][stay] + self.ends.columns[LEFT] - 1
        if np.any(self.ends.known_on < days_of_months(month)):
            raise EvaluationError(field="known_on", reason="later")


@dataclass(frozen=True, slots=True, eq=False)
class Training:
    """What was known on a day.

    Parameters
    ----------
    cut_off
        The day.
    columns
        The columns of the starts known then, without stays not followed for a month yet.
    outcomes
        What was known of them, cut off at the day. All of weight 1.
    """

    cut_off: int
    columns: Mapping[str, Column]
    outcomes: Outcomes


@dataclass(frozen=True, slots=True, eq=False)
class Replay(Generic[Model]):
    """A model of the past, what it predicted and what came of it.

    Parameters
    ----------
    cut_off
        The month on whose first day it was fitted.
    model
        The model.
    trained
        How many stays it was fitted to.
    row
        Positions in the starts of the stays that it is judged by.
    outcomes
        Their fates from the cut-off on: a stay that went on then enters with the months it had.
    kept
        Predicted S_t (rows, months).
    """

    cut_off: int
    model: Model
    trained: int
    row: Ints
    outcomes: Outcomes
    kept: Floats

    @property
    def is_new(self) -> Bools:
        """Whether each stay began after the cut-off and was followed from its start."""
        found: Bools = self.outcomes.entered == 0
        return found


def days_of_months(month: Ints) -> Ints:
    """Gives the first day of months (12 x year + month - 1) in days since 1970."""
    months = (month.astype(np.int64) - 12 * YEAR_OF_DAYS).astype("datetime64[M]")
    return months.astype("datetime64[D]").astype(np.int64)


def training_of(history: History, cut_off: int, delay: int = 0) -> Training:
    """Gives what was known on the first day of a month.

    Parameters
    ----------
    history
        The history.
    cut_off
        The month.
    delay
        Months by which ends are reported late at most. Stays are followed only to so many months
        before the cut-off: an end not yet reported would count as months kept.
    """
    if delay < 0:
        raise EvaluationError(field="delay", reason="range")
    day = int(days_of_months(np.array([cut_off]))[0])
    starts, ends = AsKnown(history.starts, day), AsKnown(history.ends, day)
    columns = starts.columns()
    place = np.full(len(history.starts), -1, np.int64)
    place[starts.known] = np.arange(len(starts.known))
    seen = cut_off - delay - columns[STARTED].astype(np.int64)
    left, cause = seen.copy(), np.full(len(seen), GOES_ON, np.int64)
    told = ends.columns()
    # An end may be known before its start is: then the stay is not known, and its end is no use.
    at = place[told[STAY].astype(np.int64)]
    of_known, at = at >= 0, at[at >= 0]
    left[at] = np.minimum(seen[at], told[LEFT][of_known])
    cause[at] = np.where(told[LEFT][of_known] <= seen[at], told[CAUSE][of_known], GOES_ON)
    entered = columns[ENTERED].astype(np.int64)
    taken = np.flatnonzero(left > entered)
    return Training(
        day,
        {name: values[taken] for name, values in columns.items()},
        Outcomes(entered[taken], left[taken], cause[taken], np.ones(len(taken))),
    )


def afterwards(history: History, cut_off: int) -> tuple[Ints, Outcomes]:
    """Gives the stays that a model of a month is judged by, and their fates from then on.

    Parameters
    ----------
    history
        The history.
    cut_off
        The month.
    """
    started = history.starts.columns[STARTED].astype(np.int64)
    entered = np.maximum(history.starts.columns[ENTERED].astype(np.int64), cut_off - started)
    left = history.until - started
    cause = np.full(len(started), GOES_ON, np.int64)
    stay = history.ends.columns[STAY].astype(np.int64)
    left[stay], cause[stay] = history.ends.columns[LEFT], history.ends.columns[CAUSE]
    row = np.flatnonzero(left > entered).astype(np.int64)
    return row, Outcomes(entered[row], left[row], cause[row], np.ones(len(row)))


def backtest(
    history: History,
    cut_offs: Sequence[int],
    fit: Callable[[Training], Model],
    predict: Callable[[Model, Mapping[str, Column]], Floats],
    delay: int = 0,
) -> tuple[Replay[Model], ...]:
    """Fits and judges a model on each cut-off.

    Parameters
    ----------
    history
        The history.
    cut_offs
        Months before the end of the history.
    fit
        Fits a model to what was known.
    predict
        Given the model and columns of starts, never of ends, gives S_t (rows, months). Columns of a
        start are as known when it began.
    delay
        See ``training_of``.

    Raises
    ------
    EvaluationError
        If a cut-off is not before the end, or predictions are none.
    """
    replays = []
    for cut_off in cut_offs:
        if cut_off >= history.until:
            raise EvaluationError(field="cut_offs", reason="later")
        training = training_of(history, cut_off, delay)
        model = fit(training)
        row, outcomes = afterwards(history, cut_off)
        columns = {name: values[row] for name, values in history.starts.columns.items()}
        kept = predict(model, columns)
        checked_kept(outcomes, kept)
        replays.append(Replay(cut_off, model, len(training.outcomes), row, outcomes, kept))
    return tuple(replays)
