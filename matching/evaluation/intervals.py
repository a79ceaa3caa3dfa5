"""Intervals of shares and counts, without tables."""

from dataclasses import dataclass
from math import sqrt
from statistics import NormalDist

import numpy as np

from matching.evaluation.outcomes import Floats

LEVEL = 0.95
"""Of every interval in this room."""

Z = NormalDist().inv_cdf(0.5 + LEVEL / 2)
"""1.96: so many standard errors lie between an estimate and the end of its interval."""

POWER = 0.80
"""The chance to find a gain of the size called detectable."""

Z_POWER = NormalDist().inv_cdf(POWER)


@dataclass(frozen=True, slots=True)
class Interval:
    """An estimate with its 95 % interval."""

    value: float
    low: float
    high: float

    def holds(self, value: float) -> bool:
        """Whether the interval covers a value."""
        return self.low <= value <= self.high


def normal_interval(value: float, standard_error: float) -> Interval:
    """Gives value -+ 1.96 standard errors."""
    return Interval(value, value - Z * standard_error, value + Z * standard_error)


def wilson(share: float, cases: float) -> Interval:
    """Gives Wilson's interval of a share.

    Parameters
    ----------
    share
        Within 0 and 1.
    cases
        Number of cases, or what stands for it: need not be whole. 0 gives the interval 0 to 1.

    Source: Wilson, E. B. (1927), Probable inference, the law of succession, and statistical
    inference, JASA 22, 209-212.
    """
    if cases <= 0:
        return Interval(share, 0.0, 1.0)
    middle = (share + Z**2 / (2 * cases)) / (1 + Z**2 / cases)
    half = Z / (1 + Z**2 / cases) * sqrt(share * (1 - share) / cases + Z**2 / (4 * cases**2))
    # Rounding must not put the share itself outside: the ends reach 0 and 1 exactly.
    return Interval(share, max(0.0, min(share, middle - half)), min(1.0, max(share, middle + half)))


def poisson_band(expected: float) -> tuple[int, int]:
    """Gives the counts between which a Poisson count of this mean lies in 95 of 100 cases.

    Exact: the least count whose chance of it or less is above 2.5 %, and the least one whose chance
    of it or less reaches 97.5 %.

    Parameters
    ----------
    expected
        Mean, at least 0.
    """
    if expected <= 0:
        return 0, 0
    most = int(expected + 10 * sqrt(expected) + 20)
    counts = np.arange(most + 1)
    log_factorial = np.concatenate([[0.0], np.cumsum(np.log(counts[1:]))])
    up_to: Floats = np.cumsum(np.exp(counts * np.log(expected) - expected - log_factorial))
    tail = (1 - LEVEL) / 2
    low = int(np.searchsorted(up_to, tail, side="right"))
    return low, int(np.searchsorted(up_to, 1 - tail, side="left"))


def student(freedom: float) -> float:
    """Gives how many estimated standard errors lie between a mean and the end of its interval.

    Parameters
    ----------
    freedom
        Degrees of freedom, at least 5: there the error of the formula is below 0.004.

    Source: Abramowitz, M. and Stegun, I. A. (1964), Handbook of Mathematical Functions, 26.7.5.
    """
    z, n = Z, max(freedom, 5.0)
    return (
        z
        + (z**3 + z) / (4 * n)
        + (5 * z**5 + 16 * z**3 + 3 * z) / (96 * n**2)
        + (3 * z**7 + 19 * z**5 + 17 * z**3 - 15 * z) / (384 * n**3)
    )
