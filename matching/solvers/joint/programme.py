"""The listed columns as a linear programme with whole numbers, in arrays."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from matching.columns.arrays import Bools, Ints
from matching.solvers.joint.columns import Columns
from matching.solvers.joint.forms import NO_ROW, UNLIMITED
from matching.solvers.joint.problem import JointProblem

POINTS = 1000.0
"""Points of score in the engine's unit of value; its tolerances suit figures near 1."""

MOST_SCALE = 1e5
"""A unit of a row is worth ten times the engine's tolerance at least, however large amounts are."""

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Programme:
    """Maximise value x under low <= A x <= high and least <= x <= most, some x whole numbers.

    Variables: pairs, sites of groups, numbers of lots, people of lots, and what rows and fixed
    people fall short by. Constraints: units (laborers, then groups), members at sites, seats, rows,
    the two ends of each lot.

    Parameters
    ----------
    value, least, most
        float64 (variables).
    is_whole
        Which variables are whole numbers.
    low, high
        float64 (constraints).
    row, column, coefficient
        The entries of A.
    first
        Where each kind of variable begins, and the number of variables.
    first_row
        Where each kind of constraint begins, and the number of constraints.
    row_scale
        float64 (rows): what each row was divided by.
    """

    value: Floats
    least: Floats
    most: Floats
    is_whole: Bools
    low: Floats
    high: Floats
    row: Ints
    column: Ints
    coefficient: Floats
    first: Ints
    first_row: Ints
    row_scale: Floats


@dataclass(slots=True, eq=False)
class _Entries:
    """Entries of A, gathered."""

    parts: list[tuple[Ints, Ints, Floats]]

    def add(self, row: Ints, column: Ints, coefficient: Floats | float) -> None:
        values = np.broadcast_to(np.asarray(coefficient, np.float64), row.shape)
        self.parts.append((row, column, values))


