"""Alarms for employers that shed people and places to which people return, at a stated rate.

**What is promised.** At one check, over all units, kinds and windows, the chance of any false alarm
is at most alpha (`matching.watching.family` says why). A false alarm is one of a unit for which

- each person's chance of leaving within the window is at most ``allowance`` x what the model says;
- people of different groups of companions leave independently, given the model's chances.

Within a group anything may happen: it counts as one case, which happens when at least half of its n
members leave. By Markov's inequality the chance of that is at most the sum of their chances over
that half, ceil(n / 2), however they depend on one another. The number of cases is then compared
with its exact distribution; a tail rises with every chance, so chances below the bound only make
alarms rarer.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from matching.columns.arrays import Ints
from matching.watching.checked import Floats, checked_floats, checked_ints
from matching.watching.errors import WatchingError
from matching.watching.family import adjusted, can_alarm
from matching.watching.tails import chance_of_all, chance_of_at_least

STAYED = -1
"""Stands for the day of leaving of who is still there."""

LARGEST = 2**62
LATEST_DAY = 10**7

RATE = "alarm_rate.any_in_a_check"
"""Code of the rate that is kept: of any false alarm, per check, over all units."""


@dataclass(frozen=True, slots=True)
class AlarmParams:
    """How rare false alarms are.

    Parameters
    ----------
    alpha
        Largest chance of any false alarm in one check, above 0 and below 1.
    allowance
        How far above the model the chances may lie, as a factor from 1, before it is an alarm: room
        for a model that is off. A choice.
    """

    alpha: float = 0.05
    allowance: float = 1.25

    def __post_init__(self) -> None:
        checked_floats("alpha", [self.alpha], (1,), least=1e-12, most=0.999999)
        checked_floats("allowance", [self.allowance], (1,), least=1, most=100)


DEFAULT_PARAMS = AlarmParams()
"""One month in twenty with any false alarm at most, chances up to a quarter above the model's."""


@dataclass(frozen=True, slots=True, eq=False)
class Window:
    """Who was watched in one kind of unit during some days; copied and read-only.

    Parameters
    ----------
    kind
        Code of the kind of unit, such as ``employer`` or ``township``.
    first_day, last_day
        The days, both counted, as integers of any one calendar.
    unit
        (n,) the unit's id, one row per person who was at work there on any of these days.
    group
        (n,) id of companions who may leave together, -1 for somebody on their own.
    chance
        (n,) of leaving within the window, from the first of these days at work there.
    left_day
        (n,) day of leaving, -1 for who is still there.

    Raises
    ------
    WatchingError
        If a column has another shape or a value out of range.
    """

    kind: str
    first_day: int
    last_day: int
    unit: Ints
    group: Ints
    chance: Floats
    left_day: Ints

    def __post_init__(self) -> None:
        unit = checked_ints("unit", self.unit, (None,), least=0, most=LARGEST)
        size = (len(unit),)
        left = checked_ints("left_day", self.left_day, size, least=STAYED, most=LATEST_DAY)
        is_outside = (left < self.first_day) | (left > self.last_day)
        if np.any(is_outside & (left != STAYED)):
            raise WatchingError(column="left_day", reason="range")
        taken = {
            "unit": unit,
            "group": checked_ints("group", self.group, size, least=-1, most=LARGEST),
            "chance": checked_floats("chance", self.chance, size),
            "left_day": left,
        }
        for name, value in taken.items():
            object.__setattr__(self, name, value)


@dataclass(frozen=True, slots=True, eq=False)
class Alarm:
    """More left a unit than the model and chance explain.

    Parameters
    ----------
    kind, unit
        Which unit.
    first_day, last_day
        The window in which it shows most clearly.
    people, observed, expected
        People watched, how many left, how many the model expected.
    cases, cases_observed
        The same with each group of companions counted once.
    chance
        Chance of at least so many cases in this unit if the model holds, allowance included.
    adjusted
        The same over all units of the check; at most alpha.
    alpha, rate
        The rate promised and its code.
    positions
        Rows of the window that left, rising.
    since
        Day of the first of these leavings.
    """

    kind: str
    unit: int
    first_day: int
    last_day: int
    people: int
    observed: int
    expected: float
    cases: int
    cases_observed: int
    chance: float
    adjusted: float
    alpha: float
    rate: str
    positions: Ints
    since: int


