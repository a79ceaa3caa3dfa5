"""Work records by month, from registers and ledgers."""

import datetime as dt
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.tables.metadata import Code, Key, Table


class EmploymentRecord(Table):
    """One stretch of work. Months are stored as their first day; no end month: still at work.

    ``sources`` says for each value who said it, in which batch and row.
    """

    __tablename__ = "employment_records"
    __table_args__ = (
        UniqueConstraint("person_id", "started_month", "employer_name"),
        CheckConstraint("ended_month >= started_month", name="months"),
        Index("ix_employment_records_open", "person_id", "ended_month"),
    )

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    employer_id: Mapped[int | None] = mapped_column(ForeignKey("employers.id"), index=True)
    employer_name: Mapped[str] = mapped_column(String(120))
    title: Mapped[str | None] = mapped_column(String(80))
    occupation_code: Mapped[str | None] = mapped_column(Code)
    division_code: Mapped[str] = mapped_column(Code)
    started_month: Mapped[dt.date]
    ended_month: Mapped[dt.date | None]
    wage_fen_per_month: Mapped[int | None]
    channel: Mapped[str | None] = mapped_column(String(12))
    kind: Mapped[str] = mapped_column(String(16))
    introducer: Mapped[str | None] = mapped_column(String(60))
    leave_reason: Mapped[str | None] = mapped_column(String(40))
    has_contract: Mapped[bool | None]
    has_social_insurance: Mapped[bool | None]
    batch_id: Mapped[int | None] = mapped_column(ForeignKey("import_batches.id"), index=True)
    sources: Mapped[dict[str, Any]]
