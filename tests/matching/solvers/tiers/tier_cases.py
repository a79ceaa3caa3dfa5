"""Markets with households, and the lexicographic optimum by trying every plan."""

from itertools import product

import numpy as np
from hypothesis import strategies as st

from matching.solvers.problem import AssignmentProblem
from matching.solvers.tiers.solution import TierValues
from tests.matching.solvers.solver_cases import tiny_problems

TieredCase = tuple[AssignmentProblem, list[int]]


@st.composite
def tiny_tiered_problems(draw: st.DrawFn) -> TieredCase:
    """Tiny markets whose laborers share households, or none, by numbers with gaps."""
    problem = draw(tiny_problems())
    numbers = st.sampled_from([-1, 0, 3, 2**40])
    count = problem.laborer_count
    return problem, draw(st.lists(numbers, min_size=count, max_size=count))


def random_tiny_case(rng: np.random.Generator) -> TieredCase:
    """Draws a tiny market: up to six laborers and four vacancies, often crowded."""
    laborers, vacancies = int(rng.integers(0, 7)), int(rng.integers(0, 5))
    pairs = np.flatnonzero(rng.random(laborers * vacancies) < rng.choice([0.25, 0.5, 0.9]))
    top = int(rng.choice([0, 1, 5, 10**6]))
    problem = AssignmentProblem(
        laborers,
        rng.integers(0, 3, vacancies),
        pairs // max(vacancies, 1),
        pairs % max(vacancies, 1),
        rng.integers(0, top + 1, pairs.size),
    )
    return problem, rng.integers(-1, rng.integers(0, 4), laborers).tolist()


def random_market(
    seed: int, laborers: int, vacancies: int, arcs_each: int, *, most_seats: int
) -> tuple[AssignmentProblem, np.ndarray]:
    """Draws a sparse market, two in five laborers in households of about three that count."""
    rng = np.random.default_rng(seed)
    pairs = np.unique(
        np.repeat(np.arange(laborers), arcs_each) * vacancies
        + (vacancies * rng.random(laborers * arcs_each) ** 2).astype(np.int64)
    )
    problem = AssignmentProblem(
        laborers,
        rng.integers(0, most_seats + 1, vacancies),
        pairs // vacancies,
        pairs % vacancies,
        rng.integers(0, 10**6 + 1, pairs.size),
    )
    household = np.where(
        rng.random(laborers) < 0.4, rng.integers(0, max(laborers // 7, 1), laborers), -1
    )
    return problem, household


def values_of(
    problem: AssignmentProblem, household: list[int], plan: tuple[tuple[int, int], ...]
) -> tuple[int, int, int]:
    """Counts what a plan of (vacancy, score) per laborer achieves."""
    placed = [i for i in range(problem.laborer_count) if plan[i][0] >= 0]
    lifted = {household[i] for i in placed} - {-1}
    return len(lifted), len(placed), sum(score for _, score in plan)


def best_by_force(problem: AssignmentProblem, household: list[int]) -> TierValues:
    """Finds the lexicographic optimum by trying every plan."""
    options: list[list[tuple[int, int]]] = [[(-1, 0)] for _ in range(problem.laborer_count)]
    columns = (problem.arc_laborer, problem.arc_vacancy, problem.arc_score)
    for laborer, vacancy, score in zip(*(column.tolist() for column in columns), strict=True):
        options[laborer].append((vacancy, score))
    seats = problem.seats.tolist()
    best = (0, 0, 0)
    for plan in product(*options):
        chosen = [j for j, _ in plan if j >= 0]
        if all(chosen.count(j) <= seats[j] for j in set(chosen)):
            best = max(best, values_of(problem, household, plan))
    return TierValues(*best)
