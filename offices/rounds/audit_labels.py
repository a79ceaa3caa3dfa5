"""The groups that people belong to, by attribute, for counting."""

import datetime as dt
from collections.abc import Callable

import numpy as np
import polars as pl

from matching.auditing.parity import Labels
from matching.columns.arrays import Ints
from models.enums import Health
from offices.rounds.frames import Schema
from offices.rounds.places import county_code
from regions.places import Place

TRAITS: Schema = {
    "id": pl.Int64,
    "sex": pl.String,
    "birth_date": pl.Date,
    "ethnicity": pl.String,
    "health": pl.String,
    "division_code": pl.String,
}
"""What is opened of registered people; no name, no number."""

ATTRIBUTES = ("sex", "age", "ethnicity", "disability", "origin")
"""By which rates are told."""

UNKNOWN = "unknown"
"""The group of people of whom the register says nothing."""

AGE_BANDS = ((30, "0_29"), (40, "30_39"), (50, "40_49"))
"""Full years below which a band ends; ``OLDEST`` is for the others, who count as 大龄."""

OLDEST = "50_up"


def labels_of(traits: pl.DataFrame, on: dt.date, place_of: Callable[[str], Place]) -> pl.DataFrame:
    """Gives the group of everybody by each of ``ATTRIBUTES``, in the same order, with the ``id``.

    The origin is the county, or the township where all are registered in one county.

    Parameters
    ----------
    traits
        ``TRAITS``.
    on
        The day ages are told for.
    place_of
        Gives the division of a code.
    """
    codes = traits["division_code"].unique().to_list()
    county = {code: county_code(place_of(code)) for code in codes}
    origin = county if len(set(county.values())) > 1 else {code: code for code in codes}
    disabled = pl.col("health").str.split(",").list.contains(Health.DISABLED.value)
    return traits.select(
        "id",
        sex=pl.col("sex"),
        age=_age_band(on),
        ethnicity=pl.when(pl.col("ethnicity") != "").then("ethnicity").otherwise(pl.lit(UNKNOWN)),
        disability=pl.when(disabled.is_null())
        .then(pl.lit(UNKNOWN))
        .when(disabled)
        .then(pl.lit("disabled"))
        .otherwise(pl.lit("not_disabled")),
        origin=pl.col("division_code").replace_strict(origin, return_dtype=pl.String),
    )


def labels_for(labels: pl.DataFrame, ids: Ints) -> dict[str, Labels]:
    """Gives the groups of some people, by attribute.

    Parameters
    ----------
    labels
        What ``labels_of`` gave, in the order of ids.
    ids
        Of people among them.
    """
    at = np.searchsorted(labels["id"].to_numpy(), ids)
    return {name: labels[name].to_numpy().astype(np.str_)[at] for name in ATTRIBUTES}


def _age_band(on: dt.date) -> pl.Expr:
    """Gives the band of full years of age, the birthday included."""
    birth = pl.col("birth_date")
    is_before = birth.dt.strftime("%m%d") > on.strftime("%m%d")
    years = on.year - birth.dt.year() - is_before.cast(pl.Int32)
    band = pl.lit(OLDEST)
    for end, name in reversed(AGE_BANDS):
        band = pl.when(years < end).then(pl.lit(name)).otherwise(band)
    return band
