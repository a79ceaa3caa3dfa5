"""Merges wanted rows into tables and remembers what was there, so that a batch can be undone."""

import datetime as dt
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from sqlalchemy import (
    Column,
    ColumnElement,
    Date,
    String,
    Table,
    delete,
    insert,
    select,
    type_coerce,
    update,
)
from sqlalchemy.orm import Session

from models.encryption import EncryptedText, keyring
from models.enums import ImportKind
from models.tables.imports import ImportChange
from models.tables.metadata import Table as Mapped
from offices.register.records import CheckedRow

KEYS_PER_QUERY = 500
"""SQLite allows 999 variables in a statement on its oldest builds."""

Values = Mapping[str, Any]
Key = tuple[Any, ...]

SOURCES = "sources"
UNTOLD = frozenset({"person_id", "batch_id"})
"""Columns whose values nobody told us."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """A row as the file wants it: the row of the file that asks, its key and its values.

    ``only_new`` holds values that a row gets when it is added and that never change it later.
    """

    source: int
    key: Key
    values: Values
    only_new: Values = field(default_factory=dict)


def table_of(mapped: type[Mapped]) -> Table:
    """Gives the table behind a mapped class."""
    return Mapped.metadata.tables[mapped.__tablename__]


def in_chunks(items: Iterable[Any], size: int = KEYS_PER_QUERY) -> Iterator[list[Any]]:
    """Cuts a sequence into lists of at most ``size``."""
    iterator = iter(items)
    while chunk := list(islice(iterator, size)):
        yield chunk


def stored_columns(table: Table) -> list[ColumnElement[Any]]:
    """Selects every column, sealed ones as they are stored: reading them must not open them."""
    return [_as_stored(column).label(column.name) for column in table.columns]


def _as_stored(column: Column[Any]) -> ColumnElement[Any]:
    return type_coerce(column, String) if isinstance(column.type, EncryptedText) else column


def read_standing(
    session: Session,
    table: Table,
    key: Sequence[str],
    by: str,
    values: Iterable[Any],
) -> dict[Key, dict[str, Any]]:
    """Reads the rows whose column ``by`` is among the values, by the tuple of their key."""
    found: dict[Key, dict[str, Any]] = {}
    for chunk in in_chunks(sorted(set(values))):
        rows = session.execute(select(*stored_columns(table)).where(table.c[by].in_(chunk)))
        for row in rows.mappings():
            found[tuple(row[name] for name in key)] = dict(row)
    return found


@dataclass(slots=True)
class BatchRows:
    """Writes one batch's rows; knows afterwards which rows of the file changed anything.

    Tables with a column ``sources`` note for each value the batch, the kind of file and the row.
    """

    session: Session
    batch_id: int
    kind: ImportKind
    rows: Sequence[CheckedRow]
    changed_sources: set[int] = field(default_factory=set)

    def merge(
        self,
        table: Table,
        wanted: Iterable[Wanted],
        standing: Mapping[Key, Values],
    ) -> dict[Key, int]:
        """Adds rows that are missing and updates those that differ; gives the id by key.

        The first row of the file that asks for a key decides.
        """
        ids: dict[Key, int] = {}
        new: dict[Key, Wanted] = {}
        updates: list[dict[str, Any]] = []
        images: list[dict[str, Any]] = []
        for row in wanted:
            if row.key in ids or row.key in new:
                continue
            old = standing.get(row.key)
            if old is None:
                new[row.key] = row
                self.changed_sources.add(row.source)
                continue
            ids[row.key] = old["id"]
            changed = {n: v for n, v in row.values.items() if _differs(table.c[n], old, row.values)}
            if changed:
                self.changed_sources.add(row.source)
                if SOURCES in table.columns:
                    changed[SOURCES] = {**old[SOURCES], **self._sources(row, changed)}
                updates.append({"id": old["id"], **changed})
                before = {name: old[name] for name in changed}
                images.append(self._image(table, old["id"], before, is_deletion=False))
        ids.update(self._insert(table, new))
        self._remember(images)
        for change in updates:
            self._update(table, change)
        return ids

    def delete(self, table: Table, rows: Iterable[tuple[int, Values]]) -> None:
        """Deletes standing rows, each on behalf of a row of the file."""
        rows = list(rows)
        self.changed_sources.update(source for source, _ in rows)
        self._remember(
            self._image(table, row["id"], dict(row), is_deletion=True) for _, row in rows
        )
        for chunk in in_chunks(row["id"] for _, row in rows):
            self.session.execute(delete(table).where(table.c.id.in_(chunk)))

    def _insert(self, table: Table, new: Mapping[Key, Wanted]) -> dict[Key, int]:
        if not new:
            return {}
        rows = [{**row.values, **row.only_new, "batch_id": self.batch_id} for row in new.values()]
        if SOURCES in table.columns:
            for row, values in zip(new.values(), rows, strict=True):
                values[SOURCES] = self._sources(row, values)
        statement = insert(table).returning(table.c.id, sort_by_parameter_order=True)
        added = self.session.execute(statement, rows).scalars().all()
        return dict(zip(new, added, strict=True))

    def _sources(self, row: Wanted, values: Values) -> dict[str, Any]:
        read = self.rows[row.source]
        origin = {"batch": self.batch_id, "by": self.kind.value, "row": read.source_row}
        return {
            name: origin
            for name, value in values.items()
            if value is not None and name not in UNTOLD
        }

    def _update(self, table: Table, change: dict[str, Any]) -> None:
        values = {name: value for name, value in change.items() if name != "id"}
        self.session.execute(update(table).where(table.c.id == change["id"]).values(values))

    def _image(
        self, table: Table, row_id: int, before: Values, *, is_deletion: bool
    ) -> dict[str, Any]:
        return {
            "batch_id": self.batch_id,
            "table_name": table.name,
            "row_id": row_id,
            "is_deletion": is_deletion,
            "before": json.dumps(before, default=dt.date.isoformat, ensure_ascii=False),
        }

    def _remember(self, images: Iterable[dict[str, Any]]) -> None:
        images = list(images)
        if images:
            self.session.execute(insert(ImportChange), images)


def _differs(column: Column[Any], old: Values, new: Values) -> bool:
    """Compares one value; sealed ones by their keyed hash where there is one."""
    name = column.name
    if not isinstance(column.type, EncryptedText):
        return bool(old[name] != new[name])
    if f"{name}_key" in new:
        return bool(old[f"{name}_key"] != new[f"{name}_key"])
    stored = old[name]
    opened = None if stored is None else keyring().open(stored)
    return bool(opened != new[name])


def restore_image(session: Session, table: Table, image: ImportChange) -> None:
    """Puts one row back as it was before a batch."""
    before = {
        name: _stored_value(table.c[name], value)
        for name, value in json.loads(image.before).items()
    }
    if image.is_deletion:
        session.execute(insert(table).values(before))
    else:
        session.execute(update(table).where(table.c.id == image.row_id).values(before))


def _stored_value(column: Column[Any], value: Any) -> Any:
    if value is None:
        return None
    if isinstance(column.type, Date):
        return dt.date.fromisoformat(value)
    return type_coerce(value, String) if isinstance(column.type, EncryptedText) else value
