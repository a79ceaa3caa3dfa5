"""What a person said at the survey: will, wishes, limits."""

import datetime as dt
from typing import Any

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.tables.metadata import NEVER_SAME_ID, Code, Key, Table


class Survey(Table):
    """One person's latest answers; nothing here is filled in for them.

    ``sources`` says for each value by whom it was said and in which batch and row it came.
    """

    __tablename__ = "surveys"

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), unique=True)
    surveyed_on: Mapped[dt.date]
    is_willing: Mapped[bool]
    not_working_reason: Mapped[str | None] = mapped_column(String(20))
    wage_floor_fen_per_month: Mapped[int | None]
    available_from: Mapped[dt.date | None]
    available_until: Mapped[dt.date | None]
    companions: Mapped[str | None] = mapped_column(String(40))
    wants_training: Mapped[bool | None]
    batch_id: Mapped[int | None] = mapped_column(ForeignKey("import_batches.id"), index=True)
    sources: Mapped[dict[str, Any]]


class WishedOccupation(Table):
    """An occupation somebody wishes for, or will not do.

    ``occupation_code`` stays empty until a clerk has chosen the occupation of an unsure title.
    """

    __tablename__ = "wished_occupations"
    __table_args__ = (UniqueConstraint("person_id", "title"), NEVER_SAME_ID)

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    occupation_code: Mapped[str | None] = mapped_column(Code)
    title: Mapped[str] = mapped_column(String(60))
    is_excluded: Mapped[bool]
    batch_id: Mapped[int | None] = mapped_column(ForeignKey("import_batches.id"), index=True)


class WishedDestination(Table):
    """A place somebody wishes for, will not go to, or will not leave.

    ``is_excluded`` marks a place refused; ``is_limit`` one that must not be left ("only within the
    county" is a limit on the home county). Otherwise the place is a preference.
    """

    __tablename__ = "wished_destinations"
    __table_args__ = (UniqueConstraint("person_id", "division_code"), NEVER_SAME_ID)

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    division_code: Mapped[str] = mapped_column(Code)
    is_excluded: Mapped[bool]
    is_limit: Mapped[bool]
    batch_id: Mapped[int | None] = mapped_column(ForeignKey("import_batches.id"), index=True)
