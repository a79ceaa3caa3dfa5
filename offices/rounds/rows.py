"""The vacancies that a snapshot reads, as plain rows."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class VacancyRow:
    """A vacancy with a known occupation, and the seats left of its headcount."""

    id: int
    employer_id: int
    industry: str | None
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
