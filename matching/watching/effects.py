"""What a visit does to the chance of leaving: an assumption, until logged visits have measured it.

A visit multiplies the chance of leaving by cause k with m_k for some months. Nothing is known of
m_k at first: the office states an assumption, which counts for c expected leavings. Then, with O_k
leavings by cause k among people visited in these months, E_k leavings the model expected of them,
and r_k the same ratio of leavings to expectations among people not visited, drawn to 1,

    m_k = (c a_k + O_k) / (c + r_k E_k),        r_k = (c + O'_k) / (c + E'_k)

which is the mean of a gamma-Poisson posterior with prior mean a_k (Clayton and Kaldor, Biometrics
43, 1987, 671-681). Dividing by r_k takes out what the model has wrong for everybody. The interval
is normal on log m_k, by the delta method:

    var = 1 / (c a_k + O_k) + (r_k E_k / (c + r_k E_k))^2 / (c + O'_k)

It compares people visited with people not visited at equal predicted chances. It is the effect of
the visit if officers chose by what the model sees (or by lot), not by what they alone knew.
"""

from dataclasses import dataclass

import numpy as np

from matching.columns.arrays import Bools, Ints
from matching.watching.checked import Floats, checked_floats, checked_ints
from matching.watching.errors import WatchingError

Z95 = 1.959964
"""Standard normal quantile of a two-sided interval of 95 %."""


@dataclass(frozen=True, slots=True)
class Assumption:
    """What is assumed of a visit before any is measured. None of it has a source.

    Parameters
    ----------
    multiplier
        a_k > 0 of cause 1 ... K: below 1 if a visit keeps people.
    months
        Months that a visit works, 1 ... 12.
    counts_as
        c > 0, the expected leavings that the assumption counts for. With 4 and a_k = 1 the interval
        reaches from 0.38 to 2.66: it says nearly nothing.
    """

    multiplier: tuple[float, ...]
    months: int = 3
    counts_as: float = 4.0

    def __post_init__(self) -> None:
        checked_floats("multiplier", self.multiplier, (None,), least=1e-3, most=1e3)
        checked_ints("months", [self.months], (1,), least=1, most=12)
        checked_floats("counts_as", [self.counts_as], (1,), least=1e-3, most=1e6)


@dataclass(frozen=True, slots=True, eq=False)
class Tally:
    """Leavings by cause 1 ... K, and how many the model expected, (K,) each.

    Parameters
    ----------
    visited_left, visited_expected
        O and E, in months within which a visit works.
    others_left, others_expected
        O' and E', in all other months.
    """

    visited_left: Floats
    visited_expected: Floats
    others_left: Floats
    others_expected: Floats


@dataclass(frozen=True, slots=True, eq=False)
class VisitEffects:
    """What a visit does, per cause 1 ... K.

    Parameters
    ----------
    multiplier, low, high
        (K,) m_k and its interval of 95 %.
    cases
        (K,) leavings after visits behind it; 0: it is the assumption.
    months
        Months that a visit works.
    """

    multiplier: Floats
    low: Floats
    high: Floats
    cases: Floats
    months: int


def tally_of(hazard: Floats, cause_share: Floats, is_visited: Bools, cause: Ints) -> Tally:
    """Counts the log: one row per person and month at work.

    Parameters
    ----------
    hazard
        (n,) chance to leave that month, by a model that knows of no visit.
    cause_share
        (n, K) shares of the causes.
    is_visited
        (n,) whether a visit was at work that month.
    cause
        (n,) 0 if the person stayed, else the cause 1 ... K.

    Raises
    ------
    WatchingError
        If a column has another shape or a value out of range.
    """
    chance = checked_floats("hazard", hazard, (None,))
    share = checked_floats("cause_share", cause_share, (len(chance), None))
    causes = share.shape[1]
    left = checked_ints("cause", cause, (len(chance),), least=0, most=causes)
    visited = checked_ints("is_visited", is_visited, (len(chance),), least=0, most=1) > 0
    expected = chance[:, None] * share
    counted = left[:, None] == np.arange(1, causes + 1)
    return Tally(
        counted[visited].sum(axis=0).astype(np.float64),
        expected[visited].sum(axis=0),
        counted[~visited].sum(axis=0).astype(np.float64),
        expected[~visited].sum(axis=0),
    )


def nothing_logged(causes: int) -> Tally:
    """Gives the tally of an office that has logged no visit yet."""
    return Tally(*(np.zeros(causes) for _ in range(4)))


def learnt_effects(assumption: Assumption, tally: Tally) -> VisitEffects:
    """Draws the measured ratios to what is assumed; see the head of the module.

    Parameters
    ----------
    assumption
        What is assumed; stands alone where nothing is logged.
    tally
        What was logged.

    Raises
    ------
    WatchingError
        If the tally has another number of causes.
    """
    assumed, weight = np.array(assumption.multiplier), assumption.counts_as
    if any(
        len(part) != len(assumed)
        for part in (
            tally.visited_left,
            tally.visited_expected,
            tally.others_left,
            tally.others_expected,
        )
    ):
        raise WatchingError(column="tally", reason="shape")
    usual = (weight + tally.others_left) / (weight + tally.others_expected)
    expected = usual * tally.visited_expected
    cases = weight * assumed + tally.visited_left
    multiplier = cases / (weight + expected)
    pull = expected / (weight + expected)
    spread = np.sqrt(1 / cases + pull**2 / (weight + tally.others_left))
    return VisitEffects(
        multiplier=multiplier,
        low=multiplier * np.exp(-Z95 * spread),
        high=multiplier * np.exp(Z95 * spread),
        cases=tally.visited_left,
        months=assumption.months,
    )
