"""Plans by a flow of least cost in which staying out goes through the household.

Each laborer is one unit. It goes through an arc of cost -s_ij to a vacancy, or out. Who stays out
ends at the node "out", or at "last out" as the last member of a household that counts: the
household lets all its members but one through to the first and one to the second. So a unit at
"last out" is a household that is not lifted, and both together hold the people who are not placed.

Where counts are imposed, a score can add up along a chain of moves, and the engine's potentials
with it. It notices before they overflow: scores below 2^63 / (8 nodes^2) never get there, larger
ones only on chains through most of the nodes.
"""

from dataclasses import dataclass

import numpy as np
from ortools.graph.python import min_cost_flow

from matching.solvers.errors import ScoreTooLargeError, SolverFailedError
from matching.solvers.integers import IntArray
from matching.solvers.solution import NOBODY
from matching.solvers.tiers.arcs import Arcs
from matching.solvers.tiers.bound import Bonuses
from matching.solvers.tiers.households import Households


@dataclass(frozen=True, slots=True)
class _Network:
    """The engine with all but what "out" and "last out" do with their units; its nodes' numbers."""

    flow: min_cost_flow.SimpleMinCostFlow
    arcs: IntArray
    sink: int
    out: int
    last_out: int


def plan_with_counts(arcs: Arcs, households: Households, lifted: int, placed: int) -> IntArray:
    """Finds the highest score among plans with so many households lifted and people placed.

    No bonus occurs: "out" and "last out" must take in exactly those who stay out.

    Parameters
    ----------
    arcs
        Candidate arcs.
    households
        The households that count.
    lifted, placed
        H and n: the most there can be of each, by themselves. A plan with both exists, since
        whoever is placed stays placed while a plan is augmented.

    Raises
    ------
    ScoreTooLargeError
        If scores leave the engine's safe range; `limit` is what it takes on any market.
    SolverFailedError
        If the engine gives up, as it must when there is no such plan.
    """
    network = _network(arcs, households, _largest(arcs))
    not_lifted = households.count - lifted
    network.flow.set_node_supply(network.sink, -placed)
    network.flow.set_node_supply(network.last_out, -not_lifted)
    network.flow.set_node_supply(network.out, -(arcs.laborer_count - placed - not_lifted))
    return _solved(network, arcs)


def plan_with_bonuses(arcs: Arcs, households: Households, bonuses: Bonuses) -> IntArray:
    """Finds the plan of the highest C1 H + C2 n + score.

    Parameters
    ----------
    arcs
        Candidate arcs.
    households
        The households that count.
    bonuses
        C1 and C2.

    Raises
    ------
    ScoreTooLargeError
        If scores or bonuses leave the engine's safe range.
    SolverFailedError
        If the engine gives up.
    """
    worst = bonuses.household + bonuses.person
    network = _network(arcs, households, max(_largest(arcs), worst))
    for node, cost in ((network.out, bonuses.person), (network.last_out, worst)):
        network.flow.add_arc_with_capacity_and_unit_cost(
            node, network.sink, arcs.laborer_count, cost
        )
    network.flow.set_node_supply(network.sink, -arcs.laborer_count)
    return _solved(network, arcs)


def _network(arcs: Arcs, households: Households, largest_cost: int) -> _Network:
    vacancy_node = arcs.laborer_count
    household_node = vacancy_node + arcs.seats.size
    sink = household_node + households.count
    limit = 2**63 // (4 * (sink + 4))
    if largest_cost > limit:
        raise ScoreTooLargeError(field="arc_score", index=None, value=largest_cost, limit=limit)
    flow = min_cost_flow.SimpleMinCostFlow()
    network = _Network(
        flow=flow,
        arcs=flow.add_arcs_with_capacity_and_unit_cost(
            arcs.arc_laborer,
            vacancy_node + arcs.arc_vacancy,
            np.ones_like(arcs.arc_laborer),
            -arcs.arc_score,
        ),
        sink=sink,
        out=sink + 1,
        last_out=sink + 2,
    )
    vacancies = vacancy_node + np.arange(arcs.seats.size, dtype=np.int64)
    _add_free(network, vacancies, sink, np.minimum(arcs.seats, arcs.laborer_count))
    laborers = np.arange(arcs.laborer_count, dtype=np.int64)
    heads = np.where(
        households.is_member, household_node + households.of_laborer, network.out
    ).astype(np.int64)
    _add_free(network, laborers, heads, np.ones_like(laborers))
    nodes = household_node + np.arange(households.count, dtype=np.int64)
    _add_free(network, nodes, network.out, households.size - 1)
    _add_free(network, nodes, network.last_out, np.ones_like(nodes))
    flow.set_nodes_supplies(laborers, np.ones_like(laborers))
    return network


def _add_free(network: _Network, tails: IntArray, head: int | IntArray, most: IntArray) -> None:
    heads = np.broadcast_to(np.asarray(head, dtype=np.int64), tails.shape)
    network.flow.add_arcs_with_capacity_and_unit_cost(
        tails, np.ascontiguousarray(heads), most, np.zeros_like(tails)
    )


def _solved(network: _Network, arcs: Arcs) -> IntArray:
    status = network.flow.solve()
    if status == network.flow.BAD_COST_RANGE:
        nodes = network.flow.num_nodes()
        raise ScoreTooLargeError(
            field="arc_score", index=None, value=_largest(arcs), limit=2**63 // (8 * nodes**2)
        )
    if status != network.flow.OPTIMAL:
        raise SolverFailedError(step="flow", status=status.name)
    plan = np.full(arcs.laborer_count, NOBODY, dtype=np.int64)
    used = network.flow.flows(network.arcs) > 0
    plan[arcs.arc_laborer[used]] = arcs.arc_vacancy[used]
    return plan


def _largest(arcs: Arcs) -> int:
    return int(arcs.arc_score.max(initial=0))
