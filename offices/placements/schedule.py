"""When people at work are visited."""

import datetime as dt
import tomllib
from dataclasses import dataclass
from itertools import count
from pathlib import Path

from models.errors import AppError

FILE = Path(__file__).parent / "data" / "follow_ups.toml"


class NoScheduleInForceError(AppError):
    """No schedule of follow-ups is in force on the policy date."""

    code = "placements.no_schedule_in_force"


@dataclass(frozen=True, slots=True)
class Schedule:
    """The days of follow-ups.

    Parameters
    ----------
    days_after_start
        Days after arrival, rising.
    then_every_days
        Days between the visits that follow.
    hours_after_return
        Hours within which somebody who came home is seen.
    """

    days_after_start: tuple[int, ...]
    then_every_days: int
    hours_after_return: int


def schedule_in_force(policy_date: dt.date, path: Path = FILE) -> Schedule:
    """Reads the schedule in force on a day.

    Raises
    ------
    NoScheduleInForceError
        If the file has none for the day.
    """
    entries = [
        entry
        for entry in tomllib.loads(path.read_text(encoding="utf-8"))["schedule"]
        if entry["valid_from"] <= policy_date <= entry.get("valid_to", dt.date.max)
    ]
    if not entries:
        raise NoScheduleInForceError(on=policy_date.isoformat())
    latest = max(entries, key=lambda entry: entry["valid_from"])
    return Schedule(
        tuple(latest["days_after_start"]),
        latest["then_every_days"],
        latest["hours_after_return"],
    )


def first_visit(started_on: dt.date, schedule: Schedule) -> dt.date:
    """Gives the day of the first follow-up of somebody who arrives on a day."""
    return started_on + dt.timedelta(days=schedule.days_after_start[0])


def next_visit(started_on: dt.date, on: dt.date, schedule: Schedule) -> dt.date:
    """Gives the first day of the schedule that is not before ``on``."""
    for days in schedule.days_after_start:
        due = started_on + dt.timedelta(days=days)
        if due >= on:
            return due
    return next(
        due
        for step in count(1)
        if (due := started_on + dt.timedelta(days=_later(schedule, step))) >= on
    )


def _later(schedule: Schedule, step: int) -> int:
    return schedule.days_after_start[-1] + step * schedule.then_every_days
