"""Corners in which costs, tolerances or sizes could mislead: the verdict is that of arithmetic."""

from dataclasses import replace

import numpy as np
import pytest

from matching.pairs.market import Market
from matching.solvers.joint.errors import JointError
from matching.solvers.joint.forms import (
    NO_ROW,
    UNLIMITED,
    Groups,
    Lots,
    Patches,
    Rows,
    no_groups,
    no_lots,
    no_patches,
)
from matching.solvers.joint.problem import JointProblem
from matching.solvers.joint.solve import solve_jointly
from matching.solvers.joint.tiered import solve_jointly_in_tiers
from matching.solvers.joint.verify import broken_promises
from tests.matching.solvers.all_pairs.market_cases import dense_market


def amounts(code: str, each: list[int], least: int, most: int) -> Rows:
    """Counts an amount of each laborer at every vacancy; 0 where a laborer does not count."""
    table = np.array([[0 if amount == 0 else amount] for amount in each], np.int64)
    return Rows(
        code,
        np.arange(len(each), dtype=np.int32),
        np.zeros(1, np.int32),
        np.where(table == 0, NO_ROW, 0).astype(np.int32),
        table,
        np.array([least], np.int64),
        np.array([most], np.int64),
    )


def problem_of(market: Market, *families: Rows) -> JointProblem:
    """Makes a problem of rows alone."""
    return JointProblem(market, families, no_groups(market.laborer_count), no_lots(), no_patches())


@pytest.mark.parametrize("fen", [150_001, 1_500_001, 15_000_001, 150_000_001])
def test_a_budget_one_fen_short_of_two_pays_one(fen: int) -> None:
    """Large amounts are kept to the fen, whatever the engine tolerates."""
    market = dense_market([2], np.array([[10], [10]]))
    problem = problem_of(market, amounts("budget", [fen, fen], -UNLIMITED, 2 * fen - 1))
    found = solve_jointly(problem)
    assert broken_promises(problem, found) == ()
    assert found.objective == 10


def test_a_dear_person_asked_for_crowds_out_all_others() -> None:
    """A floor that costs 2,500 people their place is kept: dear is not impossible."""
    people = 2501
    market = dense_market([people], np.full((people, 1), 10))
    budget = amounts("budget", [180_000, *[60] * (people - 1)], -UNLIMITED, 180_000)
    floor = amounts("floor", [1, *[0] * (people - 1)], 1, UNLIMITED)
    problem = problem_of(market, budget, floor)
    found = solve_jointly(problem)
    assert broken_promises(problem, found) == ()
    assert found.objective == 10
    assert found.vacancy_of_laborer[0] == 0


def test_small_amounts_beside_a_large_one_still_add_up() -> None:
    """Two of 499 reach 998 although another amount of the row is a million."""
    market = dense_market([2], np.array([[5], [5], [7]]))
    rows = amounts("floor", [499, 499, -1_000_000], 998, UNLIMITED)
    found = solve_jointly(problem_of(market, rows))
    assert found.objective == 10


def test_a_lot_dearer_than_all_scores_is_bought_if_it_must_be() -> None:
    """Somebody fixed at a batch that costs more than any score: the value is below 0."""
    market = dense_market([1], np.array([[10]]))
    rows = replace(amounts("lots", [1], 0, 0))
    one = np.ones(1, np.int64)
    lots = Lots(0 * one, 0 * one, 0 * one, one, one, one, 0 * one, 10**6 * one)
    none = np.zeros(0, np.int64)
    fixed = Patches(none, none, none, np.zeros(1, np.int64))
    found = solve_jointly(JointProblem(market, (rows,), no_groups(1), lots, fixed))
    assert found.objective == 10 - 10**6 == found.bound


def test_a_group_that_must_go_costs_households_their_place() -> None:
    """Three seats, three people who must go: the three households stay without, and it is so."""
    market = replace(
        dense_market([3], np.full((6, 1), 10)),
        household_of_laborer=np.array([-1, -1, -1, 0, 1, 2]),
    )
    none = np.zeros(0, np.int64)
    group = Groups(np.array([0, 0, 0, -1, -1, -1]), np.zeros(1, np.int64), (np.zeros(1, np.int64),))
    fixed = Patches(none, none, none, np.zeros(1, np.int64))
    found = solve_jointly_in_tiers(JointProblem(market, (), group, no_lots(), fixed))
    assert (found.households, found.people, found.solution.objective) == (0, 3, 30)


def test_lots_count_once_where_counts_come_first() -> None:
    """Five people for one lot of at most two: two are placed, and the lot is paid for once."""
    market = replace(
        dense_market([5], np.full((5, 1), 10)), household_of_laborer=np.full(5, -1, np.int64)
    )
    one = np.ones(1, np.int64)
    lots = Lots(0 * one, 0 * one, 0 * one, one, 2 * one, one, 0 * one, 3 * one)
    problem = JointProblem(
        market, (amounts("lots", [1] * 5, 0, 0),), no_groups(5), lots, no_patches()
    )
    found = solve_jointly_in_tiers(problem)
    assert (found.people, found.solution.objective, found.solution.bound) == (2, 17, 17)
    assert found.solution.lot_people.tolist() == [2]


def test_markets_without_posts_or_people_are_problems_too() -> None:
    """Nothing to decide is worth 0; somebody who must go then cannot."""
    for people, posts in ((3, 0), (0, 3), (0, 0)):
        market = dense_market([1] * posts, np.zeros((people, posts), np.int64))
        rows = Rows(
            "rows",
            np.zeros(people, np.int32),
            np.zeros(posts, np.int32),
            np.zeros((1, 1), np.int32),
            np.ones((1, 1), np.int64),
            np.array([-UNLIMITED]),
            np.array([1], np.int64),
        )
        found = solve_jointly(problem_of(market, rows, rows))
        assert found.objective == found.bound == 0
    market = dense_market([], np.zeros((2, 0), np.int64))
    none = np.zeros(0, np.int64)
    fixed = Patches(none, none, none, np.zeros(1, np.int64))
    with pytest.raises(JointError, match="infeasible"):
        solve_jointly(JointProblem(market, (), no_groups(2), no_lots(), fixed))


@pytest.mark.parametrize("score", [2**31, 2**29])
def test_figures_too_large_are_refused(score: int) -> None:
    """A patch above every score there may be is refused, not wrapped."""
    market = dense_market([1], np.array([[10]]))
    zero, none = np.zeros(1, np.int64), np.zeros(0, np.int64)
    patches = Patches(zero, zero, np.array([score]), none)
    with pytest.raises(JointError, match="too_large"):
        JointProblem(market, (), no_groups(1), no_lots(), patches)
