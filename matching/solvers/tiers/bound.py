"""What prices prove about households lifted, people placed and score together.

Give C1 for each household lifted and C2 for each person placed. With v_g between 0 and C1 for each
household, for any prices p >= 0 and any plan,

    C1 H + C2 n + value <= sum_j h_j p_j + sum_g (C1 - v_g) + sum_i max(0, b_i + v_g(i)),

where b_i = C2 + max over ALL feasible j of (s_ij - p_j) and v_g(i) is 0 for a laborer without a
household. The best v_g is what its best member lacks, -max b_i, kept within 0 and C1; with it the
household's terms are max(0, C1 + min(0, max b_i)) + sum_i max(0, b_i). So prices alone are the
proof, and one pass over all pairs that yields the best net value of each laborer checks it.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from matching.solvers.integers import IntArray, exact_dot, exact_sum
from matching.solvers.tiers.households import Households

NO_PAIR = -(2**62)
"""The best net value of a laborer without a feasible vacancy."""


@dataclass(frozen=True, slots=True)
class Bonuses:
    """What a household lifted and a person placed count in points of score.

    Parameters
    ----------
    household
        C1 >= 0.
    person
        C2 >= 0.
    """

    household: int
    person: int


COUNT_HOUSEHOLDS = Bonuses(household=1, person=0)
"""With scores of 0, the bound is one on the households lifted."""
COUNT_PEOPLE = Bonuses(household=0, person=1)
"""With scores of 0, the bound is one on the people placed."""


def bonus_bound(
    seats: IntArray,
    prices: IntArray,
    best_net: IntArray,
    households: Households,
    bonuses: Bonuses,
) -> int:
    """Bounds C1 H + C2 n + value of every plan.

    Parameters
    ----------
    seats
        h_j of each vacancy.
    prices
        p_j >= 0 of each vacancy.
    best_net
        max over all feasible j of (s_ij - p_j) of each laborer, `NO_PAIR` if there is none. The
        bound holds for the pairs over which this was taken.
    households
        The households that count.
    bonuses
        C1 and C2.
    """
    net = best_net + bonuses.person
    missing = bonuses.household - household_duals(best_net, households, bonuses)
    return exact_dot(seats, prices) + exact_sum(np.maximum(net, 0)) + exact_sum(missing)


def household_duals(best_net: IntArray, households: Households, bonuses: Bonuses) -> IntArray:
    """Gives the best v_g: what the household's best member lacks, at most C1.

    With it, laborer i of household g has the surplus u_i = max(0, best_net_i + C2 + v_g): for any
    v_g > 0 nobody of the household is above 0 before, and nobody is after.

    Parameters
    ----------
    best_net, households, bonuses
        As in `bonus_bound`.
    """
    best = np.full(households.count, NO_PAIR, dtype=np.int64)
    members = households.is_member
    np.maximum.at(best, households.of_laborer[members], best_net[members])
    return np.clip(-(best + bonuses.person), 0, bonuses.household)


def laborer_surpluses(
    best_net: IntArray, household_dual: IntArray, households: Households, bonuses: Bonuses
) -> IntArray:
    """Gives u_i = max(0, best_net_i + C2 + v_g(i)) of each laborer.

    Taken over all pairs and over the listed ones, with the same prices and duals, it tells whose
    list lacks a pair: those whose surplus differs.

    Parameters
    ----------
    best_net, households, bonuses
        As in `bonus_bound`.
    household_dual
        v_g of each household.
    """
    dual = np.append(household_dual, 0)[households.of_laborer]  # the last place is -1, none
    surplus: IntArray = np.maximum(best_net + dual + bonuses.person, 0)
    return surplus


def score_bound(
    seats: IntArray,
    prices: IntArray,
    best_net: IntArray,
    households: Households,
    bonuses: Bonuses,
    counts: tuple[int, int],
) -> int:
    """Bounds the score of every plan that lifts and places at least so many.

    Parameters
    ----------
    seats, prices, best_net, households, bonuses
        As in `bonus_bound`.
    counts
        Households lifted H and people placed n.
    """
    together = bonus_bound(seats, prices, best_net, households, bonuses)
    return together - int(bonuses.household) * counts[0] - int(bonuses.person) * counts[1]


def households_bound(
    seats: IntArray, prices: IntArray, reaches_free: npt.NDArray[np.bool_], households: Households
) -> int:
    """Bounds the households lifted by every plan.

    Parameters
    ----------
    seats
        h_j of each vacancy.
    prices
        0 or 1 of each vacancy.
    reaches_free
        Whether each laborer has a feasible vacancy at price 0.
    households
        The households that count.
    """
    return bonus_bound(seats, prices, count_net(reaches_free), households, COUNT_HOUSEHOLDS)


def people_bound(
    seats: IntArray, prices: IntArray, reaches_free: npt.NDArray[np.bool_], households: Households
) -> int:
    """Bounds the people placed by every plan.

    Parameters
    ----------
    seats, prices, reaches_free, households
        As in `households_bound`.
    """
    return bonus_bound(seats, prices, count_net(reaches_free), households, COUNT_PEOPLE)


def count_net(reaches_free: npt.NDArray[np.bool_]) -> IntArray:
    """Gives the best net value where every pair scores 0 and prices are 0 or 1.

    Parameters
    ----------
    reaches_free
        Whether each laborer has a feasible vacancy at price 0.
    """
    return np.where(reaches_free, 0, -1).astype(np.int64)
