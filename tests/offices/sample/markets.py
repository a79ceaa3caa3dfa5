"""A sample's market made straight from its tables, for measuring without a database."""

from collections.abc import Mapping
from typing import Any

import numpy as np
import polars as pl

from matching.columns.market_data import MarketData
from matching.columns.stays import StayColumns
from matching.market.arcs import candidate_arcs
from matching.market.stays import CAUSES, STRUCTURE, spells_of
from matching.occupations.titles import suggest_many
from matching.retention.fit import fit
from matching.retention.model import RetentionModel
from matching.retention.settings import RetentionParams
from matching.solvers.problem import AssignmentProblem
from offices.rounds.assembling import MarketParts, RetentionUsed, assemble
from offices.rounds.frames import PEOPLE, SKILLS, PersonLists
from offices.rounds.rows import VacancyRow, VacancyRules
from offices.sample.destinations import destinations
from offices.sample.frames import SampleFrames
from offices.sample.sizes import SAMPLE_TODAY
from offices.sample.wishes import COUNTY_ONLY, NEAR_FIRST, PROVINCE_ONLY
from offices.sample.work_history import TODAY_MONTH
from regions.gazetteer import load_gazetteer

FEN = 100

NOT_KNOWN = (
    "post",
    "group",
    "round",
    "industry",
    "work_place",
    "wage_fen",
    "wage_floor_fen",
    "speaks_mandarin",
    "fit_per_mille",
    "channel",
)
"""What the sample's frames do not say of past work."""


def sample_market(frames: SampleFrames) -> MarketData:
    """Packs the pool, the vacancies with a sure occupation and the work records of a sample."""
    rows = frames.people.with_row_index("row").with_columns(pl.col("row").cast(pl.Int64))
    survey = frames.survey.with_columns(pl.col("row").cast(pl.Int64))
    pool = rows.filter(pl.col("standing") == "pool").join(survey, on="row", how="inner").sort("row")
    codes = _codes(frames)
    claims = frames.vacancies.filter(pl.col("basis_kind") != "")
    parts = MarketParts(
        policy_date=SAMPLE_TODAY,
        pool=_people(pool),
        lists=_lists(pool, codes),
        vacancies=[
            _vacancy(row, codes)
            for row in frames.vacancies.iter_rows(named=True)
            if row["title"] in codes
        ],
        rules=VacancyRules(
            {(row["line"], "age_min"): str(row["age_min"]) for row in claims.iter_rows(named=True)},
            {},
        ),
        retention=RetentionUsed(_model(frames, rows, codes).to_arrow(), 0),
        earlier={},
        pairs=[],
        known_distances_m={},
    )
    return assemble(parts, load_gazetteer().place)[0]


def problem_of(data: MarketData) -> AssignmentProblem:
    """Gives the assignment problem of a market under the default weights."""
    arcs = candidate_arcs(data)
    return AssignmentProblem(
        len(data.people), data.vacancies.seats, arcs.arc_laborer, arcs.arc_vacancy, arcs.arc_score
    )


def _codes(frames: SampleFrames) -> dict[str, str]:
    columns = [frames.vacancies["title"], frames.work["title"]]
    columns += [
        frames.survey[name]
        for name in (
            "wished_title",
            "second_title",
            "excluded_title",
            "skill_title",
        )
    ]
    found = suggest_many(
        pl.concat([column.cast(pl.String) for column in columns]).unique().sort().to_list()
    )
    return {title: hit.options[0].code for title, hit in found.items() if hit.is_sure}


def _people(pool: pl.DataFrame) -> pl.DataFrame:
    return pool.select(
        id="row",
        household_id="household",
        division_code="township_code",
        birth_date=pl.col("birth_day").cast(pl.Date),
        sex=pl.when("is_female").then(pl.lit("female")).otherwise(pl.lit("male")),
        work_ability="work_ability",
        education="education",
        speaks_mandarin=pl.col("speaks_mandarin") > 0,
        student_status=pl.lit(None),
        is_willing=True,
        not_working_reason="reason",
        wage_floor_fen=pl.when(pl.col("wage_floor") >= 0).then(pl.col("wage_floor") * FEN),
        available_from="available_from",
        available_until="available_until",
    ).cast(dict(PEOPLE))


