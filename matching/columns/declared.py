"""Columns declared once: what a field holds drives its validation and its Arrow type."""

from dataclasses import dataclass
from typing import Annotated, Any, get_type_hints

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from matching.columns.errors import ColumnsError
from matching.columns.frozen import frozen_array
from matching.columns.ragged import Ragged

ARROW_TYPE_BY_DTYPE: dict[np.dtype[Any], pa.DataType] = {
    np.dtype(np.int8): pa.int8(),
    np.dtype(np.int16): pa.int16(),
    np.dtype(np.int32): pa.int32(),
    np.dtype(np.int64): pa.int64(),
    np.dtype(np.bool_): pa.bool_(),
}


@dataclass(frozen=True, slots=True)
class Column:
    """What a field holds: a flat array, lists, or an array parallel to a field of lists."""

    dtype: np.dtype[Any]
    is_ragged: bool = False
    parallel_to: str = ""

    @property
    def arrow_type(self) -> pa.DataType:
        """The Arrow type of the column: a number, or a list of numbers."""
        number = ARROW_TYPE_BY_DTYPE[self.dtype]
        return pa.large_list(number) if self.is_ragged or self.parallel_to else number


Int8Column = Annotated[npt.NDArray[np.int8], Column(np.dtype(np.int8))]
"""A field with one int8 per row."""

Int16Column = Annotated[npt.NDArray[np.int16], Column(np.dtype(np.int16))]
"""A field with one int16 per row."""

Int32Column = Annotated[npt.NDArray[np.int32], Column(np.dtype(np.int32))]
"""A field with one int32 per row."""

Int64Column = Annotated[npt.NDArray[np.int64], Column(np.dtype(np.int64))]
"""A field with one int64 per row."""

BoolColumn = Annotated[npt.NDArray[np.bool_], Column(np.dtype(np.bool_))]
"""A field with one truth value per row."""

RaggedColumn = Annotated[Ragged, Column(np.dtype(np.int32), is_ragged=True)]
"""A field with a list of int32 per row."""


def columns_of(declared: type) -> dict[str, Column]:
    """Gives the declared columns of a dataclass by name, in their order."""
    hints = get_type_hints(declared, include_extras=True)
    return {name: hint.__metadata__[0] for name, hint in hints.items()}


def settle(instance: Any) -> None:  # an instance of a dataclass of declared columns
    """Freezes all columns of an instance and checks that their lengths agree.

    Raises
    ------
    ColumnsError
        If a column has another type, range or length than declared.
    """
    columns = columns_of(type(instance))
    for name, column in columns.items():
        if not column.is_ragged:
            taken = frozen_array(getattr(instance, name), column.dtype, name)
            object.__setattr__(instance, name, taken)
    expected = len(getattr(instance, next(iter(columns))))
    for name, column in columns.items():
        value = getattr(instance, name)
        if column.is_ragged and not isinstance(value, Ragged):
            raise ColumnsError(column=name, reason="type")
        wanted = (
            len(getattr(instance, column.parallel_to).values) if column.parallel_to else expected
        )
        if len(value) != wanted:
            raise ColumnsError(column=name, reason="length")
