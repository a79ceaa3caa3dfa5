"""Rates by group: who is placed and who stays, with intervals, against everybody else.

Each group is compared with the rest. Every comparison of a report is one of many, so its chance
under no difference is corrected for all of them together (Holm): with no difference anywhere, a
report calls one with a chance of 5 % at most, if cases are independent.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from matching.auditing.errors import AuditError
from matching.auditing.exact import Table, chance_of
from matching.auditing.staying import Stays, by_month, stayed
from matching.columns.arrays import Bools
from matching.evaluation.intervals import Interval, wilson

FEWEST = 10
"""Groups of fewer cases are shown with their interval, and marked: they show next to nothing."""

MONTHS = (3, 6, 12)
"""Months at which staying is compared."""

CALLED = 0.05
"""A difference is called one where the corrected chance is at most this."""

Labels = npt.NDArray[np.str_]
"""The group of each case."""


@dataclass(frozen=True, slots=True)
class Difference:
    """A group's rate less that of the rest.

    Parameters
    ----------
    apart
        The difference with its 95 % interval, of this comparison alone.
    chance
        Of so many or so few placed, or leaving in these months, if the group made no difference;
        exact, see ``exact.chance_of``.
    corrected
        The same for all comparisons of the report together (Holm); 1.0 at most.
    """

    apart: Interval
    chance: float
    corrected: float

    @property
    def is_called(self) -> bool:
        """Whether it is a difference after the correction."""
        return self.corrected <= CALLED


@dataclass(frozen=True, slots=True)
class GroupRate:
    """One group.

    Parameters
    ----------
    group
        Its code.
    cases
        The denominator.
    rate
        With its 95 % interval; None where it cannot be estimated.
    difference
        To the rest; None where either cannot be estimated, nobody else is there, or of two groups
        the other one is compared, which says the same.
    """

    group: str
    cases: int
    rate: Interval | None
    difference: Difference | None

    @property
    def is_small(self) -> bool:
        """Whether it has fewer than ``FEWEST`` cases."""
        return self.cases < FEWEST


@dataclass(frozen=True, slots=True)
class Parity:
    """One rate by the groups of one attribute.

    Parameters
    ----------
    measure
        ``placed``, or ``stayed_`` and the months.
    by
        The attribute.
    groups
        In the order of their codes.
    """

    measure: str
    by: str
    groups: tuple[GroupRate, ...]


def parity_of(
    is_placed: Bools,
    people: Mapping[str, Labels],
    stays: Stays,
    stayers: Mapping[str, Labels],
) -> tuple[Parity, ...]:
    """Compares who is placed and who stays, by every attribute.

    Parameters
    ----------
    is_placed
        Of each person.
    people
        By attribute: the group of each person.
    stays
        Stays, of these people or of others.
    stayers
        By attribute: the group of the person of each stay.

    Raises
    ------
    AuditError
        If labels and cases differ in number.
    """
    found = [_by_group(_placing(is_placed), by, labels) for by, labels in people.items()]
    for month in MONTHS:
        staying = _staying(stays, month)
        found += [_by_group(staying, by, labels) for by, labels in stayers.items()]
    return _corrected(found)


@dataclass(frozen=True, slots=True)
class _Measure:
    """A rate of some cases, and the chance of theirs if they made no difference."""

    name: str
    cases: int
    rate: Callable[[Bools], Interval | None]
    chance: Callable[[Bools], float]


def _placing(is_placed: Bools) -> _Measure:
    def rate(who: Bools) -> Interval | None:
        return wilson(float(is_placed[who].mean()), int(who.sum()))

    def chance(who: Bools) -> float:
        counts = (len(who), is_placed.sum(), who.sum(), is_placed[who].sum())
        return chance_of([Table(*(int(count) for count in counts))])

    return _Measure("placed", len(is_placed), rate, chance)


def _staying(stays: Stays, month: int) -> _Measure:
    everybody = by_month(stays, month)

    def rate(who: Bools) -> Interval | None:
        return stayed(stays.where(who), month)

    def chance(who: Bools) -> float:
        columns = (*everybody, *by_month(stays.where(who), month))
        rows = zip(*(column.tolist() for column in columns), strict=True)
        return chance_of([Table(*row) for row in rows])

    return _Measure(f"stayed_{month}", len(stays), rate, chance)


def apart(one: Interval, other: Interval) -> Interval:
    """Gives the difference of two independent rates with its interval.

    Each end is as far off as the two ends that lead there together. With Wilson's intervals it is
    Newcombe's tenth method.

    Source: Zou, G. Y. and Donner, A. (2008), Construction of confidence limits about effect
    measures, Statistics in Medicine 27, 1693-1702; Newcombe, R. G. (1998), ibid. 17, 873-890.
    """
    value = one.value - other.value
    below = np.hypot(one.value - one.low, other.high - other.value)
    above = np.hypot(one.high - one.value, other.value - other.low)
    return Interval(value, value - float(below), value + float(above))


def holm(chances: Sequence[float]) -> list[float]:
    """Corrects chances for being several.

    Source: Holm, S. (1979), A simple sequentially rejective multiple test procedure, Scandinavian
    Journal of Statistics 6, 65-70.
    """
    order = np.argsort(chances, kind="stable")
    left = len(chances) - np.arange(len(chances))
    raised = np.maximum.accumulate(np.asarray(chances, np.float64)[order] * left)
    corrected = np.empty(len(chances), np.float64)
    corrected[order] = np.minimum(1.0, raised)
    found: list[float] = corrected.tolist()
    return found


def _by_group(measure: _Measure, by: str, labels: Labels) -> Parity:
    if len(labels) != measure.cases:
        raise AuditError(field=by, reason="length")
    groups, counts = np.unique(labels, return_counts=True)
    compared = [int(np.argmin(counts))] if len(groups) == 2 else range(len(groups))
    rows = []
    for at, (group, count) in enumerate(zip(groups.tolist(), counts.tolist(), strict=True)):
        who = labels == group
        own, difference = measure.rate(who), None
        if at in compared and own is not None and count < measure.cases:
            rest = measure.rate(~who)
            if rest is not None:
                chance = measure.chance(who)
                difference = Difference(apart(own, rest), chance, chance)
        rows.append(GroupRate(group, count, own, difference))
    return Parity(measure.name, by, tuple(rows))


def _corrected(found: list[Parity]) -> tuple[Parity, ...]:
    """Corrects all comparisons for their number."""
    chances = [
        row.difference.chance for one in found for row in one.groups if row.difference is not None
    ]
    corrected = iter(holm(chances))

    def told(row: GroupRate) -> GroupRate:
        if row.difference is None:
            return row
        return replace(row, difference=replace(row.difference, corrected=next(corrected)))

    return tuple(replace(one, groups=tuple(told(row) for row in one.groups)) for one in found)
