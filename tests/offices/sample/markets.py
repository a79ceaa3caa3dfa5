"""A sample's market made straight from its tables, for measuring without a database."""

import datetime as dt

import polars as pl

from matching.columns.market_data import MarketData
from matching.market.arcs import candidate_arcs
from matching.occupations.titles import suggest_many
from matching.solvers.problem import AssignmentProblem
from offices.rounds.assembling import MarketRows, assemble
from offices.rounds.rows import EmploymentRow, PersonLists, PersonRow, VacancyRow, VacancyRules
from offices.sample.destinations import destinations
from offices.sample.frames import SampleFrames
from offices.sample.sizes import SAMPLE_TODAY
from offices.sample.wishes import COUNTY_ONLY, NEAR_FIRST, PROVINCE_ONLY
from regions.gazetteer import load_gazetteer

FEN = 100


def sample_market(frames: SampleFrames) -> MarketData:
    """Packs the pool, the vacancies with a sure occupation and the work records of a sample."""
    rows = frames.people.with_row_index("row")
    pool = rows.filter(pl.col("standing") == "pool").join(frames.survey, on="row", how="inner")
    codes = _codes(frames)
    return assemble(
        MarketRows(
            SAMPLE_TODAY,
            [_person(row) for row in pool.iter_rows(named=True)],
            _lists(pool, codes),
            [
                _vacancy(row, codes)
                for row in frames.vacancies.iter_rows(named=True)
                if row["title"] in codes
            ],
            VacancyRules(
                {
                    (row["line"], "age_min"): str(row["age_min"])
                    for row in frames.vacancies.filter(pl.col("basis_kind") != "").iter_rows(
                        named=True
                    )
                },
                {},
            ),
            _records(frames, rows, codes),
            [],
            {},
        ),
        load_gazetteer().place,
    )[0]


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


def _person(row: dict[str, object]) -> PersonRow:
    return PersonRow(
        id=row["row"],
        household_id=row["household"],
        division_code=row["township_code"],
        birth_date=dt.date(1970, 1, 1) + dt.timedelta(days=row["birth_day"]),
        sex="female" if row["is_female"] else "male",
        work_ability=row["work_ability"],
        education=row["education"],
        speaks_mandarin=row["speaks_mandarin"] > 0,
        student_status=None,
        is_willing=True,
        not_working_reason=row["reason"] or None,
        wage_floor_fen=None if row["wage_floor"] < 0 else row["wage_floor"] * FEN,
        available_from=row["available_from"],
        available_until=row["available_until"],
    )


def _lists(pool: pl.DataFrame, codes: dict[str, str]) -> PersonLists:
    place = destinations()["code"].to_list()
    lists: list[dict[int, list[object]]] = [{} for _ in range(7)]
    for row in pool.iter_rows(named=True):
        key, reach = row["row"], row["reach"]
        skills = {
            codes[row[n]]: lv for n, lv in (("skill_title", row["skill_level"]),) if row[n] in codes
        }
        certificates = [
            c
            for c, has in (
                (row["certificate"], row["certificate"]),
                ("health", row["has_health_certificate"]),
                ("driving_c", row["has_driving_licence"]),
            )
            if has
        ]
        limits = {COUNTY_ONLY: [row["county_code"]], PROVINCE_ONLY: ["430000"]}.get(reach, [])
        values = (
            list(skills.items()),
            certificates,
            [codes[row[n]] for n in ("wished_title", "second_title") if row[n] in codes],
            [codes[row["excluded_title"]]] if row["excluded_title"] in codes else [],
            [row["county_code"]]
            if reach == NEAR_FIRST
            else ([place[row["wished_place"]]] if row["wished_place"] >= 0 else []),
            [place[row["excluded_place"]]] if row["excluded_place"] >= 0 else [],
            limits,
        )
        for by_person, value in zip(lists, values, strict=True):
            if value:
                by_person[key] = value
    return PersonLists(*lists)


def _vacancy(row: dict[str, object], codes: dict[str, str]) -> VacancyRow:
    def fen(yuan: int) -> int | None:
        return None if yuan < 0 else yuan * FEN

    return VacancyRow(
        id=row["line"],
        employer_id=row["employer"],
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


def _records(
    frames: SampleFrames, rows: pl.DataFrame, codes: dict[str, str]
) -> list[EmploymentRow]:
    home = rows["county_code"].to_list()

    def month(at: int) -> dt.date:
        return dt.date(at // 12, at % 12 + 1, 1)

    return [
        EmploymentRow(
            person_id=row["row"],
            home_code=home[row["row"]],
            employer_id=row["employer"],
            employer_name=str(row["employer"]),
            credit_code=None,
            title=None,
            occupation_code=codes.get(row["title"]),
            division_code="433124",
            started_month=month(row["start"]),
            ended_month=None if row["end"] < 0 else month(row["end"]),
            wage_fen=None,
            channel=None,
            has_contract=None,
            has_social_insurance=None,
        )
        for row in frames.work.iter_rows(named=True)
    ]
