"""Plans that must place some laborers and fill some vacancies."""

from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matching.solvers.errors import SolverFailedError
from matching.solvers.filling import filling_plan
from matching.solvers.solution import NOBODY

LABORERS, VACANCIES = 5, 3


def is_filling(
    plan: np.ndarray, seats: np.ndarray, must_place: np.ndarray, must_fill: np.ndarray
) -> bool:
    """Says whether a plan within the arcs keeps to the seats and uses what it must."""
    taken = np.bincount(plan[plan != NOBODY], minlength=len(seats))
    return bool(
        (taken <= seats).all()
        and (plan[must_place] != NOBODY).all()
        and (taken == seats)[must_fill].all()
    )


@settings(max_examples=300, deadline=None)
@given(seed=st.integers(0, 2**32 - 1))
def test_finds_a_plan_exactly_where_there_is_one(seed: int) -> None:
    """Against all plans of tiny graphs: what is found keeps all demands, a refusal is right."""
    rng = np.random.default_rng(seed)
    seats = rng.integers(0, 4, VACANCIES)
    is_arc = rng.random((LABORERS, VACANCIES)) < rng.choice([0.3, 0.7])
    must_place, must_fill = rng.random(LABORERS) < 0.5, rng.random(VACANCIES) < 0.4
    choices = [[NOBODY, *np.flatnonzero(row).tolist()] for row in is_arc]
    exists = any(
        is_filling(np.array(plan), seats, must_place, must_fill) for plan in product(*choices)
    )
    laborer, vacancy = (ends.astype(np.int64) for ends in np.nonzero(is_arc))
    if not exists:
        with pytest.raises(SolverFailedError):
            filling_plan(seats, laborer, vacancy, must_place, must_fill)
        return
    plan = filling_plan(seats, laborer, vacancy, must_place, must_fill)
    placed = np.flatnonzero(plan != NOBODY)
    assert is_arc[placed, plan[placed]].all()
    assert is_filling(plan, seats, must_place, must_fill)


def test_nothing_asked_places_nobody() -> None:
    """Without laborers, arcs or demands the plan is empty."""
    none = np.zeros(0, np.int64)
    plan = filling_plan(
        np.ones(2, np.int64), none, none, np.zeros(3, np.bool_), np.zeros(2, np.bool_)
    )
    assert plan.tolist() == [NOBODY] * 3
