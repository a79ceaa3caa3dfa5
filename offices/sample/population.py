"""The register's people of a sample: one row each, values as codes."""

import numpy as np
import polars as pl

from models.enums import HouseholdType, Relation, SupportCategory
from offices.sample.condition import draw_condition
from offices.sample.draws import Integers, Texts, stage_rng, weighted
from offices.sample.homes import draw_homes
from offices.sample.households import draw_households
from offices.sample.identity_numbers import identity_numbers, spread_birth_days
from offices.sample.names import draw_names, draw_surnames, name_parts
from offices.sample.phones import draw_phones
from offices.sample.prefixes import draw_prefixes
from offices.sample.sizes import SAMPLE_TODAY, SampleSize
from offices.sample.standing import AT_WORK, draw_standings

DAYS_PER_YEAR = 365.2425

OWN_SURNAME = (Relation.SPOUSE, Relation.DAUGHTER_IN_LAW, Relation.SON_IN_LAW, Relation.MOTHER)
"""Who brings another surname into a household."""

CATEGORIES = (
    (SupportCategory.LIFTED_OUT, 0.86),
    (SupportCategory.UNSTABLE, 0.05),
    (SupportCategory.MARGINAL, 0.06),
    (SupportCategory.SUDDEN_HARDSHIP, 0.03),
)
"""Households by category since 2021; plausible shares, no source gives a county's."""

HOUSEHOLD_TYPES = (
    (HouseholdType.GENERAL, 0.74),
    (HouseholdType.SUBSISTENCE, 0.24),
    (HouseholdType.DESTITUTE, 0.02),
)


def draw_population(size: SampleSize, seed: int) -> pl.DataFrame:
    """Draws the register's people, in the order of townships, villages and households."""
    people = draw_households(stage_rng(seed, "households"), size.register_people)
    people = _with_homes(people, size, seed)
    people = _with_identities(people, seed)
    people = pl.concat([people, _condition(people, seed)], how="horizontal")
    standing = draw_standings(
        stage_rng(seed, "standing"),
        people["age"].to_numpy(),
        people["is_female"].to_numpy(),
        people["work_ability"].to_numpy().astype("U10"),
        (people["student_status"] != "").to_numpy(),
        size.pool_people,
        size.at_work_share,
    )
    phones = draw_phones(
        stage_rng(seed, "phones"),
        (people["relation"] == Relation.HEAD).to_numpy(),
        people["age"].to_numpy(),
        standing == AT_WORK,
    )
    return people.with_columns(standing=pl.Series(standing), phone=pl.Series(phones))


def _with_homes(people: pl.DataFrame, size: SampleSize, seed: int) -> pl.DataFrame:
    rng = stage_rng(seed, "homes")
    dense = people["household"].rle_id()
    count = int(dense[-1]) + 1
    homes = draw_homes(rng, size.home_path, count)
    ethnicities = name_parts()["ethnicities"]
    ethnicity = np.array(ethnicities["names"])[weighted(rng, ethnicities["weights"], count)]
    homes = homes.with_columns(
        household=pl.int_range(count, dtype=pl.UInt32),
        ethnicity=pl.Series(ethnicity),
        surname=pl.Series(draw_surnames(rng, count)),
        category=pl.Series(_drawn(rng, CATEGORIES, count)),
        household_type=pl.Series(_drawn(rng, HOUSEHOLD_TYPES, count)),
        is_risk_cleared=pl.Series(rng.random(count) < 0.6),
        household_number=pl.lit("H") + pl.int_range(1, count + 1).cast(pl.String).str.zfill(7),
    ).with_columns(household_number=pl.col("county_code") + pl.col("household_number").str.slice(1))
    return people.with_columns(household=dense).join(
        homes, on="household", how="left", maintain_order="left"
    )


def _drawn(rng: np.random.Generator, choices: tuple[tuple[str, float], ...], count: int) -> Texts:
    values = np.array([str(value) for value, _ in choices])
    return values[weighted(rng, [share for _, share in choices], count)]


def _with_identities(people: pl.DataFrame, seed: int) -> pl.DataFrame:
    rng = stage_rng(seed, "identities")
    today = np.datetime64(SAMPLE_TODAY, "D").astype(np.int64)
    days = (today - people["age"].to_numpy() * DAYS_PER_YEAR).astype(np.int64)
    is_female = people["is_female"].to_numpy()
    prefixes = draw_prefixes(rng, people["county_code"].to_numpy().astype("U6"), birth_years(days))
    days = spread_birth_days(prefixes, days, is_female)
    surnames = np.where(
        np.isin(people["relation"].to_numpy().astype("U24"), [str(kind) for kind in OWN_SURNAME]),
        draw_surnames(rng, people.height),
        people["surname"].to_numpy().astype("U2"),
    )
    member = pl.int_range(1, pl.len() + 1).over("household").cast(pl.String).str.zfill(2)
    return people.with_columns(
        name=pl.Series(draw_names(rng, surnames, is_female)),
        id_number=pl.Series(identity_numbers(prefixes, days, is_female)),
        birth_day=pl.Series(days),
        member_number=pl.col("household_number") + member,
    )


def birth_years(days: Integers) -> Integers:
    """Gives the calendar years of days since 1970-01-01."""
    return np.asarray(days.astype("datetime64[D]").astype("datetime64[Y]").astype(np.int64) + 1970)


def _condition(people: pl.DataFrame, seed: int) -> pl.DataFrame:
    return draw_condition(
        stage_rng(seed, "condition"),
        people["age"].to_numpy(),
        birth_years(people["birth_day"].to_numpy()),
    )
