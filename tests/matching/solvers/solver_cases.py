"""Problems to solve: strategies, random markets, and the optimum by trying every plan."""

from itertools import product

import numpy as np
from hypothesis import strategies as st

from matching.solvers.problem import AssignmentProblem


@st.composite
def tiny_problems(draw: st.DrawFn) -> AssignmentProblem:
    """Markets small enough to try every plan: zero seats, no arcs and equal scores among them."""
    laborers = draw(st.integers(0, 5))
    seats = draw(st.lists(st.integers(0, 3), max_size=4))
    every_pair = list(product(range(laborers), range(len(seats))))
    pairs = draw(st.lists(st.sampled_from(every_pair), unique=True)) if every_pair else []
    scores = draw(
        st.lists(
            st.integers(0, draw(st.sampled_from([1, 5, 10**6]))),
            min_size=len(pairs),
            max_size=len(pairs),
        )
    )
    return AssignmentProblem(laborers, seats, [i for i, _ in pairs], [j for _, j in pairs], scores)


def random_problem(
    seed: int, laborers: int, vacancies: int, arcs: int, *, most_seats: int = 4, top: int = 1000
) -> AssignmentProblem:
    """Draws a market whose pairs are uniform and distinct."""
    rng = np.random.default_rng(seed)
    pairs = rng.choice(laborers * vacancies, size=arcs, replace=False)
    return AssignmentProblem(
        laborers,
        rng.integers(0, most_seats + 1, vacancies),
        pairs // vacancies,
        pairs % vacancies,
        rng.integers(0, top + 1, arcs),
    )


def brute_force(problem: AssignmentProblem) -> int:
    """Finds the best value by trying every plan."""
    options: list[list[tuple[int, int]]] = [[(-1, 0)] for _ in range(problem.laborer_count)]
    columns = (problem.arc_laborer, problem.arc_vacancy, problem.arc_score)
    for laborer, vacancy, score in zip(*(column.tolist() for column in columns), strict=True):
        options[laborer].append((vacancy, score))
    best = 0
    for plan in product(*options):
        taken = np.bincount([j for j, _ in plan if j >= 0], minlength=problem.vacancy_count)
        if np.all(taken <= problem.seats):
            best = max(best, sum(score for _, score in plan))
    return best


def with_seats(problem: AssignmentProblem, seats: object) -> AssignmentProblem:
    """Makes the same market with other headcounts."""
    return AssignmentProblem(
        problem.laborer_count, seats, problem.arc_laborer, problem.arc_vacancy, problem.arc_score
    )


def dense_problem(seats: list[int], scores: np.ndarray) -> AssignmentProblem:
    """Makes a market in which every pair has an arc."""
    laborers, vacancies = np.indices(scores.shape)
    return AssignmentProblem(
        scores.shape[0], seats, laborers.ravel(), vacancies.ravel(), scores.ravel()
    )
