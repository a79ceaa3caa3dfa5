"""The vacancies' rows as columns."""

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence

import numpy as np

from matching.columns.people import EARLIEST_DAY, LATEST_DAY
from matching.columns.ragged import ragged_of
from matching.columns.vacancies import VacancyColumns
from models.enums import ClaimKind, Education, Sex, VacancyKind
from offices.retention.industries import industry_number
from offices.rounds.numbering import CERTIFICATE_BITS, UNKNOWN, day_number, positions
from offices.rounds.rows import VacancyRow, VacancyRules
from regions.places import Place


def vacancy_columns(
    vacancies: Sequence[VacancyRow],
    rules: VacancyRules,
    places: Sequence[Place],
    place_numbers: Mapping[str, int],
    occupation_numbers: Mapping[str, int],
) -> VacancyColumns:
    """Packs the vacancies, one row per line in the order given."""
    kinds, education, sex = positions(VacancyKind), positions(Education), positions(Sex)
    wage_by_place = {place.code: _minimum_wage(place, rules.minimum_wages_fen) for place in places}

    def flat(value: Callable[[VacancyRow], int], dtype: type[np.generic]) -> np.ndarray:
        return np.fromiter(map(value, vacancies), dtype=dtype, count=len(vacancies))

    def age(vacancy: VacancyRow, kind: ClaimKind) -> int:
        return int(rules.claims.get((vacancy.id, kind.value), UNKNOWN))

    return VacancyColumns(
        key=flat(lambda v: v.id, np.int64),
        employer=flat(lambda v: v.employer_id, np.int64),
        industry=flat(lambda v: industry_number(v.industry), np.int32),
        seats=flat(lambda v: v.seats, np.int64),
        occupation=flat(lambda v: occupation_numbers[v.occupation_code], np.int32),
        place=flat(lambda v: place_numbers[v.division_code], np.int32),
        kind=flat(lambda v: kinds[v.kind], np.int8),
        wage_min_fen=flat(lambda v: _stated(v.wage_min_fen), np.int64),
        wage_max_fen=flat(lambda v: _stated(v.wage_max_fen), np.int64),
        education_min=flat(lambda v: education.get(v.education_min or "", UNKNOWN), np.int8),
        skill_level_min=flat(lambda v: v.skill_level_min, np.int8),
        certificates=flat(lambda v: _certificates(v.certificates), np.int64),
        is_hazardous=flat(lambda v: v.is_hazardous, np.bool_),
        has_night_shift=flat(lambda v: v.has_night_shift, np.bool_),
        needs_mandarin=flat(lambda v: v.needs_mandarin, np.bool_),
        is_for_pairs_only=flat(lambda v: v.is_for_pairs_only, np.bool_),
        is_care_post=flat(lambda v: v.is_care_post, np.bool_),
        recruits_from=ragged_of(
            sorted({place_numbers[code] for code in vacancy.recruits_from}) for vacancy in vacancies
        ),
        recruits_until=flat(lambda v: _day(v.recruits_until, LATEST_DAY), np.int32),
        works_from=flat(lambda v: _day(v.works_from, EARLIEST_DAY), np.int32),
        works_until=flat(lambda v: _day(v.works_until, LATEST_DAY), np.int32),
        lawful_age_min=flat(lambda v: age(v, ClaimKind.AGE_MIN), np.int16),
        lawful_age_max=flat(lambda v: age(v, ClaimKind.AGE_MAX), np.int16),
        lawful_sex=flat(
            lambda v: sex.get(rules.claims.get((v.id, ClaimKind.SEX.value), ""), UNKNOWN), np.int8
        ),
        minimum_wage_fen=flat(lambda v: wage_by_place[v.division_code], np.int64),
    )


def _minimum_wage(place: Place, wages_fen: Mapping[str, int]) -> int:
    """Gives the wage entered for the place or the nearest place above it."""
    return next((wages_fen[code] for code in reversed(place.codes) if code in wages_fen), UNKNOWN)


def _day(day: dt.date | None, if_missing: int) -> int:
    return if_missing if day is None else day_number(day)


def _stated(value: int | None) -> int:
    return UNKNOWN if value is None else value


def _certificates(kinds: Iterable[str]) -> int:
    return sum(CERTIFICATE_BITS[kind] for kind in set(kinds))
