"""Rounds over a season: greedy, the weekly optimum and seat values against hindsight."""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import mean, stdev
from time import perf_counter

import numpy as np
import numpy.typing as npt

from matching.solvers.integers import IntArray
from matching.solvers.rolling.arrivals import Arrivals
from matching.solvers.rolling.planners import GreedyPlanner, MyopicPlanner, SeatValuePlanner
from matching.solvers.rolling.posts import Posts
from matching.solvers.rolling.season import Season, hindsight
from matching.solvers.rolling.simulate import play

BoolArray = npt.NDArray[np.bool_]

WEEKS = 12
TRADES = 8
PLACES = 6
LABORERS = 2_000
SKILLED_SHARE = 0.4
TRADE_POSTS = 45
OPEN_POSTS = 55
EARLIER_SEASONS = 6
OWN_TRADE = 250_000
"""What a trade adds to the score where it is asked for."""
FRESH_SEEDS = range(101, 121)
"""Seeds that no choice was made on."""


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
    trains: BoolArray


def run(sizes: Sequence[int]) -> None:
    """Prints each planner's share of hindsight, by season and in all.

    Parameters
    ----------
    sizes
        Numbers of people usual in a season; none for 2,000.
    """
    for size in sizes or (LABORERS,):
        _run_size(size)


def _run_size(laborers: int) -> None:
    print("  seed  people  greedy  weekly optimum  seat values  seconds")
    rows = []
    for seed in FRESH_SEEDS:
        made_up = made_up_season(seed, laborers=laborers)
        greedy, myopic, valued, seconds = shares_of_hindsight(made_up, seed)
        rows.append((greedy, myopic, valued))
        people = len(made_up.season.arrivals)
        print(f"{seed:6d} {people:7d} {greedy:7.2%} {myopic:15.2%} {valued:12.2%} {seconds:8.1f}")
    names = ("greedy", "weekly optimum", "seat values")
    for name, shares in zip(names, zip(*rows, strict=True), strict=True):
        print(
            f"{name}: mean {mean(shares):.2%}, standard deviation {stdev(shares):.2%}, "
            f"least {min(shares):.2%}, most {max(shares):.2%}"
        )


def shares_of_hindsight(made_up: MadeUpSeason, seed: int) -> tuple[float, float, float, float]:
    """Plays a season with greedy, the weekly optimum and seat values.

    Parameters
    ----------
    made_up
        The season and the ones before.
    seed
        Of the draws of futures.

    Returns
    -------
    tuple
        The three shares of hindsight and the seconds that seat values took.
    """
    best = hindsight(made_up.season).objective
    greedy = play(made_up.season, GreedyPlanner()).value
    myopic = play(made_up.season, MyopicPlanner()).value
    start = perf_counter()
    planner = SeatValuePlanner(made_up.history, np.random.default_rng(seed))
    valued = play(made_up.season, planner).value
    return greedy / best, myopic / best, valued / best, perf_counter() - start


def made_up_season(
    seed: int, *, laborers: int = LABORERS, untold_share: float = 0.0
) -> MadeUpSeason:
    """Draws posts, this season's people and those of earlier seasons.

    People without a trade come early and score a little more at posts that ask for a trade (better
    paid) than at others; people with one come late and are worth far more there. Seasons
    differ in how many come, in their trades and in when.

    Parameters
    ----------
    seed
        Of the random numbers.
    laborers
        How many come in a usual season; seats grow with them, lines do not.
    untold_share
        Of the posts that open later, how many are not known before.
    """
    rng = np.random.default_rng(seed)
    lines = _lines(rng, laborers, untold_share)
    usual = rng.dirichlet(np.full(TRADES, 6.0)) * laborers
    history = tuple(_arrivals(lines, usual, rng) for _ in range(EARLIER_SEASONS))
    return MadeUpSeason(Season(WEEKS, lines.posts, _arrivals(lines, usual, rng)), history)


def _lines(rng: np.random.Generator, laborers: int, untold_share: float) -> _Lines:
    count = TRADE_POSTS + OPEN_POSTS
    trade = np.concatenate([rng.integers(0, TRADES, TRADE_POSTS), np.full(OPEN_POSTS, -1)])
    heads = rng.lognormal(2.6, 0.7, count) * laborers / LABORERS
    seats = np.maximum(1, heads).astype(np.int64)
    opens = np.where(rng.random(count) < 0.8, 0, rng.integers(1, 6, count))
    is_short = (trade < 0) & (rng.random(count) < 0.3)
    closes = np.where(is_short, np.minimum(opens + rng.integers(2, 6, count), WEEKS - 1), WEEKS - 1)
    announced = np.where(rng.random(count) < untold_share, opens, 0)
    return _Lines(
        posts=Posts(seats, announced, opens, closes),
        trade=trade,
        place=rng.integers(0, PLACES, count),
        pay=np.where(trade < 0, 0, 80_000) + rng.integers(0, 60_000, count),
        trains=(trade < 0) | (rng.random(count) < 0.8),
    )


def _arrivals(lines: _Lines, usual: npt.NDArray[np.float64], rng: np.random.Generator) -> Arrivals:
    learners = rng.poisson((1 - SKILLED_SHARE) * usual.sum() * rng.lognormal(0, 0.08))
    by_trade = rng.poisson(SKILLED_SHARE * usual * rng.lognormal(0, 0.15, TRADES))
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
    is_learner = (trade < 0)[:, None] & lines.trains[None, :]
    may = wanted[:, lines.place] & (is_own | is_learner | (asks < 0))
    laborer, vacancy = np.nonzero(may)
    score = 320_000 + lines.pay[None, :] + liking[:, lines.place] + is_own * (OWN_TRADE + fit)
    return laborer, vacancy, score[laborer, vacancy]
