"""A sample's tables in the shape of the database's, for sizes that no workbook holds."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

import polars as pl

from matching.occupations.titles import suggest_many
from models.enums import CertificateKind, ClaimKind, SupportCategory
from offices.register.employer_names import employer_key
from offices.sample.destinations import destinations
from offices.sample.frames import SampleFrames
from offices.sample.sizes import SampleSize
from offices.sample.trades import sectors
from offices.sample.wishes import COUNTY_ONLY, NEAR_FIRST, PROVINCE_ONLY
from offices.sample.words import word, words
from regions.gazetteer import load_gazetteer

FEN = 100

STATUS_SINCE = dt.date(2021, 1, 1)
"""The households' categories are those of the transition period, which began on this day."""

MONITORED = (SupportCategory.UNSTABLE, SupportCategory.MARGINAL, SupportCategory.SUDDEN_HARDSHIP)

REGIONS: Mapping[int, list[str]] = {0: [], 1: ["430000"], 2: ["433100"], 3: ["520000"]}
"""Where narrow lines recruit from, by the vacancies' number of a region."""


@dataclass(frozen=True, slots=True)
class StoredTables:
    """Frames whose columns are those of the tables of the same name; ids count from 1."""

    households: pl.DataFrame
    people: pl.DataFrame
    support_statuses: pl.DataFrame
    surveys: pl.DataFrame
    person_skills: pl.DataFrame
    person_certificates: pl.DataFrame
    wished_occupations: pl.DataFrame
    wished_destinations: pl.DataFrame
    employers: pl.DataFrame
    vacancies: pl.DataFrame
    employer_claims: pl.DataFrame
    employment_records: pl.DataFrame


def stored_tables(frames: SampleFrames, size: SampleSize) -> StoredTables:
    """Gives the rows of every table, clean: neither dirt nor faults."""
    code_by_title = _occupations(frames)
    answers = frames.survey.with_columns(person_id=pl.col("row") + 1)
    return StoredTables(
        households=_households(frames.people),
        people=_people(frames.people),
        support_statuses=_statuses(frames.people),
        surveys=_surveys(answers),
        person_skills=_skills(answers, code_by_title),
        person_certificates=_certificates(answers),
        wished_occupations=_wished_occupations(answers, code_by_title),
        wished_destinations=_wished_destinations(answers, frames.people),
        employers=_employers(frames.employers),
        vacancies=_vacancies(frames.vacancies, size, code_by_title),
        employer_claims=_claims(frames.vacancies),
        employment_records=_records(frames, code_by_title),
    )


def _occupations(frames: SampleFrames) -> dict[str, str]:
    """Gives the occupation of every sure title that occurs."""
    survey = frames.survey
    columns = [
        survey[name] for name in ("wished_title", "second_title", "excluded_title", "skill_title")
    ]
    columns += [frames.vacancies["title"], frames.work["title"]]
    titles = pl.concat([column.unique() for column in columns]).unique().sort().to_list()
    found = suggest_many(title for title in titles if title)
    return {title: hit.options[0].code for title, hit in found.items() if hit.is_sure}


def _code(title: str, code_by_title: Mapping[str, str]) -> pl.Expr:
    return pl.col(title).replace_strict(code_by_title, default=None, return_dtype=pl.String)


def _or_none(column: str) -> pl.Expr:
    return pl.when(pl.col(column) != "").then(pl.col(column))


def _fen(column: str) -> pl.Expr:
    return pl.when(pl.col(column) >= 0).then(pl.col(column) * FEN)


def _households(people: pl.DataFrame) -> pl.DataFrame:
    return people.unique("household", keep="first", maintain_order=True).select(
        id=pl.col("household") + 1,
        number="household_number",
        division_code="township_code",
        path="township_path",
        village="village",
    )


def _people(people: pl.DataFrame) -> pl.DataFrame:
    return people.select(
        id=pl.int_range(1, pl.len() + 1),
        household_id=pl.col("household") + 1,
        id_number="id_number",
        member_number="member_number",
        name="name",
        sex=pl.when("is_female").then(pl.lit("female")).otherwise(pl.lit("male")),
        birth_date=pl.from_epoch("birth_day", time_unit="d"),
        ethnicity="ethnicity",
        relation="relation",
        division_code="township_code",
        path="township_path",
        village="village",
        phone=_or_none("phone"),
        education=_or_none("education"),
        student_status=_or_none("student_status"),
        work_ability="work_ability",
        health="health",
        speaks_mandarin=pl.when(pl.col("speaks_mandarin") >= 0).then(pl.col("speaks_mandarin") > 0),
    )


