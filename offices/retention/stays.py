"""All stays known on a day as columns, for both outcomes, with findings."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
import polars as pl

from matching.columns.stays import MONTHS_A_YEAR, StayColumns
from matching.occupations.fit import fit_table
from models.enums import Channel
from offices.retention.earlier import last_classes, with_earlier, without_cut_history
from offices.retention.findings import Fault, found, found_all, together
from offices.retention.frames import MIDDLE_OF_MONTH, AsOf, Read, month_number, month_of
from offices.retention.industries import industry_number
from offices.retention.joined import at_work_anywhere, joined, one_at_a_time
from offices.retention.reasons import LeaveReasons
from offices.retention.told import told_rows
from offices.retention.weights import weighted
from regions.places import Place

UNKNOWN = -1
EMPLOYER, WORK = "employer", "work"
"""The outcomes: still with the same employer, still at work anywhere."""


@dataclass(frozen=True, slots=True, eq=False)
class KnownStays:
    """Stays as known on a day.

    Parameters
    ----------
    as_of
        The day.
    by_outcome
        Stays with at least one month under observation, by outcome.
    at_work
        Stays that go on as far as known, one per person, in the order of people; ``entered`` and
        ``left`` are both the months completed on the day.
    at_work_on
        ``since`` (the middle of the month where only that is known) and ``until``, the month since
        the year 0 in which each of them was last known to go on.
    places, occupations
        Paths and codes that the columns' positions point to.
    earlier
        Class of earlier stays by person as it stands on the day, where one is told.
    findings
        What contradicts itself or is missing, see ``offices.retention.findings``.
    """

    as_of: AsOf
    by_outcome: Mapping[str, StayColumns]
    at_work: StayColumns
    at_work_on: pl.DataFrame
    places: tuple[str, ...]
    occupations: tuple[str, ...]
    earlier: Mapping[int, int]
    findings: pl.DataFrame


def known_stays(
    read: Read, reasons: LeaveReasons, as_of: AsOf, place_of: Callable[[str], Place]
) -> KnownStays:
    """Makes stays of everything that was read.

    Parameters
    ----------
    read
        Records, placements, follow-ups and people.
    reasons
        The leave reasons in force.
    as_of
        Until when things happened and were told.
    place_of
        Gives the division of a code.

    Raises
    ------
    UnknownDivisionError
        If a row names a place that is no division of today.
    """
    seasons = [code for code, reason in reasons.by_code.items() if reason.is_season]
    no_failures = [code for code, reason in reasons.by_code.items() if reason.is_no_failure]
    rows, findings = told_rows(read, reasons, as_of)
    rows, in_bulk = weighted(rows, read.people)
    one_each, overlaps = one_at_a_time(joined(rows, seasons, as_of.on))
    stays, classed = _described(one_each, read, reasons)
    stretches, _ = _described(at_work_anywhere(one_each, no_failures), read, reasons)
    places, numbers = _numbered_places(stays, place_of)
    occupations = tuple(sorted(stays["occupation_code"].drop_nulls().unique()))
    occupation_numbers = {code: number for number, code in enumerate(occupations)}

    def columns(frame: pl.DataFrame) -> StayColumns:
        return _columns(frame, numbers, occupation_numbers)

    is_seen = pl.col("left") > pl.col("entered")
    unseen = found(stays.filter(~is_seen), Fault.NOT_OBSERVED)
    open_now = _at_work(stays, as_of)
    return KnownStays(
        as_of=as_of,
        by_outcome={
            EMPLOYER: columns(stays.filter(is_seen)),
            WORK: columns(stretches.filter(is_seen)),
        },
        at_work=columns(open_now),
        at_work_on=_days_of(open_now),
        places=places,
        occupations=occupations,
        earlier=dict(last_classes(stays).iter_rows()),
        findings=together(
            [*findings, *in_bulk, overlaps, unseen, found_all(Fault.HISTORY_CUT, classed)]
        ),
    )


def _described(stays: pl.DataFrame, read: Read, reasons: LeaveReasons) -> tuple[pl.DataFrame, int]:
    """Adds lengths, causes, classes of earlier stays and what is known about the person.

    Also gives how many classes do not count. Skills and wishes that were told after the stay began
    do not count either: who is asked depends on who came home, and would seem to leave oftener.
    """
    causes = {code: reason.cause for code, reason in reasons.by_code.items()}
    both_days = pl.col("start_day").is_not_null() & pl.col("end_day").is_not_null()
    begun = (both_days & (pl.col("end_day") >= pl.col("start_day"))).cast(pl.Int32)
    first_day = pl.col("start_day").fill_null(MIDDLE_OF_MONTH)
    short = (pl.col("until_day") < first_day).fill_null(value=False).cast(pl.Int32)
    ended = pl.col("end") - pl.col("start") + begun - pl.col("paused")
    open_for = pl.col("until") - pl.col("start") - short - pl.col("paused")
    entered = pl.col("opens") - pl.col("start") - pl.col("paused_before")
    lengths = stays.with_columns(
        cause=pl.col("reason").replace_strict(causes, default=0, return_dtype=pl.Int8),
        left=pl.when(pl.col("end").is_null())
        .then(open_for.clip(lower_bound=0))
        .otherwise(ended.clip(lower_bound=1)),
        entered=entered.fill_null(0).clip(lower_bound=0),
    )
    classes, classed = without_cut_history(with_earlier(lengths))
    known = classes.join(
        _with_groups(read.people), on="person_id", how="left", maintain_order="left"
    ).with_columns(
        wage_floor_fen=pl.when(month_of("surveyed_on") <= pl.col("start")).then("wage_floor_fen")
    )
    skills = read.skills.join(read.batches, on="batch_id", how="left", maintain_order="left")
    return _with_fit(known, skills.with_columns(told=month_of("came_in"))), classed


def _with_groups(people: pl.DataFrame) -> pl.DataFrame:
    """Numbers what people of one place said about whom they go with."""
    keys = ["home_code", "companions"]
    said = people.drop_nulls("companions").select(keys).unique().sort(keys)
    numbered = said.with_row_index("group").with_columns(pl.col("group").cast(pl.Int64))
    return people.join(numbered, on=keys, how="left", maintain_order="left")


def _with_fit(stays: pl.DataFrame, skills: pl.DataFrame) -> pl.DataFrame:
    """Adds how near the person's best skill is to the occupation, each two codes looked up once."""
    known = skills.drop_nulls("occupation_code").select(
        "person_id", "told", skill="occupation_code"
    )
    held = known["skill"].unique().sort()
    needed = stays["occupation_code"].drop_nulls().unique().sort()
    table = fit_table(held.to_list(), needed.to_list())
    pairs = pl.DataFrame(
        {
            "skill": np.repeat(held.to_numpy(), len(needed)),
            "occupation_code": np.tile(needed.to_numpy(), len(held)),
            "fit": table.ravel(),
        },
        schema={"skill": pl.String, "occupation_code": pl.String, "fit": pl.Int16},
    )
    best = (
        stays.select("person_id", "occupation_code", "start")
        .unique()
        .join(known, on="person_id")
        .filter(pl.col("told").is_null() | (pl.col("told") <= pl.col("start")))
        .join(pairs, on=["skill", "occupation_code"])
        .group_by("person_id", "occupation_code", "start")
        .agg(pl.col("fit").max())
    )
    keys = ["person_id", "occupation_code", "start"]
    return stays.join(best, on=keys, how="left", maintain_order="left")


