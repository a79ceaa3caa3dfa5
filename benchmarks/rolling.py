"""Rounds over a season: greedy, the weekly optimum and seat values against hindsight."""

from dataclasses import dataclass

import numpy as np

from matching.solvers.integers import IntArray
from matching.solvers.rolling.arrivals import Arrivals
from matching.solvers.rolling.posts import Posts
from matching.solvers.rolling.season import Season

WEEKS = 12
TRADES = 8
PLACES = 6
LEARNERS = 1_200
SKILLED = 800
EARLIER_SEASONS = 6
TOP = 10**6


@dataclass(frozen=True, slots=True, eq=False)
class MadeUpSeason:
    """A season to play and what came in the seasons before, with arcs to this season's posts."""

    season: Season
    history: tuple[Arrivals, ...]


@dataclass(frozen=True, slots=True, eq=False)
class _Lines:
    """Posts with what scores look at; trade -1 takes anybody."""

    posts: Posts
    trade: IntArray
    place: IntArray
    pay: IntArray
    trains: IntArray


def made_up_season(seed: int) -> MadeUpSeason:
    """Draws posts, this season's people and those of earlier seasons.

    People without a trade come early and score a little more at posts that ask for a trade (better
    paid) than at others; people with one come late and are worth far more there. Seasons
    differ in how many come, in their trades and in when.

    Parameters
    ----------
    seed
        Of the random numbers.
    """
    rng = np.random.default_rng(seed)
    lines = _lines(rng)
    usual = rng.dirichlet(np.full(TRADES, 6.0))
    history = tuple(_arrivals(lines, usual, rng) for _ in range(EARLIER_SEASONS))
    return MadeUpSeason(Season(WEEKS, lines.posts, _arrivals(lines, usual, rng)), history)


def _lines(rng: np.random.Generator, skilled: int = 45, open_to_all: int = 55) -> _Lines:
    count = skilled + open_to_all
    trade = np.concatenate([rng.integers(0, TRADES, skilled), np.full(open_to_all, -1)])
    seats = np.maximum(1, rng.lognormal(2.6, 0.7, count)).astype(np.int64)
    opens = np.where(rng.random(count) < 0.8, 0, rng.integers(1, 6, count))
    is_short = (trade < 0) & (rng.random(count) < 0.3)
    closes = np.where(is_short, np.minimum(opens + rng.integers(2, 6, count), WEEKS - 1), WEEKS - 1)
    announced = np.where(rng.random(count) < 0.5, 0, opens)
    return _Lines(
        posts=Posts(seats, announced, opens, closes),
        trade=trade,
        place=rng.integers(0, PLACES, count),
        pay=np.where(trade < 0, 0, 80_000) + rng.integers(0, 60_000, count),
        trains=np.where(trade < 0, True, rng.random(count) < 0.8),
    )


def _arrivals(lines: _Lines, usual: IntArray, rng: np.random.Generator) -> Arrivals:
    learners = rng.poisson(LEARNERS * rng.lognormal(0, 0.08))
    by_trade = rng.poisson(SKILLED * usual * rng.lognormal(0, 0.15, TRADES))
    trade = np.concatenate([np.full(learners, -1), np.repeat(np.arange(TRADES), by_trade)])
    count = trade.size
    late = rng.normal(0, 0.6)
    week = np.where(trade < 0, rng.beta(1.2, 2.6, count), rng.beta(3.2, 1.6, count)) * WEEKS
    week = np.clip(week + np.where(trade < 0, 0, late), 0, WEEKS - 1).astype(np.int64)
    leaving = np.minimum(week + rng.geometric(0.5, count) - 1, WEEKS - 1)
    return Arrivals(week, leaving, *_arcs(lines, trade, rng))


def _arcs(
    lines: _Lines, trade: IntArray, rng: np.random.Generator
) -> tuple[IntArray, IntArray, IntArray]:
    wanted = rng.random((trade.size, PLACES)) < 0.5
    fit = rng.integers(0, 120_000, (trade.size, 1))
    liking = rng.integers(0, 80_000, (trade.size, PLACES))
    asks = lines.trade[None, :]
    is_own = (asks >= 0) & (asks == trade[:, None])
    is_learner = (trade < 0)[:, None] & (lines.trains[None, :] == 1)
    may = wanted[:, lines.place] & (is_own | is_learner | (asks < 0))
    laborer, vacancy = np.nonzero(may)
    score = 320_000 + lines.pay[None, :] + liking[:, lines.place] + is_own * (400_000 + fit)
    return laborer, vacancy, np.minimum(score[laborer, vacancy], TOP)
