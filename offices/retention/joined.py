"""One row per stay: what was told twice, went on, or paused is put together; nobody works twice."""

import datetime as dt
from collections.abc import Collection

import polars as pl

from offices.retention.findings import Fault, found
from offices.retention.frames import STAYS, month_number

RETURN_MONTHS = 3
"""Months within which a return to the same employer makes a planned break a pause. A setting: the
breaks around the Spring Festival and the harvest take one to two months."""

TOLD_TWICE_MONTHS = 1
"""Months that a record and a placement of the same person and employer may lie apart: ledgers are
kept by month, and clerks write the month of leaving home or of arriving."""

CHANGE_MONTHS = 1
"""Months between two jobs of somebody who is taken to have been at work all along."""

FIRST_STATED = ("placement_id", "post", "round", "industry", "occupation_code", "wage_fen")
"""Values of which the first that is stated counts; of all others the first row's."""


TOGETHER = (
    *("end", "end_day", "until", "until_day", "reason", "weight"),
    *("is_away", "paused", "paused_before"),
)
"""Values that all rows of a stay give together."""


def joined(rows: pl.DataFrame, seasons: Collection[str], on: dt.date) -> pl.DataFrame:
    """Puts rows of one person and employer together that are one stay.

    They are one if they overlap or touch, if one is a record and the other a placement not more
    than a month apart (told twice), or if a planned break lies between them. The stay ends with the
    last end told, unless a later month is known in which it went on. A stay that ended for a
    planned break so short a time before the cut-off that a return may follow counts as still open.

    Parameters
    ----------
    rows
        ``STAYS``, one per record and placement.
    seasons
        Codes of reasons that are planned breaks.
    on
        The cut-off.
    """
    key = ("person_id", "employer_id")
    is_season = pl.col("reason").is_in(list(seasons)).fill_null(value=False)
    reach = pl.coalesce("end", "until")
    before = pl.col("reach").cum_max().shift(1).over(key)
    gap = pl.col("start") - before
    allowed = (
        pl.when(is_season.shift(1).over(key))
        .then(RETURN_MONTHS)
        .when(pl.col("record_id").is_null() != pl.col("record_id").is_null().shift(1).over(key))
        .then(TOLD_TWICE_MONTHS)
        .otherwise(0)
    )
    is_new = before.is_null() | (gap > allowed) | pl.col("employer_id").is_null()
    parts = (
        rows.with_columns(reach=reach)
        .sort(*key, "start", "record_id", "placement_id", nulls_last=False)
        .with_columns(is_new=is_new, gap=gap)
        .with_columns(
            stay=pl.col("is_new").cum_sum(),
            gap=pl.when(~pl.col("is_new")).then(pl.col("gap").clip(lower_bound=0)).otherwise(0),
        )
    )
    has_ended = pl.col("end").is_not_null()
    last_end = pl.col("end").max()
    open_until = pl.col("until").filter(~has_ended).max()
    is_ended = last_end.is_not_null() & (open_until.is_null() | (open_until <= last_end))
    alone, several = _apart(parts, "stay")
    stays = several.group_by("stay", maintain_order=True).agg(
        *(
            pl.col(name).drop_nulls().first() if name in FIRST_STATED else pl.col(name).first()
            for name in STAYS
            if name not in TOGETHER
        ),
        end=pl.when(is_ended).then(last_end),
        end_day=_of_last_end("end_day", is_ended),
        reason=_of_last_end("reason", is_ended),
        until=pl.max_horizontal(last_end, open_until),
        until_day=pl.col("until_day").filter(~has_ended).sort_by(_open_until()).last(),
        is_away=pl.col("is_away").any(),
        paused=pl.col("gap").sum(),
        paused_before=pl.col("gap").filter(pl.col("start") <= pl.col("opens").first()).sum(),
        weight=pl.col("weight").min(),
    )
    may_return = is_season & (pl.col("end") + RETURN_MONTHS >= month_number(on))
    single = alone.with_columns(
        until=reach, until_day=pl.when(~has_ended).then("until_day")
    ).select(list(STAYS))
    everybody = pl.concat([single, stays.select(list(STAYS))])
    away = everybody.with_columns(is_away=may_return.fill_null(value=False))
    return _without_end(away, pl.col("is_away"), pl.col("end"))


def one_at_a_time(stays: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Follows a stay until the person's next one begins, with findings for those cut so.

    Two jobs in one month are a change of jobs. Of two at once for longer the later one counts; when
    the earlier one ended is then not believed, and it is not made up either.
    """
    later = pl.col("start").shift(-1).over("person_id")
    rows = stays.sort("person_id", "start", "record_id", "placement_id").with_columns(later=later)
    is_cut = (pl.col("later") < pl.coalesce("end", "until")).fill_null(value=False)
    cut = _without_end(rows, is_cut, pl.col("later"))
    return cut.drop("later"), found(rows.filter(is_cut), Fault.OVERLAP)


def at_work_anywhere(stays: pl.DataFrame, no_failures: Collection[str]) -> pl.DataFrame:
    """Puts a person's stays together that follow within a month: one stretch at work anywhere.

    A stretch is described by its first stay. One that ended for a reason after which the person is
    at work goes on as far as known: nothing was seen of it after that end.
    """
    before = pl.coalesce("end", "until").shift(1).over("person_id")
    gap = pl.col("start") - before
    parts = (
        stays.sort("person_id", "start", "record_id", "placement_id")
        .with_columns(is_new=before.is_null() | (gap > CHANGE_MONTHS))
        .with_columns(stretch=pl.col("is_new").cum_sum())
    )
    last = ("end", "end_day", "until", "until_day", "reason", "is_away")
    alone, several = _apart(parts, "stretch")
    stretches = several.group_by("stretch", maintain_order=True).agg(
        *(
            pl.col(name).last() if name in last else pl.col(name).first()
            for name in STAYS
            if name != "paused"
        ),
        paused=pl.col("paused").sum(),
    )
    goes_on = pl.col("reason").is_in(list(no_failures)).fill_null(value=False)
    everybody = pl.concat([alone.select(list(STAYS)), stretches.select(list(STAYS))])
    in_order = everybody.sort("person_id", "start", "record_id", "placement_id")
    return _without_end(in_order, goes_on, pl.col("end"))


def _apart(parts: pl.DataFrame, number: str) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Parts rows alone under their number, which are nearly all, from those put together."""
    is_alone = pl.len().over(number) == 1
    return parts.filter(is_alone), parts.filter(~is_alone)


def _of_last_end(name: str, is_ended: pl.Expr) -> pl.Expr:
    ends = pl.col("end").fill_null(-1)
    return pl.when(is_ended).then(pl.col(name).sort_by(ends).last())


def _open_until() -> pl.Expr:
    return pl.col("until").filter(pl.col("end").is_null())


def _without_end(stays: pl.DataFrame, is_open: pl.Expr, until: pl.Expr) -> pl.DataFrame:
    """Leaves stays open that were seen until a month."""
    return stays.with_columns(
        end=pl.when(~is_open).then("end"),
        end_day=pl.when(~is_open).then("end_day"),
        reason=pl.when(~is_open).then("reason"),
        until=pl.when(is_open).then(until).otherwise("until"),
        until_day=pl.when(~is_open).then("until_day"),
    )
