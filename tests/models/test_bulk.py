"""Rows given as columns are stored as SQLAlchemy's own insert stores them."""

import datetime as dt
import json
from typing import Any

import numpy as np
import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import LargeBinary, String, func, insert, select, text
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Mapped, Session, mapped_column, sessionmaker

from models.bulk import Everywhere, Given, JsonTexts, insert_columns
from models.encryption import EncryptedText
from models.tables.metadata import Key, Path, Table
from models.tables.people import Household


class _Root(Table):
    """Keeps the tests' table out of the program's own."""

    __abstract__ = True
    metadata = type(Table.metadata)()


class EveryType(_Root):
    """A column of each type that the program's tables have."""

    __tablename__ = "every_type"

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    number: Mapped[int | None]
    wide: Mapped[int | None] = mapped_column(Key)
    text: Mapped[str | None] = mapped_column(String(40))
    path: Mapped[str | None] = mapped_column(Path)
    truth: Mapped[bool | None]
    day: Mapped[dt.date | None]
    moment: Mapped[dt.datetime | None]
    json: Mapped[dict[str, Any] | None]
    order: Mapped[list[Any] | None]
    content: Mapped[bytes | None] = mapped_column(LargeBinary)
    sealed: Mapped[str | None] = mapped_column(EncryptedText(400))


MOMENTS = [dt.datetime(year, 1, 1, 8, tzinfo=dt.UTC).replace(tzinfo=None) for year in (1800, 2300)]
TEXTS = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=20)
PLAIN = st.none() | st.booleans() | st.integers(-(2**40), 2**40) | TEXTS
VALUES = {
    "number": st.integers(-(2**31), 2**31 - 1),
    "wide": st.integers(-(2**63), 2**63 - 1),
    "text": TEXTS,
    "path": TEXTS,
    "truth": st.booleans(),
    "day": st.dates(),
    "moment": st.datetimes(MOMENTS[0], MOMENTS[1], timezones=st.just(dt.UTC)),
    "json": st.dictionaries(TEXTS, PLAIN | st.lists(PLAIN, max_size=3), max_size=4),
    "order": st.lists(PLAIN, max_size=3),
    "content": st.binary(max_size=20),
    "sealed": TEXTS,
}
ROWS = st.lists(
    st.fixed_dictionaries({name: st.none() | value for name, value in VALUES.items()}),
    min_size=1,
    max_size=8,
)
AS_TEXT = {"json", "order"}


@pytest.fixture
def every_type(session_factory: sessionmaker[Session]) -> sessionmaker[Session]:
    """A fresh database that has the tests' table as well."""
    with session_factory.begin() as session:
        EveryType.metadata.create_all(session.connection())
    return session_factory


def as_stored(session: Session) -> list[Any]:
    """Reads the table as the database holds it, sealed values opened, and empties it."""
    held = session.execute(text("select * from every_type order by id")).all()
    opened = session.scalars(select(EveryType.sealed).order_by(EveryType.id)).all()
    nulls = session.execute(
        text('select json is null, "order" is null, cast(json as text) from every_type order by id')
    ).all()
    session.execute(text("delete from every_type"))
    return [*(row[1:-1] for row in held), opened, nulls]


def json_texts(values: list[Any], kind: str) -> JsonTexts:
    """Writes out JSON as the database itself would be handed it."""
    texts = [None if value is None else json.dumps(value) for value in values]
    return JsonTexts(pl.Series(texts, dtype=pl.String) if kind == "series" else texts)


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=ROWS)
def test_columns_are_stored_as_rows_are(
    every_type: sessionmaker[Session], rows: list[dict[str, Any]]
) -> None:
    """Every type, with None, JSON's null and odd texts: equal to what Core's insert stores."""
    columns = {name: [row[name] for row in rows] for name in VALUES}
    with every_type() as session:
        session.execute(insert(EveryType), rows)
        wanted = as_stored(session)
        insert_columns(session, EveryType, columns)
        assert as_stored(session) == wanted
        written = {name: json_texts(columns[name], name) for name in AS_TEXT}
        insert_columns(session, EveryType, {**columns, **written})
        assert as_stored(session) == wanted


def test_arrays_series_and_what_is_the_same_everywhere(every_type: sessionmaker[Session]) -> None:
    """Arrays of numpy and polars columns and constants count like lists of Python values."""
    day = dt.date(2026, 3, 2)
    with every_type() as session:
        insert_columns(
            session,
            EveryType,
            {
                "number": np.array([3, 4]),
                "truth": pl.Series([True, None]),
                "day": pl.Series([day, None]),
                "text": Everywhere("a"),
                "json": Everywhere({"b": 1}),
                "order": Everywhere(None),
            },
        )
        columns = [EveryType.number, EveryType.truth, EveryType.day, EveryType.text, EveryType.json]
        found = session.execute(select(*columns).order_by(EveryType.id)).all()
        assert [tuple(row) for row in found] == [
            (3, True, day, "a", {"b": 1}),
            (4, None, None, "a", {"b": 1}),
        ]


def test_more_rows_than_stand_together(
    every_type: sessionmaker[Session], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Rows stored in several parts are complete and in order; no rows at all are none."""
    monkeypatch.setattr("models.bulk.ROWS_TOGETHER", 3)
    with every_type() as session:
        insert_columns(session, EveryType, {"number": np.arange(11), "text": Everywhere("a")})
        insert_columns(session, EveryType, {"number": np.arange(0), "text": Everywhere("a")})
        found = session.scalars(select(EveryType.number).order_by(EveryType.id)).all()
        assert list(found) == list(range(11))


def test_rows_belong_to_the_transaction(session_factory: sessionmaker[Session]) -> None:
    """What was added before is stored first; a rollback takes everything back."""
    columns: dict[str, Given] = {
        "number": ["b", "c"],
        "division_code": Everywhere("4"),
        "path": Everywhere("/4/"),
    }
    with session_factory() as session:
        session.add(Household(number="a", division_code="4", path="/4/"))
        insert_columns(session, Household, columns)
        numbers = session.scalars(select(Household.number).order_by(Household.id)).all()
        assert list(numbers) == ["a", "b", "c"]
        session.rollback()
        assert session.scalar(select(func.count()).select_from(Household)) == 0


def test_what_the_database_refuses_is_an_error_like_any_other(
    session_factory: sessionmaker[Session],
) -> None:
    """A number taken twice is SQLAlchemy's error on both databases."""
    columns: dict[str, Given] = {
        "number": ["secret", "secret"],
        "division_code": Everywhere("4"),
        "path": Everywhere("/4/"),
    }
    with session_factory() as session, pytest.raises(IntegrityError):
        insert_columns(session, Household, columns)


def test_columns_of_different_lengths_are_refused(
    sqlite_session_factory: sessionmaker[Session],
) -> None:
    """Nothing is stored where one column is longer than another."""
    with sqlite_session_factory() as session, pytest.raises(ValueError, match="lengths"):
        insert_columns(session, Household, {"number": ["a"], "path": ["/4/", "/5/"]})
