"""The fixed world of the reference market: occupations, places, and the law each is drawn by."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

OCCUPATIONS = 120
LEVELS = 5
NEIGHBOURS = 4
"""Occupations that may stand beside a main one."""
SIDE_SETS: tuple[tuple[int, ...], ...] = ((), (0,), (1,), (0, 1), (0, 2, 3))
"""Which of the neighbours a laborer knows besides the main occupation."""
PROVINCES = 12
GUANGDONG = 0
CITIES_PER_PROVINCE = 8

Shares = npt.NDArray[np.float64]


def zipf_shares(count: int, exponent: float) -> Shares:
    """Gives the shares r^-exponent, r = 1..count, scaled to the sum 1."""
    weights = np.arange(1, count + 1, dtype=np.float64) ** -exponent
    shares: Shares = weights / weights.sum()
    return shares


OCCUPATION_SHARES = zipf_shares(OCCUPATIONS, 0.9)
PROVINCE_SHARES: Shares = np.concatenate([[0.4], 0.6 * zipf_shares(PROVINCES - 1, 0.5)])
"""Of vacancies and of wishes: 40 % Guangdong, the other eleven by a flat Zipf law."""


@dataclass(frozen=True, slots=True)
class Places:
    """Where counties and destination cities lie on a made-up map, in kilometres.

    Parameters
    ----------
    county_km, city_km
        float64 (places, 2); city c lies in province c // CITIES_PER_PROVINCE.
    """

    county_km: npt.NDArray[np.float64]
    city_km: npt.NDArray[np.float64]


def draw_places(counties: int, rng: np.random.Generator) -> Places:
    """Draws counties over an inland square and the cities around a coast to its east and south.

    Parameters
    ----------
    counties
        Number of counties.
    rng
        Source of randomness.
    """
    angle = np.linspace(-0.5, 0.5, PROVINCES) * np.pi
    along = 1300 * np.stack([np.cos(angle), np.sin(angle)], axis=1)
    centre = np.roll(along, 2, axis=0)
    spread = rng.normal(0, 120, (PROVINCES * CITIES_PER_PROVINCE, 2))
    return Places(
        county_km=rng.uniform(-900, 900, (counties, 2)),
        city_km=np.repeat(centre, CITIES_PER_PROVINCE, axis=0) + spread,
    )


def draw_neighbours(rng: np.random.Generator) -> npt.NDArray[np.int64]:
    """Draws for each occupation (a row) its four neighbours, by their shares.

    Parameters
    ----------
    rng
        Source of randomness.
    """
    rows = [_others(main, rng) for main in range(OCCUPATIONS)]
    return np.array(rows, np.int64)


def _others(main: int, rng: np.random.Generator) -> npt.NDArray[np.int64]:
    shares = OCCUPATION_SHARES.copy()
    shares[main] = 0
    return rng.choice(OCCUPATIONS, NEIGHBOURS, replace=False, p=shares / shares.sum())
