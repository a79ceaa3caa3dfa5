"""A lookup folded so that each pair's figure is read where its index points."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from matching.columns.arrays import Ints
from matching.pairs.errors import MarketError
from matching.pairs.figures import Figures
from matching.pairs.layout import Axis, Int32s, axis_of, rows_of
from matching.pairs.spread import Index

CURVE_BYTES = 400_000_000
"""Most memory for the lifts of blocks and for the curve."""

MOST_SHORT = 2**16
"""Figures that codes of 16 bits reach; they are read faster and take half the memory."""


@dataclass(frozen=True, slots=True, eq=False)
class Curve:
    """Weighted figures that a pair reads at the vacancy's code plus the laborer's lift.

    The lift is the laborer's level, and what the tables of the lifts give in the block. Beyond both
    ends of the declared curve the figures are continued as far as any code and lift reach.

    Parameters
    ----------
    codes
        uint16 (groups, vacancies), or uint32 where the figures are too many.
    level
        int32 (laborers).
    lifts
        The tables of the index that differ from laborer to laborer; its codes are the blocks.
    figures
        int32: the strata one after the other; empty where no curve is read.
    strata
        How many.
    """

    codes: npt.NDArray[np.unsignedinteger]
    level: Int32s
    lifts: Axis
    figures: Int32s
    strata: int

    @property
    def highest(self) -> Int32s:
        """The highest figure of all strata at each place of a stratum; it falls like all."""
        highest: Int32s = self.figures.reshape(self.strata, -1).max(axis=0, initial=0)
        return highest

    @property
    def arrays(self) -> tuple[Any, ...]:
        """The arrays in the nesting that the kernel takes."""
        return self.codes, self.level, self.lifts.arrays, self.figures


def no_curve(groups: int, laborers: int) -> Curve:
    """Gives the curve of a market that reads none."""
    none = np.zeros(0, np.int32)
    lifts = Axis(np.zeros((0, laborers), np.int64), none, 0)
    return Curve(np.zeros((groups, 0), np.uint16), np.zeros(laborers, np.int32), lifts, none, 1)


def curve_of(
    index: Index,
    tables: tuple[list[Figures], list[Figures]],
    groups: Ints,
    order: tuple[Ints, Ints],
    representative: Ints,
) -> Curve:
    """Folds a lookup.

    Parameters
    ----------
    index
        The lookup, taken apart.
    tables
        Its tables that are the same for a group, and those that are the same in a block.
    groups
        The group of each laborer.
    order
        The market's laborers and vacancies in the folded order.
    representative
        A vacancy of each block.

    Raises
    ------
    MarketError
        If it would not fit ``CURVE_BYTES``.
    """
    (shared, own), (laborer_at, vacancy_at) = tables, order
    codes = rows_of(shared, groups, vacancy_at)
    codes += index.base[vacancy_at].astype(np.int32)
    least = int(index.level.min()) + sum(int(table.figures.min()) for table in own)
    most = int(index.level.max()) + sum(int(table.figures.max()) for table in own)
    # Codes from which no lift reaches the curve's inside are alike.
    ends = index.lookup.lowest - most, index.lookup.lowest + index.lookup.curve.shape[1] - 1 - least
    np.clip(codes, *ends, out=codes)
    lowest, highest = int(codes.min()), int(codes.max())
    width, strata = highest - lowest + most - least + 1, len(index.lookup.curve)
    lifts = len(representative) * sum(len(table.figures) for table in own)
    if 4 * max(lifts, width * strata) > CURVE_BYTES:
        raise MarketError(field=index.part, reason="too_large")
    codes += (index.lookup.stratum[vacancy_at] * np.int32(width)) - np.int32(lowest)
    place = index.lookup.place_of(np.arange(width) + (lowest + least))
    figures = index.weight * index.lookup.curve[:, place].astype(np.int64)
    return Curve(
        codes=codes.astype(np.uint16 if figures.size <= MOST_SHORT else np.uint32),
        level=(index.level[laborer_at] - least).astype(np.int32),
        lifts=axis_of(own, laborer_at, representative),
        figures=figures.ravel().astype(np.int32),
        strata=strata,
    )
