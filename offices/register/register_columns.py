"""Reads the columns of a register export into values."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from models.enums import (
    Education,
    HouseholdType,
    Relation,
    Sex,
    SupportCategory,
    WorkAbility,
)
from offices.register.amounts import read_count
from offices.register.context import CheckContext
from offices.register.dates import read_date
from offices.register.identity_numbers import IdentityNumber
from offices.register.labels import (
    find_label,
    label_reader,
    read_health,
    read_yes_no,
    unknown_label,
)
from offices.register.parsed import Read
from offices.register.people import note_duplicates, read_identities, read_names
from offices.register.phones import read_phone
from offices.register.places import PlaceReader
from offices.register.reading import Reading
from offices.register.residences import read_residences
from offices.register.text_columns import read_compact, read_text
from offices.register.work_kinds import WorkKind, read_work_kind
from offices.workbooks.book import CellValue
from regions.places import Place


@dataclass(frozen=True, slots=True)
class RegisterColumns:
    """Values by column, all of one length, in the file's order."""

    identities: Sequence[IdentityNumber | None]
    names: Sequence[str]
    sexes: Sequence[Sex | None]
    birth_dates: Sequence[dt.date | None]
    places: Sequence[Place | None]
    villages: Sequence[str]
    household_numbers: Sequence[str]
    member_numbers: Sequence[str]
    relations: Sequence[Relation]
    ethnicities: Sequence[str]
    phones: Sequence[str | None]
    educations: Sequence[Education | None]
    student_statuses: Sequence[str]
    work_abilities: Sequence[WorkAbility | None]
    healths: Sequence[str | None]
    mandarin: Sequence[bool | None]
    political_statuses: Sequence[str]
    years: Sequence[int | None]
    household_types: Sequence[HouseholdType | None]
    support_categories: Sequence[SupportCategory | None]
    risk_cleared: Sequence[bool | None]
    work_places: Sequence[Place | None]
    work_employers: Sequence[str]
    work_industries: Sequence[str]
    work_months: Sequence[int | None]
    work_kinds: Sequence[WorkKind]
    public_post_months: Sequence[int | None]
    public_posts: Sequence[str]


def read_register_columns(reading: Reading, context: CheckContext) -> RegisterColumns:
    """Reads every column that a rule or a record needs."""
    places, _ = read_residences(reading, context.gazetteer)
    household_phones = reading.read("household_phone", read_phone)
    member_phones = reading.read("member_phone", read_phone)
    columns = RegisterColumns(
        identities=read_identities(reading, context),
        names=read_names(reading),
        sexes=reading.read("sex", label_reader("sex", Sex)),
        birth_dates=reading.read("birth_date", read_date),
        places=places,
        villages=reading.read("village", read_compact(60)),
        household_numbers=reading.read_mandatory("household_number", read_compact(32)),
        member_numbers=reading.read("member_number", read_compact(32)),
        relations=reading.read("relation", read_relation),
        ethnicities=reading.read("ethnicity", read_compact(20)),
        phones=[own or home for own, home in zip(member_phones, household_phones, strict=True)],
        educations=reading.read("education", label_reader("education", Education)),
        student_statuses=reading.read("student_status", read_student_status),
        work_abilities=reading.read("work_ability", label_reader("work_ability", WorkAbility)),
        healths=reading.read("health", read_health),
        mandarin=reading.read("speaks_mandarin", read_yes_no),
        political_statuses=reading.read("political_status", read_compact(20)),
        years=reading.read("year", read_count),
        household_types=_household_types(reading),
        support_categories=_support_categories(reading),
        risk_cleared=reading.read("is_risk_cleared", read_yes_no),
        work_places=reading.read("work_place", PlaceReader(context.gazetteer).read),
        work_employers=reading.read("work_employer", read_text(120)),
        work_industries=reading.read("industry", read_compact(60)),
        work_months=reading.read("work_months", read_count),
        work_kinds=reading.read("channel", read_work_kind),
        public_post_months=reading.read("public_post_months", read_count),
        public_posts=reading.read("public_post_kind", read_compact(60)),
    )
    note_duplicates(reading, columns.identities)
    return columns


def read_relation(value: CellValue) -> Read[Relation]:
    """Reads the relation to the head; what is in no list is another relative."""
    text = read_compact(30)(value)
    found = find_label("relation", text) if text else None
    if found is not None:
        return Relation(found)
    return unknown_label(text, Relation.OTHER) if text else Relation.OTHER


def read_student_status(value: CellValue) -> str:
    """Reads the student status; empty for whoever is not at school."""
    text = read_compact(20)(value)
    return "" if not text or find_label("student", text) else text


def _household_types(reading: Reading) -> list[HouseholdType | None]:
    """Takes the type as stated, else what the two allowances say."""
    stated = reading.read("household_type", label_reader("household_type", HouseholdType))
    destitute = reading.read("is_destitute", read_yes_no)
    subsistence = reading.read("is_subsistence", read_yes_no)
    by_subsistence = {
        True: HouseholdType.SUBSISTENCE,
        False: HouseholdType.GENERAL,
        None: None,
    }
    return [
        kind or (HouseholdType.DESTITUTE if is_destitute else by_subsistence[is_subsistence])
        for kind, is_destitute, is_subsistence in zip(stated, destitute, subsistence, strict=True)
    ]


def _support_categories(reading: Reading) -> list[SupportCategory | None]:
    """Takes the monitoring category where there is one: it is the narrower word."""
    read = label_reader("support_category", SupportCategory)
    stated = reading.read("support_category", read)
    monitored = reading.read("monitoring_category", read)
    return [narrow or wide for narrow, wide in zip(monitored, stated, strict=True)]
