"""Checks within a row of the register, and of one telephone number over several rows."""

import datetime as dt

from models.enums import Health, VacancyKind, WorkAbility
from offices.register.clean import clean_text, is_blank
from offices.register.places import county_of, lies_outside
from offices.register.reading import Reading
from offices.register.register_columns import RegisterColumns

MONTHS_OF_A_YEAR = 12
WORKING_AGE = range(16, 60)
"""Ages at which somebody healthy is expected to be able to work (offices' own check rule)."""
FULL_ABILITY = (WorkAbility.ORDINARY, WorkAbility.SKILLED)
NO_ABILITY = (WorkAbility.NONE, WorkAbility.LOST)


def check_register_rows(reading: Reading, columns: RegisterColumns, today: dt.date) -> None:
    """Runs every check of single rows."""
    _check_identity_columns(reading, columns)
    _check_ability(reading, columns, today)
    _check_work(reading, columns)
    _check_local_posts(reading, columns, today)
    _check_shared_phones(reading, columns)


def age_on(birth_date: dt.date, day: dt.date) -> int:
    """Gives the completed years."""
    had_birthday = (day.month, day.day) >= (birth_date.month, birth_date.day)
    return day.year - birth_date.year - (not had_birthday)


def _check_identity_columns(reading: Reading, columns: RegisterColumns) -> None:
    """Compares sex and birth date with what the identity number says; the number decides."""
    told = zip(columns.identities, columns.sexes, columns.birth_dates, strict=True)
    for at, (identity, sex, birth_date) in enumerate(told):
        if identity is None:
            continue
        if sex is not None and sex is not identity.sex:
            reading.note(at, "sex", "id.sex_differs")
        if birth_date not in (None, identity.birth_date, identity.birth_date.replace(day=1)):
            reading.note(at, "birth_date", "id.birth_differs")


def _check_ability(reading: Reading, columns: RegisterColumns, today: dt.date) -> None:
    told = zip(
        columns.identities,
        columns.work_abilities,
        columns.healths,
        columns.student_statuses,
        columns.educations,
        strict=True,
    )
    for at, (identity, ability, health, student, education) in enumerate(told):
        if student and education is not None:
            reading.note(at, "education", "education.student")
        is_weak = ability is not None and ability not in FULL_ABILITY
        if not is_weak or student or identity is None:
            continue
        is_of_age = age_on(identity.birth_date, today) in WORKING_AGE
        if is_of_age and health == Health.HEALTHY:
            reading.note(at, "work_ability", "ability.healthy_weak")


def _check_work(reading: Reading, columns: RegisterColumns) -> None:
    told = zip(
        columns.work_months,
        columns.work_places,
        columns.work_employers,
        columns.work_industries,
        columns.work_kinds,
        columns.work_abilities,
        strict=True,
    )
    for at, (months, place, employer, industry, work, ability) in enumerate(told):
        if not months and place is None and not employer and not work.kind:
            continue
        if months is not None and months > MONTHS_OF_A_YEAR:
            reading.note(at, "work_months", "work.months_range", {"months": months})
        if months and place is None and not _says(reading, "work_place", at):
            reading.note(at, "work_place", "work.months_without_place")
        is_unsaid = months == 0 or not _says(reading, "work_months", at)
        if place is not None and is_unsaid:
            reading.note(at, "work_months", "work.place_without_months")
        if ability in NO_ABILITY:
            reading.note(at, "work_ability", "ability.unable_at_work")
        if work.is_labor_export and not (employer and industry):
            key = "industry" if employer else "work_employer"
            reading.note(at, key, "work.export_without_employer")


def _says(reading: Reading, key: str, at: int) -> bool:
    """Whether a cell says something, be it something that nobody can read: that was noted."""
    column = reading.table.cells.get(key)
    return column is not None and not is_blank(clean_text(column[at]))


def _check_local_posts(reading: Reading, columns: RegisterColumns, today: dt.date) -> None:
    """Workshops and public-welfare posts lie in the home county and are not for children."""
    told = zip(
        columns.work_kinds,
        columns.public_posts,
        columns.work_places,
        columns.places,
        columns.identities,
        strict=True,
    )
    for at, (work, public_post, work_place, home, identity) in enumerate(told):
        is_public = bool(public_post) or work.kind is VacancyKind.PUBLIC_WELFARE
        if not is_public and not work.is_local:
            continue
        if lies_outside(work_place, home):
            reading.note(at, "work_place", "work.local_post_outside")
        if is_public and identity and age_on(identity.birth_date, today) < WORKING_AGE.start:
            key = "public_post_kind" if public_post else "channel"
            reading.note(at, key, "work.public_post_under_age")


def _check_shared_phones(reading: Reading, columns: RegisterColumns) -> None:
    """One number for a family is usual; for people who work far apart it is not."""
    first_county: dict[str, str] = {}
    key = "member_phone" if reading.has("member_phone") else "household_phone"
    for at, (phone, place) in enumerate(zip(columns.phones, columns.work_places, strict=True)):
        county = county_of(place)
        if phone is None or not county:
            continue
        if first_county.setdefault(phone, county) != county:
            reading.note(at, key, "phone.shared_far")
