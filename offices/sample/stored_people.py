"""The sample's people in the shape of the database's tables."""

import datetime as dt
from collections.abc import Mapping

import polars as pl

from models.enums import CertificateKind, SupportCategory
from offices.sample.destinations import destinations
from offices.sample.stored_columns import in_fen, occupation_code, or_none
from offices.sample.wishes import COUNTY_ONLY, NEAR_FIRST, PROVINCE_ONLY
from offices.sample.words import word

STATUS_SINCE = dt.date(2021, 1, 1)
"""The households' categories are those of the transition period, which began on this day."""

MONITORED = (SupportCategory.UNSTABLE, SupportCategory.MARGINAL, SupportCategory.SUDDEN_HARDSHIP)


def stored_households(people: pl.DataFrame) -> pl.DataFrame:
    """Gives the households with their homes."""
    return people.unique("household", keep="first", maintain_order=True).select(
        id=pl.col("household") + 1,
        number="household_number",
        division_code="township_code",
        path="township_path",
        village="village",
    )


def stored_people(people: pl.DataFrame) -> pl.DataFrame:
    """Gives the people, numbered in their order."""
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
        phone=or_none("phone"),
        education=or_none("education"),
        student_status=or_none("student_status"),
        work_ability="work_ability",
        health="health",
        speaks_mandarin=pl.when(pl.col("speaks_mandarin") >= 0).then(pl.col("speaks_mandarin") > 0),
    )


def stored_statuses(people: pl.DataFrame) -> pl.DataFrame:
    """Gives every household its one support category."""
    monitored = pl.col("category").is_in([str(category) for category in MONITORED])
    return people.unique("household", keep="first", maintain_order=True).select(
        household_id=pl.col("household") + 1,
        category="category",
        household_type="household_type",
        valid_from=pl.lit(STATUS_SINCE),
        is_risk_cleared=pl.when(monitored).then(pl.col("is_risk_cleared")),
    )


def stored_surveys(answers: pl.DataFrame) -> pl.DataFrame:
    """Gives the answers of the surveyed."""
    willing = pl.col("is_willing")
    companion = pl.when(willing & pl.col("has_companion")).then(pl.lit(word("other", "companion")))
    return answers.select(
        person_id="person_id",
        surveyed_on="surveyed_on",
        is_willing="is_willing",
        not_working_reason=or_none("reason"),
        wage_floor_fen_per_month=pl.when(willing).then(in_fen("wage_floor")),
        available_from=pl.when(willing).then("available_from"),
        available_until=pl.when(willing).then("available_until"),
        companions=companion,
        wants_training=pl.when(willing).then("wants_training"),
    )


def stored_skills(answers: pl.DataFrame, code_by_title: Mapping[str, str]) -> pl.DataFrame:
    """Gives the stated skills."""
    return answers.filter(pl.col("skill_title") != "").select(
        person_id="person_id",
        title="skill_title",
        occupation_code=occupation_code("skill_title", code_by_title),
        level="skill_level",
    )


def stored_certificates(answers: pl.DataFrame) -> pl.DataFrame:
    """Gives the certificates."""
    own = answers.filter(pl.col("certificate") != "").select("person_id", kind="certificate")
    others = (
        answers.filter(flag).select("person_id", kind=pl.lit(kind.value))
        for flag, kind in (
            ("has_health_certificate", CertificateKind.HEALTH),
            ("has_driving_licence", CertificateKind.DRIVING_C),
        )
    )
    return pl.concat([own, *others]).unique(maintain_order=True)


def stored_wished_occupations(
    answers: pl.DataFrame, code_by_title: Mapping[str, str]
) -> pl.DataFrame:
    """Gives wished and refused occupations."""
    parts = (
        answers.filter(pl.col("is_willing") & (pl.col(column) != "")).select(
            "person_id",
            title=column,
            occupation_code=occupation_code(column, code_by_title),
            is_excluded=pl.lit(column == "excluded_title"),
        )
        for column in ("wished_title", "second_title", "excluded_title")
    )
    return pl.concat(list(parts)).unique(["person_id", "title"], keep="first", maintain_order=True)


def stored_wished_destinations(answers: pl.DataFrame, people: pl.DataFrame) -> pl.DataFrame:
    """Gives limits, wished and refused places."""
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
