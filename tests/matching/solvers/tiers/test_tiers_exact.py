"""Solving by priorities gives the lexicographic optimum, whatever the market."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matching.solvers.errors import InvalidProblemError, ScoreTooLargeError, SolverFailedError
from matching.solvers.problem import AssignmentProblem
from matching.solvers.solution import Status
from matching.solvers.solve import solve
from matching.solvers.tiers.duals import duals_of_counts
from matching.solvers.tiers.households import read_households
from matching.solvers.tiers.solution import TieredSolution, TierValues
from matching.solvers.tiers.solve import solve_tiers
from matching.solvers.tiers.verify import verify_tiers
from tests.matching.solvers.solver_cases import with_seats
from tests.matching.solvers.tiers.tier_cases import (
    TieredCase,
    best_by_force,
    random_market,
    random_tiny_case,
    tiny_tiered_problems,
)

TINY = settings(max_examples=150, deadline=None)


def assert_best(case: TieredCase) -> TieredSolution:
    """Solves, and holds figures, bounds and the check against trying every plan."""
    problem, household = case
    solution = solve_tiers(problem, household)
    assert solution.tier_values == best_by_force(problem, household)
    assert solution.bounds == solution.tier_values
    assert solution.status == Status.OPTIMAL
    assert solution.objective == solution.tier_values.score
    assert verify_tiers(problem, household, solution).is_optimal
    return solution


def ranked(values: TierValues) -> tuple[int, int, int]:
    """Orders figures by priority."""
    return values.households, values.placed, values.score


@given(tiny_tiered_problems())
@TINY
def test_equal_to_every_plan_tried(case: TieredCase) -> None:
    """The three figures are those of the best of all plans, each reaching its bound."""
    assert_best(case)


@pytest.mark.parametrize("seed", range(4))
def test_equal_to_every_plan_tried_on_crowded_markets(seed: int) -> None:
    """Five hundred drawn markets a seed, with few seats and shared households."""
    rng = np.random.default_rng(seed)
    for _ in range(500):
        assert_best(random_tiny_case(rng))


@pytest.mark.prove
def test_equal_to_every_plan_tried_many_times() -> None:
    """Ten thousand drawn markets."""
    rng = np.random.default_rng(10_000)
    for _ in range(10_000):
        assert_best(random_tiny_case(rng))


@given(tiny_tiered_problems())
@TINY
def test_without_households_the_first_figure_is_nought(case: TieredCase) -> None:
    """Where no household counts, people placed come first, and no bonus for households."""
    problem, _ = case
    solution = assert_best((problem, [-1] * problem.laborer_count))
    assert solution.tier_values.households == 0
    assert solution.bonuses.household == 0


@given(tiny_tiered_problems())
@TINY
def test_everybody_in_one_household(case: TieredCase) -> None:
    """One household is lifted at most once, by whoever scores best among the most placed."""
    problem, _ = case
    solution = assert_best((problem, [7] * problem.laborer_count))
    assert solution.tier_values.households == min(1, solution.tier_values.placed)


@given(tiny_tiered_problems())
@TINY
def test_households_of_one_each(case: TieredCase) -> None:
    """Where everybody is a household, households lifted and people placed are one figure."""
    problem, _ = case
    solution = assert_best((problem, list(range(problem.laborer_count))))
    assert solution.tier_values.households == solution.tier_values.placed


@given(tiny_tiered_problems(), st.data())
@TINY
def test_a_seat_more_never_lowers(case: TieredCase, data: st.DataObject) -> None:
    """Another seat anywhere leaves the figures, in their order, as good or better."""
    problem, household = case
    extra = data.draw(
        st.lists(st.integers(0, 1), min_size=problem.vacancy_count, max_size=problem.vacancy_count)
    )
    more = with_seats(problem, problem.seats + np.array(extra, dtype=np.int64))
    before, after = solve_tiers(problem, household), solve_tiers(more, household)
    assert ranked(after.tier_values) >= ranked(before.tier_values)


@given(tiny_tiered_problems(), st.randoms(use_true_random=False))
@TINY
def test_renaming_changes_nothing(case: TieredCase, random: object) -> None:
    """Other numbers for laborers and households leave figures and bonuses as they are."""
    problem, household = case
    order = list(range(problem.laborer_count))
    random.shuffle(order)  # type: ignore[attr-defined]
    renamed = AssignmentProblem(
        problem.laborer_count,
        problem.seats,
        [order[laborer] for laborer in problem.arc_laborer.tolist()],
        problem.arc_vacancy,
        problem.arc_score,
    )
    moved = [-1] * problem.laborer_count
    for laborer, number in enumerate(household):
        moved[order[laborer]] = number if number < 0 else 5 * number + 2
    first, second = solve_tiers(problem, household), solve_tiers(renamed, moved)
    assert first.tier_values == second.tier_values
    assert first.bonuses == second.bonuses
    assert np.array_equal(first.score_proof.vacancy_price, second.score_proof.vacancy_price)


@pytest.mark.parametrize(
    ("problem", "household", "values"),
    [
        (AssignmentProblem(0, [], [], [], []), [], (0, 0, 0)),
        (AssignmentProblem(0, [3], [], [], []), [], (0, 0, 0)),
        (AssignmentProblem(1, [], [], [], []), [0], (0, 0, 0)),
        (AssignmentProblem(1, [0], [0], [0], [9]), [0], (0, 0, 0)),
        (AssignmentProblem(1, [2**62], [0], [0], [9]), [0], (1, 1, 9)),
        (AssignmentProblem(2, [1], [0, 1], [0, 0], [9, 0]), [-1, 4], (1, 1, 0)),
        (AssignmentProblem(3, [2], [0, 1, 2], [0, 0, 0], [9, 8, 0]), [1, 1, 2], (2, 2, 9)),
        (AssignmentProblem(3, [2], [0, 1, 2], [0, 0, 0], [0, 0, 0]), [1, 1, 1], (1, 2, 0)),
    ],
)
def test_small_markets(
    problem: AssignmentProblem, household: list[int], values: tuple[int, int, int]
) -> None:
    """Nobody, one person, no seats, seats without end, and a household that counts once."""
    assert ranked(assert_best((problem, household)).tier_values) == values


def chain(links: int, score: int) -> TieredCase:
    """Makes a market in which one more is placed only if everybody else moves on, for nothing."""
    people = list(range(links))
    problem = AssignmentProblem(
        links + 1,
        [1] * (links + 1),
        [*people, *people, links],
        [*people, *(i + 1 for i in people), 0],
        [score] * links + [0] * links + [0],
    )
    return problem, [-1] * links + [0]


def test_a_long_chain_needs_a_bonus_that_no_bound_on_a_score_gives() -> None:
    """To place one more, 200 people each give up 1000 points: the bonus found is their sum."""
    solution = solve_tiers(*chain(200, 1000))
    assert ranked(solution.tier_values) == (1, 201, 0)
    assert solution.bonuses.person + solution.bonuses.household == 1000 * 200


@pytest.mark.parametrize("links", [3, 40, 400])
def test_scores_up_to_the_limit_named_are_exact(links: int) -> None:
    """Scores that could overflow along a chain are refused; those up to the limit are not."""
    with pytest.raises(ScoreTooLargeError) as refused:
        solve_tiers(*chain(links, 2**63 // (4 * (2 * links + 8))))
    limit = refused.value.params["limit"]
    solution = solve_tiers(*chain(links, limit))
    assert ranked(solution.tier_values) == (1, links + 1, 0)
    assert solution.bonuses.person + solution.bonuses.household == limit * links


@pytest.mark.parametrize("seed", range(3))
def test_sparse_markets_of_some_thousands(seed: int) -> None:
    """On larger markets every figure reaches its bound, and score gives way to the counts."""
    problem, household = random_market(seed, 4000, 800, 3, most_seats=9)
    solution = solve_tiers(problem, household)
    plain = solve(problem)
    assert verify_tiers(problem, household, solution).is_optimal
    assert solution.tier_values.placed > np.count_nonzero(plain.vacancy_of_laborer >= 0)
    assert solution.objective < plain.objective


def test_a_plan_short_of_the_highest_score_has_no_prices() -> None:
    """Prices are refused to a plan that places as many for less."""
    problem = AssignmentProblem(2, [1, 1], [0, 0, 1, 1], [0, 1, 0, 1], [9, 1, 1, 9])
    with pytest.raises(SolverFailedError):
        duals_of_counts(problem, read_households([-1, 0], 2), np.array([1, 0]))


@pytest.mark.parametrize(
    ("household", "code"),
    [
        ([0], "solver.length_mismatch"),
        ([0, -2], "solver.negative_value"),
        ([0, 0.5], "solver.not_integer"),
        ([[0, 1]], "solver.not_one_dimensional"),
    ],
)
def test_households_that_are_refused(household: list[object], code: str) -> None:
    """Too few, below -1, broken or nested numbers are refused with the field's name."""
    problem = AssignmentProblem(2, [1], [0], [0], [1])
    with pytest.raises(InvalidProblemError) as refused:
        solve_tiers(problem, household)
    assert refused.value.code == code
    assert refused.value.params["field"] == "household_of_laborer"
