"""Which follow-ups are due on a day, and since when.

Days are integers of any one calendar (``datetime.date.toordinal``). A stay that began on day s has
the duty days s + 7, s + 30, s + 90, s + 180 and every 90 days on, or as the schedule in force says.

- A visit does every duty whose day has come, however many there are, and none that is still ahead.
  So nobody is due twice for one visit, and a visit by gain just before a duty day does not do it.
- A duty day within a planned seasonal break waits for the day the person is back: nobody has to be
  visited at a workplace that rests, and no duty is lost. One visit does all that waited.
- Who came home before the time is seen within 72 hours, whatever was open; that visit does all, and
  nothing follows until a new stay begins. Coming home for a planned break is not coming home.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from matching.columns.arrays import Bools, Ints
from matching.watching.checked import checked_ints
from matching.watching.errors import WatchingError

NEVER = -1
"""Stands where no such day is known."""

HOURS_A_DAY = 24
DAYS_A_WEEK = 7
LATEST_DAY = 10**7

RETURN_URGENCY = 1000
"""Urgency of somebody who came home; of a duty of the schedule it is 1 and 1 for each full week it
has waited, at most one less than this. So none waits for ever behind people of greater gain."""


@dataclass(frozen=True, slots=True)
class VisitRules:
    """The values of a schedule of follow-ups.

    Parameters
    ----------
    days_after_start
        Days after the start, rising, at least 1.
    then_every_days
        Days between duties after the last of them.
    hours_after_return
        Hours within which somebody who came home is seen.
    """

    days_after_start: tuple[int, ...]
    then_every_days: int
    hours_after_return: int

    def __post_init__(self) -> None:
        days = checked_ints("days_after_start", self.days_after_start, (None,), least=1, most=10**4)
        checked_ints("then_every_days", [self.then_every_days], (1,), least=1, most=10**4)
        checked_ints("hours_after_return", [self.hours_after_return], (1,), least=0, most=10**4)
        if not days.size or np.any(np.diff(days) <= 0):
            raise WatchingError(column="days_after_start", reason="order")


@dataclass(frozen=True, slots=True, eq=False)
class Stays:
    """Stays under way or ended by coming home, one row each.

    Parameters
    ----------
    started
        (n,) day of the start.
    last_visit
        (n,) day of the last visit made, -1 none yet.
    returned
        (n,) day the person came home before the time, -1 at work.
    break_stay, break_from, break_until
        One row per planned break: the stay's row, its first day, and the first day back at work.
    """

    started: npt.ArrayLike
    last_visit: npt.ArrayLike
    returned: npt.ArrayLike
    break_stay: npt.ArrayLike = ()
    break_from: npt.ArrayLike = ()
    break_until: npt.ArrayLike = ()


@dataclass(frozen=True, slots=True, eq=False)
class Due:
    """What is due, per stay.

    Parameters
    ----------
    is_due, is_after_return
        (n,) whether a visit is due, and whether it is because the person came home.
    due_since
        (n,) the day it became due, -1 if it is not.
    overdue_since
        (n,) the first day on which it is late, -1 if it is not late: the day after the duty day, or
        after the hours that follow a return.
    urgency
        (n,) 0 where nothing is due, else as `RETURN_URGENCY` says.
    """

    is_due: Bools
    is_after_return: Bools
    due_since: Ints
    overdue_since: Ints
    urgency: Ints


def due_on(today: int, stays: Stays, rules: VisitRules) -> Due:
    """Says who is due on a day.

    Parameters
    ----------
    today
        The day.
    stays
        What is known on that day; visits and returns after it are refused.
    rules
        The schedule in force.

    Raises
    ------
    WatchingError
        If a column has another shape or a value out of range.
    """
    started = checked_ints("started", stays.started, (None,), least=0, most=LATEST_DAY)
    size = (len(started),)
    last = checked_ints("last_visit", stays.last_visit, size, least=NEVER, most=today)
    returned = checked_ints("returned", stays.returned, size, least=NEVER, most=today)
    duty = _put_off(_first_duty_after(started, last, rules), stays, len(started))
    is_home = returned != NEVER
    due_from = np.where(is_home, returned, duty)
    is_due = np.where(is_home, last < returned, duty <= today)
    days = rules.hours_after_return // HOURS_A_DAY
    late_from = due_from + 1 + np.where(is_home, days, 0)
    waited = np.minimum((today - due_from) // DAYS_A_WEEK + 1, RETURN_URGENCY - 1)
    return Due(
        is_due=is_due,
        is_after_return=is_due & is_home,
        due_since=np.where(is_due, due_from, NEVER),
        overdue_since=np.where(is_due & (late_from <= today), late_from, NEVER),
        urgency=np.where(is_due, np.where(is_home, RETURN_URGENCY, waited), 0),
    )


def _first_duty_after(started: Ints, last: Ints, rules: VisitRules) -> Ints:
    """Gives the first duty day that no visit has done: the first after the last visit."""
    listed = np.array(rules.days_after_start)
    done = np.maximum(last - started, 0)
    place = np.searchsorted(listed, done, side="right")
    steps = (done - listed[-1]) // rules.then_every_days + 1
    later = listed[-1] + steps * rules.then_every_days
    after: Ints = np.where(place < len(listed), np.append(listed, 0)[place], later)
    return started + after


def _put_off(duty: Ints, stays: Stays, count: int) -> Ints:
    """Moves days within breaks to the day the person is back, also through adjoining breaks."""
    stay = checked_ints("break_stay", stays.break_stay, (None,), least=0, most=count - 1)
    size = (len(stay),)
    first = checked_ints("break_from", stays.break_from, size, least=0, most=LATEST_DAY)
    back = checked_ints("break_until", stays.break_until, size, least=0, most=LATEST_DAY)
    if np.any(back < first):
        raise WatchingError(column="break_until", reason="order")
    moved = duty.copy()
    for at in _in_turns(stay, first):
        rests = (first[at] <= moved[stay[at]]) & (moved[stay[at]] < back[at])
        moved[stay[at][rests]] = back[at][rests]
    return moved


def _in_turns(stay: Ints, first: Ints) -> Sequence[Ints]:
    """Splits breaks into turns with at most one of a stay, in the order of their first days."""
    order = np.lexsort((first, stay))
    new = np.append(True, np.diff(stay[order]) > 0)[: len(order)]
    starts = np.flatnonzero(new)
    turn = np.arange(len(order)) - starts[np.cumsum(new) - 1] if len(order) else order
    return [order[turn == number] for number in range(int(turn.max(initial=-1)) + 1)]
