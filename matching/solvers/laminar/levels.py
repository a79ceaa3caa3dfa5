"""What a plan under quotas demands of prices and multipliers, and the nearest that meet it.

Give each vacancy the level P_j, its price with the multipliers of all sets that hold it added; each
set of vacancies the level of the multipliers of it and of all sets that hold it; each set of
laborers minus the same sum. What lies outside has the level 0. A plan and levels prove each other
when

    P_k >= P_m + s_ik - s_im                  for i at m, k != m,
    level of i's smallest set >= P_m - s_im   for i at m,
    P_k >= level of i's smallest set + s_ik   for i without a vacancy,
    P_j >= level of j's smallest set, and no more where a seat is free,
    set >= its parent where more than the minimum are placed (vacancies), no more than its parent
    where fewer than the maximum are; the other way round for laborers.

Each is a difference, so all that is said in `matching.solvers.prices` holds: with H the highest
levels that prove, those nearest to x are the lowest above min(x, H).
"""

from dataclasses import dataclass

import numpy as np

from matching.pairs.scanner import Arcs
from matching.solvers.displacement import home_scores, moves_between
from matching.solvers.errors import SolverFailedError
from matching.solvers.integers import IntArray
from matching.solvers.laminar.layers import Layers
from matching.solvers.solution import NOBODY
from matching.solvers.tiers.longest import UNREACHED, graph_of, longest_paths

FREE = 2**61
"""Beyond every level: no bound on a vacancy by itself."""


@dataclass(frozen=True, slots=True, eq=False)
class Levels:
    """Levels of vacancies, sets of vacancies and sets of laborers.

    Parameters
    ----------
    vacancy, vacancy_set, laborer_set
        As in the module's head.
    """

    vacancy: IntArray
    vacancy_set: IntArray
    laborer_set: IntArray

    def joined(self) -> IntArray:
        """Gives all levels one after the other, 0 of what lies outside last."""
        outside = np.zeros(1, np.int64)
        return np.concatenate((self.vacancy, self.vacancy_set, self.laborer_set, outside))


def levels_of_prices(layers: Layers, price: IntArray) -> Levels:
    """Gives the levels of prices without multipliers.

    Parameters
    ----------
    layers
        The problem but its pairs.
    price
        p_j of each vacancy.
    """
    return Levels(
        price,
        np.zeros(layers.vacancy_sets.count, np.int64),
        np.zeros(layers.laborer_sets.count, np.int64),
    )


def nearest_levels(layers: Layers, arcs: Arcs, plan: IntArray, wanted: Levels) -> Levels:
    """Returns levels that prove a plan on listed pairs and stay close to given ones.

    Parameters
    ----------
    layers
        The problem but its pairs.
    arcs
        The listed pairs.
    plan
        A plan of the highest score under the quotas.
    wanted
        Levels to stay close to.

    Raises
    ------
    SolverFailedError
        If there are none: the plan is not of the highest score.
    """
    tail, head, gain = _demands(layers, arcs, plan)
    nodes = layers.seats.size + layers.vacancy_sets.count + layers.laborer_sets.count + 1
    fixed = np.full(nodes, UNREACHED, np.int64)
    fixed[-1] = 0
    highest = -longest_paths(graph_of(nodes, head, tail, gain), fixed)
    level = longest_paths(graph_of(nodes, tail, head, gain), np.minimum(wanted.joined(), highest))
    if level[-1]:
        raise SolverFailedError(step="prices", status="rising")
    ends = np.cumsum((layers.seats.size, layers.vacancy_sets.count, layers.laborer_sets.count))
    return Levels(*np.split(level, ends)[:3])


def _demands(layers: Layers, arcs: Arcs, plan: IntArray) -> tuple[IntArray, IntArray, IntArray]:
    """Gives every demand "head >= tail + gain"."""
    parts = [_moves(layers, arcs, plan), *_ins_and_outs(layers, arcs, plan), *_sets(layers, plan)]
    tail, head, gain = (np.concatenate(columns) for columns in zip(*parts, strict=True))
    return tail, head, gain


def _moves(layers: Layers, arcs: Arcs, plan: IntArray) -> tuple[IntArray, IntArray, IntArray]:
    stranger, at_home = home_scores(arcs.start, arcs.vacancy, arcs.score, plan)
    if stranger >= 0:
        raise SolverFailedError(step="prices", status="pair_without_arc")
    none, all_ = np.full((2, layers.seats.size), FREE, np.int64)
    first, target, gain = moves_between(
        arcs.start, arcs.vacancy, arcs.score, plan, at_home, -none, all_
    )
    tail = np.repeat(np.arange(first.size - 1), np.diff(first))
    return tail, target.astype(np.int64), gain


def _ins_and_outs(
    layers: Layers, arcs: Arcs, plan: IntArray
) -> list[tuple[IntArray, IntArray, IntArray]]:
    """Joins vacancies with the sets of those who are placed, and of those who could be."""
    first = layers.seats.size + layers.vacancy_sets.count
    outside = first + layers.laborer_sets.count
    of_laborer = layers.laborer_sets.of_member
    node = np.where(of_laborer >= 0, first + of_laborer, outside)
    laborer = arcs.laborer
    home = plan[laborer]
    held, out = np.flatnonzero(arcs.vacancy == home), np.flatnonzero(home == NOBODY)
    return [
        _greatest(plan[laborer[held]], node[laborer[held]], -arcs.score[held]),
        _greatest(node[laborer[out]], arcs.vacancy[out].astype(np.int64), arcs.score[out]),
    ]


def _greatest(
    tail: IntArray, head: IntArray, gain: IntArray
) -> tuple[IntArray, IntArray, IntArray]:
    """Keeps of several demands between two nodes the one that gains most."""
    order = np.lexsort((-gain, head, tail))
    tail, head, gain = tail[order], head[order], gain[order]
    is_first = np.ones(tail.size, np.bool_)
    is_first[1:] = (tail[1:] != tail[:-1]) | (head[1:] != head[:-1])
    return tail[is_first], head[is_first], gain[is_first]


def _sets(layers: Layers, plan: IntArray) -> list[tuple[IntArray, IntArray, IntArray]]:
    """Joins vacancies with their sets, and sets with their parents."""
    posts, groups = layers.vacancy_sets, layers.laborer_sets
    first, second = layers.seats.size, layers.seats.size + posts.count
    outside = second + groups.count
    vacancies = np.arange(first, dtype=np.int64)
    above = np.where(posts.of_member >= 0, first + posts.of_member, outside)
    is_free = np.bincount(plan[plan != NOBODY], minlength=first) < layers.seats
    in_posts, in_groups = layers.placed(plan)
    found = [_free(above, vacancies), _free(vacancies[is_free], above[is_free])]
    for forest, begin, count in ((posts, first, in_posts), (groups, second, in_groups)):
        one = begin + np.arange(forest.count, dtype=np.int64)
        over = np.where(forest.parent >= 0, begin + forest.parent, outside)
        rises, falls = count > forest.least, ~forest.has_most | (count < forest.most)
        if forest is groups:
            rises, falls = falls, rises
        found += [_free(over[rises], one[rises]), _free(one[falls], over[falls])]
    return found


def _free(tail: IntArray, head: IntArray) -> tuple[IntArray, IntArray, IntArray]:
    return tail, head, np.zeros_like(tail)
