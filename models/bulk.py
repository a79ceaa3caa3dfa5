"""Stores many rows at once, given as columns, inside a session's transaction.

What is stored is what SQLAlchemy's ``insert`` stores: its own conversions run, but down whole
columns, and the rows reach the driver as they are.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice, repeat
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

Rows = Iterator[tuple[Any, ...]]


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
    types = [model.__table__.columns[name].type for name in columns]
    values = [
        _values(given, _process(type_, connection.dialect))
        for given, type_ in zip(columns.values(), types, strict=True)
    ]
    rows = zip(*values, strict=False)  # what is the same everywhere does not end
    quote = connection.dialect.identifier_preparer.quote
    into = f"{quote(model.__tablename__)} ({', '.join(map(quote, columns))})"
    if connection.dialect.name == "postgresql":
        _copy(connection, f"copy {into} from stdin", rows)
    else:
        marks = ", ".join("?" * len(columns))
        _execute_many(connection, f"insert into {into} values ({marks})", rows)  # noqa: S608  # our tables


def _process(type_: TypeEngine[Any], dialect: Dialect) -> Process | None:
    """Gives SQLAlchemy's own conversion of a type's values, None where they stay as they are."""
    return type_.dialect_impl(dialect).bind_processor(dialect)


def _length(given: Given) -> int | None:
    if isinstance(given, Everywhere):
        return None
    return len(given.texts if isinstance(given, JsonTexts) else given)


def _values(given: Given, process: Process | None) -> Iterable[Any]:
    """Gives a column's values as the driver takes them."""
    if isinstance(given, Everywhere):
        return repeat(process(given.value) if process else given.value)
    if isinstance(given, JsonTexts):
        return (JSON_NULL if text is None else text for text in _plain(given.texts))
    return map(process, _plain(given)) if process else _plain(given)


def _plain(values: Values) -> Iterator[Any]:
    """Gives Python values, a part at a time."""
    for start in range(0, len(values), ROWS_TOGETHER):
        part = values[start : start + ROWS_TOGETHER]
        if isinstance(part, np.ndarray):
            yield from part.tolist()
        else:
            yield from part.to_list() if isinstance(part, pl.Series) else part


def _execute_many(connection: Connection, statement: str, rows: Rows) -> None:
    while part := list(islice(rows, ROWS_TOGETHER)):
        connection.exec_driver_sql(statement, part)


def _copy(connection: Connection, statement: str, rows: Rows) -> None:
    driver: Any = connection.connection.driver_connection
    try:
        with driver.cursor() as cursor, cursor.copy(statement) as copy:
            for row in rows:
                copy.write_row(row)
    except psycopg.Error as error:
        raise DBAPIError.instance(
            statement, None, error, psycopg.Error, hide_parameters=True
        ) from error
