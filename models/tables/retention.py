"""Fitted models of who stays, kept under their versions so that a plan can be explained later."""

import datetime as dt

from sqlalchemy import Index, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.tables.metadata import Key, Path, Table


class RetentionModelRow(Table):
    """One model of one region: what it is about, from how many stays, known until when.

    ``kind`` is ``employer`` (still with the same employer), ``work`` (still at work anywhere) or
    ``acceptance`` (an offer taken). The same data and settings give the same version.
    """

    __tablename__ = "retention_models"
    __table_args__ = (
        UniqueConstraint("path", "kind", "version"),
        Index("ix_retention_models_path_kind_cut_off", "path", "kind", "cut_off"),
    )

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    version: Mapped[str] = mapped_column(String(80))
    kind: Mapped[str] = mapped_column(String(12))
    path: Mapped[str] = mapped_column(Path)
    cut_off: Mapped[dt.date]
    data_hash: Mapped[str] = mapped_column(String(64))
    cases: Mapped[int]
    made_by: Mapped[str] = mapped_column(String(40))
    made_at: Mapped[dt.datetime]
    content: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)
