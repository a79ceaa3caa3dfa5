"""The vacancies in both layouts: the employment system's list and the round sheet of the East."""

import polars as pl

from models.enums import VacancyKind
from offices.sample.frames import SampleFrames
from offices.sample.sheets import as_laid_out, date_text
from offices.sample.trades import sectors
from offices.sample.words import by_label, labelled, word, words, yes_or_no

ROUND_ADDED = ("recruits_until", "is_care_post")
"""Columns that this round sheet adds to its eleven."""

ROUND_LINES = 5
"""One of so many plain far lines stays in the employment system's list, the others do not."""


def system_table(frames: SampleFrames) -> pl.DataFrame:
    """Writes the lines of the employment system's layout as texts, by field key."""
    yes = pl.lit(word("other", "yes"))
    lines = frames.vacancies.filter(~is_round_line())
    has_basis = pl.col("basis_kind") != ""
    regions = {"0": None, **words()["region"]}
    return as_laid_out(
        lines.with_columns(
            employer="name",
            place="place_name",
            number=pl.lit("Z") + pl.col("line").cast(pl.String).str.zfill(5),
            employment_form=pl.lit(word("other", "employment_form")),
            kind=labelled("kind", "kind"),
            recruits_on=date_text(pl.col("recruits_on"), "%Y-%m-%d"),
            recruits_until=date_text(pl.col("recruits_until"), "%Y-%m-%d"),
            headcount=pl.col("headcount").cast(pl.String),
            recruits_from=pl.col("recruits_from")
            .cast(pl.String)
            .replace_strict(regions, return_dtype=pl.String),
            is_for_pairs_only=pl.when("is_for_pairs_only").then(yes),
            contract_months=pl.when(pl.col("contract_months") > 0).then(
                pl.col("contract_months").cast(pl.String)
            ),
            wage_min=_yuan("wage_min"),
            wage_max=_yuan("wage_max"),
            education=labelled("education", "education"),
            claim_sex=labelled("sex_claim", "sex"),
            skill_level=by_label(pl.col("level"), words()["level"]),
            certificates=labelled("certificate", "certificate"),
            claim_age_min=_stated("age_min"),
            claim_age_max=_stated("age_max"),
            claim_basis=pl.when(has_basis).then(pl.lit(word("other", "hazard_basis"))),
            housing=_housing(),
            shift=_shift(),
            is_hazardous=yes_or_no("is_hazardous"),
            needs_mandarin=yes_or_no("needs_mandarin"),
            is_care_post=yes_or_no("is_care_post"),
            works_from=date_text(pl.col("works_from"), "%Y-%m-%d"),
            works_until=date_text(pl.col("works_until"), "%Y-%m-%d"),
            industry=_industry(),
            phone="contact_phone",
        ),
        "vacancies_system",
    )


def round_table(frames: SampleFrames) -> pl.DataFrame:
    """Writes the lines of the round sheet as texts, by field key; care posts come first."""
    lines = round_lines(frames)
    wage = pl.concat_str("wage_min", pl.lit("-"), "wage_max")
    return as_laid_out(
        lines.with_columns(
            number=pl.int_range(1, pl.len() + 1).cast(pl.String),
            place="place_name",
            employer="name",
            headcount=pl.col("headcount").cast(pl.String),
            wage=pl.when(pl.col("wage_min") > 0)
            .then(wage)
            .otherwise(pl.lit(word("other", "negotiable"))),
            education=labelled("education", "education").fill_null(word("other", "unlimited")),
            industry=_industry(),
            shift=_shift(),
            housing=_housing(),
            phone="contact_phone",
            recruits_until=date_text(pl.col("recruits_until"), "%Y-%m-%d"),
            is_care_post=yes_or_no("is_care_post"),
        ),
        "vacancies_round",
        ROUND_ADDED,
    )


def round_lines(frames: SampleFrames) -> pl.DataFrame:
    """Gives the lines of the round sheet in its order: care posts first."""
    lines = frames.vacancies.filter(is_round_line())
    return lines.sort("is_care_post", descending=True, maintain_order=True)


def is_round_line() -> pl.Expr:
    """Tells the lines of the round sheet: its columns can say them in full."""
    is_plain = (
        (pl.col("kind") == VacancyKind.ORDINARY)
        & ~pl.col("is_local")
        & ~pl.col("is_for_pairs_only")
        & ~pl.col("needs_mandarin")
        & ~pl.col("is_hazardous")
        & (pl.col("recruits_from") == 0)
        & (pl.col("level") == 0)
        & (pl.col("certificate") == "")
        & (pl.col("sex_claim") == "")
        & pl.col("works_from").is_null()
    )
    return is_plain & (pl.col("line") % ROUND_LINES > 0)


def _yuan(column: str) -> pl.Expr:
    return pl.when(pl.col(column) > 0).then(pl.col(column).cast(pl.String))


def _stated(column: str) -> pl.Expr:
    return pl.when(pl.col(column) >= 0).then(pl.col(column).cast(pl.String))


def _shift() -> pl.Expr:
    return (
        pl.when("has_night_shift")
        .then(pl.lit(word("other", "night")))
        .otherwise(pl.lit(word("other", "day")))
    )


def _housing() -> pl.Expr:
    plain, with_meals = words()["housing"], words()["housing_with_meals"]
    return (
        pl.when("has_meals")
        .then(by_label(pl.col("housing"), with_meals))
        .otherwise(by_label(pl.col("housing"), plain))
    )


def _industry() -> pl.Expr:
    return by_label(pl.col("sector"), {str(at): item.label for at, item in enumerate(sectors())})
