"""Classes of earlier stays: what the last stay before says about where somebody might stay."""

import polars as pl

from matching.market.stays import CAUSES, EARLIER

STAYED_MONTHS = 6
"""A stay this long is a stable one: what subsidies and awards ask for."""

EARLY_MONTHS = 3
"""A stay that ended within so many months ended early."""

CLASS_BY_CAUSE = {"pay_and_conditions": "left_for_pay", "family": "left_for_family"}
"""Of early ends; a better job is none, all others left otherwise."""


LEAST_EXPECTED = 5
"""Leavings to be expected, below which even none is no surprise: a Poisson count of mean 5 is below
a quarter of it, that is 0 or 1, in 4 of 100 cases."""

PLAUSIBLE_FACTOR = 4
"""How many times less often than all others people might leave who stayed somewhere before. A
choice, far above what an earlier stay can do."""


def with_earlier(stays: pl.DataFrame) -> pl.DataFrame:
    """Adds ``earlier``: the class of the last stay before that tells one, as known at the start.

    Parameters
    ----------
    stays
        One at a time, with ``left`` (months) and ``cause`` (0 goes on), in the order of persons and
        starts. A stay that ended after three to six months tells no class, nor does one that went
        on for less than six months when it was last seen.
    """
    before = pl.col("earlier").forward_fill().shift(1).over("person_id")
    told = stays.with_columns(earlier=_told_class())  # once, and not anew for each person
    return told.with_columns(earlier=before.fill_null(EARLIER.index("none_known")))


def without_cut_history(stays: pl.DataFrame) -> tuple[pl.DataFrame, int]:
    """Gives stays without classes where records hardly tell how stays after earlier ones ended.

    Ledgers that keep the last job and the present one only know people with an earlier stay who are
    still at work: whoever left twice has lost the first record. Learnt from them, any earlier stay
    would seem to keep people for good. So where those with a class end less than a quarter as often
    as all, and more than chance explains, nobody has a class; also gives how many had one.
    """
    months = (pl.col("left") - pl.col("entered")).clip(lower_bound=0)
    seen = stays.filter(months > 0)
    has_class = pl.col("earlier") > 0
    ended = pl.col("cause") > 0
    rate, leavings, at_risk, classed = seen.select(
        (ended.sum() / months.sum()).alias("rate"),
        (ended & has_class).sum().alias("leavings"),
        months.filter(has_class).sum().alias("at_risk"),
        has_class.sum().alias("classed"),
    ).row(0)
    expected = at_risk * (rate or 0.0)
    if expected < LEAST_EXPECTED or leavings * PLAUSIBLE_FACTOR >= expected:
        return stays, 0
    nobody = pl.lit(EARLIER.index("none_known"), pl.Int8)
    return stays.with_columns(earlier=nobody), classed


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
