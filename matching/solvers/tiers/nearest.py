"""Prices that prove a plan by priorities and stay close to given ones.

With the bonuses given, what a plan demands of prices and household levels is a box and differences,
so all that is said in `matching.solvers.prices` holds: the levels nearest to x are the lowest above
min(x, H), H being the highest that prove. Larger bonuses prove a plan whenever smaller ones do, as
it lifts and places the most there can be.
"""

from dataclasses import dataclass

import numpy as np

from matching.solvers.errors import SolverFailedError
from matching.solvers.integers import IntArray
from matching.solvers.tiers.arcs import Arcs, best_net
from matching.solvers.tiers.bound import Bonuses, household_duals
from matching.solvers.tiers.duals import Duals
from matching.solvers.tiers.households import Households
from matching.solvers.tiers.longest import UNREACHED, graph_of, longest_paths
from matching.solvers.tiers.residual import Residual, residual_of

LARGEST_BONUSES = 2**60
"""Above the least bonuses of every market whose scores the engine takes."""


@dataclass(frozen=True, slots=True, eq=False)
class Wanted:
    """Prices to stay close to, and the cuts that bonuses raise.

    Parameters
    ----------
    price
        p_j of each vacancy.
    bonuses
        The bonuses for which they were found.
    households_cut, people_cut
        0 or 1 of each vacancy: the prices that prove the two counts. Where a bonus is larger by
        some amount, the prices of its cut are.
    """

    price: IntArray
    bonuses: Bonuses
    households_cut: IntArray
    people_cut: IntArray

    def at(self, bonuses: Bonuses) -> IntArray:
        """Carries the prices over to other bonuses."""
        return (
            self.price
            + (bonuses.household - self.bonuses.household) * self.households_cut
            + (bonuses.person - self.bonuses.person) * self.people_cut
        )


def nearest_duals(arcs: Arcs, households: Households, plan: IntArray, wanted: Wanted) -> Duals:
    """Returns prices that prove a plan, close to given ones, doubling bonuses that do not suffice.

    Parameters
    ----------
    arcs
        Candidate arcs.
    households
        The households that count.
    plan
        A plan of the highest score among those that lift and place the most.
    wanted
        Prices to stay close to; both its bonuses are at least 1.

    Raises
    ------
    SolverFailedError
        If there are no such prices: the plan is not one of the highest score.
    """
    residual = residual_of(arcs, households, plan)
    graph = residual.graph
    turned = graph_of(graph.first.size - 1, *graph.reversed_edges())
    bonuses = wanted.bonuses
    while True:
        floor, ceiling = _box(residual, arcs.seats.size, households.count, bonuses)
        highest = -longest_paths(turned, -ceiling)
        if np.all(floor <= highest):
            break
        if bonuses.household + bonuses.person > LARGEST_BONUSES:
            raise SolverFailedError(step="bonuses", status="rising")
        bonuses = Bonuses(household=2 * bonuses.household, person=2 * bonuses.person)
    start = _levels(arcs, households, wanted.at(bonuses), bonuses)
    level = longest_paths(graph, np.maximum(np.minimum(start, highest), floor))
    return Duals(
        vacancy_price=level[: arcs.seats.size].copy(),
        household_dual=level[arcs.seats.size :] - bonuses.person,
        bonuses=bonuses,
    )


def _levels(arcs: Arcs, households: Households, price: IntArray, bonuses: Bonuses) -> IntArray:
    dual = household_duals(best_net(arcs, price), households, bonuses)
    return np.concatenate((price, dual + bonuses.person))


def _box(
    residual: Residual, vacancies: int, households: int, bonuses: Bonuses
) -> tuple[IntArray, IntArray]:
    """Bounds each level by what single laborers and the hubs, now at fixed levels, demand."""
    hubs = (bonuses.person, bonuses.person + bonuses.household)
    floor = np.full(vacancies + households, UNREACHED, np.int64)
    floor[:vacancies] = 0
    for hub, (nodes, gain) in zip(hubs, (residual.from_out, residual.from_last_out), strict=True):
        np.maximum.at(floor, nodes, hub + gain)
    ceiling = np.full(vacancies + households, -UNREACHED, np.int64)
    for hub, (nodes, gain) in zip(
        (0, *hubs), (residual.to_free, residual.to_out, residual.to_last_out), strict=True
    ):
        np.minimum.at(ceiling, nodes, hub - gain)
    return floor, ceiling
