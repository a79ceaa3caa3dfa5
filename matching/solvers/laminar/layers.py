"""All of a problem under quotas but its pairs, and the flow of greatest score through its layers.

A laborer is one unit. It goes through one arc to a vacancy, from there through the sets that hold
the vacancy, the smallest first, and on to the sink; or out, through the sets that hold the laborer,
to the sink. A set of vacancies passes as many units as are placed in it, so it lets at least its
minimum and at most its maximum through. A set of laborers passes those of its members who are not
placed: at least its size less its maximum, at most its size less its minimum.
"""

from dataclasses import dataclass

import numpy as np
from ortools.graph.python import min_cost_flow

from matching.solvers.errors import SolverFailedError
from matching.solvers.integers import IntArray
from matching.solvers.laminar.forest import Forest
from matching.solvers.solution import NOBODY


@dataclass(frozen=True, slots=True, eq=False)
class Layers:
    """Seats and nested sets; laborers and vacancies in one order throughout.

    Parameters
    ----------
    seats
        h_j >= 0 of each vacancy.
    vacancy_sets, laborer_sets
        The quotas.
    """

    seats: IntArray
    vacancy_sets: Forest
    laborer_sets: Forest

    @property
    def laborer_count(self) -> int:
        """The number of laborers N."""
        return self.laborer_sets.of_member.size

    def placed(self, plan: IntArray) -> tuple[IntArray, IntArray]:
        """Counts those placed in each set of vacancies, and of each set of laborers.

        Parameters
        ----------
        plan
            The vacancy of each laborer, -1 for nobody.
        """
        is_placed = plan != NOBODY
        taken = np.bincount(plan[is_placed], minlength=self.seats.size).astype(np.int64)
        return (
            self.vacancy_sets.totals(taken),
            self.laborer_sets.totals(is_placed.astype(np.int64)),
        )


@dataclass(frozen=True, slots=True, eq=False)
class Links:
    """Arcs of the layers; nodes: laborers, vacancies, the sink, sets of either in this order.

    Parameters
    ----------
    tail, head
        The ends of each.
    least, most
        How much each must and may carry.
    cost
        Of each unit.
    """

    tail: IntArray
    head: IntArray
    least: IntArray
    most: IntArray
    cost: IntArray


def vacancy_links(layers: Layers) -> Links:
    """Gives the arcs from vacancies and their sets towards the sink.

    Parameters
    ----------
    layers
        The problem but its pairs.
    """
    people, sets = layers.laborer_count, layers.vacancy_sets
    sink = people + layers.seats.size
    first = sink + 1
    vacancies = np.arange(people, sink, dtype=np.int64)
    heads = np.minimum(layers.seats, people)
    return Links(
        tail=np.concatenate((vacancies, first + np.arange(sets.count, dtype=np.int64))),
        head=first + np.concatenate((sets.of_member, sets.parent)),
        least=np.concatenate((np.zeros_like(heads), sets.least)),
        most=np.concatenate((heads, sets.most)),
        cost=np.zeros(heads.size + sets.count, np.int64),
    )


def laborer_links(layers: Layers, cost: IntArray) -> Links:
    """Gives the arcs out: from laborers and their sets to the sink.

    A maximum that nothing reaches asks for -1 out, which binds nobody.

    Parameters
    ----------
    layers
        The problem but its pairs.
    cost
        Of each laborer who goes out.
    """
    people, sets = layers.laborer_count, layers.laborer_sets
    sink = people + layers.seats.size
    first = sink + 1 + layers.vacancy_sets.count
    to_set = np.concatenate((sets.of_member, sets.parent))
    ones = np.ones(people, np.int64)
    return Links(
        tail=np.concatenate(
            (np.arange(people, dtype=np.int64), first + np.arange(sets.count, dtype=np.int64))
        ),
        head=np.where(to_set >= 0, first + to_set, sink),
        least=np.concatenate((np.zeros_like(ones), sets.size - sets.most)),
        most=np.concatenate((ones, sets.size - sets.least)),
        cost=np.concatenate((cost, np.zeros(sets.count, np.int64))),
    )


def best_plan_under(
    layers: Layers, arc_laborer: IntArray, arc_vacancy: IntArray, arc_score: IntArray
) -> IntArray | None:
    """Returns the plan of the highest score on listed pairs, None if none reaches every minimum.

    Costs are those of `matching.solvers.flow.best_plan`. What an arc must carry is taken off its
    capacity, and its ends give and take as much.

    Parameters
    ----------
    layers
        The problem but its pairs.
    arc_laborer, arc_vacancy, arc_score
        Of each pair.

    Raises
    ------
    SolverFailedError
        If the engine gives up.
    """
    people = layers.laborer_count
    best = np.zeros(people, np.int64)
    np.maximum.at(best, arc_laborer, arc_score)
    flow = min_cost_flow.SimpleMinCostFlow()
    pairs = flow.add_arcs_with_capacity_and_unit_cost(
        arc_laborer, people + arc_vacancy, np.ones_like(arc_score), best[arc_laborer] - arc_score
    )
    sink = people + layers.seats.size
    nodes = sink + 1 + layers.vacancy_sets.count + layers.laborer_sets.count
    supply = np.zeros(nodes, np.int64)
    supply[:people], supply[sink] = 1, -people
    for links in (vacancy_links(layers), laborer_links(layers, best)):
        flow.add_arcs_with_capacity_and_unit_cost(
            links.tail, links.head, links.most - links.least, links.cost
        )
        np.add.at(supply, links.tail, -links.least)
        np.add.at(supply, links.head, links.least)
    flow.set_nodes_supplies(np.arange(nodes, dtype=np.int64), supply)
    status = flow.solve()
    if status == flow.INFEASIBLE:
        return None
    if status != flow.OPTIMAL:
        raise SolverFailedError(step="flow", status=status.name)
    plan = np.full(people, NOBODY, np.int64)
    used = flow.flows(pairs) > 0
    plan[arc_laborer[used]] = arc_vacancy[used]
    return plan
