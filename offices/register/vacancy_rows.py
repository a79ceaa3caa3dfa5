"""Rows of a vacancy sheet to checked records."""

import datetime as dt

from models.enums import ClaimKind, VacancyKind
from offices.register.context import CheckContext
from offices.register.employer_names import employer_key
from offices.register.reading import Reading
from offices.register.records import Claim, VacancyRow
from offices.register.titles import Titles
from offices.register.vacancy_columns import OTHER_CLAIMS, VacancyColumns, read_vacancy_columns
from offices.register.vacancy_values import has_night_shift, is_care_text

LOWEST_AGE = 16
"""Nobody younger may be hired (Labor Law, article 15)."""


def check_vacancies(reading: Reading, context: CheckContext) -> tuple[VacancyRow, ...]:
    """Reads and checks a table; gives the rows that are taken."""
    columns = read_vacancy_columns(reading, context)
    _check_dates(reading, columns, context.today)
    _check_ages(reading, columns)
    _check_duplicates(reading, columns)
    return _records(reading, columns, context)


def _check_dates(reading: Reading, columns: VacancyColumns, today: dt.date) -> None:
    recruiting = zip(columns.recruits_on, columns.recruits_until, strict=True)
    for at, (start, end) in enumerate(recruiting):
        if start is not None and end is not None and end < start:
            reading.note(at, "recruits_until", "vacancy.dates")
        elif end is not None and end < today:
            reading.note(at, "recruits_until", "vacancy.expired", {"until": end.isoformat()})
    working = zip(columns.works_from, columns.works_until, strict=True)
    for at, (start, end) in enumerate(working):
        if start is not None and end is not None and end < start:
            reading.note(at, "works_until", "vacancy.dates")


def _check_ages(reading: Reading, columns: VacancyColumns) -> None:
    low_key = "claim_age_min" if reading.has("claim_age_min") else "claim_age"
    high_key = "claim_age_max" if reading.has("claim_age_max") else "claim_age"
    for at, (low, high) in enumerate(columns.ages):
        if low is not None and high is not None and low > high:
            reading.note(at, high_key, "vacancy.age_range")
        elif low is not None and low < LOWEST_AGE:
            reading.note(at, low_key, "vacancy.age_under_16")


def _check_duplicates(reading: Reading, columns: VacancyColumns) -> None:
    """Refuses a second line of one employer under one number; lines without a number by title."""
    first: dict[tuple[str, str], int] = {}
    for at, employer in enumerate(columns.employers):
        if at in reading.refused:
            continue
        earlier = first.setdefault((employer_key(employer), _number(columns, at)), at)
        if earlier != at:
            key = "number" if columns.numbers[at] else "title"
            reading.note_repeat(at, key, "vacancy.duplicate", earlier)


def _number(columns: VacancyColumns, at: int) -> str:
    """Gives the line's number, else title and place: stable when the sheet is sorted anew."""
    place = columns.places[at]
    return columns.numbers[at] or f"{columns.titles[at]}@{place.code if place else ''}"[:40]


def _records(
    reading: Reading, columns: VacancyColumns, context: CheckContext
) -> tuple[VacancyRow, ...]:
    titles = Titles(context, columns.titles)
    records = []
    for at in range(reading.count):
        place = columns.places[at]
        if at in reading.refused or place is None:
            continue
        board, wage = columns.boards[at], columns.wages[at]
        records.append(
            VacancyRow(
                sheet=reading.table.sheets[at],
                source_row=reading.table.rows[at],
                number=_number(columns, at),
                employer=columns.employers[at],
                credit_code=columns.credit_codes[at],
                industry=columns.industries[at],
                kind=columns.kinds[at] or VacancyKind.ORDINARY,
                title=titles.choice(reading, at, "title", columns.titles[at]),
                place=place,
                headcount=columns.headcounts[at],
                wage_min_fen_per_month=wage.low_fen,
                wage_max_fen_per_month=wage.high_fen,
                education_min=columns.educations[at],
                skill_level_min=columns.skill_levels[at],
                certificates=columns.certificates[at],
                housing=board.housing,
                has_meals=board.has_meals,
                shift=columns.shifts[at],
                has_night_shift=has_night_shift(columns.shifts[at]),
                is_hazardous=bool(columns.hazardous[at]),
                needs_mandarin=bool(columns.mandarin[at]),
                is_care_post=bool(columns.care_posts[at]) or is_care_text(columns.notes[at]),
                is_for_pairs_only=bool(columns.pairs_only[at]),
                recruits_from=columns.recruits_from[at],
                batch_min=columns.batches[at] or None,
                contract_months=columns.contracts[at],
                recruits_on=columns.recruits_on[at],
                recruits_until=columns.recruits_until[at],
                works_from=columns.works_from[at],
                works_until=columns.works_until[at],
                phone=columns.phones[at],
                claims=_claims(columns, at),
            )
        )
    return tuple(records)


def _claims(columns: VacancyColumns, at: int) -> tuple[Claim, ...]:
    """Gives the employer's wishes; only a legal basis makes one of them filter later."""
    basis = columns.bases[at] or None
    low, high = columns.ages[at]
    stated = [
        (ClaimKind.AGE_MIN, "" if low is None else str(low)),
        (ClaimKind.AGE_MAX, "" if high is None else str(high)),
        (ClaimKind.SEX, columns.sexes[at]),
    ]
    for key, value in zip(OTHER_CLAIMS, columns.other_claims[at], strict=True):
        stated.append((ClaimKind(key.removeprefix("claim_")), value))
    return tuple(Claim(kind, value, basis) for kind, value in stated if value)
