"""Who is visited this week: duties of the schedule first, then where most months are saved."""

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from matching.columns.arrays import Ints
from matching.market.stays import CAUSES
from matching.watching.due import DAYS_A_WEEK, NEVER, Due, Stays, VisitRules, due_on
from matching.watching.effects import Assumption, learnt_effects, nothing_logged
from matching.watching.gains import Gains, gains_of
from matching.watching.risk import DAYS_A_MONTH, Risks, risks_of
from matching.watching.visits import VisitPlan, VisitReason, WhoCanGo, plan_visits
from offices.retention.board import Board, first_day
from offices.retention.board_at_work import at_work_of
from offices.retention.board_returns import ReturnLine, returns_due
from offices.retention.measures import measures_in_force
from offices.retention.stays import EMPLOYER

ASSUMED = {"family": 0.8, "pay_and_conditions": 0.8, "health": 0.8, "unknown": 0.8}
"""What a visit leaves of the chance to leave by a cause; of all others it leaves everything. No
source gives it: a fifth less is a guess to begin with, until logged visits have measured it."""

ASSUMPTION = Assumption(tuple(ASSUMED.get(cause, 1.0) for cause in CAUSES))

PER_WEEK = 20
"""Visits of an office in a week unless told otherwise; an assumption too."""

VISITED = (VisitReason.DUE.value, VisitReason.GAIN.value)


@dataclass(frozen=True, slots=True)
class VisitLine:
    """Somebody who is visited, or due and not reached.

    Parameters
    ----------
    person, employer
        Numbers; -1 no employer known.
    office
        Who goes; empty if no office looks after the work place.
    reason
        Code of why.
    due_since
        Day of the schedule that is open; None if none is.
    is_late
        Whether it lies before the day of the board.
    leaves
        Chance to leave within 30, 60 and 90 days.
    cause, share, measure
        The most likely cause, its share, and what fits it.
    gain, low, high
        Expected months within the next twelve that a visit saves, with its interval.
    """

    person: int
    employer: int
    office: str
    reason: str
    due_since: dt.date | None
    is_late: bool
    leaves: tuple[float, float, float]
    cause: str
    share: float
    measure: str
    gain: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class OfficeWeek:
    """An office's week: people it looks after, due, visited, and months that its visits save.

    Parameters
    ----------
    next_gain
        Months that one more visit would save; a duty not reached comes before it.
    """

    office: str
    people: int
    due: int
    visited: int
    months: float
    next_gain: float


@dataclass(frozen=True, slots=True)
class VisitWeek:
    """A week of visits.

    Parameters
    ----------
    first_day, last_day
        The week.
    per_week
        Visits that each office has.
    at_work, due, duties_done
        People at work, those due by the end of the week, and those of them who are visited.
    months_saved
        Expected months within the next twelve, of all visits together.
    offices
        The offices that look after somebody, most months saved first.
    returns
        Who came home early and is to be seen at home, whoever goes there.
    visits
        Everybody visited, by office, duties first, the greatest gain first.
    not_reached
        Everybody due whom no visit is left for, likewise.
    """

    first_day: dt.date
    last_day: dt.date
    per_week: int
    at_work: int
    due: int
    duties_done: int
    months_saved: float
    offices: tuple[OfficeWeek, ...]
    returns: tuple[ReturnLine, ...]
    visits: tuple[VisitLine, ...]
    not_reached: tuple[VisitLine, ...]


def visit_week(board: Board, rules: VisitRules, per_week: int) -> VisitWeek:
    """Plans the seven days from the board's day on.

    Parameters
    ----------
    board
        The board.
    rules
        The schedule in force.
    per_week
        Visits of each office.
    """
    last_day = board.on + dt.timedelta(days=DAYS_A_WEEK - 1)
    at_work = at_work_of(board.by_kind[EMPLOYER].model, board.known, board.on)
    effects = learnt_effects(ASSUMPTION, nothing_logged(len(CAUSES)))
    measures = measures_in_force(board.on)
    risks = risks_of(at_work, [measures[cause].code for cause in CAUSES])
    gains = gains_of(at_work, effects, _still_works(board))
    due = due_on(last_day.toordinal(), _stays(board), rules)
    names = sorted(set(board.offices) - {""})
    plan = plan_visits(gains.gain, due.urgency, _who_can_go(board, names, per_week))
    lines = _lines(board, risks, gains, due, plan)
    visits = [line for line in lines if line.reason in VISITED]
    missed = [line for line in lines if line.reason not in VISITED]
    return VisitWeek(
        first_day=board.on,
        last_day=last_day,
        per_week=per_week,
        at_work=len(board.offices),
        due=int(due.is_due.sum()),
        duties_done=plan.duties_done,
        months_saved=plan.months_saved,
        offices=_offices(board, names, due, plan, visits),
        returns=returns_due(board.returned, board.on, rules),
        visits=tuple(visits),
        not_reached=tuple(missed),
    )


