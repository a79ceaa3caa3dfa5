"""Work records by month: who is at work now, and earlier stays that ended."""

import numpy as np
import polars as pl

from models.enums import Channel, VacancyKind
from offices.sample.draws import Floats, Integers, weighted
from offices.sample.sizes import SAMPLE_TODAY
from offices.sample.standing import AT_WORK, POOL
from offices.sample.trades import sectors, trades

TODAY_MONTH = SAMPLE_TODAY.year * 12 + SAMPLE_TODAY.month - 1
"""Months since year 0, counted from 0."""

FIRST_MONTH = TODAY_MONTH - 42
"""Records reach back to autumn 2022."""

STABLE_MONTHS = 6

EARLIER_OF_WORKERS = 0.45
EARLIER_OF_POOL = 0.55
"""Share of people with an earlier stay on record."""

NEAR_SHARE = 0.16
"""Share of stays in the home county."""

TRADE_EFFECT = {
    "assembly": -0.35,
    "sewing": 0.2,
    "courier": -0.5,
    "sorting": -0.6,
    "elderly": 0.3,
    "cleaning": 0.35,
    "serving": -0.3,
    "welding": 0.3,
    "machining": 0.25,
    "guarding": 0.1,
}
"""Log odds that a trade adds to staying six months; plausible, not measured."""


def draw_work_history(
    rng: np.random.Generator, people: pl.DataFrame, employers: pl.DataFrame
) -> pl.DataFrame:
    """Draws the open records of everybody at work and ended ones of workers and pool.

    Returns
    -------
    polars.DataFrame
        One row per record: ``row`` (position in ``people``), ``employer`` (position in
        ``employers``), ``trade``, ``start`` and ``end`` as months since year 0 (``end`` -1: at
        work), ``wage`` in yuan a month, ``channel``, ``kind``, ``has_contract``, ``has_insurance``.
    """
    rows = people.with_row_index("row")
    at_work = rows.filter(pl.col("standing") == AT_WORK)
    pool = rows.filter(pl.col("standing") == POOL)
    earlier_workers = at_work.filter(pl.Series(rng.random(at_work.height) < EARLIER_OF_WORKERS))
    earlier_pool = pool.filter(pl.Series(rng.random(pool.height) < EARLIER_OF_POOL))
    current = _spells(rng, at_work, employers)
    months = np.minimum(rng.geometric(1 - current["monthly_stay"].to_numpy()) - 1, 36)
    current = current.with_columns(start=TODAY_MONTH - months, end=pl.lit(-1, dtype=pl.Int64))
    starts = dict(zip(current["row"].to_list(), current["start"].to_list(), strict=True))
    before = [
        starts.get(row, TODAY_MONTH - 1) for row in [*earlier_workers["row"], *earlier_pool["row"]]
    ]
    ended = _ended(
        rng,
        _spells(rng, pl.concat([earlier_workers, earlier_pool]), employers),
        np.array(before, dtype=np.int64),
    )
    return _described(rng, pl.concat([current, ended]), employers)


def _spells(rng: np.random.Generator, rows: pl.DataFrame, employers: pl.DataFrame) -> pl.DataFrame:
    """Gives each person an employer of the trade's sector, near or far, and a chance to stay."""
    listed = trades()
    names = [item.name for item in sectors()]
    sector_of_trade = np.array([names.index(item.sector) for item in listed])
    trade = rows["trade"].to_numpy()
    sector = sector_of_trade[trade]
    near = rng.random(rows.height) < NEAR_SHARE
    popularity = rng.lognormal(0, 1.0, employers.height)
    employer = np.zeros(rows.height, dtype=np.int64)
    home = rows["county"].to_numpy()
    for is_near in (True, False):
        for at in range(len(names)):
            wanted = np.flatnonzero((near == is_near) & (sector == at))
            offered = (employers["is_local"].to_numpy() == is_near) & (
                employers["kind"].to_numpy() != VacancyKind.PUBLIC_WELFARE.value
            )
            same = offered & (employers["sector"].to_numpy() == at)
            candidates = np.flatnonzero(same if same.any() else offered)
            employer[wanted] = candidates[weighted(rng, popularity[candidates], len(wanted))]
    employer = _kept_home(rng, employer, near, home, employers)
    effect = np.array([TRADE_EFFECT.get(item.code, 0.0) for item in listed])[trade]
    odds = employers["stay_odds"].to_numpy()[employer] + effect
    return pl.DataFrame(
        {
            "row": rows["row"],
            "employer": employer,
            "trade": trade,
            "monthly_stay": (1 / (1 + np.exp(-odds))) ** (1 / STABLE_MONTHS),
        }
    )


