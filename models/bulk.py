"""Stores many rows at once, given as columns, inside a session's transaction.

What is stored is what SQLAlchemy's ``insert`` stores: its own conversions run, but down whole
columns, and the rows reach the driver as they are.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import repeat
from typing import Any

import numpy as np
import numpy.typing as npt
import polars as pl
import psycopg
from sqlalchemy import Connection
from sqlalchemy.engine import Dialect
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session
from sqlalchemy.sql.type_api import TypeEngine

from models.tables.metadata import Table

ROWS_TOGETHER = 20_000
"""Rows that stand as Python values at a time; bounds the memory beside the columns."""

JSON_NULL = "null"

Values = Sequence[Any] | npt.NDArray[Any] | pl.Series
"""One value per row, None where there is none."""


@dataclass(frozen=True, slots=True)
class Everywhere:
    """A column that has the same value in each row."""

    value: Any


@dataclass(frozen=True, slots=True, eq=False)
class JsonTexts:
    """A column of JSON already written out, None for JSON's own null."""

    texts: Values


Given = Values | Everywhere | JsonTexts

Process = Callable[[Any], Any]


def insert_columns(session: Session, model: type[Table], columns: Mapping[str, Given]) -> None:
    """Inserts rows that are given as columns; whatever the session holds is flushed before.

    Parameters
    ----------
    session
        An open transaction.
    model
        The table.
    columns
        By the column's name, equally many values each; one column at least is not ``Everywhere``.
        Columns left out are the database's to fill.

    Raises
    ------
    DBAPIError
        If the database refuses a row, as any other statement's.
    ValueError
        If one column is longer than another.
    """
    session.flush()
    connection = session.connection()
    lengths = {_length(given) for given in columns.values()} - {None}
    if len(lengths) != 1:
        raise ValueError(f"columns of {len(lengths)} lengths")
    processes = [
        _process(model.__table__.columns[name].type, connection.dialect) for name in columns
    ]
    quote = connection.dialect.identifier_preparer.quote
    into = f"{quote(model.__tablename__)} ({', '.join(map(quote, columns))})"
    marks = ", ".join("?" * len(columns))
    for start in range(0, lengths.pop() or 0, ROWS_TOGETHER):
        part = slice(start, start + ROWS_TOGETHER)
        values = map(_values, columns.values(), processes, repeat(part))
        rows = list(zip(*values, strict=False))  # what is the same everywhere does not end
        if connection.dialect.name == "postgresql":
            _copy(connection, f"copy {into} from stdin", rows)
        else:
            statement = f"insert into {into} values ({marks})"  # noqa: S608  # our tables
            connection.exec_driver_sql(statement, rows)


def _process(type_: TypeEngine[Any], dialect: Dialect) -> Process | None:
    """Gives SQLAlchemy's own conversion of a type's values, None where they stay as they are."""
    return type_.dialect_impl(dialect).bind_processor(dialect)


def _length(given: Given) -> int | None:
    if isinstance(given, Everywhere):
        return None
    return len(given.texts if isinstance(given, JsonTexts) else given)


def _values(given: Given, process: Process | None, rows: slice) -> Iterable[Any]:
    """Gives some of a column's values as the driver takes them."""
    if isinstance(given, Everywhere):
        return repeat(process(given.value) if process else given.value)
    if isinstance(given, JsonTexts):
        return [JSON_NULL if text is None else text for text in _plain(given.texts[rows])]
    values = _plain(given[rows])
    return map(process, values) if process else values


def _plain(values: Values) -> Iterable[Any]:
    """Gives Python values."""
    if isinstance(values, np.ndarray):
        return list(values.tolist())
    return values.to_list() if isinstance(values, pl.Series) else values


def _copy(connection: Connection, statement: str, rows: Sequence[tuple[Any, ...]]) -> None:
    driver: Any = connection.connection.driver_connection
    try:
        with driver.cursor() as cursor, cursor.copy(statement) as copy:
            for row in rows:
                copy.write_row(row)
    except psycopg.Error as error:
        raise DBAPIError.instance(
            statement, None, error, psycopg.Error, hide_parameters=True
        ) from error
