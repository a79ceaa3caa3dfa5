"""Ages in full years on the policy day."""

import numpy as np
import numpy.typing as npt

from matching.columns.arrays import Ints
from matching.columns.market_data import MarketData


def ages(data: MarketData) -> Ints:
    """Gives each person's age in full years; a year is full on the birthday itself."""
    day = np.array([data.context.policy_day], "datetime64[D]")
    return full_years(data.people.birth_day.astype("datetime64[D]"), day)


def full_years(births: npt.NDArray[np.datetime64], day: npt.NDArray[np.datetime64]) -> Ints:
    """Gives the full years between days of birth and a day."""
    birth_months, months = births.astype("datetime64[M]"), day.astype("datetime64[M]")
    days_in_month = (births - birth_months).astype(np.int64)
    passed = (months - birth_months).astype(np.int64)
    is_short = (day - months).astype(np.int64) < days_in_month
    years: Ints = (passed - is_short) // 12
    return years
