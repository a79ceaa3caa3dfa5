"""Markets to solve over all pairs, and their optimum found in other ways."""

from collections.abc import Sequence
from dataclasses import replace
from functools import cache

import networkx as nx
import numpy as np
from hypothesis import strategies as st
from scipy.optimize import linear_sum_assignment

from matching.explain.narrowed import among_vacancies
from matching.pairs.forms import ClassTable
from matching.pairs.market import Market, PartColumns
from matching.pairs.plain import FORBIDDEN
from matching.pairs.taken import with_laborers
from matching.solvers.problem import AssignmentProblem
from tests.matching.pairs.pair_markets import Shape, all_scores, drawn_market

DIGIT = 2**14
"""Scores of dense markets are split into a high and a low table of 16 bits each."""


@st.composite
def tiny_markets(draw: st.DrawFn, *, least: int = 0, fewest_rules: int = 0) -> Market:
    """Draws markets small enough to try every plan."""
    laborers, vacancies = draw(st.integers(least, 5)), draw(st.integers(least, 4))
    rng = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    return drawn_market(rng, laborers, vacancies, tiny_shape(rng, fewest_rules))


def tiny_shape(rng: np.random.Generator, fewest_rules: int = 0) -> Shape:
    """Draws figures with many ties or few, rules that leave much or little, seats scarce or not."""
    return Shape(
        parts=int(rng.integers(1, 4)),
        rules=fewest_rules + int(rng.integers(0, 3)),
        fewest_rules=fewest_rules,
        top=int(rng.choice([2, 1000, 30_000])),
        weight=int(rng.choice([1, 300])),
        most_seats=int(rng.choice([1, 3])),
    )


def dense_market(seats: Sequence[int], scores: np.ndarray) -> Market:
    """Makes a market in which every pair has a score of its own below 2^28."""
    laborers, vacancies = (np.arange(size, dtype=np.int32) for size in scores.shape)
    high, low = np.divmod(scores, DIGIT)
    return Market(
        scores.shape[0],
        np.array(seats, np.int64),
        (
            PartColumns("high", DIGIT, (ClassTable(laborers, vacancies, high.astype(np.int16)),)),
            PartColumns("low", 1, (ClassTable(laborers, vacancies, low.astype(np.int16)),)),
        ),
        (),
    )


def brute_force(market: Market) -> int:
    """Finds the best value by trying every plan, laborer by laborer."""
    scores = all_scores(market).tolist()

    @cache
    def best_from(laborer: int, seats: tuple[int, ...]) -> int:
        if laborer == market.laborer_count:
            return 0
        best = best_from(laborer + 1, seats)
        for vacancy, free in enumerate(seats):
            score = scores[laborer][vacancy]
            if free and score != FORBIDDEN:
                left = (*seats[:vacancy], free - 1, *seats[vacancy + 1 :])
                best = max(best, score + best_from(laborer + 1, left))
        return best

    return best_from(0, tuple(market.seats.tolist()))


def listed_problem(market: Market) -> AssignmentProblem:
    """Lists every feasible pair of a market as an arc."""
    scores = all_scores(market)
    laborer, vacancy = np.nonzero(scores != FORBIDDEN)
    return AssignmentProblem(
        market.laborer_count, market.seats, laborer, vacancy, scores[laborer, vacancy]
    )


def scipy_optimum(market: Market) -> int:
    """Finds the best value by scipy with each seat a column of its own."""
    gain = np.repeat(np.maximum(all_scores(market), 0), market.seats, axis=1)
    rows, columns = linear_sum_assignment(gain, maximize=True)
    return int(gain[rows, columns].sum())


def networkx_optimum(market: Market) -> int:
    """Finds the best value by networkx as a flow of least cost."""
    problem = listed_problem(market)
    graph: nx.DiGraph[tuple[str, int]] = nx.DiGraph()
    sink = ("sink", 0)
    graph.add_node(sink, demand=market.laborer_count)
    for laborer in range(market.laborer_count):
        graph.add_node(("laborer", laborer), demand=-1)
        graph.add_edge(("laborer", laborer), sink, weight=0, capacity=1)
    for vacancy, seats in enumerate(market.seats.tolist()):
        graph.add_edge(("vacancy", vacancy), sink, weight=0, capacity=seats)
    columns = (problem.arc_laborer, problem.arc_vacancy, problem.arc_score)
    for laborer, vacancy, score in zip(*(column.tolist() for column in columns), strict=True):
        graph.add_edge(("laborer", laborer), ("vacancy", vacancy), weight=-score, capacity=1)
    return -int(nx.network_simplex(graph)[0])


def with_seats(market: Market, seats: np.ndarray) -> Market:
    """Makes the same market with other headcounts."""
    return Market(market.laborer_count, seats, market.parts, market.rules)


def renamed(market: Market, laborers: np.ndarray, vacancies: np.ndarray) -> Market:
    """Puts the people and posts at these old positions, in their order."""
    return replace(
        with_laborers(among_vacancies(market, vacancies), laborers), household_of_laborer=None
    )
