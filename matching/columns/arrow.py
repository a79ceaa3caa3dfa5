"""Declared columns as Arrow tables and back, and the hash of their bytes."""

import hashlib
from typing import Any, TypeVar

import numpy as np
import pyarrow as pa

from matching.columns.declared import Column, columns_of
from matching.columns.errors import ColumnsError
from matching.columns.ragged import Ragged

Declared = TypeVar("Declared")


def schema_of(declared: type) -> pa.Schema:
    """Gives the Arrow schema of a dataclass of declared columns; no column may be null."""
    return pa.schema(
        [
            pa.field(name, column.arrow_type, nullable=False)
            for name, column in columns_of(declared).items()
        ]
    )


def table_of(instance: Any) -> pa.Table:  # an instance of a dataclass of declared columns
    """Gives the columns of an instance as one Arrow table, a row per row."""
    columns = columns_of(type(instance))
    arrays = [_to_arrow(instance, name, column) for name, column in columns.items()]
    return pa.Table.from_arrays(arrays, schema=schema_of(type(instance)))


def instance_of(declared: type[Declared], table: pa.Table) -> Declared:
    """Reads the columns of a dataclass from an Arrow table.

    Raises
    ------
    ColumnsError
        If a column is missing, has another type or holds nulls.
    """
    values: dict[str, object] = {}
    for name, column in columns_of(declared).items():
        if name not in table.column_names or table.schema.field(name).type != column.arrow_type:
            raise ColumnsError(column=name, reason="type")
        if table.column(name).null_count:
            raise ColumnsError(column=name, reason="null")
        values[name] = _from_arrow(table.column(name).combine_chunks(), column)
    return declared(**values)


def ipc_bytes(table: pa.Table) -> bytes:
    """Gives a table as an uncompressed Arrow IPC stream of one batch: same table, same bytes."""
    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, table.schema) as writer:
        writer.write_table(table.combine_chunks(), max_chunksize=max(1, table.num_rows))
    return sink.getvalue().to_pybytes()


def table_from_ipc(content: bytes) -> pa.Table:
    """Reads a table from the bytes of an Arrow IPC stream."""
    with pa.ipc.open_stream(content) as reader:
        return reader.read_all()


def content_hash(*tables: pa.Table) -> str:
    """Gives the SHA-256 over the streams of tables, each preceded by its length, in hexadecimal."""
    digest = hashlib.sha256()
    for table in tables:
        content = ipc_bytes(table)
        digest.update(len(content).to_bytes(8, "big"))
        digest.update(content)
    return digest.hexdigest()


def _to_arrow(instance: Any, name: str, column: Column) -> Any:  # a pa.Array
    value = getattr(instance, name)
    if column.is_ragged:
        return pa.LargeListArray.from_arrays(pa.array(value.offsets), pa.array(value.values))
    if column.parallel_to:
        offsets = getattr(instance, column.parallel_to).offsets
        return pa.LargeListArray.from_arrays(pa.array(offsets), pa.array(value))
    return pa.array(value, type=column.arrow_type)


def _from_arrow(array: Any, column: Column) -> object:  # an Arrow array of the column's type
    if column.is_ragged or column.parallel_to:
        values = array.flatten().to_numpy(zero_copy_only=False)
        if column.parallel_to:
            return values
        lengths = array.value_lengths().to_numpy(zero_copy_only=False)
        return Ragged(np.concatenate([[0], np.cumsum(lengths)]).astype(np.int64), values)
    return array.to_numpy(zero_copy_only=False)
