"""Fitted effects as tables of integer steps, and how rows find theirs."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from matching.columns.arrays import Ints

STEPS = 32
"""Steps of the index in which a hazard grows by the factor e."""

EFFECT_LIMIT = 128
"""No single effect is larger: a factor of e^4 = 55 in the hazard."""

INDEX_LIMIT = 256
"""The index is held within these steps either way: a factor of e^8 = 2981."""

INDICES = 2 * INDEX_LIMIT + 1
"""Entries of a table by index; entry i belongs to index i - INDEX_LIMIT."""

Steps = npt.NDArray[np.int16]


@dataclass(frozen=True, slots=True, eq=False)
class Effects:
    """Effects of a factor's categories, or of a level's groups as deviations from their parents.

    Parameters
    ----------
    ids
        Categories 0, 1, ... or ids of groups in rising order, int64 (m,).
    steps
        Effects in steps of 1/32, int16 (m,).
    cases, leavings
        Rows behind each, and those of them that left, int64 (m,); weights are not counted.
    variance
        Posterior variance, float64 (m,): of a category's effect against the reference; of a group's
        together with its parents'.
    strength
        Leavings that the parent counts for, as estimated; 0 for a factor.
    unknown_variance
        What a group adds to the variance when it was never seen; 0 for a factor.
    """

    ids: Ints
    steps: Steps
    cases: Ints
    leavings: Ints
    variance: npt.NDArray[np.float64]
    strength: float = 0.0
    unknown_variance: float = 0.0

    def __len__(self) -> int:
        return len(self.ids)

    def positions(self, ids: Ints) -> Ints:
        """Finds ids, giving -1 for those never seen.

        Parameters
        ----------
        ids
            int64 (n,).
        """
        if not len(self.ids):
            return np.full(len(ids), -1, np.int64)
        at = np.searchsorted(self.ids, ids)
        at[at == len(self.ids)] = 0
        at[self.ids[at] != ids] = -1
        return at.astype(np.int64, copy=False)

    def steps_of(self, ids: Ints) -> Steps:
        """Gives the effect of each id, 0 for one never seen, int16 (n,)."""
        return np.append(self.steps, np.int16(0))[self.positions(ids)]


def in_steps(effect: npt.ArrayLike) -> Steps:
    """Rounds effects to steps within the limit."""
    steps = np.rint(np.asarray(effect, np.float64) * STEPS)
    return np.clip(steps, -EFFECT_LIMIT, EFFECT_LIMIT).astype(np.int16)


def slope_steps(coefficient: float, values: npt.NDArray[np.float64]) -> Steps:
    """Gives the effects of values of a slope.

    Parameters
    ----------
    coefficient, values
        Change of the index per unit, and the values, float64 (n,).
    """
    return in_steps(coefficient * values)
