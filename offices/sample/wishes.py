"""What the surveyed people say: whether they want work, where, as what, for how much."""

import datetime as dt

import numpy as np
import polars as pl

from models.enums import NotWorkingReason, WorkAbility
from offices.sample.destinations import destinations
from offices.sample.draws import Flags, Integers, Texts, weighted
from offices.sample.sizes import SAMPLE_TODAY
from offices.sample.standing import POOL, UNWILLING, draw_unwilling_reasons
from offices.sample.trades import trades

COUNTY_ONLY, PROVINCE_ONLY, NEAR_FIRST, FAR_FIRST, ANYWHERE = range(5)
"""Where people of the pool want to work: limits first, then preferences."""

REACH_OF_WOMEN = (0.42, 0.04, 0.40, 0.07, 0.07)
REACH_OF_MEN = (0.30, 0.05, 0.40, 0.14, 0.11)
REACH_OF_WEAK = (0.55, 0.07, 0.34, 0.0, 0.04)
"""Shares by sex and ability: care of children and old people keeps more women near."""

HAS_SKILL = 0.66
NAMES_OCCUPATION = 0.78
NAMES_SECOND = 0.25
VAGUE_SHARE = 0.05
EXCLUDES_OCCUPATION = 0.06
EXCLUDES_PLACE = 0.05
NO_FLOOR_SHARE = 0.12
HIGH_FLOOR_SHARE = 0.01
LEAVES_EARLY_SHARE = 0.08
"""Shares of the pool who say so; plausible, no source gives them."""

HIGH_FLOOR = 13_000
"""Yuan a month that no post pays."""

NEAR_FLOOR = 2000
FAR_FLOOR_SHARE = 0.85
"""Least pay in yuan of people who stay near; of the others, the share of their trade's average."""

EXCLUDED_TRADES = ("scaffolding", "moulding", "guarding", "elderly", "labouring", "dishes")


def draw_survey(rng: np.random.Generator, people: pl.DataFrame) -> pl.DataFrame:
    """Draws the answers of the pool and of the unwilling, one row per surveyed person.

    Returns
    -------
    polars.DataFrame
        ``row`` (position in ``people``), ``is_willing``, ``reason``, ``reach``, wishes as titles,
        places as position in ``destinations()`` (-1 none), ``wage_floor`` in yuan (-1 none), dates.
    """
    rows = people.with_row_index("row").filter(pl.col("standing").is_in([POOL, UNWILLING]))
    willing = (rows["standing"] == POOL).to_numpy()
    reach = _draw_reach(rng, rows)
    count = rows.height
    today = np.datetime64(SAMPLE_TODAY, "D")
    reasons = draw_unwilling_reasons(rng, rows["age"].to_numpy(), rows["is_female"].to_numpy())
    seeking = np.where(rng.random(count) < 0.7, NotWorkingReason.SEEKING.value, "")
    answers = pl.DataFrame(
        {
            "row": rows["row"],
            "is_willing": willing,
            "reason": np.where(willing, seeking, reasons),
            "reach": reach,
            "surveyed_on": today - rng.integers(2, 32, count),
            "wage_floor": _draw_floors(rng, reach, rows["trade"].to_numpy()),
            "wished_place": np.where(reach == FAR_FIRST, _draw_places(rng, count), -1),
            "excluded_place": np.where(
                (reach >= NEAR_FIRST) & (rng.random(count) < EXCLUDES_PLACE),
                _draw_places(rng, count),
                -1,
            ),
            "available_from": today + rng.integers(-14, 30, count),
            "available_until": _draw_ends(rng, count),
            "has_companion": rng.random(count) < 0.07,
            "wants_training": rng.random(count) < 0.22,
        }
    )
    return answers.with_columns(
        **_draw_occupations(rng, rows["trade"].to_numpy()), **_draw_skills(rng, rows)
    )