def _lists(pool: pl.DataFrame, codes: dict[str, str]) -> PersonLists:
    place = dict(enumerate(destinations()["code"]))
    reach, home = pl.col("reach"), pl.col("county_code")
    certificates = (
        pl.when(pl.col("certificate") != "").then("certificate"),
        pl.when("has_health_certificate").then(pl.lit("health")),
        pl.when("has_driving_licence").then(pl.lit("driving_c")),
    )
    limit = pl.when(reach == COUNTY_ONLY).then(home)
    wished = pl.when(reach == NEAR_FIRST).then(home).otherwise(_coded("wished_place", place))

    def listed(*given: pl.Expr) -> pl.DataFrame:
        frames = [
            pool.select("skill_level", person_id="row", code=code.cast(pl.String)) for code in given
        ]
        return pl.concat(frames).drop_nulls("code")

    return PersonLists(
        skills=listed(_coded("skill_title", codes)).select(
            "person_id", "code", pl.col("skill_level").cast(SKILLS["level"]).alias("level")
        ),
        certificates=listed(*certificates),
        wished_occupations=listed(_coded("wished_title", codes), _coded("second_title", codes)),
        excluded_occupations=listed(_coded("excluded_title", codes)),
        wished_places=listed(wished),
        excluded_places=listed(_coded("excluded_place", place)),
        limit_places=listed(limit, pl.when(reach == PROVINCE_ONLY).then(pl.lit("430000"))),
    )


def _coded(column: str, codes: Mapping[Any, str]) -> pl.Expr:
    return pl.col(column).replace_strict(codes, default=None, return_dtype=pl.String)


def _vacancy(row: dict[str, Any], codes: dict[str, str]) -> VacancyRow:
    def fen(yuan: int) -> int | None:
        return None if yuan < 0 else yuan * FEN

    return VacancyRow(
        id=row["line"],
        employer_id=row["employer"],
        industry=None,
        seats=row["headcount"],
        occupation_code=codes[row["title"]],
        division_code=row["place_code"],
        kind=row["kind"],
        wage_min_fen=fen(row["wage_min"]),
        wage_max_fen=fen(row["wage_max"]),
        education_min=row["education"] or None,
        skill_level_min=row["level"],
        certificates=[row["certificate"]] if row["certificate"] else [],
        is_hazardous=row["is_hazardous"],
        has_night_shift=row["has_night_shift"],
        needs_mandarin=row["needs_mandarin"],
        is_for_pairs_only=row["is_for_pairs_only"],
        is_care_post=row["is_care_post"],
        recruits_from=[],
        recruits_until=row["recruits_until"],
        works_from=row["works_from"],
        works_until=row["works_until"],
    )


def _model(frames: SampleFrames, rows: pl.DataFrame, codes: dict[str, str]) -> RetentionModel:
    """Fits who stays to the work records of a sample."""
    counties, occupations = sorted(rows["county_code"].unique()), sorted(set(codes.values()))
    months = pl.col("end") - pl.col("start") + 1
    work = (
        frames.work.with_columns(pl.col("row").cast(pl.Int64))
        .join(rows.select("row", "county_code"), on="row", how="left", maintain_order="left")
        .with_columns(
            left=pl.when(pl.col("end") < 0).then(TODAY_MONTH - pl.col("start")).otherwise(months),
            cause=pl.when(pl.col("end") < 0).then(0).otherwise(len(CAUSES)),
            occupation=_coded("title", codes).replace_strict(
                {code: at for at, code in enumerate(occupations)}, default=-1
            ),
            home=pl.col("county_code").replace_strict({c: at for at, c in enumerate(counties)}),
        )
        .filter(pl.col("left") > 0)
    )
    unknown, none = np.full(work.height, -1), np.zeros(work.height, np.int64)
    known = {name: work[name].to_numpy() for name in ("employer", "home", "occupation", "left")}
    stays = StayColumns(
        **known,
        person=work["row"].to_numpy(),
        started_month=work["start"].to_numpy(),
        cause=work["cause"].to_numpy(),
        weight_per_mille=np.full(work.height, 1000),
        entered=none,
        earlier=none,
        **dict.fromkeys(NOT_KNOWN, unknown),
    )
    paths = [load_gazetteer().place(code).path for code in counties]
    spells = spells_of(stays, paths, occupations)
    return fit(spells, RetentionParams(STRUCTURE), SAMPLE_TODAY)