@dataclass(frozen=True, slots=True, eq=False)
class _Unit:
    """One unit in one window, as cases."""

    window: Window
    rows: Ints
    chance: Floats
    observed: int

    @property
    def key(self) -> tuple[str, int]:
        return self.window.kind, int(self.window.unit[self.rows[0]])


def alarms_of(windows: Sequence[Window], params: AlarmParams = DEFAULT_PARAMS) -> tuple[Alarm, ...]:
    """Raises the alarms of one check: at most one per unit, the clearest first.

    Parameters
    ----------
    windows
        All kinds of unit and all windows that are looked at; together they keep the rate. Several
        windows of a kind may overlap.
    params
        The rate.
    """
    units = [unit for window in windows for unit in _units(window, params.allowance)]
    least_p = np.array([chance_of_all(unit.chance) for unit in units])
    tested = [units[index] for index in np.flatnonzero(can_alarm(least_p, params.alpha))]
    p_value = np.array([chance_of_at_least(unit.chance, unit.observed) for unit in tested])
    level = adjusted(p_value)
    found: dict[tuple[str, int], Alarm] = {}
    ranked = sorted(
        np.flatnonzero(level <= params.alpha).tolist(),
        key=lambda index: (p_value[index], _days(tested[index]), tested[index].key),
    )
    for index in ranked:
        alarm = _alarm(tested[index], float(p_value[index]), float(level[index]), params)
        found.setdefault(tested[index].key, alarm)
    return tuple(found.values())


def chance_within(hazard: npt.ArrayLike) -> Floats:
    """Gives (n,) chances of leaving within a window from (n, months) hazards, 0 before the start.

    Raises
    ------
    WatchingError
        If the hazards have another shape or a value out of range.
    """
    months = checked_floats("hazard", hazard, (None, None))
    chance: Floats = 1 - np.prod(1 - months, axis=1)
    return chance


def _days(unit: _Unit) -> int:
    return unit.window.last_day - unit.window.first_day


def _units(window: Window, allowance: float) -> list[_Unit]:
    """Puts companions together and splits the cases by unit."""
    people = len(window.unit)
    if not people:
        return []
    own = np.where(window.group >= 0, window.group, -1 - np.arange(people))
    order = np.lexsort((window.chance, own, window.unit))
    unit, group = window.unit[order], own[order]
    new_unit = np.append(True, unit[1:] != unit[:-1])
    starts = np.flatnonzero(new_unit | np.append(True, group[1:] != group[:-1]))
    size = np.diff(np.append(starts, people))
    half = (size + 1) // 2
    bound = np.minimum(allowance * np.add.reduceat(window.chance[order], starts) / half, 1.0)
    left = np.add.reduceat((window.left_day[order] != STAYED).astype(np.int64), starts)
    is_gone = left >= half
    first_case = np.flatnonzero(new_unit[starts])
    return [
        _Unit(window, np.sort(rows), np.sort(chance), int(np.count_nonzero(gone)))
        for rows, chance, gone in zip(
            np.split(order, starts[first_case][1:]),
            np.split(bound, first_case[1:]),
            np.split(is_gone, first_case[1:]),
            strict=True,
        )
    ]


def _alarm(unit: _Unit, chance: float, level: float, params: AlarmParams) -> Alarm:
    window = unit.window
    gone = unit.rows[window.left_day[unit.rows] != STAYED]
    kind, number = unit.key
    return Alarm(
        kind=kind,
        unit=number,
        first_day=window.first_day,
        last_day=window.last_day,
        people=len(unit.rows),
        observed=len(gone),
        expected=math.fsum(window.chance[unit.rows]),
        cases=len(unit.chance),
        cases_observed=unit.observed,
        chance=chance,
        adjusted=level,
        alpha=params.alpha,
        rate=RATE,
        positions=gone,
        since=int(window.left_day[gone].min()),
    )
