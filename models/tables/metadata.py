"""The declarative root, shared column types and naming of constraints."""

import datetime as dt
from typing import Any, Final

from sqlalchemy import JSON, BigInteger, DateTime, Integer, MetaData, String
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.engine import Dialect
from sqlalchemy.orm import DeclarativeBase
from sqlalchemy.types import TypeDecorator

PATH_LENGTH = 64
"""Room for ``/430000/433100/433124/433124100000/`` and one level more."""


class UtcMoment(TypeDecorator[dt.datetime]):
    """A moment in UTC, aware on both sides; SQLite has no time zones of its own."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: dt.datetime | None, dialect: Dialect) -> dt.datetime | None:  # noqa: ARG002 (SQLAlchemy's signature)
        """Refuses naive moments, stores UTC."""
        if value is not None and value.tzinfo is None:
            raise ValueError("a moment needs its time zone")
        return None if value is None else value.astimezone(dt.UTC)

    def process_result_value(
        self,
        value: dt.datetime | None,
        dialect: Dialect,  # noqa: ARG002 (SQLAlchemy's signature)
    ) -> dt.datetime | None:
        """Gives an aware moment."""
        if value is None:
            return None
        return value.replace(tzinfo=dt.UTC) if value.tzinfo is None else value.astimezone(dt.UTC)


Json = JSON().with_variant(JSONB(), "postgresql")
Key = BigInteger().with_variant(Integer(), "sqlite")
Path = String(PATH_LENGTH).with_variant(String(PATH_LENGTH, collation="C"), "postgresql")
"""Compared byte by byte on both databases: a scope is a range of paths, and a language's own order
may skip the slashes."""

Code = String(12)

NEVER_SAME_ID: Final = {"sqlite_autoincrement": True}
"""Table arguments where imports delete rows: undo puts a row back under its own id, which SQLite
would otherwise have given to the next row. PostgreSQL never gives an id twice."""


class Table(DeclarativeBase):
    """Every table derives from this class."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(column_0_N_label)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map = {  # noqa: RUF012 (read by SQLAlchemy on the class)
        dt.datetime: UtcMoment,
        dict[str, Any]: Json,
        list[Any]: Json,
    }
