"""Bins of months that share a baseline: 1 ... 12 singly, then 13-18, 19-24, 25 and more."""

import numpy as np
import numpy.typing as npt

from matching.columns.arrays import Ints

STARTS = (*range(1, 13), 13, 19, 25)
"""First month of every bin."""

BINS = len(STARTS)

CAUSE_STARTS = (1, 2, 4, 7, 13)
"""First month of every bin of causes: 1, 2-3, 4-6, 7-12, 13 and more.."""

CAUSE_BINS = len(CAUSE_STARTS)


def bins_of(month: npt.ArrayLike) -> Ints:
    """Gives the bin of months 1, 2, ...; positions in `STARTS`."""
    found: Ints = np.searchsorted(STARTS, month, side="right").astype(np.int64) - 1
    return found


def cause_bins_of(month: npt.ArrayLike) -> Ints:
    """Gives the bin of causes of months 1, 2, ...; positions in `CAUSE_STARTS`."""
    found: Ints = np.searchsorted(CAUSE_STARTS, month, side="right").astype(np.int64) - 1
    return found
