"""Published editions of the three lists. They never change; a mistake makes a new edition."""

import datetime as dt
from typing import Any

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.tables.metadata import Key, Path, Table


class ListEdition(Table):
    """清单版次 of one list for one round."""

    __tablename__ = "list_editions"
    __table_args__ = (UniqueConstraint("round_id", "kind", "number"),)

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    round_id: Mapped[int] = mapped_column(ForeignKey("rounds.id"))
    solve_id: Mapped[int] = mapped_column(ForeignKey("solves.id"))
    kind: Mapped[str] = mapped_column(String(16))
    number: Mapped[int]
    path: Mapped[str] = mapped_column(Path, index=True)
    as_of: Mapped[dt.date]
    published_by: Mapped[str] = mapped_column(String(40))
    published_at: Mapped[dt.datetime]
    content_hash: Mapped[str] = mapped_column(String(64))
    totals: Mapped[dict[str, Any]]


class ListLine(Table):
    """One line of an edition, with its owner; identity numbers and phones stand there masked."""

    __tablename__ = "list_lines"
    __table_args__ = (
        UniqueConstraint("edition_id", "layer", "position"),
        Index("ix_list_lines_person_id", "person_id"),
    )

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    edition_id: Mapped[int] = mapped_column(ForeignKey("list_editions.id"))
    layer: Mapped[str] = mapped_column(String(12))
    position: Mapped[int]
    path: Mapped[str] = mapped_column(Path)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    owner_office_id: Mapped[int] = mapped_column(ForeignKey("offices.id"))
    owner_officer_id: Mapped[int | None] = mapped_column(ForeignKey("officers.id"))
    due_on: Mapped[dt.date | None]
    data: Mapped[dict[str, Any]]
