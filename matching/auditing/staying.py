"""The share of stays that last so many months, with its interval."""

from dataclasses import dataclass

import numpy as np

from matching.auditing.errors import AuditError
from matching.columns.arrays import Bools, Ints
from matching.evaluation.intervals import Interval, Z, wilson


@dataclass(frozen=True, slots=True, eq=False)
class Stays:
    """Stays at work, known on a day.

    Parameters
    ----------
    entered, left
        int64 (stays): completed months when it came under observation, and when it ended or was
        last known to go on; 0 <= entered < left.
    cause
        int64 (stays): 0 if it goes on as far as known.

    Raises
    ------
    AuditError
        If the columns do not fit together.
    """

    entered: Ints
    left: Ints
    cause: Ints

    def __post_init__(self) -> None:
        if not len(self.entered) == len(self.left) == len(self.cause):
            raise AuditError(field="stays", reason="length")
        if np.any(self.entered < 0) or np.any(self.left <= self.entered):
            raise AuditError(field="stays", reason="range")

    def __len__(self) -> int:
        return len(self.left)

    def where(self, is_taken: Bools) -> "Stays":
        """Gives some of the stays."""
        return Stays(self.entered[is_taken], self.left[is_taken], self.cause[is_taken])


def stayed(stays: Stays, month: int) -> Interval | None:
    """Gives the share that stays beyond so many months; None where nobody was watched that long.

    The product-limit estimate with Greenwood's variance, its interval on the scale of log(-log S).
    Where all stayed or none did, that has no width: there it is Wilson's interval for as many cases
    as were fewest at risk.

    Parameters
    ----------
    stays
        The stays.
    month
        Completed months, at least 1.

    Source: Kaplan, E. L. and Meier, P. (1958), JASA 53, 457-481; Greenwood, M. (1926); the scale
    after Kalbfleisch, J. D. and Prentice, R. L. (1980), The Statistical Analysis of Failure Time
    Data, section 1.3.
    """
    at_risk, leaving = by_month(stays, month)
    gone = np.flatnonzero((leaving == at_risk) & (leaving > 0))
    if len(gone):  # nobody is left to be watched further
        at_risk, leaving = at_risk[: gone[0] + 1], leaving[: gone[0] + 1]
    if not at_risk.all():
        return None
    share = float(np.prod(1 - leaving / at_risk))
    if not leaving.any() or (leaving == at_risk).any():
        return wilson(share, float(at_risk.min()))
    variance = float((leaving / (at_risk * (at_risk - leaving))).sum())
    width = Z * np.sqrt(variance) / abs(np.log(share))
    return Interval(share, float(share ** np.exp(width)), float(share ** np.exp(-width)))


def by_month(stays: Stays, month: int) -> tuple[Ints, Ints]:
    """Gives how many are there at the beginning of each month up to one, and how many leave in it.

    Parameters
    ----------
    stays
        The stays.
    month
        The last month.
    """
    ending = np.bincount(np.minimum(stays.left, month + 1), minlength=month + 2)
    entering = np.bincount(np.minimum(stays.entered, month + 1), minlength=month + 2)
    has_left = stays.left[stays.cause > 0]
    leaving = np.bincount(np.minimum(has_left, month + 1), minlength=month + 2)
    there = np.cumsum(entering - ending)  # at the end of months 0, 1, ...
    return there[:month], leaving[1 : month + 1]
