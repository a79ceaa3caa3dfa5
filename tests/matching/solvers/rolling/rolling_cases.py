"""Small seasons to play, with what came in the seasons before."""

from dataclasses import dataclass

import numpy as np
from hypothesis import strategies as st
from numpy.random import Generator, default_rng

from matching.solvers.rolling.arrivals import Arrivals
from matching.solvers.rolling.planners import (
    GreedyPlanner,
    MyopicPlanner,
    SeatValuePlanner,
)
from matching.solvers.rolling.posts import Posts
from matching.solvers.rolling.season import Season
from matching.solvers.rolling.simulate import Planner

WEEKS = 3


@dataclass(frozen=True, slots=True, eq=False)
class SmallSeason:
    """A season, the ones before and a seed."""

    season: Season
    history: tuple[Arrivals, ...]
    seed: int

    def planners(self) -> tuple[Planner, ...]:
        """Makes one of each kind."""
        values = SeatValuePlanner(self.history, default_rng(self.seed))
        return GreedyPlanner(), MyopicPlanner(), values


def small_season(seed: int) -> SmallSeason:
    """Posts open, close and become known in any order; people come, wait or leave at once."""
    rng = default_rng(seed)
    count = int(rng.choice(4, p=[0.04, 0.32, 0.32, 0.32]))
    first = rng.integers(0, WEEKS, (2, count)) * (rng.random((2, count)) < 0.25)
    last = np.where(rng.random(count) < 0.7, WEEKS - 1, rng.integers(0, WEEKS, count))
    posts = Posts(rng.integers(0, 3, count), first[0], first[1], last)
    history = tuple(_arrivals(count, rng) for _ in range(rng.integers(0, 4)))
    return SmallSeason(Season(WEEKS, posts, _arrivals(count, rng)), history, seed)


def small_seasons() -> st.SearchStrategy[SmallSeason]:
    """Draws small seasons, a few scores equal among them."""
    return st.integers(0, 2**32).map(small_season)


def _arrivals(vacancies: int, rng: Generator) -> Arrivals:
    count = int(rng.choice(6, p=[0.05, 0.1, 0.15, 0.2, 0.25, 0.25]))
    arrival = rng.integers(0, WEEKS, count) * (rng.random(count) < 0.6)
    laborer, vacancy = np.nonzero(rng.random((count, vacancies)) < 0.7)
    leaving = np.maximum(arrival, rng.integers(0, WEEKS, count))
    return Arrivals(arrival, leaving, laborer, vacancy, rng.integers(0, 10, laborer.size))


def one_by_one(*people: tuple[int, int, dict[int, int]]) -> Arrivals:
    """Makes arrivals from (first week, last week, score by vacancy)."""
    arcs = [(i, j, s) for i, (_, _, scores) in enumerate(people) for j, s in scores.items()]
    return Arrivals(
        [first for first, _, _ in people],
        [last for _, last, _ in people],
        [i for i, _, _ in arcs],
        [j for _, j, _ in arcs],
        [s for _, _, s in arcs],
    )
