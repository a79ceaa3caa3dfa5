"""What an optimal plan demands of prices, as edges of a graph.

Let q_g = C2 + v_g be what a household gives a member who is placed, A = C2 and B = C1 + C2: the
levels of the nodes "out" and "last out". A plan and prices prove each other when

    p_k >= p_m + s_ik - s_im        for i at m, k != m,
    p_k >= q_g + s_ik               for i of household g (or A without) who is out,
    q_g >= p_m - s_im               for i of household g at m (or A without),
    q_g >= A, B >= q_g,
    A >= q_g                        where two of g or more are placed,
    q_g >= B                        where none is,
    p >= 0, B >= A >= 0, and p_j = 0 where a seat is free.

Each line "x >= y + gain" is an edge from y to x. The least solution is the longest paths from 0.
"""

from dataclasses import dataclass

import numpy as np

from matching.solvers.integers import IntArray
from matching.solvers.solution import NOBODY
from matching.solvers.tiers.arcs import Arcs
from matching.solvers.tiers.households import Households
from matching.solvers.tiers.longest import Graph, graph_of


@dataclass(frozen=True, slots=True, eq=False)
class Edges:
    """Edges as three columns."""

    tail: IntArray
    head: IntArray
    gain: IntArray


@dataclass(frozen=True, slots=True, eq=False)
class Residual:
    """The demands of a plan on vacancies 0..V-1 and households V..V+G-1.

    Parameters
    ----------
    graph
        Demands of these nodes on each other.
    from_out, from_last_out
        Nodes that must have at least A, and at least B, with the gain to be added.
    to_out, to_last_out
        Nodes that A, and B, must be at least as high as, with the gain to be added.
    """

    graph: Graph
    from_out: tuple[IntArray, IntArray]
    from_last_out: tuple[IntArray, IntArray]
    to_out: tuple[IntArray, IntArray]
    to_last_out: tuple[IntArray, IntArray]


def residual_of(arcs: Arcs, households: Households, plan: IntArray) -> Residual:
    """Writes down what a plan demands.

    Vacancies with a free seat stay at 0, so edges to them are left out.

    Parameters
    ----------
    arcs
        Candidate arcs.
    households
        The households that count.
    plan
        An optimal plan.
    """
    is_placed = plan != NOBODY
    taken = np.bincount(plan[is_placed], minlength=arcs.seats.size)
    is_useful = (taken >= arcs.seats)[arcs.arc_vacancy]
    home = plan[arcs.arc_laborer]
    is_chosen = home == arcs.arc_vacancy
    score_at_home = np.zeros(arcs.laborer_count, dtype=np.int64)
    score_at_home[arcs.arc_laborer[is_chosen]] = arcs.arc_score[is_chosen]

    vacancies = arcs.seats.size
    node = vacancies + households.of_laborer
    member = households.is_member
    waiting = is_useful & (home == NOBODY)
    waiting_member = waiting & member[arcs.arc_laborer]
    waiting_single = waiting & ~member[arcs.arc_laborer]
    moving = is_useful & (home != NOBODY) & ~is_chosen
    placed_member = np.flatnonzero(is_placed & member)
    placed_single = np.flatnonzero(is_placed & ~member)
    mover = arcs.arc_laborer[moving]
    tail = (home[moving], node[arcs.arc_laborer[waiting_member]], plan[placed_member])
    head = (arcs.arc_vacancy[moving], arcs.arc_vacancy[waiting_member], node[placed_member])
    gain = (
        arcs.arc_score[moving] - score_at_home[mover],
        arcs.arc_score[waiting_member],
        -score_at_home[placed_member],
    )
    numbers = vacancies + np.arange(households.count, dtype=np.int64)
    together = households.placed(is_placed)
    several, none = numbers[together > 1], numbers[together == 0]
    return Residual(
        graph=graph_of(
            vacancies + households.count,
            np.concatenate(tail),
            np.concatenate(head),
            np.concatenate(gain),
        ),
        from_out=_with_gain(
            numbers, arcs.arc_vacancy[waiting_single], arcs.arc_score[waiting_single]
        ),
        from_last_out=_with_gain(none),
        to_out=_with_gain(several, plan[placed_single], -score_at_home[placed_single]),
        to_last_out=_with_gain(numbers),
    )


def _with_gain(
    free: IntArray, nodes: IntArray | None = None, gain: IntArray | None = None
) -> tuple[IntArray, IntArray]:
    """Joins nodes without a gain with nodes that have one."""
    none = np.zeros_like(free)
    if nodes is None or gain is None:
        return free, none
    return np.concatenate((free, nodes)), np.concatenate((none, gain))
