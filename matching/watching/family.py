"""Many tests at once under one rate of false alarms.

All units of all kinds and windows of one check are one family. The chance that a check raises any
false alarm is at most alpha, however the units depend on one another, in two steps:

1. Tarone (Biometrics 46, 1990, 515-522): a unit whose whole staff leaving would still be too likely
   can never raise an alarm, and need not be paid for. With k the smallest number for which at most
   k units can reach alpha / k, only those are tested. Which they are follows from the chances
   alone, not from what happened, so that step 2 holds for them as for any family fixed beforehand.
2. Holm (Scand. J. Stat. 6, 1979, 65-70): the p-values p(1) <= p(2) <= ... of the m units tested are
   adjusted to max over j <= i of (m - j + 1) p(j); an alarm is one adjusted to at most alpha.
"""

import numpy as np

from matching.columns.arrays import Bools
from matching.watching.checked import Floats


def can_alarm(least_p: Floats, alpha: float) -> Bools:
    """Says which units can raise an alarm at all under the rate.

    Parameters
    ----------
    least_p
        (m,) the smallest p-value that each can have.
    alpha
        The rate.
    """
    counts = np.arange(1, max(1, len(least_p)) + 1)
    reaching = np.searchsorted(np.sort(least_p), alpha / counts, side="right")
    fits = np.flatnonzero(reaching <= counts)
    can_reach: Bools = least_p <= alpha / counts[fits[0]]
    return can_reach


def adjusted(p_value: Floats) -> Floats:
    """Gives Holm's adjusted p-values, (m,), at most 1."""
    size = len(p_value)
    order = np.argsort(p_value, kind="stable")
    raised = np.maximum.accumulate(p_value[order] * np.arange(size, 0, -1))
    found = np.empty(size)
    found[order] = np.minimum(raised, 1.0)
    return found