def programme_of(
    problem: JointProblem,
    columns: Columns,
    score: Ints,
    *,
    shortfall: float | None,
    lot_number: Ints | None = None,
) -> Programme:
    """Writes a problem on its listed columns as a programme.

    Parameters
    ----------
    problem
        The problem.
    columns
        What may be used.
    score
        int64: s_ij of each listed pair, at least 0.
    shortfall
        What a scaled unit short of a row's least, or a fixed person without a place, costs in the
        engine's unit; None where nothing may be short.
    lot_number
        n_k where the numbers of lots are decided, None where they are free.
    """
    lots, groups = problem.lots, problem.groups
    is_elastic = shortfall is not None
    least, most = problem.row_least, problem.row_most
    # With nobody placed and nothing short every other row holds, so the programme has an answer.
    short = np.flatnonzero((least > 0) | (most < 0)) if is_elastic else np.zeros(0, np.int64)
    fixed_unit = _fixed_units(problem)
    sizes = (
        len(columns.laborer),
        len(columns.group),
        len(lots),
        len(lots),
        len(short),
        len(fixed_unit) if is_elastic else 0,
    )
    first = np.concatenate([[0], np.cumsum(sizes)]).astype(np.int64)
    people, group_count = problem.market.laborer_count, len(groups)
    at_site = columns.group_site(groups)
    member, member_row = _member_rows(columns, at_site)
    row_sizes = (
        people + group_count,
        len(member),
        problem.market.vacancy_count,
        len(least),
        2 * len(lots),
    )
    first_row = np.concatenate([[0], np.cumsum(row_sizes)]).astype(np.int64)
    amount_row, amount_at, amount = _amounts(problem, columns)
    scale = np.ones(len(least))
    np.maximum.at(scale, amount_row, np.abs(amount).astype(np.float64))
    scale = np.minimum(scale, MOST_SCALE)
    entries = _Entries([])
    pair = np.arange(sizes[0], dtype=np.int64)
    is_single = groups.of_laborer[columns.laborer] < 0
    entries.add(columns.laborer[is_single], pair[is_single], 1.0)
    entries.add(people + columns.group, first[1] + np.arange(sizes[1]), 1.0)
    entries.add(first_row[1] + member_row[~is_single], pair[~is_single], 1.0)
    entries.add(first_row[1] + np.arange(len(member)), first[1] + member, -1.0)
    entries.add(first_row[2] + columns.vacancy, pair, 1.0)
    entries.add(first_row[3] + amount_row, amount_at, amount / scale[amount_row])
    lot, lot_row = np.arange(len(lots), dtype=np.int64), problem.lot_row
    entries.add(first_row[3] + lot_row, first[3] + lots.lot, -1.0 / scale[lot_row])
    for end, size in ((0, lots.most), (len(lots), lots.least)):
        entries.add(first_row[4] + end + lot, first[3] + lot, 1.0)
        entries.add(first_row[4] + end + lot, first[2] + lot, -size.astype(np.float64))
    low = np.full(first_row[-1], -np.inf)
    high = np.full(first_row[-1], np.inf)
    high[: people + group_count] = 1.0
    low[fixed_unit] = 1.0
    low[first_row[1] : first_row[2]] = high[first_row[1] : first_row[2]] = 0.0
    high[first_row[2] : first_row[3]] = problem.market.seats
    rows = slice(first_row[3], first_row[4])
    low[rows] = np.where(least > -UNLIMITED, least / scale, -np.inf)
    high[rows] = np.where(most < UNLIMITED, most / scale, np.inf)
    high[first_row[4] : first_row[4] + len(lots)] = 0.0
    low[first_row[4] + len(lots) :] = 0.0
    value = np.zeros(first[-1])
    value[: sizes[0]] = score / POINTS
    value[first[2] : first[3]] = -lots.cost / POINTS
    value[first[3] : first[4]] = lots.gain / POINTS
    limit = np.ones(first[-1])
    limit[first[2] : first[3]] = lots.count
    limit[first[3] : first[4]] = lots.count * lots.most
    floor = np.zeros(first[-1])
    if lot_number is not None:
        floor[first[2] : first[3]] = limit[first[2] : first[3]] = lot_number
    if shortfall is not None:
        towards = np.where(least[short] > 0, 1.0, -1.0)
        entries.add(first_row[3] + short, first[4] + np.arange(len(short)), towards)
        entries.add(fixed_unit, first[5] + np.arange(len(fixed_unit)), 1.0)
        value[first[4] :] = -shortfall
        limit[first[4] : first[5]] = np.inf
    is_whole = np.arange(first[-1]) < first[3]
    joined = [np.concatenate(parts) for parts in zip(*entries.parts, strict=True)]
    return Programme(
        value=value,
        least=floor,
        most=limit,
        is_whole=is_whole,
        low=low,
        high=high,
        row=joined[0].astype(np.int64),
        column=joined[1].astype(np.int64),
        coefficient=joined[2],
        first=first,
        first_row=first_row,
        row_scale=scale,
    )


def _fixed_units(problem: JointProblem) -> Ints:
    """Gives the units, laborers or groups, that must have a place."""
    fixed = problem.patches.fixed
    group = problem.groups.of_laborer[fixed]
    return np.unique(np.where(group < 0, fixed, problem.market.laborer_count + group))


def _member_rows(columns: Columns, at_site: Ints) -> tuple[Ints, Ints]:
    """Numbers each member at each listed site; gives the sites, and each pair's number there."""
    key = (columns.laborer << np.int64(32)) + at_site
    is_member = at_site >= 0
    distinct, number = np.unique(key[is_member], return_inverse=True)
    row = np.full(len(key), -1, np.int64)
    row[is_member] = number.reshape(-1)
    return distinct & np.int64(0xFFFFFFFF), row


def _amounts(problem: JointProblem, columns: Columns) -> tuple[Ints, Ints, Ints]:
    """Lists what pairs count: rows, pairs, amounts."""
    found: list[tuple[Ints, Ints, Ints]] = []
    for offset, family in zip(problem.row_offset, problem.families, strict=False):
        a, b = family.laborer_class[columns.laborer], family.vacancy_class[columns.vacancy]
        row, amount = family.row[a, b], family.amount[a, b]
        at = np.flatnonzero((row != NO_ROW) & (amount != 0))
        found.append((offset + row[at], at.astype(np.int64), amount[at]))
    none = np.zeros(0, np.int64)
    rows, pairs, amounts = zip((none, none, none), *found, strict=True)
    return np.concatenate(rows), np.concatenate(pairs), np.concatenate(amounts)
