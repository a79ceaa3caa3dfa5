"""Earlier stays whose outcome after six months is known on the policy date."""

import datetime as dt
from collections.abc import Mapping

import polars as pl

from matching.columns.stays import PastStays
from offices.rounds.numbering import UNKNOWN, numbered
from offices.rounds.places import PlaceNumbers

OUTCOME_MONTHS = 6
"""The stable stay that the service subsidy and the award ask for."""

MONTHS_A_YEAR = 12


def past_stays(
    known: pl.DataFrame, numbers: PlaceNumbers, occupation_numbers: Mapping[str, int]
) -> PastStays:
    """Gives one row per work record whose outcome is known, in the order of the records.

    A stay reached six months if its end month lies six or more months after its start, or is open.
    Records of an employer that the program does not know carry employer -1: they still tell about
    their origin and occupation.
    """
    counties = {code: numbers.county_number(code) for code in known["home_code"].unique()}
    columns = known.select(
        employer=pl.col("employer_id").fill_null(UNKNOWN),
        origin_county=numbered("home_code", counties),
        occupation=pl.col("occupation_code").replace_strict(
            occupation_numbers, default=UNKNOWN, return_dtype=pl.Int32
        ),
        is_still_at_work_at_six_months=pl.col("ended_month").is_null()
        | (_month("ended_month") - _month("started_month") >= OUTCOME_MONTHS),
    )
    return PastStays(**{column.name: column.to_numpy() for column in columns})


def with_outcome(records: pl.DataFrame, policy_date: dt.date) -> pl.DataFrame:
    """Gives the records of stays that began at least six months before the policy month."""
    policy_month = policy_date.year * MONTHS_A_YEAR + policy_date.month
    return records.filter(policy_month - _month("started_month") >= OUTCOME_MONTHS)


def _month(column: str) -> pl.Expr:
    day = pl.col(column).dt
    return day.year() * MONTHS_A_YEAR + day.month()