def _kept_home(
    rng: np.random.Generator,
    employer: Integers,
    near: "np.ndarray[tuple[int], np.dtype[np.bool_]]",
    home: "np.ndarray[tuple[int], np.dtype[np.object_]]",
    employers: pl.DataFrame,
) -> Integers:
    """Moves near stays to employers of the person's own county where it has any."""
    counties = employers["county"].to_numpy()
    local = employers["is_local"].to_numpy() & (
        employers["kind"].to_numpy() != VacancyKind.PUBLIC_WELFARE.value
    )
    kept = employer.copy()
    for county in np.unique(home[near].astype("U20")):
        candidates = np.flatnonzero(local & (counties == county))
        moved = np.flatnonzero(near & (home == county) & (counties[employer] != county))
        if len(candidates) and len(moved):
            kept[moved] = candidates[rng.integers(0, len(candidates), len(moved))]
    return kept


def _ended(rng: np.random.Generator, spells: pl.DataFrame, before: Integers) -> pl.DataFrame:
    """Dates stays that ended before the months ``before``."""
    lasts = rng.geometric(1 - spells["monthly_stay"].to_numpy())
    span = np.maximum(before - FIRST_MONTH, 1)
    start = FIRST_MONTH + (rng.random(spells.height) * span).astype(np.int64)
    # a stay that reaches into the next one is moved back, or cut where it would begin too early
    start = np.maximum(np.minimum(start, before - 1 - lasts), FIRST_MONTH)
    end = np.minimum(start + lasts, before - 1)
    return spells.with_columns(start=pl.Series(start), end=pl.Series(end)).filter(
        pl.col("end") > pl.col("start")
    )


def _described(
    rng: np.random.Generator, spells: pl.DataFrame, employers: pl.DataFrame
) -> pl.DataFrame:
    count = spells.height
    chosen = employers[spells["employer"].to_numpy()]
    is_local = chosen["is_local"].to_numpy()
    pay = np.array([item.pay for item in trades()])[spells["trade"].to_numpy()] * rng.lognormal(
        0, 0.14, count
    )
    organised = rng.random(count) < 0.46
    channel = np.where(
        is_local,
        Channel.LOCAL.value,
        np.where(organised, Channel.ORGANISED.value, Channel.SELF.value),
    )
    contract = rng.random(count) < 0.62
    return spells.drop("monthly_stay").with_columns(
        wage=pl.Series(_tens(np.where(is_local, 0.74, 1.0) * pay)),
        channel=pl.Series(channel),
        kind=chosen["kind"],
        title=pl.Series(
            np.array([item.titles[0] for item in trades()])[spells["trade"].to_numpy()]
        ),
        has_contract=pl.Series(contract),
        has_insurance=pl.Series(contract & (rng.random(count) < 0.6)),
        leave_reason=pl.Series(
            np.where(spells["end"].to_numpy() < 0, 0, 1 + weighted(rng, LEAVE_WEIGHTS, count))
        ),
    )


LEAVE_WEIGHTS = (12, 2, 10, 4, 5, 2, 10, 7, 9, 3, 4, 7, 8, 4, 3, 7, 2, 3, 6, 6, 3, 2, 1, 2, 3)
"""Weights of the leave reasons 01 to 25; plausible, no source gives them."""


def _tens(yuan: Floats) -> Integers:
    return np.rint(yuan / 10).astype(np.int64) * 10
