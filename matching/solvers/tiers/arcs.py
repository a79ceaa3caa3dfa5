"""Candidate arcs as arrays, as the engine takes them."""

from typing import Protocol

import numpy as np
import numpy.typing as npt

from matching.solvers.integers import IntArray
from matching.solvers.tiers.bound import NO_PAIR


class Arcs(Protocol):
    """Who may take which vacancy; an `AssignmentProblem` is one."""

    @property
    def laborer_count(self) -> int:
        """The number of laborers N."""

    @property
    def seats(self) -> IntArray:
        """Gives h_j >= 0 of each vacancy."""

    @property
    def arc_laborer(self) -> IntArray:
        """Gives the end i of each arc."""

    @property
    def arc_vacancy(self) -> IntArray:
        """Gives the end j of each arc; each pair at most once."""

    @property
    def arc_score(self) -> IntArray:
        """Gives s_ij >= 0 of each arc."""


def best_net(arcs: Arcs, prices: IntArray) -> IntArray:
    """Returns max_j (s_ij - p_j) over the arcs of each laborer, `NO_PAIR` if there is none.

    Parameters
    ----------
    arcs
        Candidate arcs.
    prices
        p_j of each vacancy.
    """
    best = np.full(arcs.laborer_count, NO_PAIR, dtype=np.int64)
    np.maximum.at(best, arcs.arc_laborer, arcs.arc_score - prices[arcs.arc_vacancy])
    return best


def reaches_free(arcs: Arcs, prices: IntArray) -> npt.NDArray[np.bool_]:
    """Tells whether each laborer has an arc to a vacancy at price 0.

    Parameters
    ----------
    arcs
        Candidate arcs.
    prices
        p_j of each vacancy.
    """
    reaches = np.zeros(arcs.laborer_count, dtype=np.bool_)
    reaches[arcs.arc_laborer[prices[arcs.arc_vacancy] == 0]] = True
    return reaches
