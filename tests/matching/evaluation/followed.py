"""Stays drawn from known hazards, with late entry, loss of sight and weights."""

import numpy as np

from matching.evaluation.outcomes import Outcomes


def drawn_kept(rng: np.random.Generator, rows: int, months: int) -> np.ndarray:
    """Draws chances to be kept by month that differ between rows."""
    level = np.exp(rng.normal(-2.5, 0.7, rows))
    shape = np.where(np.arange(months) < 3, 1.5, 0.8)
    return np.cumprod(1 - np.minimum(0.9, level[:, None] * shape[None, :]), axis=1)


def drawn_outcomes(
    rng: np.random.Generator, kept: np.ndarray, *, is_late: bool = False, causes: int = 2
) -> tuple[Outcomes, np.ndarray]:
    """Draws fates from chances to be kept; gives outcomes and the rows that came to be seen."""
    rows, months = kept.shape
    left_in = 1 + (rng.random(rows)[:, None] < kept).sum(axis=1)
    lost = rng.integers(1, months + 1, rows)
    entered = rng.integers(0, 4, rows) if is_late else np.zeros(rows, np.int64)
    has_ended = left_in <= lost
    left = np.where(has_ended, left_in, lost)
    cause = np.where(has_ended, rng.integers(1, causes + 1, rows), 0)
    seen = np.flatnonzero(entered < left)
    return (
        Outcomes(entered[seen], left[seen], cause[seen], np.ones(len(seen))),
        seen,
    )
