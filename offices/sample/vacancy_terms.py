"""Until when the sample's posts recruit and work, and what employers wish of people."""

import datetime as dt

import numpy as np
import polars as pl

from models.enums import ClaimKind
from offices.sample.draws import weighted
from offices.sample.sizes import SAMPLE_TODAY
from offices.sample.trades import trades

EXPIRED_SHARE = 0.02
SEASONAL_SHARE = 0.04
AGE_CLAIM_SHARE = 0.4
SEX_CLAIM_SHARE = 0.06
"""Shares of lines; plausible, no source gives them."""


def with_dates(lines: pl.DataFrame, rng: np.random.Generator) -> pl.DataFrame:
    """Adds recruiting days, seasons and terms of contract."""
    count = lines.height
    today = np.datetime64(SAMPLE_TODAY, "D")
    begins = today - rng.integers(12, 40, count)
    lasts = rng.integers(20, 75, count)
    expired = rng.random(count) < EXPIRED_SHARE
    ends = np.where(expired, today - rng.integers(1, 10, count), today + lasts)
    seasonal = rng.random(count) < SEASONAL_SHARE
    work_begins = today + rng.integers(2, 25, count)
    work_ends = np.datetime64(dt.date(2026, 8, 1), "D") + rng.integers(0, 120, count)
    empty = np.datetime64("NaT", "D")
    return lines.with_columns(
        recruits_on=pl.Series(begins),
        is_expired=pl.Series(expired),
        recruits_until=pl.Series(ends),
        works_from=pl.Series(np.where(seasonal, work_begins, empty)),
        works_until=pl.Series(np.where(seasonal, work_ends, empty)),
        contract_months=pl.Series(
            np.where(seasonal, 0, np.array([12, 24, 36])[weighted(rng, (6, 2, 2), count)])
        ),
    )


def with_claims(lines: pl.DataFrame, rng: np.random.Generator) -> pl.DataFrame:
    """Adds what employers wish of age and sex, with a basis in law or, mostly, none."""
    count = lines.height
    hazardous = lines["is_hazardous"].to_numpy()
    claims_age = (rng.random(count) < AGE_CLAIM_SHARE) | hazardous
    claims_sex = (rng.random(count) < SEX_CLAIM_SHARE) & ~hazardous
    female = np.array([trade.female for trade in trades()])[lines["trade"].to_numpy()] > 0.5
    return lines.with_columns(
        age_min=pl.Series(np.where(claims_age, 18, -1)),
        age_max=pl.Series(
            np.where(
                claims_age & ~hazardous, np.array([40, 45, 50, 55])[rng.integers(0, 4, count)], -1
            )
        ),
        sex_claim=pl.Series(np.where(claims_sex, np.where(female, "female", "male"), "")),
        basis_kind=pl.Series(np.where(hazardous, ClaimKind.AGE_MIN.value, "")),
    )