def _stays(board: Board) -> Stays:
    """Gives when stays began and when there was last word of them.

    Ledgers tell no visits: what an office wrote down of somebody in a month stands for a visit.
    """
    started = _ordinals(board.known.at_work_on["since"].to_list())
    told = [first_day(int(month) + 1) for month in board.known.at_work_on["until"].to_list()]
    confirmed = np.minimum(_ordinals(told) - 1, board.on.toordinal())
    last = np.maximum(board.visited, confirmed)
    return Stays(
        started=started,
        last_visit=np.where(last < started, NEVER, last),
        returned=np.full(len(started), NEVER),
    )


def _ordinals(days: Sequence[dt.date]) -> Ints:
    return np.array([day.toordinal() for day in days], np.int64)


def _still_works(board: Board) -> Ints:
    """Gives the coming months in which the last follow-up still works."""
    passed = (board.on.toordinal() - board.visited) // DAYS_A_MONTH
    left = np.maximum(ASSUMPTION.months - passed, 0)
    return np.where(board.visited == NEVER, 0, left).astype(np.int64)


def _who_can_go(board: Board, names: Sequence[str], per_week: int) -> WhoCanGo:
    number = {name: at for at, name in enumerate(names)}
    office = np.array([number.get(name, -1) for name in board.offices], np.int64)
    person = np.flatnonzero(office >= 0).astype(np.int64)
    return WhoCanGo(np.full(len(names), per_week, np.int64), person, office[person])


def _lines(board: Board, risks: Risks, gains: Gains, due: Due, plan: VisitPlan) -> list[VisitLine]:
    """Gives who is visited or due, by office, duties first, the greatest gain first."""
    people = board.known.at_work
    taken = np.flatnonzero((plan.office >= 0) | due.is_due).tolist()
    lines = [
        VisitLine(
            person=int(people.person[at]),
            employer=int(people.employer[at]),
            office=board.offices[at],
            reason=plan.reason[at].value,
            due_since=dt.date.fromordinal(int(due.due_since[at])) if due.is_due[at] else None,
            is_late=bool(due.is_due[at] and due.due_since[at] < board.on.toordinal()),
            leaves=(
                float(risks.leaves[at, 0]),
                float(risks.leaves[at, 1]),
                float(risks.leaves[at, 2]),
            ),
            cause=CAUSES[int(risks.cause[at]) - 1],
            share=float(risks.cause_share[at]),
            measure=str(risks.measure[at]),
            gain=float(gains.gain[at]),
            low=float(gains.low[at]),
            high=float(gains.high[at]),
        )
        for at in taken
    ]
    lines.sort(key=lambda one: (one.office, one.due_since is None, -one.gain, one.person))
    return lines


def _offices(
    board: Board, names: Sequence[str], due: Due, plan: VisitPlan, visits: Sequence[VisitLine]
) -> tuple[OfficeWeek, ...]:
    people: defaultdict[str, int] = defaultdict(int)
    duties: defaultdict[str, int] = defaultdict(int)
    gains: defaultdict[str, list[float]] = defaultdict(list)
    for name, is_due in zip(board.offices, due.is_due.tolist(), strict=True):
        people[name] += 1
        duties[name] += is_due
    for line in visits:
        gains[line.office].append(line.gain)
    further = dict(zip(names, plan.next_gain.tolist(), strict=True))
    found = [
        OfficeWeek(
            office=name,
            people=people[name],
            due=duties[name],
            visited=len(gains[name]),
            months=sum(gains[name]),
            next_gain=further.get(name, 0.0),
        )
        for name in people
    ]
    return tuple(sorted(found, key=lambda one: (-one.months, one.office)))
