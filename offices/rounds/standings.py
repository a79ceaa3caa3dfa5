"""Who is who in a round: at work, in the pool, or not available and why.

The first condition that holds decides, in this order, so that every registered person has exactly
one standing and at most one reason:

at work
    an employment record or an earlier placement is open on the policy date; a fact goes before all
    that the register says about the person.
not available
    1. ``under_age``: below the least age of the policy date. 2. ``student``.
    3. ``no_work_ability``: the register says lost or none. 4. ``placement_expected``: an earlier
    round placed the person, who has not arrived yet. 5. ``not_surveyed``.
    6. ``temporarily_unable``, whatever the will. 7. unwilling, by the reason given: ``caring``,
    ``farming``, else ``unwilling``.
pool
    everybody else: willing, able, surveyed and not at work. There is no upper age.
"""

import datetime as dt
from enum import StrEnum

import polars as pl

from models.enums import NotWorkingReason, Standing, WorkAbility
from offices.rounds.standing_rules import StandingRules


class Unavailable(StrEnum):
    """Why a registered person is not available, in the order in which it is asked."""

    UNDER_AGE = "under_age"
    STUDENT = "student"
    NO_WORK_ABILITY = "no_work_ability"
    PLACEMENT_EXPECTED = "placement_expected"
    NOT_SURVEYED = "not_surveyed"
    TEMPORARILY_UNABLE = "temporarily_unable"
    CARING = "caring"
    FARMING = "farming"
    UNWILLING = "unwilling"


UNABLE = (WorkAbility.LOST.value, WorkAbility.NONE.value)


def with_standings(
    people: pl.DataFrame, policy_date: dt.date, rules: StandingRules
) -> pl.DataFrame:
    """Adds everybody's ``standing`` on the policy date, and the ``reason`` if not available.

    Parameters
    ----------
    people
        A row per person with the columns ``birth_date``; ``student_status``, filled if the register
        fills 在校生状况; ``work_ability``, null if the register leaves it empty; ``is_willing``,
        null if the person was not surveyed; ``not_working_reason``, null if the survey gives none;
        ``is_at_work``, true if a work record or placement is open on the policy date;
        ``has_expected_placement``, true if an earlier round placed the person, who has not arrived
        yet.
    policy_date
        The round's own today.
    rules
        The dated parameters in force.
    """
    reasons = pl.Enum([reason.value for reason in Unavailable])
    standings = pl.Enum([standing.value for standing in Standing])
    first_that_holds = pl.coalesce(
        pl.when(condition).then(pl.lit(reason.value, reasons))
        for reason, condition in _conditions(policy_date, rules)
    )
    return people.with_columns(
        reason=pl.when(~pl.col("is_at_work")).then(first_that_holds)
    ).with_columns(
        standing=pl.when("is_at_work")
        .then(pl.lit(Standing.AT_WORK.value, standings))
        .when(pl.col("reason").is_not_null())
        .then(pl.lit(Standing.NOT_AVAILABLE.value, standings))
        .otherwise(pl.lit(Standing.POOL.value, standings))
    )


def _conditions(
    policy_date: dt.date, rules: StandingRules
) -> tuple[tuple[Unavailable, pl.Expr], ...]:
    """Gives what makes somebody not available, in the order in which it is asked."""
    of_age_if_born_by = latest_birth_date(rules.minimum_age_years, policy_date)
    given = pl.col("not_working_reason")
    is_unwilling = ~pl.col("is_willing")
    return (
        (Unavailable.UNDER_AGE, pl.col("birth_date") > of_age_if_born_by),
        (Unavailable.STUDENT, pl.col("student_status") != ""),
        (Unavailable.NO_WORK_ABILITY, pl.col("work_ability").is_in(UNABLE)),
        (Unavailable.PLACEMENT_EXPECTED, pl.col("has_expected_placement")),
        (Unavailable.NOT_SURVEYED, pl.col("is_willing").is_null()),
        (Unavailable.TEMPORARILY_UNABLE, given == NotWorkingReason.TEMPORARILY_UNABLE.value),
        (Unavailable.CARING, is_unwilling & (given == NotWorkingReason.CARING.value)),
        (Unavailable.FARMING, is_unwilling & (given == NotWorkingReason.FARMING.value)),
        (Unavailable.UNWILLING, is_unwilling),
    )


def full_years(birth_date: dt.date, on: dt.date) -> int:
    """Counts the full years of age on a day; a birthday on 29 February is reached on 1 March."""
    return on.year - birth_date.year - ((on.month, on.day) < (birth_date.month, birth_date.day))


def latest_birth_date(years: int, on: dt.date) -> dt.date:
    """Gives the last day on which somebody was born who has reached a number of full years."""
    month = dt.date(on.year - years, on.month, 1)
    birth_date = month + dt.timedelta(days=on.day - 1)
    if full_years(birth_date, on) < years:  # a 29 February that that year did not have
        birth_date -= dt.timedelta(days=1)
    return birth_date


def is_open_on(policy_date: dt.date) -> pl.Expr:
    """Says which work records are open on the policy date.

    Records know months only. Work that starts in the policy month has started; work whose end is
    written in the policy month or before has ended; an end in a later month is still ahead.
    """
    this_month = policy_date.replace(day=1)
    ended = pl.col("ended_month")
    return (pl.col("started_month") <= this_month) & (ended.is_null() | (ended > this_month))
