"""Households with dependants in which nobody able is at home: somebody of the pool stays.

A dependant is a member who is not available for work and under 16, 70 or older, disabled or gravely
ill. Able is who is between these ages and neither disabled nor ill. Able members at home are those
who are not available for another reason than school or their own condition, and those at work in
the home county. Whom nobody surveyed is taken to be at home: nothing is forbidden on a guess.
"""

import datetime as dt
from collections.abc import Mapping

import polars as pl

from matching.constraints.declared import StayHome
from models.enums import Health, Standing, WorkAbility
from offices.rounds.standings import Unavailable, latest_birth_date

CHILD_YEARS = 16
"""Children under this age need somebody (row 2 of the constraints that offices named)."""

OLD_YEARS = 70
"""From this age on people need somebody."""

NOT_AT_HOME = (
    Unavailable.STUDENT.value,
    Unavailable.NO_WORK_ABILITY.value,
    Unavailable.PLACEMENT_EXPECTED.value,
    Unavailable.TEMPORARILY_UNABLE.value,
)
"""Not available, and not there to look after anybody."""

FRAIL = f"{Health.DISABLED.value}|{Health.SERIOUS.value}"

UNABLE = (WorkAbility.LOST.value, WorkAbility.NONE.value)


def stay_home_rules(
    people: pl.DataFrame, policy_date: dt.date
) -> tuple[tuple[StayHome, ...], Mapping[str, int]]:
    """Gives a rule for every household that needs one, and how many were found.

    Parameters
    ----------
    people
        Everybody registered, with ``id``, ``household_id``, ``birth_date``, ``work_ability``,
        ``health``, ``standing``, ``reason`` and ``works_at_home``.
    policy_date
        The round's own today.

    Returns
    -------
    tuple
        Of a household's n able people in the pool n - 1 may leave the county. Counted are
        ``households``, ``people`` (able, in the pool) and ``alone`` (households with one of them).
    """
    born = pl.col("birth_date")
    is_child = born > latest_birth_date(CHILD_YEARS, policy_date)
    is_old = born <= latest_birth_date(OLD_YEARS, policy_date)
    is_frail = pl.col("health").fill_null("").str.contains(FRAIL)
    is_away = pl.col("reason").cast(pl.String).fill_null("").is_in(NOT_AT_HOME)
    not_available = pl.col("standing").cast(pl.String) == Standing.NOT_AVAILABLE.value
    in_pool = pl.col("standing").cast(pl.String) == Standing.POOL.value
    is_able = ~(is_child | is_old | is_frail) & ~pl.col("work_ability").fill_null("").is_in(UNABLE)
    found = (
        people.with_columns(
            needs=not_available & (is_child | is_old | is_frail),
            there=is_able & ((not_available & ~is_away) | pl.col("works_at_home")),
            able=is_able & in_pool,
        )
        .group_by("household_id")
        .agg(
            pl.col("needs").any(),
            pl.col("there").any(),
            people=pl.col("id").filter("able").sort(),
        )
        .filter("needs", ~pl.col("there"), pl.col("people").list.len() > 0)
        .sort("household_id")
    )
    rules = tuple(
        StayHome(f"household-{household}", tuple(able), len(able) - 1)
        for household, able in found.select("household_id", "people").iter_rows()
    )
    return rules, {
        "households": len(rules),
        "people": sum(len(rule.people) for rule in rules),
        "alone": sum(rule.leave == 0 for rule in rules),
    }
