"""Which employers shed people, to which townships and counties people return, at a stated rate.

Work records are kept by month, so alarms look at whole months that are over. Everybody counts who
was at work at their beginning or began within them: who left by the end of the last, and who goes
on as far as known, also on a planned break. Chances come from a model that knew nothing of these
months. Whoever is not known to have left counts as still there, which can only make alarms rarer.
"""

import datetime as dt
from dataclasses import dataclass

import numpy as np

from matching.columns.arrays import Bools, Ints
from matching.columns.declared import columns_of
from matching.columns.stays import StayColumns
from matching.evaluation.outcomes import Floats
from matching.watching.alarms import STAYED, Alarm, AlarmParams, Window, alarms_of, chance_within
from offices.retention.board import WATCHED_MONTHS, Board, first_day, last_whole_month
from offices.retention.board_at_work import codes_of, hazards_of
from offices.retention.board_curves import Grouping, labels_of
from offices.retention.stays import EMPLOYER, KnownStays

KINDS = (Grouping.EMPLOYER, Grouping.TOWNSHIP, Grouping.COUNTY)
"""Units that are watched; places are those where people are at home."""


@dataclass(frozen=True, slots=True)
class AlarmLine:
    """More left a unit than the model and chance explain.

    Parameters
    ----------
    kind, unit
        What it is, and the employer's id or the place's code.
    first_day, last_day
        The whole months in which it shows most clearly.
    people, observed, expected
        Watched, left, and expected by the model to leave.
    cases, cases_observed
        The same with companions counted once.
    chance, adjusted
        Chance of so many under the model, and over all units of the check.
    since
        First day of the month of the first leaving.
    persons
        Numbers of those who left, rising.
    """

    kind: str
    unit: int
    first_day: dt.date
    last_day: dt.date
    people: int
    observed: int
    expected: float
    cases: int
    cases_observed: int
    chance: float
    adjusted: float
    since: dt.date
    persons: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class AlarmCheck:
    """One check.

    Parameters
    ----------
    alpha, allowance
        The chance of any false alarm at most, and how far above the model chances may lie.
    first_day, last_day
        The longest window.
    people, units
        Watched in it.
    lines
        Alarms, the clearest first.
    """

    alpha: float
    allowance: float
    first_day: dt.date
    last_day: dt.date
    people: int
    units: int
    lines: tuple[AlarmLine, ...]


@dataclass(frozen=True, slots=True, eq=False)
class _Watched:
    """Stays watched during whole months: rows of them, chances, and month of leaving or -1."""

    first: int
    last: int
    rows: Ints
    chance: Floats
    left_month: Ints


def alarm_check(board: Board, params: AlarmParams) -> AlarmCheck:
    """Looks at all units over all windows at once.

    Parameters
    ----------
    board
        The board.
    params
        The rate that is promised.
    """
    stays = _followed(board.known)
    hazard = hazards_of(board.before.model, codes_of(stays, board.known))
    last = last_whole_month(board.on)
    looks = [_watched(stays, hazard, last + 1 - months, last) for months in WATCHED_MONTHS]
    windows, people = [], {}
    for look in looks:
        for kind in KINDS:
            window, persons = _window(board, stays, look, kind)
            windows.append(window)
            people[kind.value, window.first_day] = persons
    longest = windows[-len(KINDS) :]
    return AlarmCheck(
        alpha=params.alpha,
        allowance=params.allowance,
        first_day=dt.date.fromordinal(longest[0].first_day),
        last_day=dt.date.fromordinal(longest[0].last_day),
        people=len(looks[-1].rows),
        units=sum(len(np.unique(window.unit)) for window in longest),
        lines=tuple(
            _line(alarm, people[alarm.kind, alarm.first_day])
            for alarm in alarms_of(windows, params)
        ),
    )


def _followed(known: KnownStays) -> StayColumns:
    """Puts together who left, who is at work and who is away but may come back, each once."""
    seen, now = known.by_outcome[EMPLOYER], known.at_work
    is_last = np.append(seen.person[1:] != seen.person[:-1], np.ones(min(1, len(seen)), np.bool_))
    is_away = is_last & ~np.isin(seen.person, now.person)
    taken = np.flatnonzero((seen.cause > 0) | is_away)
    columns = {
        name: np.concatenate([getattr(seen, name)[taken], getattr(now, name)])
        for name in columns_of(StayColumns)
    }
    # Who is at work was under observation before: what had been completed is no late entry.
    columns["entered"][len(taken) :] = 0
    return StayColumns(**columns)


def _watched(stays: StayColumns, hazard: Floats, first: int, last: int) -> _Watched:
    """Finds who was there in some months; see ``offices.retention.replay`` for how they count."""
    started = stays.started_month.astype(np.int64)
    before = np.maximum(np.maximum(stays.entered, first - 1 - started), 0)
    until, left = last - started, stays.left.astype(np.int64)
    is_open: Bools = stays.cause == 0
    rows = np.flatnonzero((until > before) & (is_open | (left > before))).astype(np.int64)
    is_gone = ~is_open[rows] & (left[rows] <= until[rows])
    ahead = np.arange(last + 1 - first)
    months = before[rows, None] + ahead
    chances = np.take_along_axis(hazard[rows], np.minimum(months, hazard.shape[1] - 1), axis=1) * (
        months < until[rows, None]
    )
    return _Watched(
        first,
        last,
        rows,
        chance_within(chances),
        np.where(is_gone, started[rows] + left[rows], STAYED),
    )


def _window(
    board: Board, stays: StayColumns, look: _Watched, kind: Grouping
) -> tuple[Window, Ints]:
    """Gives those whose unit is known, and their numbers."""
    label = labels_of(board, stays, kind)[look.rows]
    known = np.flatnonzero(label != "")
    rows, left = look.rows[known], look.left_month[known]
    days = {month: first_day(month).toordinal() for month in range(look.first, look.last + 2)}
    left_day = np.array([days.get(month, STAYED) for month in left.tolist()], np.int64)
    window = Window(
        kind=kind.value,
        first_day=days[look.first],
        last_day=days[look.last + 1] - 1,
        unit=label[known].astype(np.int64),
        group=stays.group[rows],
        chance=look.chance[known],
        left_day=left_day,
    )
    return window, stays.person[rows]


def _line(alarm: Alarm, people: Ints) -> AlarmLine:
    return AlarmLine(
        kind=alarm.kind,
        unit=alarm.unit,
        first_day=dt.date.fromordinal(alarm.first_day),
        last_day=dt.date.fromordinal(alarm.last_day),
        people=alarm.people,
        observed=alarm.observed,
        expected=alarm.expected,
        cases=alarm.cases,
        cases_observed=alarm.cases_observed,
        chance=alarm.chance,
        adjusted=alarm.adjusted,
        since=dt.date.fromordinal(alarm.since),
        persons=tuple(sorted(people[alarm.positions].tolist())),
    )
