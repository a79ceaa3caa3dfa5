"""Identity numbers that are valid and nobody's.

The sequence digits (positions 15 to 17) are 980 to 999 only. That leaves ten numbers for each
prefix, birth date and sex; people who would be the eleventh are born a day later.
"""

import numpy as np
import polars as pl

from offices.sample.draws import Flags, Integers, Texts

FIRST_SEQUENCE = 980
NUMBERS_PER_DAY = 10
"""Sequences 980 to 999 that are even (female), or odd (male)."""

WEIGHTS = np.array([7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2])
"""GB 11643-1999."""

CHECKS = np.array(list("10X98765432"))


def spread_birth_days(prefixes: Texts, birth_days: Integers, is_female: Flags) -> Integers:
    """Moves people by single days until nobody is the eleventh of a prefix, day and sex.

    ``birth_days`` are days since 1970-01-01.
    """
    days = birth_days.copy()
    while True:
        rank = _ranks(prefixes, days, is_female)
        crowded = rank >= NUMBERS_PER_DAY
        if not crowded.any():
            return days
        days[crowded] -= 1


def identity_numbers(prefixes: Texts, birth_days: Integers, is_female: Flags) -> Texts:
    """Makes 18-character numbers; they are unique if the days were spread before."""
    rank = _ranks(prefixes, birth_days, is_female)
    turned = (rank + birth_days) % NUMBERS_PER_DAY
    sequence = FIRST_SEQUENCE + 2 * turned + np.where(is_female, 0, 1)
    dates = np.datetime_as_string(birth_days.astype("datetime64[D]"), unit="D")
    body = np.strings.add(
        np.strings.add(prefixes, np.strings.replace(dates, "-", "")), sequence.astype("U3")
    )
    digits = body.astype("U17").view(np.uint32).reshape(len(body), 17).astype(np.int64) - ord("0")
    return np.strings.add(body, CHECKS[(digits @ WEIGHTS) % 11])


def _ranks(prefixes: Texts, days: Integers, is_female: Flags) -> Integers:
    frame = pl.DataFrame({"prefix": prefixes.astype(np.int64), "day": days, "female": is_female})
    rank = pl.int_range(pl.len()).over("prefix", "day", "female").alias("rank")
    return frame.select(rank)["rank"].to_numpy().astype(np.int64)
