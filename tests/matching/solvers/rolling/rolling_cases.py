"""Small seasons to play, with what came in the seasons before."""

from dataclasses import dataclass

from hypothesis import strategies as st
from numpy.random import default_rng

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


@st.composite
def small_seasons(draw: st.DrawFn) -> SmallSeason:
    """Posts open, close and become known in any order; people come, wait or leave at once."""
    count = draw(st.integers(0, 3))
    weeks = st.lists(st.integers(0, WEEKS - 1), min_size=count, max_size=count)
    seats = draw(st.lists(st.integers(0, 2), min_size=count, max_size=count))
    posts = Posts(seats, draw(weeks), draw(weeks), draw(weeks))
    history = draw(st.lists(arrivals(count), max_size=3))
    season = Season(WEEKS, posts, draw(arrivals(count)))
    return SmallSeason(season, tuple(history), draw(st.integers(0, 99)))


@st.composite
def arrivals(draw: st.DrawFn, vacancies: int) -> Arrivals:
    """Up to five people with any arcs and a few different scores."""
    count = draw(st.integers(0, 5))
    weeks = st.lists(st.integers(0, WEEKS - 1), min_size=count, max_size=count)
    arrival = draw(weeks)
    leaving = [max(first, last) for first, last in zip(arrival, draw(weeks), strict=True)]
    every = [(i, j) for i in range(count) for j in range(vacancies)]
    pairs = draw(st.lists(st.sampled_from(every), unique=True)) if every else []
    scores = draw(st.lists(st.integers(0, 9), min_size=len(pairs), max_size=len(pairs)))
    return Arrivals(arrival, leaving, [i for i, _ in pairs], [j for _, j in pairs], scores)


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
