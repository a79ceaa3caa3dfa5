"""Random draws from weighted lists, as arrays."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

Integers = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]
Texts = npt.NDArray[np.str_]


def stage_rng(seed: int, stage: str) -> np.random.Generator:
    """Gives a stage of the generator its own stream, so that one stage cannot shift another's."""
    return np.random.default_rng([seed, *stage.encode()])


def weighted(rng: np.random.Generator, weights: Sequence[float] | Floats, count: int) -> Integers:
    """Draws positions with the given weights."""
    share = np.cumsum(np.asarray(weights, dtype=np.float64))
    positions = np.searchsorted(share / share[-1], rng.random(count), side="right")
    return np.asarray(np.minimum(positions, len(share) - 1))