def _at_work(stays: pl.DataFrame, as_of: AsOf) -> pl.DataFrame:
    """Keeps each person's last stay if it goes on, as long as it had lasted by the day."""
    last = stays.group_by("person_id", maintain_order=True).last()
    months = (pl.lit(month_number(as_of.on)) - pl.col("start") - pl.col("paused")).clip(
        lower_bound=0
    )
    return (
        last.filter(pl.col("end").is_null() & ~pl.col("is_away"))
        .select(stays.columns)
        .with_columns(left=months, entered=months)
    )


def _days_of(stays: pl.DataFrame) -> pl.DataFrame:
    start = pl.col("start") + pl.col("paused")
    day = pl.col("start_day").fill_null(MIDDLE_OF_MONTH)
    return stays.select(
        since=pl.date(start // MONTHS_A_YEAR, start % MONTHS_A_YEAR + 1, 1)
        + pl.duration(days=day - 1),
        until=pl.col("until"),
    )


def _numbered_places(
    stays: pl.DataFrame, place_of: Callable[[str], Place]
) -> tuple[tuple[str, ...], dict[str, int]]:
    named = pl.concat([stays["home_code"], stays["work_code"]]).drop_nulls().unique()
    codes = sorted(named)
    return tuple(place_of(code).path for code in codes), {
        code: number for number, code in enumerate(codes)
    }


def _columns(
    frame: pl.DataFrame, places: Mapping[str, int], occupations: Mapping[str, int]
) -> StayColumns:
    channels = {channel.value: number for number, channel in enumerate(Channel)}
    labels = frame["industry"].unique()
    industries = {label: industry_number(label) for label in labels}

    def number(name: str, numbers: Mapping[str, int]) -> pl.Expr:
        return pl.col(name).replace_strict(numbers, default=UNKNOWN, return_dtype=pl.Int64)

    def stated(name: str) -> pl.Expr:
        return pl.col(name).cast(pl.Int64).fill_null(UNKNOWN)

    columns = frame.select(
        person=pl.col("person_id"),
        employer=stated("employer_id"),
        post=stated("post"),
        group=stated("group"),
        round=stated("round"),
        industry=number("industry", industries),
        home=number("home_code", places),
        work_place=number("work_code", places),
        occupation=number("occupation_code", occupations),
        started_month=pl.col("start"),
        entered=pl.col("entered"),
        left=pl.col("left"),
        cause=pl.col("cause"),
        wage_fen=stated("wage_fen"),
        wage_floor_fen=stated("wage_floor_fen"),
        speaks_mandarin=stated("speaks_mandarin"),
        fit_per_mille=stated("fit"),
        channel=number("channel", channels),
        earlier=pl.col("earlier"),
        weight_per_mille=pl.col("weight"),
    )
    return StayColumns(**{column.name: column.to_numpy() for column in columns})
