"""Rules that are nested minima and maxima stay in the flow; others do not."""

from dataclasses import replace

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from matching.solvers.joint.bound import bound_at
from matching.solvers.joint.dense import dense_scores
from matching.solvers.joint.forms import NO_ROW, UNLIMITED, Rows, no_groups, no_lots, no_patches
from matching.solvers.joint.nested import nested_quotas
from matching.solvers.joint.pricing import Pricing
from matching.solvers.joint.problem import JointProblem
from matching.solvers.joint.verify import broken_promises
from tests.matching.solvers.all_pairs.market_cases import dense_market
from tests.matching.solvers.joint.joint_cases import best_by_trying
from tests.matching.solvers.joint.test_joint_exact import solved_or_none


def side_rows(rng: np.random.Generator, people: int, posts: int) -> Rows:
    """Draws minima and maxima of disjoint sets of one side."""
    size = posts if rng.random() < 0.5 else people
    column = rng.integers(0, 3, size).astype(np.int32)
    row = np.array([0, 1, NO_ROW], np.int32)
    by_post = size == posts
    table = row[None, :] if by_post else row[:, None]
    return Rows(
        "quota",
        np.zeros(people, np.int32) if by_post else column,
        column if by_post else np.zeros(posts, np.int32),
        table,
        np.ones_like(table, np.int64),
        np.where(rng.random(2) < 0.5, rng.integers(0, 3, 2), -UNLIMITED).astype(np.int64),
        np.where(rng.random(2) < 0.5, rng.integers(3, 5, 2), UNLIMITED).astype(np.int64),
    )


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 2**32 - 1))
def test_quotas_of_one_side_are_solved_in_the_flow(seed: int) -> None:
    """The flow's value, prices and verdict are those of trying all plans."""
    rng = np.random.default_rng(seed)
    market = dense_market(rng.integers(0, 3, 4).tolist(), rng.integers(0, 1000, (5, 4)))
    problem = JointProblem(market, (side_rows(rng, 5, 4),), no_groups(5), no_lots(), no_patches())
    assert nested_quotas(problem) is not None
    best, solution = best_by_trying(problem), solved_or_none(problem)
    assert (None if solution is None else solution.objective) == best
    if solution is not None:
        assert solution.bound == best
        assert broken_promises(problem, solution) == ()
        again = bound_at(problem, Pricing(dense_scores(problem)), solution.prices)
        assert again.points == solution.root_bound


def test_what_is_more_than_quotas_of_a_side_is_left_to_prices() -> None:
    """Pairs of an origin and a destination, amounts above 1 and groups are no quotas of a side."""
    rows = Rows(
        "pair",
        np.array([0, 1], np.int32),
        np.array([0, 1], np.int32),
        np.array([[0, NO_ROW], [NO_ROW, NO_ROW]], np.int32),
        np.ones((2, 2), np.int64),
        np.array([-UNLIMITED]),
        np.array([1], np.int64),
    )
    market = dense_market([1, 1], np.array([[5, 7], [6, 2]]))
    problem = JointProblem(market, (rows,), no_groups(2), no_lots(), no_patches())
    assert nested_quotas(problem) is None
    wide = replace(rows, row=np.array([[0, NO_ROW], [0, NO_ROW]], np.int32))
    assert nested_quotas(replace(problem, families=(wide,))) is not None
    heavy = replace(wide, amount=np.full((2, 2), 2, np.int64))
    assert nested_quotas(replace(problem, families=(heavy,))) is None
    couple = replace(problem.groups, of_laborer=np.zeros(2, np.int64), kind=np.zeros(1, np.int64))
    grouped = replace(couple, site_of_vacancy=(np.zeros(2, np.int64),))
    assert nested_quotas(replace(problem, families=(wide,), groups=grouped)) is None
