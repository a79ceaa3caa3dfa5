"""A market folded for fast scans: every form put where evaluating it costs least.

A pair's net value is a group row plus a block figure plus a gathered figure, less a price; words of
bits say whether it is forbidden.

- Group rows: tables whose laborer classes are few together (places of origin). People are sorted by
  group, and a row over all vacancies serves a whole group.
- Blocks: tables whose vacancy classes are few together (occupation and level). Vacancies are sorted
  by block, so that such a table gives one figure for a whole run of vacancies, or closes it.
- Words: thresholds as fields of bits with a guard bit above each, and tables that forbid with few
  vacancy classes as one bit per class. ``(laborer | guards) - vacancy`` keeps a guard bit exactly
  where the laborer's level reaches the vacancy's.
- Gathered: the rest, a figure per laborer and joint vacancy class.
- The curve: a lookup, read where the vacancy's code in the laborer's group and the laborer's lift
  in the block together point.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np

from matching.columns.arrays import Ints
from matching.pairs.curve import Curve, curve_of, no_curve
from matching.pairs.figures import (
    FORBIDS,
    Figures,
    first_of,
    forbidding,
    joint_classes,
    weighted,
)
from matching.pairs.forms import Lookup, Threshold
from matching.pairs.keys import chosen_keys
from matching.pairs.layout import Axis, Int32s, axis_of, rows_of
from matching.pairs.market import Market
from matching.pairs.spread import Index, index_of, kinds_of_laborers, spread
from matching.pairs.words import Words, words_of

CLOSED = -(2**29)
"""A net value at or below this is a forbidden pair's."""

ROW_BYTES = 800_000_000
"""Most memory for group rows. A choice: a province's fit."""

FEWEST_GROUPS = 256
LABORERS_PER_GROUP = 64
"""Group rows are worth building from about this many laborers a group; small markets aside."""

READ_PER_PAIR = 1
"""Lookups whose figure is read pair by pair; further ones are spread into tables."""

SPARSE = 0.125
"""Below this share of open majors it is quicker to look them up than to look at all."""


@dataclass(frozen=True, slots=True, eq=False)
class Opening:
    """Majors left open by the table that closes most, where it leaves few open.

    Parameters
    ----------
    of_laborer
        int32 (laborers): the class of each laborer; empty if the table leaves many open.
    first
        int32 (classes + 1): where a class' majors begin.
    code, figure
        int32: the majors, and what tables with the same laborer classes give there.
    """

    of_laborer: Int32s
    first: Int32s
    code: Int32s
    figure: Int32s


@dataclass(frozen=True, slots=True, eq=False)
class Folded:
    """The market in the order and layout of the kernel.

    Parameters
    ----------
    laborer_at, vacancy_at
        The market's positions in the folded order.
    group_of
        int32 (laborers, folded): the row of each laborer.
    rows
        int32 (groups, vacancies): figures of the group tables, ``FORBIDS`` added where they forbid.
    blocks
        The block tables; its codes are the blocks.
    block_start
        int32 (blocks + 1): the runs of vacancies.
    major_start
        int32 (majors + 1): the blocks that share the classes of the first block tables.
    major
        The tables that depend on the major class only; its codes are the majors.
    gathered
        The remaining tables; its codes are ``gather_code``.
    gather_code
        int32 (vacancies).
    words
        The words of bits.
    opening
        The majors worth looking at for a laborer.
    curve
        The lookup that each pair reads.
    """

    laborer_at: Ints
    vacancy_at: Ints
    seats: Ints
    group_of: Int32s
    rows: Int32s
    major: Axis
    major_start: Int32s
    blocks: Axis
    block_start: Int32s
    gathered: Axis
    gather_code: Int32s
    words: Words
    opening: Opening
    curve: Curve

    @property
    def laborer_count(self) -> int:
        """The number of laborers N."""
        return len(self.laborer_at)

    @property
    def vacancy_count(self) -> int:
        """The number of vacancies V."""
        return len(self.vacancy_at)


