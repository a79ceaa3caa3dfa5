"""Other ways to solve the reference market, each a job of its own."""

from time import perf_counter

import networkx as nx
import numpy as np
from scipy.sparse import csr_array
from scipy.sparse.csgraph import min_weight_full_bipartite_matching

from benchmarks.flows import Arcs
from benchmarks.reference_arcs import feasible_arcs, reference_arcs
from benchmarks.timed import Timed

ABOVE_SCORES = 10**6 + 1
"""More than any score: what going without costs where a matching must be full."""


def seats_by_scipy(laborers: int) -> Timed:
    """Times scipy's full matching on all feasible pairs, a column a seat and one a laborer.

    Parameters
    ----------
    laborers
        10^4 and fewer: seats multiply the arcs by their number.
    """
    seats, arcs = reference_arcs(laborers).seats, feasible_arcs(laborers)
    begun = perf_counter()
    columns = _seat_columns(laborers, seats, arcs)
    built = perf_counter()
    rows, chosen = min_weight_full_bipartite_matching(columns)
    solved = perf_counter()
    value = ABOVE_SCORES * laborers - int(columns[rows, chosen].sum())
    return Timed(solved - built, value, built - begun, len(arcs.score))


def _seat_columns(laborers: int, seats: np.ndarray, arcs: Arcs) -> csr_array:
    """Repeats each arc for every seat, and lets everybody go without at the price of no score."""
    first = np.concatenate([[0], np.cumsum(seats)])
    copies = seats[arcs.vacancy]
    number = np.arange(copies.sum()) - np.repeat(np.cumsum(copies) - copies, copies)
    row = np.repeat(arcs.laborer, copies)
    column = np.repeat(first[arcs.vacancy], copies) + number
    cost = np.repeat(ABOVE_SCORES - arcs.score, copies)
    every = np.arange(laborers)
    entries = np.concatenate([cost, np.full(laborers, ABOVE_SCORES)])
    places = (np.concatenate([row, every]), np.concatenate([column, first[-1] + every]))
    return csr_array((entries, places), shape=(laborers, int(first[-1]) + laborers))


def flow_by_networkx(laborers: int) -> Timed:
    """Times networkx' network simplex on all feasible pairs, for 10^4 laborers and fewer."""
    seats, arcs = reference_arcs(laborers).seats, feasible_arcs(laborers)
    begun = perf_counter()
    graph = _networkx_graph(laborers, seats, arcs)
    built = perf_counter()
    cost, _ = nx.network_simplex(graph)
    solved = perf_counter()
    return Timed(solved - built, -int(cost), built - begun, len(arcs.score))


def _networkx_graph(laborers: int, seats: np.ndarray, arcs: Arcs) -> "nx.DiGraph[int]":
    sink = laborers + len(seats)
    graph: nx.DiGraph[int] = nx.DiGraph()
    graph.add_nodes_from(range(laborers), demand=-1)
    graph.add_node(sink, demand=laborers)
    for laborer in range(laborers):
        graph.add_edge(laborer, sink, capacity=1, weight=0)
    for vacancy, heads in enumerate(seats.tolist()):
        graph.add_edge(laborers + vacancy, sink, capacity=heads, weight=0)
    columns = (arcs.laborer.tolist(), arcs.vacancy.tolist(), arcs.score.tolist())
    for laborer, vacancy, score in zip(*columns, strict=True):
        graph.add_edge(laborer, laborers + vacancy, capacity=1, weight=-score)
    return graph


def greedy_by_score(laborers: int) -> Timed:
    """Times the clerk who always fills the best pair left, on all feasible pairs; 10^5 and fewer.

    Parameters
    ----------
    laborers
        Size of the reference market.
    """
    seats, arcs = reference_arcs(laborers).seats, feasible_arcs(laborers)
    begun = perf_counter()
    order = np.lexsort((arcs.vacancy, arcs.laborer, -arcs.score))
    waits, free, value = [True] * laborers, seats.tolist(), 0
    columns = (arcs.laborer[order], arcs.vacancy[order], arcs.score[order])
    for laborer, vacancy, score in zip(*(column.tolist() for column in columns), strict=True):
        if waits[laborer] and free[vacancy]:
            waits[laborer] = False
            free[vacancy] -= 1
            value += score
    return Timed(perf_counter() - begun, value, arcs=len(arcs.score))
