"""Random small markets in made-up places, with every column in every state.

Hypothesis draws the sizes, a seed and how demanding the market is; the seed fills the columns. In
an easy market most pairs pass, in a hard one most are forbidden by several rules.
"""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
from hypothesis import strategies as st

from matching.columns.context import MarketContext
from matching.columns.market_data import MarketData
from matching.columns.people import EARLIEST_DAY, LATEST_DAY, PeopleColumns
from matching.columns.ragged import Ragged, ragged_of
from matching.columns.vacancies import VacancyColumns
from tests.matching.stay_models import drawn_model

POLICY_DAY = 20_514
"""2026-03-02."""

PLACES = (
    "/430000/",
    "/430000/433100/",
    "/430000/433100/433124/",
    "/430000/433100/433124/433124100000/",
    "/430000/433100/433124/433124102000/",
    "/430000/433100/433130/",
    "/430000/430100/430181/",
    "/440000/",
    "/440000/440100/440112/",
    "/440000/441900/",
    "/440000/441900/441900003000/",
    "/330000/330200/330282/",
)
"""Paths of real divisions, enough of them for every tier."""

HOMES = (2, 3, 4, 5)
COUNTY_OF_HOME = {2: 2, 3: 2, 4: 2, 5: 5}
"""The county of each home."""

WORKS = (2, 3, 5, 6, 8, 9, 10, 11)

OCCUPATIONS = (
    "6-05-04-01",
    "6-05-04-02",
    "6-05-01-02",
    "6-18-02-04",
    "6-31-99-00",
    "4-03-02-01",
    "4-03",
    "6",
    "6-05-04",
)
"""Codes in the form of the 2022 classification, some of wider classes."""

DETAILED = tuple(index for index, code in enumerate(OCCUPATIONS) if len(code) == 10)

DAYS = (-60, -1, 0, 1, 30, 31, 90, 180, 400)
"""Days before or after the policy day."""

WAGES_FEN = tuple(100_000 * step for step in range(1, 7))

MASKS = (1, 2, 5, 1 << 12)
"""Sets of certificates."""

BIRTH_DAYS = (-7_000, -1_000, 3_000, 9_000, 14_670, 14_669, 14_671, 13_939, 13_940, 13_938, 15_000)
"""Some turn 16 or 18 on, before or after the policy day."""


class Filler:
    """Fills columns from a seed: a default, or with a chance one of the values."""

    def __init__(self, seed: int, chance: float) -> None:
        self.rng = np.random.default_rng(seed)
        self.chance = chance

    def column(
        self, size: int, values: Sequence[int], default: int | None = None
    ) -> npt.NDArray[np.int64]:
        """Gives one value per row; without a default always one of the values."""
        chosen = self.rng.choice(np.array(values, np.int64), size)
        if default is None:
            return chosen
        return np.where(self.rng.random(size) < self.chance, chosen, default)

    def flags(self, size: int) -> npt.NDArray[np.bool_]:
        """Gives truth values, mostly false where the chance is small."""
        return self.rng.random(size) < self.chance / 2

    def days(self, size: int, default: int) -> npt.NDArray[np.int64]:
        """Gives days around the policy day."""
        return self.column(size, [POLICY_DAY + day for day in DAYS], default)

    def lists(self, size: int, values: Sequence[int], most: int = 3) -> Ragged:
        """Gives lists with up to some values, empty ones by default."""
        counts = self.column(size, range(1, most + 1), 0)
        return ragged_of([self.rng.choice(values, count).tolist() for count in counts])


def people_columns(size: int, fill: Filler) -> PeopleColumns:
    """Makes people of any age and any wish."""
    occupations, places = range(len(OCCUPATIONS)), range(len(PLACES))
    skills = ragged_of([fill.rng.choice(DETAILED, fill.rng.integers(0, 3)) for _ in range(size)])
    return PeopleColumns(
        key=np.arange(100, 100 + size),
        home=fill.column(size, HOMES),
        birth_day=fill.column(size, BIRTH_DAYS, 5_000),
        sex=fill.column(size, (0, 1)),
        household=np.arange(size),
        work_ability=fill.column(size, (-1, 1, 2, 2, 3, 4), 0),
        education=fill.column(size, (-1, 0, 1, 2, 3, 4, 5), 3),
        speaks_mandarin=fill.column(size, (-1, 0), 1),
        wage_floor_fen=fill.column(size, WAGES_FEN, -1),
        available_from=fill.days(size, EARLIEST_DAY),
        available_until=fill.days(size, LATEST_DAY),
        earlier=fill.column(size, range(5), 0),
        certificates=fill.column(size, MASKS, 0),
        skill_occupation=skills,
        skill_level=fill.column(len(skills.values), range(6)),
        wished_occupation=fill.lists(size, occupations),
        excluded_occupation=fill.lists(size, occupations, most=2),
        wished_place=fill.lists(size, places),
        excluded_place=fill.lists(size, places, most=2),
        limit_place=fill.lists(size, places),
    )


