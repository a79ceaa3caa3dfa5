"""Made-up markets for the benchmarks: scarce seats, some posts wanted by many."""

import numpy as np

from matching.solvers.problem import AssignmentProblem

ARCS_PER_LABORER = 10
LABORERS_PER_VACANCY = 20


def skewed_market(laborers: int, seed: int = 2026) -> AssignmentProblem:
    """Draws vacancies by a Zipf law, lognormal headcounts and uniform scores up to 10^6.

    Parameters
    ----------
    laborers
        Number of laborers; one vacancy line for each twenty.
    seed
        Of the random numbers.
    """
    rng = np.random.default_rng(seed)
    vacancies = max(1, laborers // LABORERS_PER_VACANCY)
    drawn = laborers * ARCS_PER_LABORER
    laborer = np.repeat(np.arange(laborers), ARCS_PER_LABORER)
    popular = rng.zipf(1.5, drawn) % vacancies * 7919
    vacancy = (popular + rng.integers(0, vacancies, drawn) * (rng.random(drawn) < 0.5)) % vacancies
    pairs = np.unique(laborer * vacancies + vacancy)
    seats = np.maximum(1, rng.lognormal(2.2, 1.1, vacancies)).astype(np.int64)
    scores = rng.integers(0, 10**6, pairs.size)
    return AssignmentProblem(laborers, seats, pairs // vacancies, pairs % vacancies, scores)
