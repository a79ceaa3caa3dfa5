"""Columns about people at work, checked and frozen when they come in."""

import numpy as np
import numpy.typing as npt

from matching.columns.arrays import Ints
from matching.watching.errors import WatchingError

Floats = npt.NDArray[np.float64]
"""Chances, months and ratios."""


def checked_floats(
    column: str,
    values: npt.ArrayLike,
    shape: tuple[int | None, ...],
    *,
    least: float = 0.0,
    most: float = 1.0,
) -> Floats:
    """Gives a read-only copy of finite numbers within bounds.

    Parameters
    ----------
    column
        Named in the error.
    values
        Numbers.
    shape
        Length of each dimension; None where any will do.
    least, most
        The bounds, both allowed.

    Raises
    ------
    WatchingError
        If the shape differs or a value is not a number within the bounds.
    """
    taken = np.array(values, dtype=np.float64)
    _check_shape(column, taken.shape, shape)
    if not np.all((taken >= least) & (taken <= most)):
        raise WatchingError(column=column, reason="range")
    taken.flags.writeable = False
    return taken


def checked_ints(
    column: str, values: npt.ArrayLike, shape: tuple[int | None, ...], *, least: int, most: int
) -> Ints:
    """Gives a read-only copy of integers within bounds; see `checked_floats`.

    Raises
    ------
    WatchingError
        If the shape differs or a value is not an integer within the bounds.
    """
    given = np.asarray(values)
    if given.size and given.dtype.kind not in "iub":
        raise WatchingError(column=column, reason="type")
    taken = np.array(given, dtype=np.int64)
    _check_shape(column, taken.shape, shape)
    if not np.all((taken >= least) & (taken <= most)):
        raise WatchingError(column=column, reason="range")
    taken.flags.writeable = False
    return taken


def _check_shape(column: str, found: tuple[int, ...], wanted: tuple[int | None, ...]) -> None:
    fits = len(found) == len(wanted) and all(
        length is None or length == size for size, length in zip(found, wanted, strict=True)
    )
    if not fits:
        raise WatchingError(column=column, reason="shape")
