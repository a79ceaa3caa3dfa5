"""Small markets with two goals, and what every plan of theirs is worth by trying all."""

from collections.abc import Iterator
from itertools import product

import numpy as np
from hypothesis import strategies as st

from matching.pairs.market import Market
from matching.pairs.plain import FORBIDDEN
from matching.solvers.problem import AssignmentProblem
from tests.matching.pairs.pair_markets import Shape, all_scores, drawn_market


def drawn_problem(
    rng: np.random.Generator, laborers: int, vacancies: int, *, top: int = 30, share: float = 0.7
) -> AssignmentProblem:
    """Draws arcs with a probability, one or two seats mostly, uniform scores."""
    laborer, vacancy = np.nonzero(rng.random((laborers, vacancies)) < share)
    return AssignmentProblem(
        laborers,
        rng.integers(0, 4, vacancies),
        laborer,
        vacancy,
        rng.integers(0, top + 1, len(laborer)),
    )


def every_plan(problem: AssignmentProblem) -> Iterator[np.ndarray]:
    """Yields every plan of listed pairs within the seats."""
    options: list[list[int]] = [[-1] for _ in range(problem.laborer_count)]
    for laborer, vacancy in zip(
        problem.arc_laborer.tolist(), problem.arc_vacancy.tolist(), strict=True
    ):
        options[laborer].append(vacancy)
    for chosen in product(*options):
        plan = np.array(chosen, dtype=np.int64)
        taken = np.bincount(plan[plan >= 0], minlength=problem.vacancy_count)
        if np.all(taken <= problem.seats):
            yield plan


def sums_of(problem: AssignmentProblem, *goals: np.ndarray) -> set[tuple[int, ...]]:
    """Gives the sums of some goals over every plan."""
    tables = []
    for goal in goals:
        table = np.zeros((problem.laborer_count, problem.vacancy_count + 1), np.int64)
        table[problem.arc_laborer, problem.arc_vacancy] = goal
        tables.append(table)
    rows = np.arange(problem.laborer_count)
    return {tuple(int(t[rows, plan].sum()) for t in tables) for plan in every_plan(problem)}


def unbeaten(sums: set[tuple[int, ...]]) -> list[tuple[int, ...]]:
    """Keeps the sums that no other beats in both goals, by rising first goal."""
    return sorted(
        one for one in sums if not any(o != one and o[0] >= one[0] and o[1] >= one[1] for o in sums)
    )


def corners(sums: set[tuple[int, ...]]) -> list[tuple[int, ...]]:
    """Keeps the unbeaten sums that are corners of the convex hull, by rising first goal."""
    hull: list[tuple[int, ...]] = []
    for one in unbeaten(sums):
        while len(hull) > 1 and _turn(hull[-2], hull[-1], one) >= 0:
            hull.pop()
        hull.append(one)
    return hull


def _turn(a: tuple[int, ...], b: tuple[int, ...], c: tuple[int, ...]) -> int:
    return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])


def as_listed(market: Market) -> AssignmentProblem:
    """Lists every feasible pair of a market."""
    scores = all_scores(market)
    laborer, vacancy = np.nonzero(scores != FORBIDDEN)
    return AssignmentProblem(
        market.laborer_count, market.seats, laborer, vacancy, scores[laborer, vacancy]
    )


@st.composite
def two_goal_problems(
    draw: st.DrawFn, *, signs: bool = True
) -> tuple[AssignmentProblem, np.ndarray]:
    """Draws a problem of up to five laborers and a second goal, of either sign if wanted."""
    rng = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    problem = drawn_problem(rng, draw(st.integers(0, 5)), draw(st.integers(0, 4)))
    top = draw(st.sampled_from([1, 5, 10**6]))
    return problem, rng.integers(-top if signs else 0, top + 1, problem.arc_count)


SMALL = Shape(parts=3, rules=2, top=20, weight=3)
"""Markets whose every plan can be tried."""


def small_market(seed: int, laborers: int, vacancies: int) -> Market:
    """Draws a market over all pairs whose every plan can be tried."""
    return drawn_market(np.random.default_rng(seed), laborers, vacancies, SMALL)
