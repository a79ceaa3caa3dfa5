"""Offices, their officers, partner pairs and agreements, each with its dates."""

import datetime as dt

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.encryption import EncryptedText
from models.tables.metadata import Code, Key, Path, Table


class Office(Table):
    """An export office, township office, destination station or liaison office."""

    __tablename__ = "offices"

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    code: Mapped[str] = mapped_column(String(32), unique=True)
    kind: Mapped[str] = mapped_column(String(24), index=True)
    name: Mapped[str] = mapped_column(String(80))
    division_code: Mapped[str] = mapped_column(Code)
    path: Mapped[str] = mapped_column(Path, index=True)
    valid_from: Mapped[dt.date]
    valid_to: Mapped[dt.date | None]
    is_sample: Mapped[bool]


class OfficeCoverage(Table):
    """A place that an office looks after: a setting, with its dates."""

    __tablename__ = "office_coverages"

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    office_id: Mapped[int] = mapped_column(ForeignKey("offices.id"), index=True)
    division_code: Mapped[str] = mapped_column(Code, index=True)
    path: Mapped[str] = mapped_column(Path)
    valid_from: Mapped[dt.date]
    valid_to: Mapped[dt.date | None]


class Officer(Table):
    """A named officer who answers for lines of the lists."""

    __tablename__ = "officers"

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    office_id: Mapped[int] = mapped_column(ForeignKey("offices.id"), index=True)
    name: Mapped[str] = mapped_column(String(40))
    phone: Mapped[str | None] = mapped_column(EncryptedText(200))
    is_lead: Mapped[bool]
    valid_from: Mapped[dt.date]
    valid_to: Mapped[dt.date | None]


class PartnerPair(Table):
    """协作结对: who cooperates with whom, under which agreement, from when to when."""

    __tablename__ = "partner_pairs"

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    kind: Mapped[str] = mapped_column(String(16))
    origin_code: Mapped[str] = mapped_column(Code, index=True)
    origin_path: Mapped[str] = mapped_column(Path)
    destination_code: Mapped[str] = mapped_column(Code, index=True)
    destination_path: Mapped[str] = mapped_column(Path)
    agreement: Mapped[str] = mapped_column(String(120))
    valid_from: Mapped[dt.date]
    valid_to: Mapped[dt.date | None]
    is_sample: Mapped[bool]


class PairQuota(Table):
    """How many people an agreement promises in one year."""

    __tablename__ = "pair_quotas"
    __table_args__ = (UniqueConstraint("pair_id", "year"), CheckConstraint("people >= 0", name="p"))

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    pair_id: Mapped[int] = mapped_column(ForeignKey("partner_pairs.id"))
    year: Mapped[int]
    people: Mapped[int]


class MinimumWage(Table):
    """Monthly minimum wage of a place, with the document that sets it; filled by the office."""

    __tablename__ = "minimum_wages"
    __table_args__ = (UniqueConstraint("division_code", "valid_from"),)

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    division_code: Mapped[str] = mapped_column(Code)
    fen_per_month: Mapped[int]
    valid_from: Mapped[dt.date]
    valid_to: Mapped[dt.date | None]
    document: Mapped[str] = mapped_column(String(120))
