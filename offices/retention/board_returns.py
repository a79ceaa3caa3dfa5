"""Who came home before the time and has not been seen since: within 72 hours, before all others."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from matching.watching.due import NEVER, Stays, VisitRules, due_on

LOOKED_BACK_DAYS = 30
"""Days after which an end that nobody followed up is a matter for the next survey. A choice."""


@dataclass(frozen=True, slots=True)
class Return:
    """A placement that ended early, by its day.

    Parameters
    ----------
    person, employer
        Numbers.
    started, ended
        Its days.
    visited
        Day of the last follow-up made; None none.
    """

    person: int
    employer: int
    started: dt.date
    ended: dt.date
    visited: dt.date | None


@dataclass(frozen=True, slots=True)
class ReturnLine:
    """Somebody to be seen at home.

    Parameters
    ----------
    person, employer
        Numbers.
    ended
        The last day at work.
    is_late
        Whether the hours of the schedule are over.
    """

    person: int
    employer: int
    ended: dt.date
    is_late: bool


def returns_due(
    returns: Sequence[Return], on: dt.date, rules: VisitRules
) -> tuple[ReturnLine, ...]:
    """Gives who is still to be seen after coming home, the longest waiting first.

    Parameters
    ----------
    returns
        Placements that ended by the day.
    on
        The day.
    rules
        The schedule in force.
    """
    visits = [NEVER if one.visited is None else one.visited.toordinal() for one in returns]
    due = due_on(
        on.toordinal(),
        Stays(
            started=np.array([one.started.toordinal() for one in returns], np.int64),
            last_visit=np.array(visits, np.int64),
            returned=np.array([one.ended.toordinal() for one in returns], np.int64),
        ),
        rules,
    )
    lines = [
        ReturnLine(one.person, one.employer, one.ended, is_late)
        for one, is_due, is_late in zip(
            returns, due.is_due.tolist(), (due.overdue_since != NEVER).tolist(), strict=True
        )
        if is_due
    ]
    return tuple(sorted(lines, key=lambda line: (line.ended, line.person)))
