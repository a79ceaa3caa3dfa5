"""Integer arrays: read strictly, summed exactly."""

from dataclasses import dataclass
from numbers import Integral

import numpy as np
import numpy.typing as npt

INT64 = np.iinfo(np.int64)
IntArray = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class BadEntry:
    """The first entry that is no integer of 64 bits; index None where there is no flat sequence."""

    index: int | None
    value: object


def read_integers(values: npt.ArrayLike) -> IntArray | BadEntry:
    """Reads any sequence of integers as a fresh, contiguous, read-only int64 array.

    Floats are refused even where they are whole: an exact proof starts from exact figures.

    Parameters
    ----------
    values
        Any sequence or array.
    """
    try:
        raw = np.asarray(values)
    except (ValueError, TypeError, OverflowError):
        return BadEntry(index=None, value=type(values).__name__)
    if raw.ndim != 1:
        return BadEntry(index=None, value=type(values).__name__)
    bad = _first_bad(raw)
    if bad is not None:
        return bad
    return frozen(raw.astype(np.int64))


def frozen(array: IntArray) -> IntArray:
    """Makes an array read-only and hands it back."""
    array.flags.writeable = False
    return array


def exact_sum(array: IntArray) -> int:
    """Adds up without overflow, by the upper and the lower 32 bits."""
    upper = int(np.sum(array >> 32, dtype=np.int64))
    lower = int(np.sum(array & 0xFFFFFFFF, dtype=np.int64))
    return (upper << 32) + lower


def exact_dot(left: IntArray, right: IntArray) -> int:
    """Adds up products without overflow."""
    used = np.flatnonzero((left != 0) & (right != 0))
    if not used.size:
        return 0
    a, b = left[used], right[used]
    largest = _largest_size(a) * _largest_size(b) * used.size
    if largest <= INT64.max:
        return int(np.dot(a, b))
    return sum(int(x) * int(y) for x, y in zip(a.tolist(), b.tolist(), strict=True))


def _largest_size(array: IntArray) -> int:
    return max(abs(int(array.min())), abs(int(array.max())))


def _first_bad(raw: npt.NDArray[np.generic]) -> BadEntry | None:
    if not raw.size or raw.dtype.kind == "i":
        return None
    if raw.dtype.kind == "u":
        over = np.flatnonzero(raw > np.uint64(INT64.max))
        return BadEntry(int(over[0]), int(raw[over[0]].item())) if over.size else None
    if raw.dtype.kind == "f":
        broken = np.flatnonzero(~np.isfinite(raw) | (raw != np.trunc(raw)))
        index = int(broken[0]) if broken.size else 0
        return BadEntry(index, raw[index].item())
    for index, value in enumerate(raw.tolist()):
        if not _is_int64(value):
            return BadEntry(index, value)
    return None


def _is_int64(value: object) -> bool:
    if isinstance(value, bool) or not isinstance(value, Integral):
        return False
    return INT64.min <= int(value) <= INT64.max
