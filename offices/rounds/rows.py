"""What a snapshot reads from the database, as plain rows."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PersonRow:
    """A registered person with the survey's answers, if surveyed; no name, no number."""

    id: int
    household_id: int
    division_code: str
    birth_date: dt.date
    sex: str
    work_ability: str | None
    education: str | None
    speaks_mandarin: bool | None
    student_status: str | None
    is_willing: bool | None
    not_working_reason: str | None
    wage_floor_fen: int | None
    available_from: dt.date | None
    available_until: dt.date | None


@dataclass(frozen=True, slots=True)
class EmploymentRow:
    """One work record of somebody registered."""

    person_id: int
    home_code: str
    employer_id: int | None
    employer_name: str
    credit_code: str | None
    title: str | None
    occupation_code: str | None
    division_code: str
    started_month: dt.date
    ended_month: dt.date | None
    wage_fen: int | None
    channel: str | None
    has_contract: bool | None
    has_social_insurance: bool | None


@dataclass(frozen=True, slots=True)
class VacancyRow:
    """A vacancy with a known occupation, and the seats left of its headcount."""

    id: int
    employer_id: int
    seats: int
    occupation_code: str
    division_code: str
    kind: str
    wage_min_fen: int | None
    wage_max_fen: int | None
    education_min: str | None
    skill_level_min: int
    certificates: Sequence[str]
    is_hazardous: bool
    has_night_shift: bool
    needs_mandarin: bool
    is_for_pairs_only: bool
    is_care_post: bool
    recruits_from: Sequence[str]
    recruits_until: dt.date | None
    works_from: dt.date | None
    works_until: dt.date | None


@dataclass(frozen=True, slots=True)
class PersonLists:
    """Skills, certificates and wishes by person, occupations and places as codes."""

    skills: Mapping[int, Sequence[tuple[str, int]]]
    certificates: Mapping[int, Sequence[str]]
    wished_occupations: Mapping[int, Sequence[str]]
    excluded_occupations: Mapping[int, Sequence[str]]
    wished_places: Mapping[int, Sequence[str]]
    excluded_places: Mapping[int, Sequence[str]]
    limit_places: Mapping[int, Sequence[str]]


@dataclass(frozen=True, slots=True)
class VacancyRules:
    """What the law adds to vacancies on the policy date.

    Parameters
    ----------
    claims
        Value by vacancy and kind of claim, for claims with a legal basis only.
    minimum_wages_fen
        Monthly minimum wage by division code, where one is entered.
    """

    claims: Mapping[tuple[int, str], str]
    minimum_wages_fen: Mapping[str, int]
