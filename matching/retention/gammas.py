"""Functions of gamma-Poisson counts."""

from math import lgamma, log

import numpy as np
import numpy.typing as npt

from matching.pairs.compiled import compiled

Doubles = npt.NDArray[np.float64]

SHIFT = 6
"""Steps of the recurrence before the asymptotic series is used; its error is then below 1e-9."""


def trigamma(x: Doubles) -> Doubles:
    """Gives the variance of the logarithm of a gamma variable of shape x > 0.

    Abramowitz and Stegun 1964, 6.4.6 (recurrence) and 6.4.12 (asymptotic series).
    """
    total = np.zeros_like(x)
    for step in range(SHIFT):
        total += 1.0 / (x + step) ** 2
    far = 1.0 / (x + SHIFT)
    square = far * far
    series = far + square / 2 + far * square * (1 / 6 - square * (1 / 30 - square / 42))
    found: Doubles = total + series
    return found


@compiled
def log_likelihoods(
    count: Doubles, expected: Doubles, strengths: Doubles
) -> Doubles:  # pragma: no cover - compiled
    """Gives the marginal log likelihood of each strength a, up to a constant.

    count | v ~ Poisson(expected x v), v ~ Gamma(a, a), so that count is negative binomial:
    sum of lgamma(count + a) - lgamma(a) + a log a - (count + a) log(expected + a).

    Parameters
    ----------
    count, expected
        Of groups, float64 (m,); counts may be weighted.
    strengths
        float64 (k,).
    """
    found = np.zeros(len(strengths))
    for at in range(len(strengths)):
        a = strengths[at]
        whole = a * log(a) - lgamma(a)
        total = 0.0
        for group in range(len(count)):
            total += lgamma(count[group] + a) + whole
            total -= (count[group] + a) * log(expected[group] + a)
        found[at] = total
    return found
