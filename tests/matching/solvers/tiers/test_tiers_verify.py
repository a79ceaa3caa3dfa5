"""The check of a plan by priorities rejects every false plan, figure, price and bonus."""

from dataclasses import replace
from functools import cache

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from matching.solvers.problem import AssignmentProblem
from matching.solvers.solution import Status
from matching.solvers.tiers.bound import Bonuses
from matching.solvers.tiers.solution import TieredSolution, TierProof
from matching.solvers.tiers.solve import solve_tiers
from matching.solvers.tiers.verify import verify_tiers
from tests.matching.solvers.tiers.tier_cases import (
    TieredCase,
    best_by_force,
    tiny_tiered_problems,
    values_of,
)

MUTATIONS = settings(max_examples=120, deadline=None)
PROBLEM = AssignmentProblem(
    4, [1, 2], [0, 0, 1, 2, 2, 3], [0, 1, 0, 0, 1, 1], [90, 70, 60, 80, 40, 10]
)
HOUSEHOLD = [-1, 5, -1, 5]
PROOFS = ("households_proof", "placed_proof", "score_proof")


@cache
def solved() -> TieredSolution:
    """Solves the example once."""
    return solve_tiers(PROBLEM, HOUSEHOLD)


def codes(solution: TieredSolution) -> list[str]:
    """Checks that the example is not called optimal and returns what was found."""
    verification = verify_tiers(PROBLEM, HOUSEHOLD, solution)
    assert not verification.is_optimal
    return [finding.code for finding in verification.findings]


@given(tiny_tiered_problems(), st.data())
@MUTATIONS
def test_any_other_plan_is_optimal_only_if_it_is(case: TieredCase, data: st.DataObject) -> None:
    """Any plan with its true figures is called optimal only if it may be and is the best."""
    problem, household = case
    solution = solve_tiers(problem, household)
    vacancies = st.integers(-2, problem.vacancy_count)
    size = problem.laborer_count
    plan = np.array(data.draw(st.lists(vacancies, min_size=size, max_size=size)), dtype=np.int64)
    columns = (problem.arc_laborer, problem.arc_vacancy, problem.arc_score)
    pairs = zip(*(column.tolist() for column in columns), strict=True)
    score_of = {(laborer, vacancy): score for laborer, vacancy, score in pairs}
    chosen = [(j, score_of.get((i, j), 0)) for i, j in enumerate(plan.tolist())]
    figures = values_of(problem, household, tuple(chosen))
    values = replace(
        solution.tier_values, households=figures[0], placed=figures[1], score=figures[2]
    )
    false = replace(solution, vacancy_of_laborer=plan, tier_values=values)
    taken = np.bincount(plan[plan >= 0], minlength=problem.vacancy_count + 1)
    may_be = all(j == -1 or (i, j) in score_of for i, j in enumerate(plan.tolist()))
    may_be = may_be and bool(np.all(taken[:-1] <= problem.seats))
    verification = verify_tiers(problem, household, false)
    assert verification.is_feasible == may_be
    if verification.is_optimal:
        assert values == best_by_force(problem, household)


@given(tiny_tiered_problems(), st.sampled_from(["households", "placed", "score"]), st.data())
@MUTATIONS
def test_a_figure_claimed_with_its_bound_is_found(
    case: TieredCase, tier: str, data: st.DataObject
) -> None:
    """A figure off by some, its bound moved along, is never accepted."""
    problem, household = case
    solution = solve_tiers(problem, household)
    off = data.draw(st.integers(-3, 3).filter(bool))
    claim = getattr(solution.tier_values, tier) + off
    proof = replace(getattr(solution, f"{tier}_proof"), bound=claim)
    false = replace(
        solution,
        tier_values=replace(solution.tier_values, **{tier: claim}),
        **{f"{tier}_proof": proof},
    )
    assert false.status == Status.OPTIMAL
    assert not verify_tiers(problem, household, false).is_optimal


