"""Short names for the array types that the floors above share."""

import numpy as np
import numpy.typing as npt

Bools = npt.NDArray[np.bool_]
"""Truth values."""

Ints = npt.NDArray[np.int64]
"""Indices, keys, days and fen in calculations."""

Scores = npt.NDArray[np.int16]
"""Score parts, 0 to 1000."""
