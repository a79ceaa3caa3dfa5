"""Published kinds: generalized assignment, and families of sizes against capacities."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import Bounds, LinearConstraint, milp

from matching.solvers.joint.errors import JointError
from matching.solvers.joint.forms import (
    UNLIMITED,
    Groups,
    Rows,
    no_groups,
    no_lots,
    no_patches,
)
from matching.solvers.joint.problem import JointProblem
from matching.solvers.joint.solve import solve_jointly
from tests.matching.solvers.all_pairs.market_cases import dense_market

seeds = st.integers(0, 2**32 - 1)


def generalized_assignment(seed: int, jobs: int, agents: int) -> tuple[JointProblem, np.ndarray]:
    """Draws an instance of type C (Martello and Toth 1990): each agent's jobs fit its capacity.

    Returns the problem, jobs being laborers and agents vacancies, and the resources (jobs, agents).
    """
    rng = np.random.default_rng(seed)
    resource = rng.integers(5, 26, (jobs, agents))
    profit = rng.integers(10, 51, (jobs, agents))
    capacity = np.maximum(1, (0.8 * resource.sum(axis=0) / agents).astype(np.int64))
    row = np.broadcast_to(np.arange(agents, dtype=np.int32), (jobs, agents)).copy()
    family = Rows(
        "resource",
        np.arange(jobs, dtype=np.int32),
        np.arange(agents, dtype=np.int32),
        row,
        resource.astype(np.int64),
        np.full(agents, -UNLIMITED),
        capacity.astype(np.int64),
    )
    market = dense_market([jobs] * agents, profit)
    return JointProblem(market, (family,), no_groups(jobs), no_lots(), no_patches()), resource


def milp_of_assignment(problem: JointProblem, resource: np.ndarray) -> int:
    """Solves generalized assignment by scipy's engine on the textbook formulation."""
    jobs, agents = resource.shape
    profit = sum(
        part.weight * part.tables[0].table.astype(np.int64) for part in problem.market.parts
    )
    once = np.kron(np.eye(jobs), np.ones(agents))
    fits = np.zeros((agents, jobs * agents))
    for agent in range(agents):
        fits[agent, agent::agents] = resource[:, agent]
    found = milp(
        -profit.ravel().astype(float),
        constraints=[
            LinearConstraint(once, -np.inf, 1),
            LinearConstraint(fits, -np.inf, problem.families[0].most),
        ],
        integrality=np.ones(jobs * agents),
        bounds=Bounds(0, 1),
        options={"mip_rel_gap": 0},
    )
    return round(-found.fun)


def families_and_localities(seed: int, families: int, places: int) -> tuple[JointProblem, list]:  # type: ignore[type-arg]  # of plain rows
    """Draws indivisible families against places with seats for adults and for children.

    As in the resettlement of refugees (Delacretaz, Kominers, Teytelboym 2023): a family has adults
    and children, a place so much room of either kind, and a family is placed whole or not at all.
    Every member is a laborer; children count in a row of their own.
    """
    rng = np.random.default_rng(seed)
    adults, children = rng.integers(1, 3, families), rng.integers(0, 4, families)
    worth = rng.integers(0, 100, (families, places))
    size = adults + children
    of_member = np.repeat(np.arange(families), size)
    is_child = np.concatenate([np.arange(n) >= a for n, a in zip(size, adults, strict=True)])
    is_first = np.concatenate([np.arange(n) == 0 for n in size])
    scores = np.where(is_first[:, None], worth[of_member], 0)
    room = rng.integers(1, 6, (places, 2))
    kind_row = np.stack([np.arange(places) * 2, np.arange(places) * 2 + 1]).astype(np.int32)
    rows = Rows(
        "room",
        is_child.astype(np.int32),
        np.arange(places, dtype=np.int32),
        kind_row,
        np.ones((2, places), np.int64),
        np.full(2 * places, -UNLIMITED),
        room.ravel().astype(np.int64),
    )
    alone = size == 1
    number = np.where(alone, -1, np.cumsum(~alone) - 1)
    groups = Groups(
        number[of_member], np.zeros(int((~alone).sum()), np.int64), (np.arange(places),)
    )
    market = dense_market([int(size.sum())] * places, scores)
    problem = JointProblem(market, (rows,), groups, no_lots(), no_patches())
    return problem, [adults, children, worth, room]


def milp_of_families(parts: list) -> int:  # type: ignore[type-arg]  # of plain rows
    """Solves the placing of families by scipy's engine, one variable a family and place."""
    adults, children, worth, room = parts
    families, places = worth.shape
    once = np.kron(np.eye(families), np.ones(places))
    fits = np.zeros((2 * places, families * places))
    for place in range(places):
        fits[2 * place, place::places] = adults
        fits[2 * place + 1, place::places] = children
    found = milp(
        -worth.ravel().astype(float),
        constraints=[
            LinearConstraint(once, -np.inf, 1),
            LinearConstraint(fits, -np.inf, room.ravel()),
        ],
        integrality=np.ones(families * places),
        bounds=Bounds(0, 1),
        options={"mip_rel_gap": 0},
    )
    return round(-found.fun)


@settings(max_examples=8, deadline=None)
@given(seeds)
def test_generalized_assignment_equals_milp(seed: int) -> None:
    """Agents with capacities and jobs with resources of their own: the value is scipy's."""
    problem, resource = generalized_assignment(seed, 12, 4)
    found = solve_jointly(problem)
    assert found.objective == found.bound == milp_of_assignment(problem, resource)


@settings(max_examples=8, deadline=None)
@given(seeds)
def test_families_against_places_equal_milp(seed: int) -> None:
    """Families of adults and children, placed whole: the value is scipy's."""
    problem, parts = families_and_localities(seed, 12, 4)
    found = solve_jointly(problem)
    assert found.objective == found.bound == milp_of_families(parts)


@pytest.mark.prove
@pytest.mark.parametrize("seed", range(60))
def test_published_kinds_equal_milp_larger(seed: int) -> None:
    """The same with 40 jobs for 5 agents, and 60 families for 8 places."""
    problem, resource = generalized_assignment(seed, 40, 5)
    found = solve_jointly(problem)
    assert found.objective == found.bound == milp_of_assignment(problem, resource)
    problem, parts = families_and_localities(seed, 60, 8)
    found = solve_jointly(problem)
    assert found.objective == found.bound == milp_of_families(parts)


def test_a_least_out_of_reach_is_refused() -> None:
    """Rows that no plan keeps end in an error that says so, not in a plan."""
    market = dense_market([1], np.array([[5], [7]]))
    rows = Rows(
        "rows",
        np.zeros(2, np.int32),
        np.zeros(1, np.int32),
        np.zeros((1, 1), np.int32),
        np.ones((1, 1), np.int64),
        np.array([2], np.int64),
        np.array([2], np.int64),
    )
    problem = JointProblem(market, (rows,), no_groups(2), no_lots(), no_patches())
    with pytest.raises(JointError, match="infeasible"):
        solve_jointly(problem)
