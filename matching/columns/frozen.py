"""Arrays that nobody changes any more."""

from typing import Any

import numpy as np
import numpy.typing as npt

from matching.columns.errors import ColumnsError


def frozen_array(
    values: npt.ArrayLike, dtype: npt.DTypeLike, column: str, *, dimensions: int = 1
) -> npt.NDArray[Any]:  # the dtype is known at run time only
    """Gives the values as a read-only array of a type, without copying where they are one already.

    Raises
    ------
    ColumnsError
        If the dimensions differ, or a value cannot be held without changing it.
    """
    given = np.asarray(values)
    wanted = np.dtype(dtype)
    if given.ndim != dimensions:
        raise ColumnsError(column=column, reason="type")
    if given.dtype == wanted and not given.flags.writeable and given.flags.c_contiguous:
        return given
    taken = (
        np.array(given, dtype=wanted, order="C") if given.size else np.zeros(given.shape, wanted)
    )
    if given.dtype != wanted and not np.array_equal(given, taken):
        raise ColumnsError(column=column, reason="range")
    taken.flags.writeable = False
    return taken
