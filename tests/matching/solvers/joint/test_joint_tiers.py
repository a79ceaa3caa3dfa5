"""Households first, then people, then score, under joint rules: as trying all plans says."""

from dataclasses import replace
from itertools import product

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from matching.solvers.joint.errors import JointError
from matching.solvers.joint.forms import no_lots
from matching.solvers.joint.problem import JointProblem
from matching.solvers.joint.tiered import solve_jointly_in_tiers
from tests.matching.solvers.joint.joint_cases import (
    drawn_problem,
    keeps_rows,
    keeps_seats_and_groups,
    plain_scores,
    plain_totals,
)
from tests.matching.solvers.joint.test_joint_exact import solved_or_none

seeds = st.integers(0, 2**32 - 1)


def best_tiers(problem: JointProblem) -> tuple[int, int, int] | None:
    """Gives the greatest (households, people, score) over all plans that keep the rules."""
    scores = plain_scores(problem)
    choices = [[-1, *np.flatnonzero(row >= 0).tolist()] for row in scores]
    for laborer in problem.patches.fixed.tolist():
        choices[laborer].remove(-1)
    households = problem.market.household_of_laborer
    assert households is not None
    best: tuple[int, int, int] | None = None
    for plan in product(*choices):
        totals = plain_totals(problem, plan)
        if keeps_seats_and_groups(problem, plan) and keeps_rows(problem, totals, ()):
            placed = [i for i, j in enumerate(plan) if j >= 0]
            lifted = {int(households[i]) for i in placed} - {-1}
            value = sum(int(scores[i, plan[i]]) for i in placed)
            found = len(lifted), len(placed), value
            best = found if best is None else max(best, found)
    return best


def check_tiers(seed: int) -> None:
    """Holds the three figures and their bounds against all plans."""
    rng = np.random.default_rng(seed)
    drawn = drawn_problem(seed)
    if len(drawn.lots):
        drawn = replace(drawn, families=drawn.families[:-1], lots=no_lots())
    market = replace(
        drawn.market, household_of_laborer=rng.integers(-1, 3, drawn.market.laborer_count)
    )
    problem = replace(drawn, market=market)
    best = best_tiers(problem)
    if best is None:
        with pytest.raises(JointError, match="infeasible"):
            solve_jointly_in_tiers(problem)
        return
    found = solve_jointly_in_tiers(problem)
    assert (found.households, found.people, found.solution.objective) == best
    assert (found.households_bound, found.people_bound, found.solution.bound) == best


@settings(max_examples=30, deadline=None)
@given(seeds)
def test_households_then_people_then_score(seed: int) -> None:
    """Each count is the greatest under those before it, and proven."""
    check_tiers(seed)


@pytest.mark.prove
@settings(max_examples=400, deadline=None)
@given(seeds)
def test_households_then_people_then_score_many(seed: int) -> None:
    """The same over many problems."""
    check_tiers(seed)


@settings(max_examples=10, deadline=None)
@given(seeds)
def test_batches_keep_their_least_in_tiers(seed: int) -> None:
    """With batches the counts stay within their bounds and the plan keeps every rule."""
    problem = drawn_problem(seed)
    households = np.arange(problem.market.laborer_count) // 2
    market = replace(problem.market, household_of_laborer=households)
    assume(solved_or_none(problem) is not None)
    found = solve_jointly_in_tiers(replace(problem, market=market))
    placed = found.solution.vacancy_of_laborer >= 0
    assert found.people == placed.sum() <= found.people_bound
    assert found.households == len(np.unique(households[placed])) <= found.households_bound