def _draw_reach(rng: np.random.Generator, rows: pl.DataFrame) -> Integers:
    is_weak = (rows["work_ability"] == WorkAbility.WEAK.value).to_numpy()
    drawn = [
        weighted(rng, shares, rows.height)
        for shares in (REACH_OF_WOMEN, REACH_OF_MEN, REACH_OF_WEAK)
    ]
    by_sex = np.where(rows["is_female"].to_numpy(), drawn[0], drawn[1])
    return np.asarray(np.where(is_weak, drawn[2], by_sex))


def _draw_floors(rng: np.random.Generator, reach: Integers, trade: Integers) -> Integers:
    count = len(reach)
    pay = np.array([item.pay for item in trades()])[trade]
    near = NEAR_FLOOR * rng.lognormal(-0.08, 0.16, count)
    far = pay * FAR_FLOOR_SHARE * rng.lognormal(0, 0.1, count)
    floor = np.where((reach == COUNTY_ONLY) | (reach == NEAR_FIRST), near, far)
    floor = np.where(rng.random(count) < HIGH_FLOOR_SHARE, HIGH_FLOOR, floor)
    return np.where(
        rng.random(count) < NO_FLOOR_SHARE, -1, np.rint(floor / 100).astype(np.int64) * 100
    )


def _draw_places(rng: np.random.Generator, count: int) -> Integers:
    return weighted(rng, destinations()["weight"].to_numpy(), count)


def _draw_ends(
    rng: np.random.Generator, count: int
) -> np.ndarray[tuple[int], np.dtype[np.datetime64]]:
    last = np.datetime64(dt.date(2026, 9, 1), "D") + rng.integers(0, 122, count)
    return np.where(rng.random(count) < LEAVES_EARLY_SHARE, last, np.datetime64("NaT", "D"))


def _draw_occupations(rng: np.random.Generator, trade: Integers) -> dict[str, Texts | Flags]:
    count = len(trade)
    named = rng.random(count) < NAMES_OCCUPATION
    vague = rng.random(count) < VAGUE_SHARE
    has_vague = np.array([item.vague_wishes != item.wishes for item in trades()])
    first = np.where(vague, _titles(rng, trade, "vague_wishes"), _titles(rng, trade, "wishes"))
    other = rng.integers(0, len(trades()), count)
    second = np.where(named & (rng.random(count) < NAMES_SECOND), _titles(rng, other, "wishes"), "")
    refused = [position for position, item in enumerate(trades()) if item.code in EXCLUDED_TRADES]
    no_thanks = np.array(refused)[rng.integers(0, len(refused), count)]
    excluded = (rng.random(count) < EXCLUDES_OCCUPATION) & (no_thanks != trade)
    return {
        "wished_title": np.where(named, first, ""),
        "is_vague": named & vague & has_vague[trade],
        "second_title": np.where(second == first, "", second),
        "excluded_title": np.where(excluded, _titles(rng, no_thanks, "titles"), ""),
    }


def _draw_skills(
    rng: np.random.Generator, rows: pl.DataFrame
) -> dict[str, Texts | Integers | Flags]:
    count = rows.height
    trade = rows["trade"].to_numpy()
    level = rows["level"].to_numpy()
    skilled = (rng.random(count) < HAS_SKILL) | (level > 0)
    certificates = np.array([item.certificate for item in trades()])[trade]
    return {
        "skill_title": np.where(skilled, _titles(rng, trade, "titles"), ""),
        "skill_level": level,
        "certificate": np.where(rows["has_certificate"].to_numpy(), certificates, ""),
        "has_health_certificate": rng.random(count) < 0.2,
        "has_driving_licence": rng.random(count) < 0.12,
    }


def _titles(rng: np.random.Generator, trade: Integers, field: str) -> Texts:
    """Gives each one of the trade's texts of a kind."""
    lists = [getattr(item, field) for item in trades()]
    width = max(len(texts) for texts in lists)
    table = np.array([[texts[at % len(texts)] for at in range(width)] for texts in lists])
    sizes = np.array([len(texts) for texts in lists])[trade]
    return np.asarray(table[trade, (rng.random(len(trade)) * sizes).astype(np.int64)])
