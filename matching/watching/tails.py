"""The chance that at least so many of independent cases happen: exact, or a bound above it.

The number of cases that happen, each with a chance of its own, has the Poisson-binomial
distribution. Up to `EXACT_CASES` cases it is computed by convolution: halves of the cases are
multiplied out and joined, all terms are positive, and nothing cancels. Beyond, Hoeffding's bound
for the mean chance p and at least k > n p of n cases (J. Am. Stat. Assoc. 58, 1963, 13-30,
theorem 1) stands for it, which is never below:

    P(at least k) <= exp(-n (q ln(q / p) + (1 - q) ln((1 - q) / (1 - p)))),    q = k / n
"""

import math

import numpy as np

from matching.watching.checked import Floats

EXACT_CASES = 4_000
"""Most cases that are multiplied out; a bound above the chance stands for more."""

ROUNDING = 1 + 1e-9
"""Exceeds what rounding can take away: each term has a relative error below n x 2^-52."""


LEAST = 1e-300
"""Stands for every smaller chance, so that none is lost to the range of floats."""


def chance_of_at_least(chance: Floats, count: int) -> float:
    """Gives P(at least ``count`` cases happen), or a bound above it; never below the truth.

    Parameters
    ----------
    chance
        (n,) of each case, 0 ... 1.
    count
        k, 0 ... n.
    """
    cases, expected = len(chance), float(chance.sum())
    if count <= 0 or count <= expected:
        return 1.0
    if cases <= EXACT_CASES:
        return _above(float(_distribution(chance)[count:].sum()))
    return _hoeffding(cases, expected / cases, count)


def chance_of_all(chance: Floats) -> float:
    """Gives the chance that every case happens: the least that any outcome can have."""
    return max(LEAST, float(np.prod(chance)))


def _distribution(chance: Floats) -> Floats:
    """Gives (n + 1,) P(0 cases), ..., P(n cases)."""
    if len(chance) <= 1:
        return np.concatenate([1 - chance, chance]) if len(chance) else np.ones(1)
    middle = len(chance) // 2
    joined: Floats = np.convolve(_distribution(chance[:middle]), _distribution(chance[middle:]))
    return joined


def _hoeffding(cases: int, mean: float, count: int) -> float:
    share = count / cases
    if not mean:
        return LEAST
    rate = share * math.log(share / mean)
    if share < 1:
        rate += (1 - share) * math.log((1 - share) / (1 - mean))
    return _above(math.exp(-cases * rate))


def _above(chance: float) -> float:
    return min(1.0, max(LEAST, chance * ROUNDING))
