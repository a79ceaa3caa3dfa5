"""Compiles a function of arrays and keeps its types."""

from collections.abc import Callable
from typing import TypeVar, cast

from numba import njit

Kernel = TypeVar("Kernel", bound=Callable[..., object])


def compiled(function: Kernel) -> Kernel:
    """Compiles a function at its first call, for good and without holding up other threads.

    Parameters
    ----------
    function
        Of integers and arrays; the same arguments always give the same result.
    """
    return cast("Kernel", njit(cache=True, nogil=True)(function))