def vacancy_columns(size: int, fill: Filler) -> VacancyColumns:
    """Makes vacancies that ask for anything, or for nothing."""
    wages = fill.column(size, (-1, *WAGES_FEN))
    width = fill.column(size, (0, 100_000, 250_000))
    return VacancyColumns(
        key=np.arange(900, 900 + size),
        employer=fill.column(size, range(1, 5)),
        industry=fill.column(size, range(3), -1),
        seats=fill.column(size, (0, 1, 1, 2, 3)),
        occupation=fill.column(size, DETAILED),
        place=fill.column(size, WORKS),
        kind=fill.column(size, (0, 1, 2)),
        wage_min_fen=wages,
        wage_max_fen=np.where(wages < 0, -1, wages + width),
        education_min=fill.column(size, range(5), -1),
        skill_level_min=fill.column(size, (1, 2, 4), 0),
        certificates=fill.column(size, MASKS, 0),
        is_hazardous=fill.flags(size),
        has_night_shift=fill.flags(size),
        needs_mandarin=fill.flags(size),
        is_for_pairs_only=fill.flags(size),
        is_care_post=fill.flags(size),
        recruits_from=fill.lists(size, (0, 1, 2, 3, 5), most=2),
        recruits_until=fill.days(size, LATEST_DAY),
        works_from=fill.days(size, EARLIEST_DAY),
        works_until=fill.days(size, LATEST_DAY),
        lawful_age_min=fill.column(size, (18,), -1),
        lawful_age_max=fill.column(size, (17, 50, 60), -1),
        lawful_sex=fill.column(size, (0, 1), -1),
        minimum_wage_fen=fill.column(size, (-1, 190_000, 290_000), 100_000),
    )


def made_market(people: int, vacancies: int, fill: Filler) -> MarketData:
    """Makes a market of given size."""
    home_index, work_index = np.full(len(PLACES), -1), np.full(len(PLACES), -1)
    home_index[list(HOMES)] = np.arange(len(HOMES))
    work_index[list(WORKS)] = np.arange(len(WORKS))
    metres = fill.column(len(HOMES) * len(WORKS), (5_000, 80_000, 500_000, 1_234_567))
    pairs = ((PLACES[1], PLACES[7]), (PLACES[2], PLACES[9]), (PLACES[0], "/"))
    context = MarketContext(
        policy_day=POLICY_DAY,
        place_codes=tuple(path.strip("/").split("/")[-1] for path in PLACES),
        place_paths=PLACES,
        occupations=OCCUPATIONS,
        distance_m=metres.reshape(len(HOMES), len(WORKS)),
        home_index=home_index,
        work_index=work_index,
        pairs=tuple(pair for pair in pairs if fill.rng.random() < 0.4),
        retention=drawn_model(int(fill.rng.integers(0, 8))).to_arrow(),
        caution_per_mille=int(fill.rng.choice([0, 0, 1000])),
    )
    return MarketData(people_columns(people, fill), vacancy_columns(vacancies, fill), context)


@st.composite
def markets(
    draw: st.DrawFn,
    *,
    min_people: int = 0,
    max_people: int = 8,
    min_vacancies: int = 0,
    max_vacancies: int = 8,
    chances: Sequence[float] = (0.05, 0.2, 0.5, 1.0),
) -> MarketData:
    """Draws a small market; empty ones too unless told otherwise."""
    people = draw(st.integers(min_people, max_people))
    vacancies = draw(st.integers(min_vacancies, max_vacancies))
    chance = draw(st.sampled_from(chances))
    return made_market(people, vacancies, Filler(draw(st.integers(0, 2**32 - 1)), chance))
