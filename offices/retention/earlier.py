"""Classes of earlier stays: what the last stay before says about where somebody might stay."""

import polars as pl

from matching.market.stays import CAUSES, EARLIER

STAYED_MONTHS = 6
"""A stay this long is a stable one: what subsidies and awards ask for."""

EARLY_MONTHS = 3
"""A stay that ended within so many months ended early."""

CLASS_BY_CAUSE = {"pay_and_conditions": "left_for_pay", "family": "left_for_family"}
"""Of early ends; a better job is none, all others left otherwise."""


def with_earlier(stays: pl.DataFrame) -> pl.DataFrame:
    """Adds ``earlier``: the class of the last stay before that tells one, as known at the start.

    Parameters
    ----------
    stays
        One at a time, with ``left`` (months) and ``cause`` (0 goes on), in the order of persons and
        starts. A stay that ended after three to six months tells no class, nor does one that went
        on for less than six months when it was last seen.
    """
    told = _told_class().forward_fill().over("person_id")
    return stays.with_columns(
        earlier=told.shift(1).over("person_id").fill_null(EARLIER.index("none_known"))
    )


def last_classes(stays: pl.DataFrame) -> pl.DataFrame:
    """Gives ``person_id`` and ``earlier`` as it stands after everything known."""
    told = stays.with_columns(earlier=_told_class()).drop_nulls("earlier")
    return told.group_by("person_id", maintain_order=True).agg(pl.col("earlier").last())


def _told_class() -> pl.Expr:
    early = {
        number: EARLIER.index(CLASS_BY_CAUSE.get(name, "left_otherwise"))
        for number, name in enumerate(CAUSES, start=1)
        if name != "better_job"
    }
    return (
        pl.when(pl.col("left") >= STAYED_MONTHS)
        .then(pl.lit(EARLIER.index("stayed"), pl.Int8))
        .when((pl.col("cause") > 0) & (pl.col("left") <= EARLY_MONTHS))
        .then(pl.col("cause").replace_strict(early, default=None, return_dtype=pl.Int8))
    )
