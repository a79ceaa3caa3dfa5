"""Made-up firms: what they do, where, and how well people stay with them."""

import tomllib
from functools import cache
from typing import Any

import numpy as np
import polars as pl

from offices.sample.credit_codes import credit_codes
from offices.sample.destinations import destinations
from offices.sample.draws import Integers, Texts, weighted
from offices.sample.names import DATA
from offices.sample.trades import sectors

STAY_MEAN = 0.62
STAY_SPREAD = 0.6
"""Share of people still there after six months: the typical firm's, and the spread in log odds."""

LOCAL_STAY_BONUS = 0.9
"""Log odds by which people stay longer near home; plausible, not measured."""

HOME_FIRM_SECTORS = (6, 1, 2, 2, 0.6, 2, 0.7)
"""Weights of the sectors among ordinary firms of a home county, in the order of the data file."""


@cache
def firm_parts() -> dict[str, Any]:
    """Reads the parts of firms' names, once."""
    return tomllib.loads((DATA / "firms.toml").read_text(encoding="utf-8"))


def draw_employers(rng: np.random.Generator, count: int, first: int) -> pl.DataFrame:
    """Draws firms at destinations, numbered from ``first``.

    Returns
    -------
    polars.DataFrame
        ``employer``, ``name``, ``credit_code``, ``sector`` (position in ``sectors()``),
        ``stay_odds`` (log odds that somebody is still there after six months), ``place_code``,
        ``place_name``, ``province``, ``prefecture``, ``county``, ``is_local``.
    """
    places = destinations()
    place = places[weighted(rng, places["weight"].to_numpy(), count)]
    sector = weighted(rng, [item.weight for item in sectors()], count)
    return _firms(rng, first, sector, place).with_columns(is_local=pl.lit(value=False))


def draw_home_firms(rng: np.random.Generator, homes: pl.DataFrame, first: int) -> pl.DataFrame:
    """Draws one ordinary firm for each given home township, with the same columns.

    ``homes`` has the columns of ``homes.COLUMNS``.
    """
    sector = weighted(rng, HOME_FIRM_SECTORS, homes.height)
    place = homes.select(
        code="county_code",
        name=pl.col("county") + pl.col("township"),
        short_name="county",
        province="province",
        prefecture="prefecture",
        county="county",
        work_code="township_code",
    )
    firms = _firms(rng, first, sector, place)
    return firms.with_columns(
        place_code=place["work_code"],
        stay_odds=pl.col("stay_odds") + LOCAL_STAY_BONUS,
        is_local=pl.lit(value=True),
    )


def home_offices(
    rng: np.random.Generator, homes: pl.DataFrame, first: int, kind: str
) -> pl.DataFrame:
    """Gives each given township its workshops or its office of public-welfare posts.

    ``kind`` is a key of the firms' data file: ``workshop`` or ``public_welfare``.
    """
    parts = firm_parts()
    firms = draw_home_firms(rng, homes, first)
    brand = pl.Series(_brands(np.arange(first, first + homes.height)))
    office = homes["township"] + parts["mark"] + brand
    return firms.with_columns(name=office + parts[kind] + parts["sample"])


def _firms(
    rng: np.random.Generator, first: int, sector: Integers, place: pl.DataFrame
) -> pl.DataFrame:
    parts = firm_parts()
    lines = [item.firms for item in sectors()]
    picks = rng.random(len(sector))
    line = [lines[at][int(pick * len(lines[at]))] for at, pick in zip(sector, picks, strict=True)]
    number = np.arange(first, first + len(sector))
    return pl.DataFrame(
        {
            "employer": number,
            "name": place["short_name"]
            + parts["mark"]
            + pl.Series(_brands(number))
            + pl.Series(line, dtype=pl.String)
            + parts["limited"],
            "credit_code": credit_codes(place["code"].to_numpy().astype("U6"), number),
            "sector": sector,
            "stay_odds": np.log(STAY_MEAN / (1 - STAY_MEAN))
            + rng.normal(0, STAY_SPREAD, len(sector)),
            "place_code": place["code"],
            "place_name": place["name"],
            "province": place["province"],
            "prefecture": place["prefecture"],
            "county": place["county"],
        }
    )


def _brands(number: Integers) -> Texts:
    """Gives every number its own brand of three characters; they repeat after some 60,000."""
    letters = np.array(list(dict.fromkeys(firm_parts()["brands"])))
    size = len(letters)
    mixed = (number * 523 + 101) % size**3
    two = np.strings.add(letters[mixed % size], letters[(mixed // size) % size])
    return np.strings.add(two, letters[mixed // size**2])
