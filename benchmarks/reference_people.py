"""The laborers of the reference market, in columns."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from benchmarks.reference_classes import (
    LEVELS,
    OCCUPATION_SHARES,
    OCCUPATIONS,
    PROVINCE_SHARES,
    PROVINCES,
    SIDE_SETS,
)

SIDE_SET_SHARES = (0.15, 0.15, 0.15, 0.25, 0.30)
LEVEL_SHARES = (0.35, 0.30, 0.20, 0.10, 0.05)
WANT_COUNT_SHARES = (0.45, 0.15, 0.20, 0.20)
"""Any province; one, two, three provinces."""
EDUCATION_SHARES = (0.30, 0.45, 0.20, 0.05)
ANY_PROVINCE = (1 << PROVINCES) - 1

Ints32 = npt.NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class People:
    """Columns of the laborers, int32.

    Parameters
    ----------
    occupation_set
        Main occupation times the number of side sets, plus the side set.
    level, education
        0 is the lowest.
    wanted
        Bit k stands for province k.
    county
        Of origin.
    wage_floor
        In yuan a month.
    free_from
        Days after the round.
    age
        In years.
    """

    occupation_set: Ints32
    level: Ints32
    wanted: Ints32
    county: Ints32
    wage_floor: Ints32
    free_from: Ints32
    age: Ints32
    education: Ints32


def draw_people(laborers: int, counties: int, rng: np.random.Generator) -> People:
    """Draws laborers independently of one another.

    Parameters
    ----------
    laborers
        Number of laborers.
    counties
        Number of counties; their populations are skewed.
    rng
        Source of randomness.
    """
    main = rng.choice(OCCUPATIONS, laborers, p=OCCUPATION_SHARES)
    side = rng.choice(len(SIDE_SETS), laborers, p=SIDE_SET_SHARES)
    level = rng.choice(LEVELS, laborers, p=LEVEL_SHARES)
    population = rng.lognormal(0, 0.7, counties)
    wage = 2300 + 450 * level + rng.normal(0, 500, laborers)
    return People(
        occupation_set=(main * len(SIDE_SETS) + side).astype(np.int32),
        level=level.astype(np.int32),
        wanted=_wanted(laborers, rng),
        county=rng.choice(counties, laborers, p=population / population.sum()).astype(np.int32),
        wage_floor=np.maximum(1500, wage).astype(np.int32) // 50 * 50,
        free_from=(rng.exponential(20, laborers)).astype(np.int32),
        age=rng.triangular(18, 32, 60, laborers).astype(np.int32),
        education=rng.choice(len(EDUCATION_SHARES), laborers, p=EDUCATION_SHARES).astype(np.int32),
    )


def _wanted(laborers: int, rng: np.random.Generator) -> Ints32:
    """Draws up to three provinces with repeats and keeps as many as are wanted."""
    wants = rng.choice(len(WANT_COUNT_SHARES), laborers, p=WANT_COUNT_SHARES)
    mask = np.where(wants == 0, ANY_PROVINCE, 0)
    for turn in range(1, len(WANT_COUNT_SHARES)):
        province = rng.choice(PROVINCES, laborers, p=PROVINCE_SHARES)
        mask |= np.where(wants >= turn, 1 << province, 0)
    return mask.astype(np.int32)
