"""Longest paths in a graph whose cycles gain nothing, compiled."""

from dataclasses import dataclass

import numpy as np

from matching.pairs.compiled import compiled
from matching.solvers.errors import SolverFailedError
from matching.solvers.integers import IntArray

UNREACHED = -(2**62)
"""The length where no path leads."""


@dataclass(frozen=True, slots=True, eq=False)
class Graph:
    """Edges by their tail.

    Parameters
    ----------
    first
        Place of each node's first edge, and the number of edges at the end.
    head, gain
        Where an edge leads and what it adds to a path.
    """

    first: IntArray
    head: IntArray
    gain: IntArray

    def reversed_edges(self) -> tuple[IntArray, IntArray, IntArray]:
        """Gives tail, head and gain of every edge turned round."""
        tail = np.repeat(np.arange(self.first.size - 1), np.diff(self.first))
        return self.head, tail, self.gain


def graph_of(nodes: int, tail: IntArray, head: IntArray, gain: IntArray) -> Graph:
    """Orders edges by their tail.

    Parameters
    ----------
    nodes
        Number of nodes.
    tail, head, gain
        The edges.
    """
    order = np.argsort(tail, kind="stable")
    degree = np.bincount(tail, minlength=nodes)
    first = np.concatenate((np.zeros(1, np.int64), np.cumsum(degree, dtype=np.int64)))
    return Graph(first=first, head=head[order], gain=gain[order])


def longest_paths(graph: Graph, start: IntArray) -> IntArray:
    """Returns the length of the longest path to each node, `UNREACHED` where none leads.

    Parameters
    ----------
    graph
        The edges.
    start
        What a path that starts at a node begins with, `UNREACHED` where none may start.

    Raises
    ------
    SolverFailedError
        If a cycle gains: there is no longest path.
    """
    length = start.copy()
    if not _raise_lengths(graph.first, graph.head, graph.gain, length):
        raise SolverFailedError(step="prices", status="rising")
    return length


@compiled
def _raise_lengths(first: IntArray, head: IntArray, gain: IntArray, length: IntArray) -> bool:
    """Follows the nodes that rose, first come first served, for at most as many rounds as nodes."""
    nodes = length.size
    queue = np.empty(nodes + 1, np.int64)
    waits = np.zeros(nodes, np.bool_)
    front, back = 0, 0
    for node in range(nodes):
        if length[node] > UNREACHED:
            queue[back] = node
            waits[node] = True
            back += 1
    for _ in range(nodes + 1):
        end = back
        while front != end:
            node = queue[front]
            front = (front + 1) % (nodes + 1)
            waits[node] = False
            for edge in range(first[node], first[node + 1]):
                target = head[edge]
                offer = length[node] + gain[edge]
                if offer > length[target]:
                    length[target] = offer
                    if not waits[target]:
                        waits[target] = True
                        queue[back] = target
                        back = (back + 1) % (nodes + 1)
        if front == back:
            return True
    return False
