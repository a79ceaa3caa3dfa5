"""The vacancies of the reference market, in columns."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from benchmarks.reference_classes import (
    CITIES_PER_PROVINCE,
    LEVELS,
    OCCUPATION_SHARES,
    OCCUPATIONS,
    PROVINCE_SHARES,
    PROVINCES,
)

LABORERS_PER_VACANCY = 20
SEATS_PER_LABORER = 0.9
PROVINCE_LABORERS, PROVINCE_VACANCIES, PROVINCE_SEATS = 1_518_600, 30_500, 1_810_000
"""The extent of a real province: at this number of laborers the posts are as many as it has."""
MOST_HEADS = 300
MEAN_HEADS = 18
LEVEL_SHARES = (0.60, 0.25, 0.10, 0.04, 0.01)
EDUCATION_SHARES = (0.60, 0.30, 0.08, 0.02)
YOUNGEST = np.array([18, 18, 20, 22])
OLDEST = np.array([35, 40, 45, 50, 55, 60])
MOST_EMPLOYER_CLASSES = 2000

Ints32 = npt.NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class Posts:
    """Columns of the vacancies, int32 but for the seats (int64).

    Parameters
    ----------
    seats
        1 to 300, 0.9 for each laborer in all.
    occupation, level, education
        Asked; 0 is the lowest level and education.
    city
        Of destination; its province is city // CITIES_PER_PROVINCE.
    employer_class
        Employers alike to those who stay or leave.
    wage
        In yuan a month.
    start
        Latest first day, in days after the round.
    youngest, oldest
        Limits of age, both included.
    """

    seats: npt.NDArray[np.int64]
    occupation: Ints32
    level: Ints32
    education: Ints32
    city: Ints32
    employer_class: Ints32
    wage: Ints32
    start: Ints32
    youngest: Ints32
    oldest: Ints32


def draw_posts(laborers: int, rng: np.random.Generator) -> Posts:
    """Draws one vacancy for each twenty laborers, or a province's, independently of one another.

    Parameters
    ----------
    laborers
        Number of laborers.
    rng
        Source of randomness.
    """
    count = max(1, laborers // LABORERS_PER_VACANCY)
    heads = round(SEATS_PER_LABORER * laborers)
    if laborers == PROVINCE_LABORERS:
        count, heads = PROVINCE_VACANCIES, PROVINCE_SEATS
    level = rng.choice(LEVELS, count, p=LEVEL_SHARES)
    province = rng.choice(PROVINCES, count, p=PROVINCE_SHARES)
    city = province * CITIES_PER_PROVINCE + rng.integers(0, CITIES_PER_PROVINCE, count)
    wage = 3000 + 550 * level + rng.normal(0, 550, count)
    employer_class = rng.integers(0, min(count, MOST_EMPLOYER_CLASSES), count)
    return Posts(
        seats=_seats(count, heads, rng),
        occupation=rng.choice(OCCUPATIONS, count, p=OCCUPATION_SHARES).astype(np.int32),
        level=level.astype(np.int32),
        education=rng.choice(len(EDUCATION_SHARES), count, p=EDUCATION_SHARES).astype(np.int32),
        city=city.astype(np.int32),
        employer_class=employer_class.astype(np.int32),
        wage=np.maximum(1800, wage).astype(np.int32) // 50 * 50,
        start=rng.integers(15, 91, count).astype(np.int32),
        youngest=rng.choice(YOUNGEST, count).astype(np.int32),
        oldest=rng.choice(OLDEST, count).astype(np.int32),
    )


def _seats(count: int, total: int, rng: np.random.Generator) -> npt.NDArray[np.int64]:
    """Draws lognormal headcounts and shifts single heads at random until the total is met."""
    drawn = rng.lognormal(np.log(MEAN_HEADS) - 0.72, 1.2, count)
    drawn *= total / drawn.sum()
    heads = np.clip(np.rint(drawn), 1, MOST_HEADS).astype(np.int64)
    missing = total - int(heads.sum())
    while missing and count <= total <= count * MOST_HEADS:
        movable = np.flatnonzero(heads < MOST_HEADS if missing > 0 else heads > 1)
        chosen = rng.permutation(movable)[: abs(missing)]
        heads[chosen] += np.sign(missing)
        missing = total - int(heads.sum())
    return heads
