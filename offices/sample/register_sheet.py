"""The register's member table as the national system exports it: 47 columns and newer ones."""

import numpy as np
import polars as pl

from models.enums import Health, HouseholdType, Relation, VacancyKind
from offices.sample.draws import stage_rng
from offices.sample.frames import SampleFrames
from offices.sample.sheets import as_laid_out, date_text
from offices.sample.trades import sectors, trades
from offices.sample.words import by_label, labelled, word, words, yes_or_no
from offices.sample.work_history import TODAY_MONTH

YEAR = "2025"
"""The year of the export: the last one that is complete."""

MONTHS_A_YEAR = 12

ADDED = ("household_type", "support_category", "monitoring_category", "is_risk_cleared")
"""Columns that newer exports add behind the 47."""


def register_table(frames: SampleFrames, seed: int) -> pl.DataFrame:
    """Writes the people as texts, one column per field key of the layout, in its order."""
    rng = stage_rng(seed, "register sheet")
    people = frames.people.with_row_index("row").join(
        _current_work(frames), on="row", how="left", maintain_order="left"
    )
    people = people.with_columns(
        politics=pl.Series(_draw_politics(rng, people)),
        insured=pl.Series(rng.random(people.height) < 0.95),
        card_year=pl.Series(rng.integers(2008, 2025, people.height)),
        card_tail=pl.Series(
            rng.integers(1, 7, people.height) * 10 + rng.integers(1, 5, people.height)
        ),
    )
    is_disabled = pl.col("health").str.contains(Health.DISABLED.value)
    yes, no = pl.lit(word("other", "yes")), pl.lit(word("other", "no"))
    head = pl.col("relation") == Relation.HEAD
    mobile = pl.when(pl.col("phone") == "").then(None).otherwise(pl.col("phone"))
    table = people.with_columns(
        sex=_sex(),
        birth_date=date_text(pl.from_epoch("birth_day", time_unit="d"), "%Y%m%d"),
        id_type=pl.when(is_disabled)
        .then(pl.lit(word("other", "disability_card")))
        .otherwise(pl.lit(word("other", "id_type"))),
        head_id_number=pl.col("id_number").filter(head).first().over("household"),
        id_number=pl.when(is_disabled)
        .then(pl.col("id_number") + pl.col("card_tail").cast(pl.String))
        .otherwise("id_number"),
        household_phone=mobile.first().over("household"),
        member_phone=mobile,
        year=pl.lit(YEAR),
        relation=labelled("relation", "relation"),
        education=labelled("education", "education"),
        student_status=labelled("student_status", "student"),
        work_ability=labelled("work_ability", "ability"),
        health=labelled("health", "health"),
        political_status=labelled("politics", "political"),
        is_subsistence=pl.when(pl.col("household_type") == HouseholdType.SUBSISTENCE)
        .then(yes)
        .otherwise(no),
        pension_employee=no,
        serious_illness_insurance=yes,
        medical_resident=pl.when("insured").then(yes).otherwise(no),
        pension_resident=pl.when(pl.col("age") >= 16).then(yes).otherwise(no),
        dropout_reason=pl.lit(None, pl.String),
        speaks_mandarin=yes_or_no("speaks_mandarin"),
        medical_commercial=no,
        works_abroad=no,
        illness_relief=no,
        other_health_relief=no,
        disability_kind=pl.when(is_disabled).then((pl.col("card_tail") // 10).cast(pl.String)),
        head_name=pl.col("name").filter(head).first().over("household"),
        medical_employee=no,
        is_destitute=pl.when(pl.col("household_type") == HouseholdType.DESTITUTE)
        .then(yes)
        .otherwise(no),
        disability_card_year=pl.when(is_disabled).then(pl.col("card_year").cast(pl.String)),
        identification=pl.lit(word("other", "identification")),
        household_type=labelled("household_type", "household_type"),
        support_category=labelled("category", "category"),
        monitoring_category=pl.col("category").replace_strict(
            words()["monitoring"], default=None, return_dtype=pl.String
        ),
        is_risk_cleared=pl.when(pl.col("category").is_in(list(words()["monitoring"]))).then(
            yes_or_no("is_risk_cleared")
        ),
    )
    return as_laid_out(table, "register_export", ADDED)


def _sex() -> pl.Expr:
    labels = words()["sex"]
    return pl.when("is_female").then(pl.lit(labels["female"])).otherwise(pl.lit(labels["male"]))


def _draw_politics(
    rng: np.random.Generator, people: pl.DataFrame
) -> np.ndarray[tuple[int], np.dtype[np.str_]]:
    age = people["age"].to_numpy()
    drawn = rng.random(people.height)
    league = (age >= 14) & (age < 28) & (drawn < 0.4)
    member = (age >= 25) & (drawn < 0.05)
    return np.where(league, "league", np.where(member, "member", "masses"))


def _current_work(frames: SampleFrames) -> pl.DataFrame:
    """Gives everybody at work the register's columns about it."""
    sector = {item.name: item.industry for item in sectors()}
    industries = {str(at): sector[item.sector] for at, item in enumerate(trades())}
    near = pl.col("is_local") & (pl.col("kind") == VacancyKind.ORDINARY)
    firms = frames.employers.select(
        "employer",
        "is_local",
        work_employer="name",
        work_place=pl.concat_str("province", "prefecture", "county"),
    )
    months = pl.min_horizontal(TODAY_MONTH - pl.col("start") + 1, MONTHS_A_YEAR)
    return (
        frames.work.filter(pl.col("end") < 0)
        .join(firms, on="employer", how="left", maintain_order="left")
        .select(
            "row",
            "work_employer",
            "work_place",
            work_months=months.cast(pl.String),
            industry=by_label(pl.col("trade"), industries),
            channel=by_label(
                pl.when(near).then(pl.lit("near")).otherwise("kind"), words()["work_channel"]
            ),
            public_post_kind=pl.when(pl.col("kind") == VacancyKind.PUBLIC_WELFARE).then(
                pl.lit(word("other", "public_post"))
            ),
            public_post_months=pl.when(pl.col("kind") == VacancyKind.PUBLIC_WELFARE).then(
                months.cast(pl.String)
            ),
        )
    )
