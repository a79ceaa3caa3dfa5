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
import numpy.typing as npt

from matching.solvers.integers import IntArray
from matching.solvers.solution import NOBODY
from matching.solvers.tiers.arcs import Arcs
from matching.solvers.tiers.households import Households
from matching.solvers.tiers.longest import Graph, graph_of


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
    to_free
        Nodes that 0 must be at least as high as, with the gain to be added: the way leads to a free
        seat.
    """

    graph: Graph
    from_out: tuple[IntArray, IntArray]
    from_last_out: tuple[IntArray, IntArray]
    to_out: tuple[IntArray, IntArray]
    to_last_out: tuple[IntArray, IntArray]
    to_free: tuple[IntArray, IntArray]


def residual_of(arcs: Arcs, households: Households, plan: IntArray) -> Residual:
    """Writes down what a plan demands.

    Vacancies with a free seat stay at 0, so edges to them do not enter the graph.

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
    at_home = _scores_at_home(arcs, plan)
    member = households.is_member
    numbers = arcs.seats.size + np.arange(households.count, dtype=np.int64)
    placed_of = households.placed(is_placed)

    waiting = is_useful & ~is_placed[arcs.arc_laborer] & ~member[arcs.arc_laborer]
    single = np.flatnonzero(is_placed & ~member)
    return Residual(
        graph=_graph(arcs, households, plan, at_home, is_useful),
        from_out=_with_gain(numbers, arcs.arc_vacancy[waiting], arcs.arc_score[waiting]),
        from_last_out=_with_gain(numbers[placed_of == 0]),
        to_out=_with_gain(numbers[placed_of > 1], plan[single], -at_home[single]),
        to_last_out=_with_gain(numbers),
        to_free=_to_free(arcs, households, plan, at_home, ~is_useful, taken < arcs.seats),
    )


def _to_free(
    arcs: Arcs,
    households: Households,
    plan: IntArray,
    at_home: IntArray,
    is_to_free: npt.NDArray[np.bool_],
    is_free: npt.NDArray[np.bool_],
) -> tuple[IntArray, IntArray]:
    """Gives who must be at 0 at most, since a laborer there may take a free seat."""
    home = plan[arcs.arc_laborer]
    moving = is_to_free & (home != NOBODY) & (home != arcs.arc_vacancy)
    waiting = is_to_free & (home == NOBODY) & households.is_member[arcs.arc_laborer]
    nodes = (home[moving], arcs.seats.size + households.of_laborer[arcs.arc_laborer[waiting]])
    gain = (
        arcs.arc_score[moving] - at_home[arcs.arc_laborer[moving]],
        arcs.arc_score[waiting],
    )
    return _with_gain(np.flatnonzero(is_free), np.concatenate(nodes), np.concatenate(gain))


def _graph(
    arcs: Arcs,
    households: Households,
    plan: IntArray,
    at_home: IntArray,
    is_useful: npt.NDArray[np.bool_],
) -> Graph:
    """Joins vacancies by who may move, and households with vacancies by who may step in or out."""
    member = households.is_member
    node = arcs.seats.size + households.of_laborer
    home = plan[arcs.arc_laborer]
    moving = is_useful & (home != NOBODY) & (home != arcs.arc_vacancy)
    waiting = is_useful & (home == NOBODY) & member[arcs.arc_laborer]
    placed = np.flatnonzero((plan != NOBODY) & member)
    tail = (home[moving], node[arcs.arc_laborer[waiting]], plan[placed])
    head = (arcs.arc_vacancy[moving], arcs.arc_vacancy[waiting], node[placed])
    gain = (
        arcs.arc_score[moving] - at_home[arcs.arc_laborer[moving]],
        arcs.arc_score[waiting],
        -at_home[placed],
    )
    nodes = arcs.seats.size + households.count
    return graph_of(nodes, np.concatenate(tail), np.concatenate(head), np.concatenate(gain))


def _scores_at_home(arcs: Arcs, plan: IntArray) -> IntArray:
    """Gives s_im of each laborer at m, 0 of those who are out."""
    chosen = arcs.arc_vacancy == plan[arcs.arc_laborer]
    scores = np.zeros(arcs.laborer_count, dtype=np.int64)
    scores[arcs.arc_laborer[chosen]] = arcs.arc_score[chosen]
    return scores


def _with_gain(
    free: IntArray, nodes: IntArray | None = None, gain: IntArray | None = None
) -> tuple[IntArray, IntArray]:
    """Joins nodes without a gain with nodes that have one."""
    none = np.zeros_like(free)
    if nodes is None or gain is None:
        return free, none
    return np.concatenate((free, nodes)), np.concatenate((none, gain))
