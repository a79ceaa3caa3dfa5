"""Values of best plans by scipy, on the full table of pairs; shares no code with our solvers."""

import numpy as np
import numpy.typing as npt
from scipy.optimize import linear_sum_assignment

from matching.columns.market_data import MarketData
from matching.explain.override_trials import Trials, trials_of
from matching.market.arcs import candidate_arcs
from matching.market.weights import DEFAULT_WEIGHTS
from tests.matching.explain.solved import solved
from tests.matching.market_strategies import Filler, made_market

Table = npt.NDArray[np.int64]
"""Scores of laborers by vacancies, -1 where a rule forbids the pair."""

NEVER = -(10**12)
"""Below what any plan could make up for."""


def table_of(data: MarketData) -> Table:
    """Writes out the scores of a market."""
    arcs = candidate_arcs(data, DEFAULT_WEIGHTS)
    table = np.full((len(data.people), len(data.vacancies)), -1, np.int64)
    table[arcs.arc_laborer, arcs.arc_vacancy] = arcs.arc_score
    return table


def best_value(table: Table, seats: Table) -> int:
    """The value of the best plan: every seat a column, staying out a column of one's own."""
    scores = np.repeat(np.where(table < 0, NEVER, table), seats, axis=1)
    square = np.hstack([scores, np.zeros((len(table), len(table)), np.int64)])
    rows, columns = linear_sum_assignment(square, maximize=True)
    return int(square[rows, columns].sum())


def best_with_pair(table: Table, seats: Table, person: int, vacancy: int) -> int:
    """The value of the best plan that makes a pair, which needs a seat and no rule against it."""
    fewer = seats.copy()
    fewer[vacancy] -= 1
    return int(table[person, vacancy]) + best_value(np.delete(table, person, axis=0), fewer)


def is_in_some_best(table: Table, seats: Table, person: int, vacancy: int) -> bool:
    """Whether some best plan makes a pair."""
    if table[person, vacancy] < 0 or not seats[vacancy]:
        return False
    return best_with_pair(table, seats, person, vacancy) == best_value(table, seats)


def is_placed_in_some_best(table: Table, seats: Table, person: int) -> bool:
    """Whether some best plan places a person anywhere."""
    posts = range(len(seats))
    return any(is_in_some_best(table, seats, person, vacancy) for vacancy in posts)


def trials_in(data: MarketData) -> Trials:
    """A solved market laid out for trials."""
    return trials_of(solved(data))


def crowded(seed: int, people: int = 14, vacancies: int = 7, chance: float = 0.08) -> MarketData:
    """A market with fewer seats than people."""
    return made_market(people, vacancies, Filler(seed, chance))