def folded(market: Market) -> Folded:
    """Folds a market.

    Parameters
    ----------
    market
        The market; its tables are read, not kept.

    Raises
    ------
    MarketError
        If a lookup is too large, see ``SPREAD_BYTES`` and ``CURVE_BYTES``.
    """
    count = market.laborer_count, market.vacancy_count
    tables, thresholds, lookups = _sorted_forms(market)
    tables.sort(key=lambda table: -table.figures.shape[1])
    most = _most_groups(*count, has_lookups=bool(lookups))
    apart = [table for table in tables if lookups and _is_sparse(table)]
    grouped, groups, tables = _grouped(tables, np.zeros(count[0], np.int64), most, apart)
    grouped, groups, tables, read = _placed(lookups, (grouped, groups, tables), most)
    shared, groups, own = _grouped(read.tables if read else [], groups, most, apart)
    major, minor, rest = chosen_keys(tables, *count)
    masked, rest = [t for t in rest if t.is_maskable], [t for t in rest if not t.is_maskable]
    major_code = joint_classes(np.zeros(count[1], np.int64), [t.vacancy_class for t in major])
    block_code = joint_classes(major_code, [t.vacancy_class for t in (*minor, *own)])
    vacancy_at = np.lexsort((block_code, major_code)).astype(np.int64)
    laborer_at = np.argsort(groups, kind="stable").astype(np.int64)
    gather_code = joint_classes(np.zeros(count[1], np.int64), [t.vacancy_class for t in rest])
    block_start, block_first = _runs(block_code[vacancy_at])
    major_of_block = major_code[vacancy_at][block_first]
    major_start, major_first = _runs(major_of_block)
    representative = vacancy_at[block_first]
    gather_first = first_of(gather_code)
    opening, left = _opened(major, laborer_at, representative[major_first])
    return Folded(
        laborer_at=laborer_at,
        vacancy_at=vacancy_at,
        seats=market.seats[vacancy_at],
        group_of=groups[laborer_at].astype(np.int32),
        rows=rows_of(grouped, groups, vacancy_at),
        major=axis_of(left, laborer_at, representative[major_first]),
        major_start=major_start,
        blocks=axis_of(minor, laborer_at, representative),
        block_start=block_start,
        gathered=axis_of(rest, laborer_at, gather_first),
        gather_code=gather_code[vacancy_at].astype(np.int32),
        words=words_of(
            [(t.laborer_level[laborer_at], t.vacancy_level[vacancy_at]) for t in thresholds],
            [
                (t.laborer_class[laborer_at], t.vacancy_class[vacancy_at], t.figures < 0)
                for t in masked
            ],
            count,
        ),
        opening=opening,
        curve=curve_of(read, (shared, own), groups, (laborer_at, vacancy_at), representative)
        if read
        else no_curve(int(groups.max(initial=-1)) + 1, count[0]),
    )


def _sorted_forms(market: Market) -> tuple[list[Figures], list[Threshold], list[Index]]:
    """Gives what can move a score or forbid a pair, by its form."""
    tables: list[Figures] = []
    thresholds: list[Threshold] = []
    lookups: list[Index] = []
    laborers, vacancies = market.laborer_count, market.vacancy_count
    for part in market.parts:
        for form in part.tables:
            if not isinstance(form, Lookup):
                tables.append(weighted(form, part.weight))
            elif part.weight * form.highest * laborers * vacancies:
                lookups.append(index_of(part, form, laborers, vacancies))
    for rule in market.rules:
        for test in rule.tests:
            if isinstance(test, Threshold):
                thresholds.append(test)
            elif test.table.any():
                tables.append(forbidding(test))
    return [table for table in tables if table.figures.any()], thresholds, lookups


def _is_sparse(table: Figures) -> bool:
    """Says whether a rule's table leaves so little open that it is worth looking up."""
    return table.is_rule and bool((table.figures == 0).mean() < SPARSE)


