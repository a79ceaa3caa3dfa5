"""Registered households and their members: identity, ability, status over time."""

import datetime as dt
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.encryption import EncryptedText
from models.tables.metadata import NEVER_SAME_ID, Code, Key, Path, Table


class Household(Table):
    """建档立卡户 and what it is called today."""

    __tablename__ = "households"

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    number: Mapped[str] = mapped_column(String(32), unique=True)
    division_code: Mapped[str] = mapped_column(Code)
    path: Mapped[str] = mapped_column(Path, index=True)
    village: Mapped[str | None] = mapped_column(String(60))
    batch_id: Mapped[int | None] = mapped_column(ForeignKey("import_batches.id"), index=True)


class Person(Table):
    """A member of a registered household; a laborer where age, ability and will allow it.

    ``path`` is the path of the registered residence 户籍地 and carries the region scope.
    ``disability_card_tail`` keeps what a disability-card number adds to the identity number;
    ``other_values`` the columns of the register that no rule reads, under their headings.
    """

    __tablename__ = "people"
    __table_args__ = (Index("ix_people_path_id", "path", "id"),)

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    household_id: Mapped[int] = mapped_column(ForeignKey("households.id"), index=True)
    id_number: Mapped[str] = mapped_column(EncryptedText(200))
    id_number_key: Mapped[str] = mapped_column(String(32), unique=True)
    disability_card_tail: Mapped[str | None] = mapped_column(String(4))
    member_number: Mapped[str | None] = mapped_column(String(32))
    name: Mapped[str] = mapped_column(String(60))
    sex: Mapped[str] = mapped_column(String(8))
    birth_date: Mapped[dt.date]
    ethnicity: Mapped[str | None] = mapped_column(String(20))
    relation: Mapped[str] = mapped_column(String(24))
    division_code: Mapped[str] = mapped_column(Code)
    path: Mapped[str] = mapped_column(Path)
    village: Mapped[str | None] = mapped_column(String(60))
    residence_code: Mapped[str | None] = mapped_column(Code)
    phone: Mapped[str | None] = mapped_column(EncryptedText(200))
    phone_key: Mapped[str | None] = mapped_column(String(32), index=True)
    education: Mapped[str | None] = mapped_column(String(12))
    student_status: Mapped[str | None] = mapped_column(String(20))
    work_ability: Mapped[str | None] = mapped_column(String(12))
    health: Mapped[str | None] = mapped_column(String(40))
    speaks_mandarin: Mapped[bool | None]
    political_status: Mapped[str | None] = mapped_column(String(20))
    other_values: Mapped[dict[str, Any]]
    batch_id: Mapped[int | None] = mapped_column(ForeignKey("import_batches.id"), index=True)


class SupportStatus(Table):
    """One period in which a household stood in one support category."""

    __tablename__ = "support_statuses"
    __table_args__ = (UniqueConstraint("household_id", "category", "valid_from"),)

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    household_id: Mapped[int] = mapped_column(ForeignKey("households.id"))
    category: Mapped[str] = mapped_column(String(20))
    household_type: Mapped[str | None] = mapped_column(String(16))
    valid_from: Mapped[dt.date]
    valid_to: Mapped[dt.date | None]
    is_risk_cleared: Mapped[bool | None]
    batch_id: Mapped[int | None] = mapped_column(ForeignKey("import_batches.id"), index=True)


class UnemploymentRegistration(Table):
    """失业登记, at the usual residence since the 2014 rules."""

    __tablename__ = "unemployment_registrations"

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    registered_on: Mapped[dt.date]
    ended_on: Mapped[dt.date | None]
    division_code: Mapped[str] = mapped_column(Code)
    batch_id: Mapped[int | None] = mapped_column(ForeignKey("import_batches.id"), index=True)


class PersonSkill(Table):
    """A skill somebody has; level 0 (none certified) to 5 (senior technician).

    ``occupation_code`` stays empty until a clerk has chosen the occupation of an unsure title.
    """

    __tablename__ = "person_skills"
    __table_args__ = (
        UniqueConstraint("person_id", "title"),
        CheckConstraint("level between 0 and 5", name="level"),
        NEVER_SAME_ID,
    )

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    occupation_code: Mapped[str | None] = mapped_column(Code)
    title: Mapped[str] = mapped_column(String(60))
    level: Mapped[int]
    batch_id: Mapped[int | None] = mapped_column(ForeignKey("import_batches.id"), index=True)


class PersonCertificate(Table):
    """A certificate in hand, until a date if it ends."""

    __tablename__ = "person_certificates"
    __table_args__ = (UniqueConstraint("person_id", "kind"), NEVER_SAME_ID)

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    kind: Mapped[str] = mapped_column(String(20))
    issued_on: Mapped[dt.date | None]
    valid_until: Mapped[dt.date | None]
    batch_id: Mapped[int | None] = mapped_column(ForeignKey("import_batches.id"), index=True)


class TrainingCourse(Table):
    """A training course that people of the register attend."""

    __tablename__ = "training_courses"

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    name: Mapped[str] = mapped_column(String(80))
    occupation_code: Mapped[str] = mapped_column(Code)
    institution: Mapped[str] = mapped_column(String(80))
    path: Mapped[str] = mapped_column(Path, index=True)
    starts_on: Mapped[dt.date]
    ends_on: Mapped[dt.date]


class TrainingAttendance(Table):
    """Days somebody really attended a course."""

    __tablename__ = "training_attendances"
    __table_args__ = (UniqueConstraint("course_id", "person_id"),)

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    course_id: Mapped[int] = mapped_column(ForeignKey("training_courses.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    days_attended: Mapped[int]
    has_passed: Mapped[bool | None]


class MedicalCheck(Table):
    """入职体检 and who recognises its result."""

    __tablename__ = "medical_checks"

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    checked_on: Mapped[dt.date]
    institution: Mapped[str] = mapped_column(String(80))
    is_fit: Mapped[bool]
    recognised_by: Mapped[str | None] = mapped_column(String(80))
