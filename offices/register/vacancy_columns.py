"""Reads the columns of a vacancy sheet into values."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from models.enums import CertificateKind, Education, VacancyKind
from offices.register.amounts import WageSpan, read_age_span, read_count, read_headcount, read_wage
from offices.register.context import CheckContext
from offices.register.dates import read_date
from offices.register.labels import label_reader, read_yes_no
from offices.register.parsed import Flawed, Read
from offices.register.phones import read_phone
from offices.register.places import PlaceReader
from offices.register.reading import Reading
from offices.register.survey_values import (
    places_reader,
    read_certificates,
    read_skill_level,
    read_start,
)
from offices.register.text_columns import read_compact, read_text
from offices.register.vacancy_values import (
    Board,
    read_board,
    read_claim,
    read_credit_code,
    read_education_required,
    read_one_age,
    read_sex_claim,
)
from offices.workbooks.book import CellValue
from regions.gazetteer import Gazetteer
from regions.places import Place


@dataclass(frozen=True, slots=True)
class VacancyColumns:
    """Values by column, all of one length, in the file's order."""

    numbers: Sequence[str]
    employers: Sequence[str]
    credit_codes: Sequence[str | None]
    industries: Sequence[str]
    kinds: Sequence[VacancyKind | None]
    titles: Sequence[str]
    places: Sequence[Place | None]
    headcounts: Sequence[int]
    wages: Sequence[WageSpan]
    educations: Sequence[Education | None]
    skill_levels: Sequence[int]
    certificates: Sequence[tuple[CertificateKind, ...]]
    boards: Sequence[Board]
    shifts: Sequence[str]
    hazardous: Sequence[bool | None]
    mandarin: Sequence[bool | None]
    care_posts: Sequence[bool | None]
    pairs_only: Sequence[bool | None]
    recruits_from: Sequence[tuple[Place, ...]]
    batches: Sequence[int | None]
    contracts: Sequence[int | None]
    recruits_on: Sequence[dt.date | None]
    recruits_until: Sequence[dt.date | None]
    works_from: Sequence[dt.date | None]
    works_until: Sequence[dt.date | None]
    phones: Sequence[str | None]
    ages: Sequence[tuple[int | None, int | None]]
    sexes: Sequence[str]
    other_claims: Sequence[tuple[str, ...]]
    bases: Sequence[str]
    notes: Sequence[str]


OTHER_CLAIMS = ("claim_height", "claim_vision", "claim_marriage", "claim_residence")


def read_vacancy_columns(reading: Reading, context: CheckContext) -> VacancyColumns:
    """Reads every column that a rule or a record needs."""
    claims = [reading.read(key, read_claim) for key in OTHER_CLAIMS]
    notes = [reading.read(key, read_text(200)) for key in ("title", "remarks", "housing")]
    return VacancyColumns(
        numbers=reading.read("number", read_compact(40)),
        employers=reading.read_mandatory("employer", read_text(120)),
        credit_codes=reading.read("credit_code", read_credit_code),
        industries=reading.read("industry", read_compact(60)),
        kinds=reading.read("kind", label_reader("vacancy_kind", VacancyKind)),
        titles=reading.read_mandatory("title", read_text(80)),
        places=_places(reading, context.gazetteer),
        headcounts=reading.read("headcount", read_headcount),
        wages=_wages(reading),
        educations=reading.read("education", read_education_required),
        skill_levels=reading.read("skill_level", read_skill_level),
        certificates=reading.read("certificates", read_certificates),
        boards=reading.read("housing", read_board),
        shifts=reading.read("shift", read_compact(40)),
        hazardous=reading.read("is_hazardous", read_yes_no),
        mandarin=reading.read("needs_mandarin", read_yes_no),
        care_posts=reading.read("is_care_post", read_yes_no),
        pairs_only=reading.read("is_for_pairs_only", read_yes_no),
        recruits_from=reading.read("recruits_from", places_reader(context.gazetteer)),
        batches=reading.read("batch_min", read_count),
        contracts=reading.read("contract_months", read_count),
        recruits_on=reading.read("recruits_on", read_date),
        recruits_until=reading.read("recruits_until", read_start),
        works_from=reading.read("works_from", read_start),
        works_until=reading.read("works_until", read_start),
        phones=reading.read("phone", read_phone),
        ages=_ages(reading),
        sexes=reading.read("claim_sex", read_sex_claim),
        other_claims=list(zip(*claims, strict=True)),
        bases=reading.read("claim_basis", read_text(60)),
        notes=["".join(texts) for texts in zip(*notes, strict=True)],
    )


def _places(reading: Reading, gazetteer: Gazetteer) -> list[Place | None]:
    reader = PlaceReader(gazetteer, prefix="vacancy.place_")

    def read(value: CellValue) -> Read[Place | None]:
        result = reader.read(value)
        return Flawed(None, "vacancy.place_missing") if result is None else result

    return reading.read("place", read)


def _wages(reading: Reading) -> list[WageSpan]:
    """Joins the two columns of one layout, or takes the one column of the other."""
    whole = reading.read("wage", read_wage)
    lows = reading.read("wage_min", read_wage)
    highs = reading.read("wage_max", read_wage)
    wages = []
    for at, (both, low, high) in enumerate(zip(whole, lows, highs, strict=True)):
        wage = WageSpan(
            low.low_fen if low.low_fen is not None else both.low_fen,
            high.high_fen if high.high_fen is not None else both.high_fen,
        )
        is_stated_twice = low.low_fen is not None and high.high_fen is not None
        if is_stated_twice and (wage.low_fen or 0) > (wage.high_fen or 0):
            reading.note(at, "wage_max", "wage.range")
        wages.append(wage)
    return wages


def _ages(reading: Reading) -> list[tuple[int | None, int | None]]:
    spans = reading.read("claim_age", read_age_span)
    lows = reading.read("claim_age_min", read_one_age)
    highs = reading.read("claim_age_max", read_one_age)
    return [
        (low or _whole(span.low), high or _whole(span.high))
        for span, low, high in zip(spans, lows, highs, strict=True)
    ]


def _whole(age: float | None) -> int | None:
    return None if age is None else int(age)
