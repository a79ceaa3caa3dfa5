"""How large a sample is, and on which day it plays."""

import datetime as dt
from dataclasses import dataclass

SAMPLE_TODAY = dt.date(2026, 3, 2)
"""The sample's own today: all its dates lie around the spring departure of 2026."""


@dataclass(frozen=True, slots=True)
class SampleSize:
    """The extent of a sample.

    Parameters
    ----------
    name
        Stable name, part of the files' names.
    home_path
        Region path whose townships the people are registered in.
    office_code
        County or prefecture whose office received the vacancies.
    register_people
        People on the register: children, old people and people at work included.
    pool_people
        People whom a round matches: willing, able, surveyed, not at work.
    at_work_share
        Share of the able people outside the pool who are at work.
    vacancy_lines
        Lines of the vacancy sheets.
    seats
        Posts wanted in all lines together.
    seed
        Seed of the random draws; the same seed gives the same sample.
    """

    name: str
    home_path: str
    office_code: str
    register_people: int
    pool_people: int
    at_work_share: float
    vacancy_lines: int
    seats: int
    seed: int = 20260302


HUAYUAN = "/430000/433100/433124/"
XIANGXI = "/430000/433100/"

ROUND = SampleSize("round", HUAYUAN, "433124", 960, 300, 0.72, 60, 660)
"""One ordinary round, domain figures: 300 people and 60 vacancy lines."""

COUNTY = SampleSize("county", HUAYUAN, "433124", 58_000, 20_000, 0.72, 1_500, 40_000)
"""A whole county's register; about 40,000 posts in 1,500 lines."""

PREFECTURE = SampleSize("prefecture", XIANGXI, "433100", 350_000, 20_000, 0.85, 1_500, 40_000)
"""A prefecture's register of which one round takes a part."""

PROVINCE = SampleSize("province", "/430000/", "430000", 1_518_600, 500_000, 0.72, 30_500, 1_810_000)
"""The whole province: 1,518,600 registered, 30,500 lines with 1.81 million posts."""

SIZES = {size.name: size for size in (ROUND, COUNTY, PREFECTURE, PROVINCE)}
