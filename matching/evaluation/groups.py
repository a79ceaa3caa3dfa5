"""Any measure by groups, and the groups of employers by size."""

from collections.abc import Callable
from typing import TypeVar

import numpy as np
import numpy.typing as npt

from matching.columns.arrays import Bools, Ints
from matching.evaluation.errors import EvaluationError

Figure = TypeVar("Figure")

SIZES = (1, 10, 50, 200)
"""Least number of earlier placements of each band after the first. Choices: nobody known, a
handful, enough for a rough share, enough for a good one, and a large employer."""


def by_group(
    label: npt.NDArray[np.generic], measure: Callable[[Bools], Figure], least: int = 1
) -> dict[object, Figure]:
    """Gives a measure of each group.

    Parameters
    ----------
    label
        The group of each row: any values that sort.
    measure
        Given which rows are the group's.
    least
        Groups of fewer rows are left out: too few to be told about, or to be kept nameless.
    """
    if label.ndim != 1:
        raise EvaluationError(field="label", reason="length")
    groups, count = np.unique(label, return_counts=True)
    return {
        group: measure(label == group)
        for group, rows in zip(groups.tolist(), count.tolist(), strict=True)
        if rows >= least
    }


def size_band(cases: Ints) -> Ints:
    """Gives the band of each employer's size: how many of ``SIZES`` its earlier placements reach.

    Parameters
    ----------
    cases
        Placements with the same employer that were known when the prediction was made.
    """
    return np.searchsorted(SIZES, cases, side="right").astype(np.int64)
