"""Rows about work as they were known on a day, from records by month and placements by day."""

import polars as pl

from models.enums import Channel
from offices.retention.findings import Fault, found
from offices.retention.frames import (
    MIDDLE_OF_MONTH,
    STAYS,
    AsOf,
    Read,
    day_of,
    month_number,
    month_of,
)
from offices.retention.reasons import OTHER, LeaveReasons, is_said

OPENING_CASES = 100
"""One in a hundred of the ends that came in on a day may lie before the lists really begin to tell
of ends: a few wrong years must not make a short ledger look like a long one."""

Rows = tuple[pl.DataFrame, list[pl.DataFrame]]
"""Rows and findings about them."""


def told_rows(read: Read, reasons: LeaveReasons, as_of: AsOf) -> Rows:
    """Gives one row of ``STAYS`` per record and placement that was known, and findings.

    Parameters
    ----------
    read
        What was read.
    reasons
        The leave reasons in force.
    as_of
        Until when things happened and were told.
    """
    rows = pl.concat([_records(read, as_of), _placements(read, as_of)], how="diagonal_relaxed")
    findings: list[pl.DataFrame] = []

    def note(is_so: pl.Expr, fault: Fault) -> None:
        findings.append(found(rows.filter(is_so), fault))

    rows = _with_reasons(rows, reasons)
    note(pl.col("start") > pl.col("told"), Fault.STARTS_LATER)
    note(pl.col("end") < pl.col("start"), Fault.ENDS_BEFORE_START)
    rows = rows.filter(
        (pl.col("start") <= pl.col("told"))
        & (pl.col("end").is_null() | (pl.col("end") >= pl.col("start")))
        & (pl.col("start") <= month_number(as_of.on))
    )
    note(pl.col("end") > pl.col("told"), Fault.ENDS_LATER)
    has_end = pl.col("end").is_not_null()
    note(has_end & ~pl.col("is_said"), Fault.END_WITHOUT_REASON)
    note(~has_end & pl.col("is_said"), Fault.REASON_WITHOUT_END)
    note(pl.col("is_said") & pl.col("reason").is_null(), Fault.REASON_UNKNOWN)
    note(pl.col("employer_id").is_null(), Fault.EMPLOYER_UNKNOWN)
    note(pl.col("wage_fen") <= 0, Fault.WAGE_NOT_POSITIVE)
    is_told = (pl.col("end_told_on") <= as_of.on) & (pl.col("ended") <= as_of.on)
    is_over = ((pl.col("end_on") <= as_of.on) | is_told) & (pl.col("end") <= pl.col("told"))
    rows = rows.with_columns(
        wage_fen=pl.when(pl.col("wage_fen") > 0).then("wage_fen"),
        reason=pl.when(is_over).then(pl.col("reason").fill_null(OTHER)),
        end=pl.when(is_over).then("end"),
        end_day=pl.when(is_over).then("end_day"),
    )
    return _as_stays(rows), findings


def _records(read: Read, as_of: AsOf) -> pl.DataFrame:
    """Gives the records that were known: what told them came in by then.

    An end that was told later about the month of the cut-off counts from the middle of its month.
    """
    came_in = dict(read.batches.iter_rows())
    late = [batch for batch, day in came_in.items() if day > as_of.known_by]

    def came_in_of(batch: str) -> pl.Expr:
        return pl.col(batch).replace_strict(came_in, default=None, return_dtype=pl.Date)

    def is_known(batch: str) -> pl.Expr:
        return pl.col(batch).is_null() | ~pl.col(batch).is_in(late)

    told_in = ("batch_id", "end_batch", "reason_batch", "wage_batch", "channel_batch")
    rows = read.records.filter(is_known("batch_id")).with_columns(
        ended=pl.when(is_known("end_batch")).then("ended"),
        leave_reason=pl.when(is_known("reason_batch")).then("leave_reason"),
        told_on=pl.max_horizontal(
            *(pl.when(is_known(name)).then(came_in_of(name)) for name in told_in)
        ),
    )
    seen = min(as_of.on, as_of.known_by)
    rows = rows.with_columns(
        start=month_of("started"),
        end=month_of("ended"),
        end_on=pl.col("ended") + pl.duration(days=MIDDLE_OF_MONTH - 1),
        end_told_on=came_in_of("end_batch").fill_null(as_of.known_by),
        end_day=pl.lit(None, pl.Int32),
        start_day=pl.lit(None, pl.Int32),
        told=month_of("told_on").fill_null(month_number(as_of.known_by)),
        until_on=pl.min_horizontal(pl.col("told_on").fill_null(seen), pl.lit(seen)),
        placement_id=pl.lit(None, pl.Int64),
        post=pl.lit(None, pl.Int64),
        round=pl.lit(None, pl.Int64),
    ).with_columns(until=month_of("until_on"), until_day=day_of("until_on"))
    return _opened(rows, read.batches, as_of)


