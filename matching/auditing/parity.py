"""Rates by group: who is placed and who stays, with intervals, against everybody else.

Each group is compared with the rest. Every comparison of a report is one of many, so its chance
under no difference is corrected for all of them together (Holm): with no difference anywhere, a
report calls one with a chance of 5 % at most.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from statistics import NormalDist

import numpy as np
import numpy.typing as npt

from matching.auditing.errors import AuditError
from matching.auditing.staying import Stays, stayed
from matching.columns.arrays import Bools
from matching.evaluation.intervals import Interval, Z, wilson

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
        Of a difference as large if there were none (two-sided).
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

    def placed(who: Bools) -> Interval | None:
        count = int(who.sum())
        return wilson(float(is_placed[who].mean()), count) if count else None

    found = [
        _by_group("placed", by, labels, len(is_placed), placed) for by, labels in people.items()
    ]
    for month in MONTHS:

        def stayed_on(who: Bools, month: int = month) -> Interval | None:
            return stayed(stays.where(who), month)

        found += [
            _by_group(f"stayed_{month}", by, labels, len(stays), stayed_on)
            for by, labels in stayers.items()
        ]
    return _corrected(found)


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


def _by_group(
    measure: str, by: str, labels: Labels, cases: int, rate: Callable[[Bools], Interval | None]
) -> Parity:
    if len(labels) != cases:
        raise AuditError(field=by, reason="length")
    groups, counts = np.unique(labels, return_counts=True)
    compared = [int(np.argmin(counts))] if len(groups) == 2 else range(len(groups))
    rows = []
    for at, (group, count) in enumerate(zip(groups.tolist(), counts.tolist(), strict=True)):
        own, difference = rate(labels == group), None
        if at in compared and len(groups) > 1:
            difference = _difference(own, rate(labels != group))
        rows.append(GroupRate(group, count, own, difference))
    return Parity(measure, by, tuple(rows))


def _difference(own: Interval | None, rest: Interval | None) -> Difference | None:
    """Compares two rates; the chance takes as error what their intervals are wide."""
    if own is None or rest is None:
        return None
    error = float(np.hypot(own.high - own.low, rest.high - rest.low)) / (2 * Z)
    chance = 2 * NormalDist().cdf(-abs(own.value - rest.value) / error)
    return Difference(apart(own, rest), chance, chance)


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
