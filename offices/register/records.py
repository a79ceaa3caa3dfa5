"""What a checked row holds: typed values, one frozen record per row.

``source_row`` is the row as the office sees it, from 1, on the sheet ``sheet``. Money is an integer
in fen per month, months are their first day, places are divisions of today.
"""

import datetime as dt
from dataclasses import dataclass

from models.enums import (
    CertificateKind,
    Channel,
    ClaimKind,
    Education,
    HouseholdType,
    Housing,
    NotWorkingReason,
    Relation,
    Sex,
    SupportCategory,
    VacancyKind,
    WorkAbility,
)
from regions.places import Place


@dataclass(frozen=True, slots=True)
class RegisterRow:
    """One member of a registered household.

    ``card_tail`` is what a disability-card number adds; ``health`` holds sorted codes joined by
    commas; ``student_status`` is filled for students only; ``year`` is the register's 年度;
    ``kept_values`` are the texts of the columns that no rule reads, in the order of the checked
    book's ``kept_headings``. The ``work_`` values are the register's own note on present work.
    """

    sheet: str
    source_row: int
    id_number: str
    card_tail: str
    name: str
    sex: Sex
    birth_date: dt.date
    place: Place
    village: str
    household_number: str
    member_number: str
    relation: Relation
    ethnicity: str
    phone: str | None
    education: Education | None
    student_status: str
    work_ability: WorkAbility | None
    health: str | None
    speaks_mandarin: bool | None
    political_status: str
    year: int | None
    household_type: HouseholdType | None
    support_category: SupportCategory | None
    is_risk_cleared: bool | None
    work_place: Place | None
    work_employer: str
    work_industry: str
    work_months: int | None
    work_kind: VacancyKind | None
    is_labor_export: bool
    public_post_months: int | None
    kept_values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TitleChoice:
    """A title as written; ``occupation_code`` is None until a clerk has chosen."""

    title: str
    occupation_code: str | None


@dataclass(frozen=True, slots=True)
class SurveyRow:
    """What one person said at the survey.

    ``home_limit`` is ``county``, ``prefecture`` or ``province`` if the person will not leave it.
    ``surveyed_on`` comes from the row, else from the sheet's title lines, else it is None.
    ``skill_level`` is 0 for none certified to 5 for a senior technician.
    """

    sheet: str
    source_row: int
    id_number: str
    name: str
    phone: str | None
    residence: Place | None
    is_willing: bool
    not_working_reason: NotWorkingReason | None
    wished_occupations: tuple[TitleChoice, ...]
    refused_occupations: tuple[TitleChoice, ...]
    wished_destinations: tuple[Place, ...]
    refused_destinations: tuple[Place, ...]
    home_limit: str | None
    wage_floor_fen_per_month: int | None
    available_from: dt.date | None
    available_until: dt.date | None
    companions: str
    skill: TitleChoice | None
    skill_level: int
    certificates: tuple[CertificateKind, ...]
    wants_training: bool | None
    is_planned: bool | None
    service_need: str
    surveyed_on: dt.date | None
    work_place: Place | None
    work_employer: str
    work_title: str
    work_started_month: dt.date | None
    work_wage_fen_per_month: int | None
    work_channel: Channel | None


@dataclass(frozen=True, slots=True)
class Claim:
    """An employer's wish about the person, and the clause that allows it if one was given."""

    kind: ClaimKind
    value: str
    legal_basis: str | None


@dataclass(frozen=True, slots=True)
class VacancyRow:
    """One line of a vacancy sheet.

    ``number`` is the line's own number in the sheet; a sheet without numbers gives the title.
    ``recruits_from`` are the regions that the post is limited to, if any.
    """

    sheet: str
    source_row: int
    number: str
    employer: str
    credit_code: str | None
    industry: str
    kind: VacancyKind
    title: TitleChoice
    place: Place
    headcount: int
    wage_min_fen_per_month: int | None
    wage_max_fen_per_month: int | None
    education_min: Education | None
    skill_level_min: int
    certificates: tuple[CertificateKind, ...]
    housing: Housing | None
    has_meals: bool | None
    shift: str
    has_night_shift: bool
    is_hazardous: bool
    needs_mandarin: bool
    is_care_post: bool
    is_for_pairs_only: bool
    recruits_from: tuple[Place, ...]
    batch_min: int | None
    contract_months: int | None
    recruits_on: dt.date | None
    recruits_until: dt.date | None
    works_from: dt.date | None
    works_until: dt.date | None
    phone: str | None
    claims: tuple[Claim, ...]


@dataclass(frozen=True, slots=True)
class EmploymentRow:
    """One stretch of work; no ``ended_month``: still at work. ``employer`` may be empty."""

    sheet: str
    source_row: int
    id_number: str
    name: str
    employer: str
    title: str
    place: Place
    started_month: dt.date
    ended_month: dt.date | None
    wage_fen_per_month: int | None
    channel: Channel | None
    kind: VacancyKind
    is_labor_export: bool
    industry: str
    introducer: str
    leave_reason: str
    has_contract: bool | None
    has_social_insurance: bool | None


CheckedRow = RegisterRow | SurveyRow | VacancyRow | EmploymentRow
