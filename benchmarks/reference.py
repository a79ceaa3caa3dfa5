"""The committed reference market: who may take what and what it is worth, drawn from a seed.

Skewed as real registers are: occupations by Zipf 0.9, headcounts lognormal, 40 % of the seats in
one province, 0.9 seats a laborer, twenty laborers a vacancy. All tastes are made up.
"""

import numpy as np
import numpy.typing as npt

from benchmarks.reference_classes import (
    CITIES_PER_PROVINCE,
    LEVELS,
    OCCUPATIONS,
    PROVINCES,
    SIDE_SETS,
    Places,
    draw_neighbours,
    draw_places,
)
from benchmarks.reference_people import People, draw_people
from benchmarks.reference_posts import Posts, draw_posts
from matching.pairs.forms import ClassTable, Threshold
from matching.pairs.market import Market, PartColumns, RuleColumns

GENERATOR_VERSION = 2
"""Raised whenever the same seed would give another market; names the caches."""

FEWEST_COUNTIES, MOST_COUNTIES, LABORERS_PER_COUNTY = 122, 3000, 333
WEIGHTS = {"skill": 293, "distance": 211, "wage": 307, "retention": 189}
"""They sum to 1000, so that a score is at most 10^6, and share no divisor, so that ties are few."""
FULL = 1000
BESIDE = 750
"""Skill of a neighbouring occupation at the level asked."""
PER_LEVEL = 125
"""Skill lost by each level above the one asked."""
FARTHEST_KM = 3000.0
TASTES = 4
"""Hidden features by which counties and employers suit each other."""

Int16Table = npt.NDArray[np.int16]


def reference_market(laborers: int, seed: int = 1) -> Market:
    """Draws the reference market of a size; the same size and seed give the same market.

    Parameters
    ----------
    laborers
        Number of laborers N >= 1; the rest follows from it.
    seed
        Of the random numbers.
    """
    rng = np.random.default_rng([GENERATOR_VERSION, laborers, seed])
    counties = min(MOST_COUNTIES, max(FEWEST_COUNTIES, laborers // LABORERS_PER_COUNTY))
    places = draw_places(counties, rng)
    neighbours = draw_neighbours(rng)
    people = draw_people(laborers, counties, rng)
    posts = draw_posts(laborers, rng)
    skill = _skill(people, posts, neighbours)
    tables = {
        "skill": skill,
        "distance": ClassTable(people.county, posts.city, _nearness(places)),
        "wage": _wage(laborers, posts),
        "retention": ClassTable(
            people.county,
            posts.employer_class,
            _retention(counties, int(posts.employer_class.max()) + 1, rng),
        ),
    }
    return Market(
        laborer_count=laborers,
        seats=posts.seats,
        parts=tuple(PartColumns(name, WEIGHTS[name], (table,)) for name, table in tables.items()),
        rules=(
            RuleColumns("occupation", (_unskilled(skill),)),
            RuleColumns("wanted_province", (_unwanted(people, posts),)),
            RuleColumns("wage_floor", (_at_least(-people.wage_floor, -posts.wage),)),
            RuleColumns("start_date", (_at_least(-people.free_from, -posts.start),)),
            RuleColumns(
                "age",
                (_at_least(people.age, posts.youngest), _at_least(-people.age, -posts.oldest)),
            ),
            RuleColumns("education", (_at_least(people.education, posts.education),)),
        ),
    )


def _at_least(laborer: npt.NDArray[np.int32], vacancy: npt.NDArray[np.int32]) -> Threshold:
    return Threshold(laborer.astype(np.int64), vacancy.astype(np.int64))


def _skill(people: People, posts: Posts, neighbours: npt.NDArray[np.int64]) -> ClassTable:
    """Falls by the levels above the one asked; 0 where occupation or level do not fit."""
    fit = np.zeros((OCCUPATIONS, len(SIDE_SETS), OCCUPATIONS), np.int64)
    every = np.arange(OCCUPATIONS)
    for place, side in enumerate(SIDE_SETS):
        fit[every[:, None], place, neighbours[:, list(side)]] = BESIDE
    fit[every, :, every] = FULL
    level = np.arange(LEVELS)
    above = level[:, None] - level[None, :]
    kept = np.where(above >= 0, FULL - PER_LEVEL * above, 0)
    sets = OCCUPATIONS * len(SIDE_SETS)
    figure = fit.reshape(sets, 1, OCCUPATIONS, 1) * kept.reshape(1, LEVELS, 1, LEVELS) // FULL
    return ClassTable(
        people.occupation_set * np.int32(LEVELS) + people.level,
        posts.occupation * np.int32(LEVELS) + posts.level,
        figure.reshape(sets * LEVELS, OCCUPATIONS * LEVELS).astype(np.int16),
    )


def _unskilled(skill: ClassTable) -> ClassTable:
    return ClassTable(skill.laborer_class, skill.vacancy_class, skill.table == 0)


def _unwanted(people: People, posts: Posts) -> ClassTable:
    wishes, wish_of_laborer = np.unique(people.wanted, return_inverse=True)
    return ClassTable(
        wish_of_laborer.astype(np.int32),
        posts.city // np.int32(CITIES_PER_PROVINCE),
        wishes[:, None] >> np.arange(PROVINCES)[None, :] & 1 == 0,
    )


def _nearness(places: Places) -> Int16Table:
    """Falls linearly with the distance, to 0 at 3000 km."""
    apart = places.county_km[:, None, :] - places.city_km[None, :, :]
    share = 1 - np.hypot(apart[..., 0], apart[..., 1]) / FARTHEST_KM
    table: Int16Table = np.rint(FULL * np.clip(share, 0, 1)).astype(np.int16)
    return table


def _wage(laborers: int, posts: Posts) -> ClassTable:
    """Gives the rank of the vacancy's wage, the same for every laborer."""
    wages, rank = np.unique(posts.wage, return_inverse=True)
    table = np.rint(np.linspace(0, FULL, len(wages))).astype(np.int16)[None, :]
    return ClassTable(np.zeros(laborers, np.int32), rank.astype(np.int32), table)


def _retention(counties: int, employer_classes: int, rng: np.random.Generator) -> Int16Table:
    """Gives the share who stay: smooth in hidden features, a little noise on top."""
    county = rng.normal(0, 1, (counties, TASTES))
    employer = rng.normal(0, 1, (employer_classes, TASTES))
    pull = rng.normal(0, 0.8, employer_classes)[None, :] + county @ employer.T / np.sqrt(TASTES)
    pull += rng.normal(0, 0.2, (counties, employer_classes))
    table: Int16Table = np.rint(FULL / (1 + np.exp(-pull))).astype(np.int16)
    return table