def _statuses(people: pl.DataFrame) -> pl.DataFrame:
    monitored = pl.col("category").is_in([str(category) for category in MONITORED])
    return people.unique("household", keep="first", maintain_order=True).select(
        household_id=pl.col("household") + 1,
        category="category",
        household_type="household_type",
        valid_from=pl.lit(STATUS_SINCE),
        is_risk_cleared=pl.when(monitored).then(pl.col("is_risk_cleared")),
    )


def _surveys(answers: pl.DataFrame) -> pl.DataFrame:
    willing = pl.col("is_willing")
    companion = pl.when(willing & pl.col("has_companion")).then(pl.lit(word("other", "companion")))
    return answers.select(
        person_id="person_id",
        surveyed_on="surveyed_on",
        is_willing="is_willing",
        not_working_reason=_or_none("reason"),
        wage_floor_fen_per_month=pl.when(willing).then(_fen("wage_floor")),
        available_from=pl.when(willing).then("available_from"),
        available_until=pl.when(willing).then("available_until"),
        companions=companion,
        wants_training=pl.when(willing).then("wants_training"),
    )


def _skills(answers: pl.DataFrame, code_by_title: Mapping[str, str]) -> pl.DataFrame:
    return answers.filter(pl.col("skill_title") != "").select(
        person_id="person_id",
        title="skill_title",
        occupation_code=_code("skill_title", code_by_title),
        level="skill_level",
    )


def _certificates(answers: pl.DataFrame) -> pl.DataFrame:
    own = answers.filter(pl.col("certificate") != "").select("person_id", kind="certificate")
    others = (
        answers.filter(flag).select("person_id", kind=pl.lit(kind.value))
        for flag, kind in (
            ("has_health_certificate", CertificateKind.HEALTH),
            ("has_driving_licence", CertificateKind.DRIVING_C),
        )
    )
    return pl.concat([own, *others]).unique(maintain_order=True)


def _wished_occupations(answers: pl.DataFrame, code_by_title: Mapping[str, str]) -> pl.DataFrame:
    parts = (
        answers.filter(pl.col("is_willing") & (pl.col(column) != "")).select(
            "person_id",
            title=column,
            occupation_code=_code(column, code_by_title),
            is_excluded=pl.lit(column == "excluded_title"),
        )
        for column in ("wished_title", "second_title", "excluded_title")
    )
    return pl.concat(list(parts)).unique(["person_id", "title"], keep="first", maintain_order=True)


def _wished_destinations(answers: pl.DataFrame, people: pl.DataFrame) -> pl.DataFrame:
    homes = people.select("county_code", person_id=pl.int_range(1, pl.len() + 1, dtype=pl.UInt32))
    willing = answers.filter("is_willing").join(
        homes, on="person_id", how="left", maintain_order="left"
    )
    place = destinations()["code"]
    province = pl.col("county_code").str.head(2) + "0000"
    parts = (
        (pl.col("reach") == COUNTY_ONLY, pl.col("county_code"), False, True),
        (pl.col("reach") == PROVINCE_ONLY, province, False, True),
        (pl.col("reach") == NEAR_FIRST, pl.col("county_code"), False, False),
        (pl.col("wished_place") >= 0, _named_place("wished_place", place), False, False),
        (pl.col("excluded_place") >= 0, _named_place("excluded_place", place), True, False),
    )
    rows = [
        willing.filter(chosen).select(
            "person_id",
            division_code=code,
            is_excluded=pl.lit(is_excluded),
            is_limit=pl.lit(is_limit),
        )
        for chosen, code, is_excluded, is_limit in parts
    ]
    return pl.concat(rows).unique(["person_id", "division_code"], keep="first", maintain_order=True)


def _named_place(column: str, codes: pl.Series) -> pl.Expr:
    return pl.col(column).replace_strict(
        dict(enumerate(codes)), default=None, return_dtype=pl.String
    )


