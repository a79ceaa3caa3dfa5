"""What a score part is: a name and a figure of 0 to 1000 per pair."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from matching.columns.arrays import Ints, Scores
from matching.columns.market_data import MarketData
from matching.pairs.forms import Figure

FULL = 1000
"""The best that a part can give; a part is a share in per mille."""


@dataclass(frozen=True, slots=True)
class ScorePart:
    """One part of the score. It never forbids a pair.

    Parameters
    ----------
    name
        Stable name, the field of ``Weights`` and the key in stored proposals.
    tables
        Declares the figure: int16 tables and lookups that add up to 0 to 1000. The kernel, the
        explanation and the stored parts all read this.
    """

    name: str
    tables: Callable[[MarketData], tuple[Figure, ...]]


def scores(values: Ints) -> Scores:
    """Gives figures as int16, kept within 0 and 1000."""
    return np.clip(values, 0, FULL).astype(np.int16)
