"""What a board of a region on a day is made of; pure modules beside it say what it shows."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from matching.columns.arrays import Ints
from matching.columns.stays import MONTHS_A_YEAR
from offices.retention.acts import StoredModel
from offices.retention.board_returns import Return
from offices.retention.frames import month_number
from offices.retention.stays import KnownStays

WATCHED_MONTHS = (1, 4)
"""Whole months that alarms look back over: a closure shows in one, a slow loss in four."""


@dataclass(frozen=True, slots=True, eq=False)
class Board:
    """A region on a day: its stays, what models say of them, and who looks after whom.

    Parameters
    ----------
    path
        Of the region that people are registered in.
    on
        The day.
    known
        Stays as known on it.
    by_kind
        The model of each outcome with the newest cut-off up to the day.
    before
        The model of the present employer as of the first day that alarms look at: it has not seen
        what they judge.
    offices
        Name of the office that looks after each of ``known.at_work``, empty if none does.
    visited
        (at work,) day of the last follow-up made, as ``date.toordinal``; -1 none in this stay.
    returned
        Placements of people who left early within the last weeks and are not at work again.
    employers, rounds
        Names and codes by id.
    """

    path: str
    on: dt.date
    known: KnownStays
    by_kind: Mapping[str, StoredModel]
    before: StoredModel
    offices: tuple[str, ...]
    visited: Ints
    returned: tuple[Return, ...]
    employers: Mapping[int, str]
    rounds: Mapping[int, str]


@dataclass(frozen=True, slots=True)
class BoardPlace:
    """A county that has a board.

    Parameters
    ----------
    path
        Of the county.
    people
        Registered there.
    day
        Policy date of its newest round; None without one.
    """

    path: str
    people: int
    day: dt.date | None


def last_whole_month(on: dt.date) -> int:
    """Gives the last month that is over by the end of a day, in months since the year 0."""
    return month_number(on + dt.timedelta(days=1)) - 1


def first_day(month: int) -> dt.date:
    """Gives the first day of a month since the year 0."""
    return dt.date(month // MONTHS_A_YEAR, month % MONTHS_A_YEAR + 1, 1)


def watched_from(on: dt.date) -> dt.date:
    """Gives the first day that alarms of a day look at."""
    return first_day(last_whole_month(on) + 1 - max(WATCHED_MONTHS))
