"""What came in, from which file, and what it changed, so that a batch can be undone."""

import datetime as dt
from typing import Any

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from models.encryption import EncryptedText
from models.tables.metadata import Key, Path, Table


class ImportBatch(Table):
    """One file handed in by one office."""

    __tablename__ = "import_batches"

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    kind: Mapped[str] = mapped_column(String(12))
    file_name: Mapped[str] = mapped_column(String(200))
    file_hash: Mapped[str] = mapped_column(String(64), index=True)
    path: Mapped[str] = mapped_column(Path, index=True)
    actor_code: Mapped[str] = mapped_column(String(40))
    imported_at: Mapped[dt.datetime]
    accepted: Mapped[int]
    unchanged: Mapped[int]
    refused: Mapped[int]
    undone_at: Mapped[dt.datetime | None]


class ImportFinding(Table):
    """One finding of one batch, at its cell."""

    __tablename__ = "import_findings"
    __table_args__ = (Index("ix_import_findings_batch_id_row", "batch_id", "row"),)

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    batch_id: Mapped[int] = mapped_column(ForeignKey("import_batches.id"))
    code: Mapped[str] = mapped_column(String(60))
    severity: Mapped[str] = mapped_column(String(8))
    sheet: Mapped[str] = mapped_column(String(60))
    row: Mapped[int]
    column: Mapped[str | None] = mapped_column(String(120))
    params: Mapped[dict[str, Any]]


class ImportChange(Table):
    """A row that a batch updated or deleted, as it was before, sealed as JSON.

    Rows that the batch added carry its batch id instead.
    """

    __tablename__ = "import_changes"

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    batch_id: Mapped[int] = mapped_column(ForeignKey("import_batches.id"), index=True)
    table_name: Mapped[str] = mapped_column(String(40))
    row_id: Mapped[int] = mapped_column(Key)
    is_deletion: Mapped[bool]
    before: Mapped[str] = mapped_column(EncryptedText())