def _opened(rows: pl.DataFrame, batches: pl.DataFrame, as_of: AsOf) -> pl.DataFrame:
    """Adds from which month on the stays that came in on one day were under observation.

    A list of people at work shows those who stayed until it was taken: counted from their start,
    they would look as if nobody ever left early (length-biased sampling; left truncation, see
    Klein and Moeschberger, Survival Analysis, 2nd ed., section 4.6). So the months before it do not
    count. Where lists that came in on the same day also tell of stays that had ended, they observe
    from the first month in which they tell ends; that first end itself drops out, since it set the
    beginning. Lists of one day count together: offices keep those at work and those who left apart.
    """
    dated = rows.join(batches, on="batch_id", how="left", maintain_order="left")
    own = (pl.col("end_batch") == pl.col("batch_id")) | pl.col("batch_id").is_null()
    first_end = pl.col("end").sort().get(pl.len() // OPENING_CASES)
    ends = dated.filter(own & (pl.col("ended") <= as_of.on))
    ledgers = ends.group_by("came_in").agg(first_end=first_end)
    return dated.join(
        ledgers, on="came_in", how="left", nulls_equal=True, maintain_order="left"
    ).with_columns(opens=pl.min_horizontal("first_end", month_of("came_in")))


def _placements(read: Read, as_of: AsOf) -> pl.DataFrame:
    """Gives the placements of people who had arrived: followed from the first day on."""
    seen = (
        read.visits.filter(pl.col("visited") <= as_of.on)
        .group_by("placement_id")
        .agg(pl.col("visited").max())
    )
    return (
        read.placements.filter(pl.col("started") <= as_of.known_by)
        .join(seen, on="placement_id", how="left")
        .with_columns(
            start=month_of("started"),
            start_day=day_of("started"),
            end=month_of("ended"),
            end_day=day_of("ended"),
            end_on=pl.col("ended"),
            end_told_on=pl.col("ended"),
            told=pl.lit(month_number(as_of.known_by), pl.Int32),
            until_on=pl.max_horizontal("started", "visited"),
            opens=pl.lit(None, pl.Int32),
            record_id=pl.lit(None, pl.Int64),
            batch_id=pl.lit(None, pl.Int64),
            row=pl.lit(None, pl.Int64),
            channel=pl.lit(Channel.ORGANISED.value),
        )
        .with_columns(until=month_of("until_on"), until_day=day_of("until_on"))
    )


def _with_reasons(rows: pl.DataFrame, reasons: LeaveReasons) -> pl.DataFrame:
    texts = [text for text in rows["leave_reason"].drop_nulls().unique() if is_said(text)]
    codes = {text: reasons.read(text) for text in texts}
    return rows.with_columns(
        is_said=pl.col("leave_reason").is_in(texts).fill_null(value=False),
        reason=pl.col("leave_reason").replace_strict(codes, default=None, return_dtype=pl.String),
    )


def _as_stays(rows: pl.DataFrame) -> pl.DataFrame:
    return rows.with_columns(
        is_away=pl.lit(value=False),
        paused=pl.lit(0, pl.Int32),
        paused_before=pl.lit(0, pl.Int32),
        weight=pl.lit(1000, pl.Int16),
    ).select(pl.col(name).cast(dtype) for name, dtype in STAYS.items())
