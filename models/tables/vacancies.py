"""Employers and the posts they offer."""

import datetime as dt
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.encryption import EncryptedText
from models.tables.metadata import NEVER_SAME_ID, Code, Key, Path, Table


class Employer(Table):
    """用人单位; ``name_key`` is the name without the ways clerks write it differently."""

    __tablename__ = "employers"

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    name: Mapped[str] = mapped_column(String(120))
    name_key: Mapped[str] = mapped_column(String(120), unique=True)
    credit_code: Mapped[str | None] = mapped_column(String(18))
    division_code: Mapped[str | None] = mapped_column(Code)
    industry: Mapped[str | None] = mapped_column(String(60))
    batch_id: Mapped[int | None] = mapped_column(ForeignKey("import_batches.id"), index=True)


class Vacancy(Table):
    """岗位: one line of a vacancy sheet.

    ``received_path`` is the region of the office that received the sheet and carries the scope.
    ``number`` is the line's number in the sheet (招工编号 or 序号), stable between editions of it.
    Wages are what the sheet says, per month; ``is_for_pairs_only`` restricts the post to origins
    that have an agreement with its place in force; ``recruits_from`` to named regions. A vacancy
    whose title is unsure has no ``occupation_code`` and enters no round until a clerk chose it.
    """

    __tablename__ = "vacancies"
    __table_args__ = (
        UniqueConstraint("received_path", "employer_id", "number"),
        CheckConstraint("headcount > 0", name="headcount"),
        CheckConstraint("wage_max_fen_per_month >= wage_min_fen_per_month", name="wage"),
        Index("ix_vacancies_received_path_id", "received_path", "id"),
    )

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    employer_id: Mapped[int] = mapped_column(ForeignKey("employers.id"))
    number: Mapped[str] = mapped_column(String(40))
    received_path: Mapped[str] = mapped_column(Path)
    kind: Mapped[str] = mapped_column(String(16))
    title: Mapped[str] = mapped_column(String(80))
    occupation_code: Mapped[str | None] = mapped_column(Code)
    division_code: Mapped[str] = mapped_column(Code)
    path: Mapped[str] = mapped_column(Path)
    headcount: Mapped[int]
    wage_min_fen_per_month: Mapped[int | None]
    wage_max_fen_per_month: Mapped[int | None]
    education_min: Mapped[str | None] = mapped_column(String(12))
    skill_level_min: Mapped[int]
    certificates: Mapped[list[Any]]
    housing: Mapped[str | None] = mapped_column(String(16))
    has_meals: Mapped[bool | None]
    shift: Mapped[str | None] = mapped_column(String(40))
    is_hazardous: Mapped[bool]
    has_night_shift: Mapped[bool]
    needs_mandarin: Mapped[bool]
    is_care_post: Mapped[bool]
    is_for_pairs_only: Mapped[bool]
    recruits_from: Mapped[list[Any]]
    batch_min: Mapped[int | None]
    contract_months: Mapped[int | None]
    recruits_on: Mapped[dt.date | None]
    recruits_until: Mapped[dt.date | None]
    works_from: Mapped[dt.date | None]
    works_until: Mapped[dt.date | None]
    contact_phone: Mapped[str | None] = mapped_column(EncryptedText(200))
    batch_id: Mapped[int | None] = mapped_column(ForeignKey("import_batches.id"), index=True)


class EmployerClaim(Table):
    """What an employer wishes of the person; it filters only if the law gives it a basis."""

    __tablename__ = "employer_claims"
    __table_args__ = (UniqueConstraint("vacancy_id", "kind"), NEVER_SAME_ID)

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    vacancy_id: Mapped[int] = mapped_column(ForeignKey("vacancies.id"))
    kind: Mapped[str] = mapped_column(String(12))
    value: Mapped[str] = mapped_column(String(40))
    legal_basis: Mapped[str | None] = mapped_column(String(60))
    batch_id: Mapped[int | None] = mapped_column(ForeignKey("import_batches.id"), index=True)


class ConfirmedTitle(Table):
    """The occupation a clerk chose for a free-text title; remembered from then on."""

    __tablename__ = "confirmed_titles"

    title: Mapped[str] = mapped_column(String(80), primary_key=True)
    occupation_code: Mapped[str] = mapped_column(Code)
    confirmed_by: Mapped[str] = mapped_column(String(40))
    confirmed_at: Mapped[dt.datetime]
