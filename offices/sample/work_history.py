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

RECORDED_OF_POOL = 0.55
"""Share of the pool with any work on record."""

FINDS_WORK = 1 / 15
"""Chance a month that somebody without work begins some. It lets about as many of those with a
record be at work today as are; so standing says nothing of how stays ended."""

TRIES = 12
"""Times a history is drawn anew until it ends as the person stands today."""

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
    recorded = pool.filter(pl.Series(rng.random(pool.height) < RECORDED_OF_POOL))
    drawn = []
    for standing, is_open in ((at_work, True), (recorded, False)):
        missing = standing
        for _ in range(TRIES):
            found = _renewed(rng, missing, employers)
            as_wanted = _as_they_stand(found, missing, is_open=is_open)
            drawn.append(found.filter(pl.col("row").is_in(as_wanted.implode())))
            missing = missing.filter(~pl.col("row").is_in(as_wanted.implode()))
        drawn.append(_begun_today(rng, missing, employers) if is_open else found.clear())
    return _described(rng, pl.concat(drawn).sort("row", "start"), employers)


def _renewed(rng: np.random.Generator, rows: pl.DataFrame, employers: pl.DataFrame) -> pl.DataFrame:
    """Lets stays and months without work follow each other until today; ``end`` -1: at work."""
    none = pl.lit(0, pl.Int64)
    drawn = [_spells(rng, rows.clear(), employers).with_columns(start=none, end=none)]
    begins = FIRST_MONTH + _months_without(rng, rows.height)
    while len(rows := rows.filter(pl.Series(begins < TODAY_MONTH))):
        begins = begins[begins < TODAY_MONTH]
        spells = _spells(rng, rows, employers)
        ends = begins + rng.geometric(1 - spells["monthly_stay"].to_numpy())
        is_over = ends < TODAY_MONTH
        drawn.append(
            spells.with_columns(start=pl.Series(begins), end=pl.Series(np.where(is_over, ends, -1)))
        )
        rows = rows.filter(pl.Series(is_over))
        begins = ends[is_over] + _months_without(rng, rows.height)
    return pl.concat(drawn)


def _months_without(rng: np.random.Generator, count: int) -> Integers:
    return rng.geometric(FINDS_WORK, count) - 1


def _as_they_stand(found: pl.DataFrame, rows: pl.DataFrame, *, is_open: bool) -> pl.Series:
    """Gives the rows whose history ends as wanted: at work, or not, but with some record."""
    by_row = found.group_by("row").agg(is_open=(pl.col("end") < 0).any())
    return rows.join(by_row.filter(pl.col("is_open") == is_open), on="row", how="semi")["row"]


def _begun_today(
    rng: np.random.Generator, rows: pl.DataFrame, employers: pl.DataFrame
) -> pl.DataFrame:
    """Gives first work to those at work whose history never ended so."""
    begun = pl.lit(TODAY_MONTH - 1, pl.Int64)
    return _spells(rng, rows, employers).with_columns(start=begun, end=pl.lit(-1, pl.Int64))


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
