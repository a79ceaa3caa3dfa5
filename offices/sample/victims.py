"""The groups of rows that faults are put on, chosen so that no fault hides or causes another."""

from collections.abc import Mapping

import polars as pl

from models.enums import Health, Relation
from offices.sample.frames import SampleFrames
from offices.sample.planted import Book
from offices.sample.standing import AT_WORK, NOT_ABLE, NOT_SURVEYED
from offices.sample.vacancy_sheets import is_round_line, round_lines

Groups = Mapping[str, pl.Series]
"""Positions of rows in the book, by name of the group."""


def register_victims(frames: SampleFrames) -> Groups:
    """Gives groups of the register; at most one row of a household can be anybody's victim."""
    people = frames.people.with_row_index("at").with_columns(
        has_spouse=(pl.col("relation") == Relation.SPOUSE).any().over("household"),
        head_is_female=pl.col("is_female").first().over("household"),
        is_student=pl.col("student_status") != "",
        is_alone=pl.len().over("household") == 1,
    )
    relation = pl.col("relation")
    is_core = relation.is_in([Relation.HEAD, Relation.SPOUSE])
    dependants = (
        (pl.col("standing") == NOT_ABLE)
        & ~is_core
        & ~pl.col("health").str.contains(Health.DISABLED.value)
    )
    unasked = (pl.col("standing") == NOT_SURVEYED) & ~is_core
    single = (relation == Relation.SON) & ~pl.col("has_spouse") & ~pl.col("head_is_female")
    is_grown = (pl.col("age") >= 16) & ~pl.col("is_student")
    works = pl.col("standing") == AT_WORK
    groups = {
        "dependants": dependants,
        "old_dependants": dependants & (pl.col("birth_day") < 0),
        "unasked": unasked,
        "healthy_unasked": unasked
        & (pl.col("health") == Health.HEALTHY)
        & pl.col("age").is_between(18, 58),
        "heads": (relation == Relation.HEAD) & ~pl.col("is_alone"),
        "single_heads_children": single & is_grown,
        "single_fathers_sons": single & is_grown,
        "couples_children": (relation == Relation.DAUGHTER) & pl.col("has_spouse") & is_grown,
        "students": pl.col("is_student") & pl.col("age").is_between(8, 15) & ~is_core,
        "children": dependants & pl.col("age").is_between(7, 15),
        "old_workers": works & (pl.col("age") >= 60.1),
        "far_workers": works & pl.col("at").is_in(_far_rows(frames).implode()),
    }
    return {name: people.filter(chosen)["at"] for name, chosen in groups.items()}


def other_victims(
    frames: SampleFrames, tables: Mapping[Book, pl.DataFrame]
) -> Mapping[Book, Groups]:
    """Gives the groups of the other books."""
    willing = frames.survey.with_row_index("at").select("at", "is_willing")
    lines = frames.vacancies.filter(~is_round_line()).with_row_index("at")
    # a line whose title is vague or whose term is over carries a finding of its own
    plain = lines.filter(~pl.col("is_vague") & ~pl.col("is_expired") & (pl.col("basis_kind") == ""))
    ordered = tables[Book.VACANCIES_ROUND].with_row_index("at").select("at")
    in_round = round_lines(frames)
    is_plain = ~in_round["is_vague"] & ~in_round["is_expired"]
    records = tables[Book.EMPLOYMENT_ENDED].with_row_index("at").select("at")
    return {
        Book.SURVEY: {
            "willing": willing.filter("is_willing")["at"],
            "unwilling": willing.filter(~pl.col("is_willing"))["at"],
        },
        Book.VACANCIES_SYSTEM: {
            "lines": plain["at"],
            "plain_lines": plain.filter(~pl.col("is_local"))["at"],
        },
        Book.VACANCIES_ROUND: {"round_lines": ordered.filter(is_plain)["at"]},
        Book.EMPLOYMENT_ENDED: {"records": records["at"]},
    }


def _far_rows(frames: SampleFrames) -> pl.Series:
    """Gives the positions of people who work outside their home county."""
    homes = frames.people.with_row_index("row").select("row", home="county")
    places = frames.employers.select("employer", "county")
    now = frames.work.filter(pl.col("end") < 0).join(places, on="employer").join(homes, on="row")
    return now.filter(pl.col("county") != pl.col("home"))["row"]