def _employers(employers: pl.DataFrame) -> pl.DataFrame:
    labels = dict(enumerate(item.label for item in sectors()))
    return employers.select(
        id=pl.col("employer") + 1,
        name="name",
        name_key=pl.Series([employer_key(name) for name in employers["name"]]),
        credit_code="credit_code",
        division_code="place_code",
        industry=pl.col("sector").replace_strict(labels, return_dtype=pl.String),
    )


def _vacancies(
    lines: pl.DataFrame, size: SampleSize, code_by_title: Mapping[str, str]
) -> pl.DataFrame:
    certificates = [[kind] if kind else [] for kind in lines["certificate"]]
    regions = [REGIONS[number] for number in lines["recruits_from"]]
    place = destinations().select(place_code="code")
    paths = _paths(pl.concat([lines.select("place_code"), place])["place_code"].unique().to_list())
    shifts = (word("other", "night"), word("other", "day"))
    return lines.with_columns(
        certificates=pl.Series(certificates, dtype=pl.List(pl.String))
    ).select(
        id="line",
        employer_id=pl.col("employer") + 1,
        number=pl.lit("Z") + pl.col("line").cast(pl.String).str.zfill(5),
        received_path=pl.lit(size.home_path),
        kind="kind",
        title="title",
        occupation_code=_code("title", code_by_title),
        division_code="place_code",
        path=pl.col("place_code").replace_strict(paths, return_dtype=pl.String),
        headcount="headcount",
        wage_min_fen_per_month=_fen("wage_min"),
        wage_max_fen_per_month=_fen("wage_max"),
        education_min=_or_none("education"),
        skill_level_min="level",
        certificates="certificates",
        housing="housing",
        has_meals="has_meals",
        shift=pl.when("has_night_shift").then(pl.lit(shifts[0])).otherwise(pl.lit(shifts[1])),
        is_hazardous="is_hazardous",
        has_night_shift="has_night_shift",
        needs_mandarin="needs_mandarin",
        is_care_post="is_care_post",
        is_for_pairs_only="is_for_pairs_only",
        recruits_from=pl.Series(regions, dtype=pl.List(pl.String)),
        contract_months=pl.when(pl.col("contract_months") > 0).then("contract_months"),
        recruits_on="recruits_on",
        recruits_until="recruits_until",
        works_from="works_from",
        works_until="works_until",
        contact_phone="contact_phone",
    )


def _paths(codes: list[str]) -> dict[str, str]:
    gazetteer = load_gazetteer()
    return {code: gazetteer.place(code).path for code in codes}


def _claims(lines: pl.DataFrame) -> pl.DataFrame:
    basis = pl.when(pl.col("basis_kind") != "").then(pl.lit(word("other", "hazard_basis")))
    parts = (
        (ClaimKind.AGE_MIN, pl.col("age_min") >= 0, pl.col("age_min").cast(pl.String)),
        (ClaimKind.AGE_MAX, pl.col("age_max") >= 0, pl.col("age_max").cast(pl.String)),
        (ClaimKind.SEX, pl.col("sex_claim") != "", pl.col("sex_claim")),
    )
    return pl.concat(
        lines.filter(chosen).select(
            vacancy_id="line", kind=pl.lit(kind.value), value=value, legal_basis=basis
        )
        for kind, chosen, value in parts
    )


def _records(frames: SampleFrames, code_by_title: Mapping[str, str]) -> pl.DataFrame:
    firms = frames.employers.select("employer", employer_name="name", division_code="place_code")
    introducer = words()["other"]["introducer"]
    work = frames.work.join(firms, on="employer", how="left", maintain_order="left")
    return work.select(
        person_id=pl.col("row") + 1,
        employer_id=pl.col("employer") + 1,
        employer_name="employer_name",
        title="title",
        occupation_code=_code("title", code_by_title),
        division_code="division_code",
        started_month=_month("start"),
        ended_month=pl.when(pl.col("end") >= 0).then(_month("end")),
        wage_fen_per_month=_fen("wage"),
        channel="channel",
        kind="kind",
        introducer=pl.when(pl.col("channel") == "organised").then(pl.lit(introducer)),
        leave_reason=pl.when(pl.col("leave_reason") > 0).then(
            pl.col("leave_reason").cast(pl.String).str.zfill(2)
        ),
        has_contract="has_contract",
        has_social_insurance="has_insurance",
    )


def _month(column: str) -> pl.Expr:
    return pl.date(pl.col(column).abs() // 12, pl.col(column).abs() % 12 + 1, 1)
