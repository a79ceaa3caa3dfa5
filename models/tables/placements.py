"""What follows an accepted proposal."""

import datetime as dt

from sqlalchemy import ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from models.tables.metadata import Key, Path, Table

ACTIVE = text("state in ('expected', 'at_work')")


class Placement(Table):
    """就业安置; nobody holds two at once."""

    __tablename__ = "placements"
    __table_args__ = (
        Index(
            "uq_placements_active_person",
            "person_id",
            unique=True,
            sqlite_where=ACTIVE,
            postgresql_where=ACTIVE,
        ),
    )

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    code: Mapped[str] = mapped_column(String(24), unique=True)
    proposal_id: Mapped[int] = mapped_column(ForeignKey("proposals.id"), unique=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    vacancy_id: Mapped[int] = mapped_column(ForeignKey("vacancies.id"), index=True)
    round_id: Mapped[int] = mapped_column(ForeignKey("rounds.id"), index=True)
    path: Mapped[str] = mapped_column(Path, index=True)
    state: Mapped[str] = mapped_column(String(12))
    expected_on: Mapped[dt.date]
    started_on: Mapped[dt.date | None]
    ended_on: Mapped[dt.date | None]
    leave_reason: Mapped[str | None] = mapped_column(String(4))


class FollowUp(Table):
    """跟踪回访: due first, done later."""

    __tablename__ = "follow_ups"

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    placement_id: Mapped[int] = mapped_column(ForeignKey("placements.id"), index=True)
    due_on: Mapped[dt.date]
    done_on: Mapped[dt.date | None]
    way: Mapped[str | None] = mapped_column(String(16))
    outcome: Mapped[str | None] = mapped_column(String(24))
    officer_id: Mapped[int | None] = mapped_column(ForeignKey("officers.id"))
