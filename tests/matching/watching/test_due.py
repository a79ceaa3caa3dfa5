"""Follow-ups: a machine of days, visits, breaks and returns against a list of duties."""

import datetime as dt

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from matching.watching.due import NEVER, RETURN_URGENCY, Stays, VisitRules, due_on
from matching.watching.errors import WatchingError
from offices.placements.schedule import next_visit, schedule_in_force

RULES = VisitRules((7, 30, 90, 180), 90, 72)
START = 700_000


def due_alone(today: int, **known: object) -> tuple[bool, int, int, int]:
    """Whether one stay is due, since when, late since when, and how urgently."""
    stay = {"started": START, "last_visit": NEVER, "returned": NEVER} | known
    breaks = stay.pop("breaks", [])
    found = due_on(
        START + today,
        Stays(
            [stay["started"]],
            [stay["last_visit"]],
            [stay["returned"]],
            [0] * len(breaks),
            [START + first for first, _ in breaks],
            [START + back for _, back in breaks],
        ),
        RULES,
    )
    since, late = (
        int(day[0]) - START if day[0] != NEVER else NEVER
        for day in (found.due_since, found.overdue_since)
    )
    return bool(found.is_due[0]), since, late, int(found.urgency[0])


def test_a_duty_comes_waits_and_is_done() -> None:
    """Day 7 is due on day 7, late from day 8, more urgent each week, done by one visit."""
    assert due_alone(6) == (False, NEVER, NEVER, 0)
    assert due_alone(7) == (True, 7, NEVER, 1)
    assert due_alone(8) == (True, 7, 8, 1)
    assert due_alone(21) == (True, 7, 8, 3)
    assert due_alone(21, last_visit=START + 7) == (False, NEVER, NEVER, 0)
    assert due_alone(21, last_visit=START + 6) == (True, 7, 8, 3)
    assert due_alone(100, last_visit=START + 95) == (False, NEVER, NEVER, 0)


def test_later_duties_come_every_quarter() -> None:
    """After 180 days every 90: 270, 360, 450 ..."""
    assert due_alone(269, last_visit=START + 180) == (False, NEVER, NEVER, 0)
    assert due_alone(270, last_visit=START + 269) == (True, 270, NEVER, 1)
    assert due_alone(451, last_visit=START + 449) == (True, 450, 451, 1)


def test_a_return_comes_before_all_and_ends_the_duties() -> None:
    """Somebody home on day 40 is due at once, late after 72 hours, and then never again."""
    assert due_alone(40, returned=START + 40) == (True, 40, NEVER, RETURN_URGENCY)
    assert due_alone(43, returned=START + 40) == (True, 40, NEVER, RETURN_URGENCY)
    assert due_alone(44, returned=START + 40) == (True, 40, 44, RETURN_URGENCY)
    assert due_alone(400, returned=START + 40, last_visit=START + 41)[0] is False


def test_a_break_puts_off_and_loses_nothing() -> None:
    """A duty within a break is due on the day the person is back, through adjoining breaks too."""
    assert due_alone(35, last_visit=START + 7, breaks=[(25, 40)])[0] is False
    assert due_alone(40, last_visit=START + 7, breaks=[(25, 40)]) == (True, 40, NEVER, 1)
    two = [(40, 50), (25, 40)]
    assert due_alone(49, last_visit=START + 7, breaks=two)[0] is False
    assert due_alone(50, last_visit=START + 7, breaks=two) == (True, 50, NEVER, 1)
    assert due_alone(41, last_visit=START + 7, breaks=[(31, 50)]) == (True, 30, 31, 2)


@given(st.integers(0, 1200), st.integers(0, 1200))
def test_agrees_with_the_schedule_of_placements(visited: int, today: int) -> None:
    """What is due first after a visit is what the office's schedule names for the day after it."""
    schedule = schedule_in_force(dt.date(2026, 3, 1))
    rules = VisitRules(
        schedule.days_after_start, schedule.then_every_days, schedule.hours_after_return
    )
    visited = min(visited, today)
    began = dt.date.fromordinal(START)
    coming = next_visit(began, began + dt.timedelta(days=visited + 1), schedule).toordinal()
    stays = Stays([START], [START + visited], [NEVER])
    found = due_on(START + today, stays, rules)
    assert bool(found.is_due[0]) == (coming <= START + today)
    if found.is_due[0]:
        assert int(found.due_since[0]) == coming


