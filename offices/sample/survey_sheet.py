"""The county's survey book: title rows, two-row headings, merged township and village cells."""

import polars as pl

from models.enums import CertificateKind
from offices.sample.destinations import destinations
from offices.sample.frames import SampleFrames
from offices.sample.sheets import as_laid_out, date_text, joined
from offices.sample.wishes import COUNTY_ONLY, NEAR_FIRST, PROVINCE_ONLY
from offices.sample.words import by_label, labelled, word, words, yes_or_no

FIELDS = (
    "line",
    "township",
    "village",
    "name",
    "id_number",
    "phone",
    "is_willing",
    "not_working_reason",
    "wished_occupations",
    "refused_occupations",
    "wished_destinations",
    "refused_destinations",
    "reach",
    "wage_floor",
    "available_from",
    "available_until",
    "companions",
    "skill_title",
    "skill_level",
    "certificates",
    "wants_training",
    "surveyed_on",
    "remarks",
)
"""Columns of this county's book, by field key."""


def survey_table(frames: SampleFrames) -> pl.DataFrame:
    """Writes the answers as texts, one column per field key, by township and village."""
    people = frames.people.with_row_index("row").select(
        "row", "township", "village", "county", "name", "id_number", "phone"
    )
    table = frames.survey.join(people, on="row", how="left", maintain_order="left")
    between = word("other", "list_separator")
    names = pl.Series(destinations()["name"])
    willing = pl.col("is_willing")

    def if_willing(expression: pl.Expr) -> pl.Expr:
        return pl.when(willing).then(expression)

    def place(column: str) -> pl.Expr:
        picked = pl.col(column).replace_strict(
            dict(enumerate(names)), default=None, return_dtype=pl.String
        )
        return if_willing(picked)

    limits = {
        str(COUNTY_ONLY): word("other", "county_reach"),
        str(PROVINCE_ONLY): word("other", "province_reach"),
    }
    reach = (
        pl.col("reach").cast(pl.String).replace_strict(limits, default=None, return_dtype=pl.String)
    )
    near = (
        pl.when(pl.col("reach") == NEAR_FIRST)
        .then(pl.col("county"))
        .otherwise(place("wished_place"))
    )
    return as_laid_out(
        table.with_columns(
            line=pl.int_range(1, pl.len() + 1).cast(pl.String),
            phone=pl.when(pl.col("phone") == "").then(None).otherwise("phone"),
            not_working_reason=labelled("reason", "reason"),
            wished_occupations=if_willing(
                joined(between, pl.col("wished_title"), pl.col("second_title"))
            ),
            refused_occupations=if_willing(joined(between, pl.col("excluded_title"))),
            wished_destinations=if_willing(near),
            refused_destinations=place("excluded_place"),
            reach=if_willing(reach),
            wage_floor=if_willing(
                pl.when(pl.col("wage_floor") > 0).then(pl.col("wage_floor").cast(pl.String))
            ),
            available_from=if_willing(date_text(pl.col("available_from"), "%Y-%m-%d")),
            available_until=if_willing(date_text(pl.col("available_until"), "%Y-%m-%d")),
            companions=if_willing(
                pl.when("has_companion").then(pl.lit(word("other", "companion")))
            ),
            skill_title=joined(between, pl.col("skill_title")),
            skill_level=by_label(pl.col("skill_level"), words()["level"]),
            certificates=joined(between, *_certificates()),
            wants_training=if_willing(yes_or_no("wants_training")),
            is_willing=yes_or_no("is_willing"),
            surveyed_on=date_text(pl.col("surveyed_on"), "%Y-%m-%d"),
        ),
        "survey",
        only=FIELDS,
    )


def _certificates() -> tuple[pl.Expr, ...]:
    health = word("certificate", CertificateKind.HEALTH)
    driving = word("certificate", CertificateKind.DRIVING_C)
    own = labelled("certificate", "certificate").fill_null("")
    has_other_health = pl.col("has_health_certificate") & (
        pl.col("certificate") != CertificateKind.HEALTH
    )
    return (
        own,
        pl.when(has_other_health).then(pl.lit(health)).otherwise(pl.lit("")),
        pl.when("has_driving_licence").then(pl.lit(driving)).otherwise(pl.lit("")),
    )