def _most_groups(laborers: int, vacancies: int, *, has_lookups: bool) -> int:
    """Gives how many groups may have a row, and codes of a curve where lookups are."""
    row_bytes = (8 if has_lookups else 4) * max(1, vacancies)
    most = max(FEWEST_GROUPS, laborers // LABORERS_PER_GROUP)
    return min(most, max(1, ROW_BYTES // row_bytes))


def _grouped(
    tables: list[Figures], groups: Ints, most: int, apart: list[Figures]
) -> tuple[list[Figures], Ints, list[Figures]]:
    """Takes tables for group rows while the groups stay few; the finest vacancy classes first.

    Tables with the laborer classes of one kept apart are left: it is to close whole blocks.
    """
    taken, left = [], []
    for table in tables:
        is_apart = any(np.array_equal(table.laborer_class, one.laborer_class) for one in apart)
        joint = groups if is_apart else joint_classes(groups, [table.laborer_class])
        if not is_apart and joint.max(initial=0) < most:
            groups = joint
            taken.append(table)
        else:
            left.append(table)
    return taken, groups, left


Placed = tuple[list[Figures], Ints, list[Figures]]
"""Tables of the group rows, the groups, and the other tables."""


def _placed(lookups: list[Index], placed: Placed, most: int) -> tuple[*Placed, Index | None]:
    """Spreads lookups into group rows where the groups stay few; of others one is read per pair."""
    grouped, groups, left = placed
    read: list[Index] = []
    for index in lookups:
        joint = joint_classes(groups, [kinds_of_laborers(index)])
        if joint.max(initial=0) < most:
            grouped, groups = [*grouped, spread(index)], joint
        elif len(read) < READ_PER_PAIR:
            read.append(index)
        else:
            left = [*left, spread(index)]
    return grouped, groups, left, read[0] if read else None


def _runs(code: Ints) -> tuple[Int32s, Ints]:
    """Gives where runs of equal codes start, the end included, and their first positions."""
    is_first = np.ones(len(code), np.bool_)
    is_first[1:] = code[1:] != code[:-1]
    first = np.flatnonzero(is_first)
    return np.append(first, len(code)).astype(np.int32), first


def _opened(
    major: list[Figures], laborer_at: Ints, representative: Ints
) -> tuple[Opening, list[Figures]]:
    """Lists what the table that closes most leaves open, if little; gives the tables left out.

    Tables with the same laborer classes are added up in the list and need no further look.
    """
    rules = [table for table in major if table.is_rule]
    table = min(rules, key=lambda rule: float((rule.figures == 0).mean()), default=None)
    if table is not None:
        is_open = table.figures[:, table.vacancy_class[representative]] == 0
        if is_open.mean() < SPARSE:
            row, code = np.nonzero(is_open)
            alike, left = _parted(major, table.laborer_class)
            figure = np.zeros(len(code), np.int64)
            for same in alike:
                figure += same.figures[row, same.vacancy_class[representative][code]]
            return Opening(
                of_laborer=table.laborer_class[laborer_at].astype(np.int32),
                first=np.concatenate([[0], np.cumsum(is_open.sum(axis=1))]).astype(np.int32),
                code=code.astype(np.int32),
                figure=np.maximum(figure, FORBIDS).astype(np.int32),
            ), left
    none = np.zeros(0, np.int32)
    return Opening(none, none, none, none), major


def _parted(tables: list[Figures], laborer_class: Ints) -> tuple[list[Figures], list[Figures]]:
    """Parts tables into those with these laborer classes and the others."""
    alike = [table for table in tables if np.array_equal(table.laborer_class, laborer_class)]
    return alike, [table for table in tables if not any(table is same for same in alike)]


def kernel_arrays(market: Folded) -> tuple[Any, ...]:
    """Gives the arrays in the nesting that the kernel takes."""
    words, opening = market.words, market.opening
    return (
        market.rows,
        market.group_of,
        market.major.arrays,
        market.major_start,
        market.blocks.arrays,
        market.block_start,
        market.gathered.arrays,
        market.gather_code,
        (words.laborer, words.barred, words.vacancy, words.guards, words.fields),
        (opening.of_laborer, opening.first, opening.code, opening.figure),
        market.curve.arrays,
    )