@given(tiny_tiered_problems(), st.sampled_from(PROOFS), st.data())
@MUTATIONS
def test_other_prices_prove_only_what_they_prove(
    case: TieredCase, name: str, data: st.DataObject
) -> None:
    """A price changed without its bound is found, unless the bound it gives is the same."""
    problem, household = case
    assume(problem.vacancy_count)
    solution = solve_tiers(problem, household)
    proof = getattr(solution, name)
    prices = proof.vacancy_price.copy()
    index = data.draw(st.integers(0, problem.vacancy_count - 1))
    prices[index] += data.draw(st.integers(-2, 2).filter(bool))
    false = replace(solution, **{name: TierProof(prices, proof.bound)})
    verification = verify_tiers(problem, household, false)
    tier = name.removesuffix("_proof")
    codes_found = {finding.code for finding in verification.findings}
    assert codes_found <= {f"{tier}_bound_differs", f"{tier}_price_out_of_range"}
    assert verification.is_optimal == (not codes_found)
    if prices[index] < 0:
        assert f"{tier}_price_out_of_range" in codes_found


@pytest.mark.parametrize("name", PROOFS)
@pytest.mark.parametrize(
    ("prices", "code"),
    [
        ([0], "price_wrong_length"),
        ([0, 0, 0], "price_wrong_length"),
        ([0.5, 0], "price_not_integer"),
        ([[0, 0]], "price_not_integer"),
        ([-1, 0], "price_out_of_range"),
        ([2**62, 0], "price_out_of_range"),
    ],
)
def test_prices_that_are_none(name: str, prices: list[object], code: str) -> None:
    """Prices too few, too many, broken, below 0 or beyond all scores are named."""
    proof = replace(getattr(solved(), name), vacancy_price=prices)
    tier = name.removesuffix("_proof")
    assert codes(replace(solved(), **{name: proof})) == [f"{tier}_{code}"]


@pytest.mark.parametrize(
    "bonuses", [Bonuses(-1, 0), Bonuses(0, -1), Bonuses(2**62, 0), Bonuses(0, 0.5)]
)
def test_bonuses_that_are_none(bonuses: Bonuses) -> None:
    """Bonuses below 0, beyond all scores or no numbers are refused."""
    assert codes(replace(solved(), bonuses=bonuses)) == ["bonus_out_of_range"]


def test_other_bonuses_are_found() -> None:
    """A bonus that asks more of the person left out gives another bound."""
    bonuses = solved().bonuses
    false = replace(solved(), bonuses=replace(bonuses, person=bonuses.person + 1000))
    assert codes(false) == ["score_bound_differs"]


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"households": 2}, "households_differ"),
        ({"placed": 2}, "placed_differ"),
        ({"score": 0}, "objective_differs"),
        ({"households": "1"}, "households_differ"),
        ({"placed": 3.0}, "placed_differ"),
        ({"score": 1.5}, "objective_differs"),
    ],
)
def test_false_figures_are_named(change: dict[str, object], code: str) -> None:
    """A figure that the plan does not have, or that is no integer, is named."""
    false = replace(solved(), tier_values=replace(solved().tier_values, **change))
    assert code in codes(false)


@pytest.mark.parametrize(
    "plan", [[0, 0, 0, 0], [1, 1, 1, 1], [0, 1], [9, -1, -1, -1], [0.5, 0, 0, 0], None]
)
def test_plans_that_cannot_be(plan: object) -> None:
    """Plans over the seats, without an arc, too short, out of range or no plan are refused."""
    assert codes(replace(solved(), vacancy_of_laborer=plan))
    assert not verify_tiers(
        PROBLEM, HOUSEHOLD, replace(solved(), vacancy_of_laborer=plan)
    ).is_feasible


def test_an_honest_gap_is_no_fault() -> None:
    """A plan of nobody with valid bounds has no findings and is not optimal."""
    solution = solved()
    values = replace(solution.tier_values, households=0, placed=0, score=0)
    counts = solution.tier_values
    bonuses = solution.bonuses
    loose = solution.score_proof.bound
    loose += bonuses.household * counts.households + bonuses.person * counts.placed
    honest = replace(
        solution,
        vacancy_of_laborer=np.full(4, -1),
        tier_values=values,
        score_proof=replace(solution.score_proof, bound=loose),
    )
    assert codes(honest) == []
    assert verify_tiers(PROBLEM, HOUSEHOLD, honest).is_feasible
    assert honest.status == Status.FEASIBLE