class FollowUps(RuleBasedStateMachine):
    """One stay, day by day; every duty is an entry in a list that a visit crosses out."""

    @initialize()
    def begin(self) -> None:
        """The stay begins; duties are listed for three years."""
        self.today = START
        listed = (*RULES.days_after_start, *range(270, 1200, 90))
        self.open = {START + day: START + day for day in listed}
        self.done: list[int] = []
        self.last, self.home, self.is_seen = NEVER, NEVER, False
        self.breaks: list[tuple[int, int]] = []

    @rule(days=st.sampled_from([1, 2, 7, 30, 45]))
    def pass_days(self, days: int) -> None:
        """Days go by."""
        self.today = min(self.today + days, START + 1000)

    @rule(beyond=st.integers(-1, 3))
    def pass_to_a_duty(self, beyond: int) -> None:
        """Days go by up to about the next day of the list, or the day a duty is put off to."""
        days = [*self.open, *self.open.values()]
        ahead = [day + beyond for day in days if self.today < day + beyond <= START + 1000]
        self.today = min(ahead, default=self.today)

    @rule()
    def visit(self) -> None:
        """A visit crosses out every duty that has come, whether put off or not."""
        self.last = self.today
        for day in [day for day in self.open if day <= self.today]:
            del self.open[day]
            self.done.append(day)
        self.is_seen = self.home != NEVER

    @precondition(lambda self: self.home == NEVER)
    @rule(ahead=st.integers(1, 40), length=st.integers(1, 40))
    def plan_break(self, ahead: int, length: int) -> None:
        """A break is planned; duties that lie in it wait for the day back at work."""
        first = max([self.today + ahead, *(back for _, back in self.breaks)])
        self.breaks.append((first, first + length))
        for duty, due in self.open.items():
            if first <= due < first + length:
                self.open[duty] = first + length

    @precondition(lambda self: self.home == NEVER and self.today > START + 150)
    @rule()
    def come_home(self) -> None:
        """The person comes home: what was open is left to the visit after the return."""
        self.home, self.is_seen = self.today, self.last == self.today
        self.open.clear()

    @invariant()
    def same_as_the_list(self) -> None:
        """Due is what the list has open and has come; each duty was crossed out once at most."""
        if not hasattr(self, "today"):
            return
        assert len(self.done) == len(set(self.done))
        stays = Stays(
            [START],
            [self.last],
            [self.home],
            [0] * len(self.breaks),
            [first for first, _ in self.breaks],
            [back for _, back in self.breaks],
        )
        found = due_on(self.today, stays, RULES)
        waiting = [due for due in self.open.values() if due <= self.today]
        if self.home != NEVER and not self.is_seen:
            waiting = [self.home]
        assert bool(found.is_due[0]) == bool(waiting)
        assert int(found.due_since[0]) == min(waiting, default=NEVER)


FollowUps.TestCase.settings = settings(max_examples=150, stateful_step_count=40, deadline=None)
TestFollowUps = FollowUps.TestCase


@given(st.lists(st.tuples(st.integers(0, 300), st.integers(-1, 300)), min_size=1), st.data())
def test_rows_do_not_touch_one_another(rows: list[tuple[int, int]], data: st.DataObject) -> None:
    """In any order, and each alone, people are due alike."""
    started = np.array([START + begun for begun, _ in rows])
    last = np.array([START + seen if seen >= 0 else NEVER for _, seen in rows])
    home = np.full(len(rows), NEVER)
    order = np.array(data.draw(st.permutations(range(len(rows)))))
    breaks = (np.arange(len(rows)), started + 20, started + 60)
    together = due_on(START + 300, Stays(started, last, home, *breaks), RULES)
    mixed = due_on(
        START + 300,
        Stays(
            started[order],
            last[order],
            home[order],
            np.arange(len(rows)),
            breaks[1][order],
            breaks[2][order],
        ),
        RULES,
    )
    assert together.due_since[order].tolist() == mixed.due_since.tolist()
    assert together.urgency[order].tolist() == mixed.urgency.tolist()


def test_faults_are_refused() -> None:
    """Days that do not rise, visits of tomorrow and breaks that end before they begin."""
    with pytest.raises(WatchingError):
        VisitRules((30, 7), 90, 72)
    with pytest.raises(WatchingError):
        VisitRules((), 90, 72)
    with pytest.raises(WatchingError):
        due_alone(10, last_visit=START + 11)
    with pytest.raises(WatchingError):
        due_alone(10, breaks=[(9, 8)])
