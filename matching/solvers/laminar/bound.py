"""What levels prove over all pairs under quotas.

With p_j the level of a vacancy less that of its smallest set, and the multiplier of a set the
level less its parent's (for laborers the parent's less its own), every plan that keeps the quotas
is worth at most

    sum_i u_i + sum_j h_j p_j + sum over sets of (most * multiplier if positive, else least * it),

where u_i = max(0, max over ALL feasible j of (s_ij - P_j) - multipliers of the sets that hold i).
"""

from dataclasses import dataclass

import numpy as np

from matching.columns.arrays import Ints
from matching.solvers.integers import IntArray, exact_dot, exact_sum
from matching.solvers.laminar.forest import Forest
from matching.solvers.laminar.layers import Layers
from matching.solvers.laminar.levels import Levels


@dataclass(frozen=True, slots=True, eq=False)
class Duals:
    """Prices and multipliers.

    Parameters
    ----------
    price
        p_j >= 0.
    vacancy_set, laborer_set
        The multiplier of each set: at least 0 if its maximum has a price, at most 0 if its minimum
        has.
    """

    price: IntArray
    vacancy_set: IntArray
    laborer_set: IntArray


def duals_of(layers: Layers, levels: Levels) -> Duals:
    """Takes levels apart.

    Parameters
    ----------
    layers
        The problem but its pairs.
    levels
        The levels.
    """
    posts, groups = layers.vacancy_sets, layers.laborer_sets
    post_level = np.append(levels.vacancy_set, 0)
    group_level = np.append(levels.laborer_set, 0)
    return Duals(
        price=levels.vacancy - post_level[posts.of_member],
        vacancy_set=levels.vacancy_set - post_level[posts.parent],
        laborer_set=group_level[groups.parent] - levels.laborer_set,
    )


def surpluses(layers: Layers, levels: Levels, best_net: Ints) -> Ints:
    """Gives u_i of each laborer.

    Parameters
    ----------
    layers
        The problem but its pairs.
    levels
        The levels.
    best_net
        max over all feasible j of (s_ij - P_j), far below 0 if there is none.
    """
    found: Ints = np.maximum(best_net + staying_out(layers, levels), 0)
    return found


def staying_out(layers: Layers, levels: Levels) -> Ints:
    """Gives the level of each laborer's smallest set, 0 without one.

    Parameters
    ----------
    layers
        The problem but its pairs.
    levels
        The levels.
    """
    return np.append(levels.laborer_set, 0)[layers.laborer_sets.of_member]


def bound_of(layers: Layers, duals: Duals, surplus: Ints) -> int:
    """Bounds the score of every plan that keeps the quotas.

    Parameters
    ----------
    layers
        The problem but its pairs.
    duals
        Prices and multipliers.
    surplus
        u_i of each laborer; the bound holds for the pairs over which it was taken.
    """
    seats = exact_sum(surplus) + exact_dot(layers.seats, duals.price)
    posts = _of_sets(layers.vacancy_sets, duals.vacancy_set)
    return seats + posts + _of_sets(layers.laborer_sets, duals.laborer_set)


def _of_sets(forest: Forest, multiplier: IntArray) -> int:
    most, least = np.maximum(multiplier, 0), np.minimum(multiplier, 0)
    return exact_dot(forest.most, most) + exact_dot(forest.least, least)
