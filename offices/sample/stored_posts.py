"""The sample's firms, posts and work records in the shape of the database's tables."""

from collections.abc import Mapping

import polars as pl

from models.enums import ClaimKind
from offices.register.employer_names import employer_key
from offices.sample.destinations import destinations
from offices.sample.frames import SampleFrames
from offices.sample.sizes import SampleSize
from offices.sample.stored_columns import in_fen, occupation_code, or_none
from offices.sample.trades import sectors
from offices.sample.words import word, words
from regions.gazetteer import load_gazetteer

REGIONS: Mapping[int, list[str]] = {0: [], 1: ["430000"], 2: ["433100"], 3: ["520000"]}
"""Where narrow lines recruit from, by the vacancies' number of a region."""


def stored_employers(employers: pl.DataFrame) -> pl.DataFrame:
    """Gives the firms."""
    labels = dict(enumerate(item.label for item in sectors()))
    return employers.select(
        id=pl.col("employer") + 1,
        name="name",
        name_key=pl.Series([employer_key(name) for name in employers["name"]]),
        credit_code="credit_code",
        division_code="place_code",
        industry=pl.col("sector").replace_strict(labels, return_dtype=pl.String),
    )


def stored_vacancies(
    lines: pl.DataFrame, size: SampleSize, code_by_title: Mapping[str, str]
) -> pl.DataFrame:
    """Gives the vacancy lines."""
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
        occupation_code=occupation_code("title", code_by_title),
        division_code="place_code",
        path=pl.col("place_code").replace_strict(paths, return_dtype=pl.String),
        headcount="headcount",
        wage_min_fen_per_month=in_fen("wage_min"),
        wage_max_fen_per_month=in_fen("wage_max"),
        education_min=or_none("education"),
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


def stored_claims(lines: pl.DataFrame) -> pl.DataFrame:
    """Gives the employers' claims."""
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


def stored_records(frames: SampleFrames, code_by_title: Mapping[str, str]) -> pl.DataFrame:
    """Gives the work records."""
    firms = frames.employers.select("employer", employer_name="name", division_code="place_code")
    introducer = words()["other"]["introducer"]
    work = frames.work.join(firms, on="employer", how="left", maintain_order="left")
    return work.select(
        person_id=pl.col("row") + 1,
        employer_id=pl.col("employer") + 1,
        employer_name="employer_name",
        title="title",
        occupation_code=occupation_code("title", code_by_title),
        division_code="division_code",
        started_month=_month("start"),
        ended_month=pl.when(pl.col("end") >= 0).then(_month("end")),
        wage_fen_per_month=in_fen("wage"),
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
