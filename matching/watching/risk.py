"""Who at work may leave soon, why most likely, and which measure fits.

Months here are 30 days. A person who has completed c months and is d days into the next is, over
the coming 30 days, for (30 - d) days in month c + 1 and for d days in month c + 2. With the same
intensity of leaving within a month, those who are there now stay through these 30 days with chance

    (1 - h[c + 1]) ^ (1 - d / 30) x (1 - h[c + 2]) ^ (d / 30)

and so on for each 30 days that follow: h is the chance to leave in a month for those still there
at its beginning (docs/retention.md), and what has been completed already is thereby given.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from matching.columns.arrays import Ints
from matching.watching.checked import Floats, checked_floats, checked_ints
from matching.watching.errors import WatchingError

DAYS_A_MONTH = 30
"""Days that count as a month."""

HORIZON = 12
"""Coming months that are looked at."""

SUM_TOLERANCE = 1e-4
"""How far the shares of the causes may be from adding up to 1: they come in single precision."""


@dataclass(frozen=True, slots=True, eq=False)
class AtWork:
    """People at work, one row each; copied and read-only.

    Parameters
    ----------
    hazard
        (n, T) chance to leave in month 1 ... T after the start, for those still there at its
        beginning. The last month's stands for all later ones.
    completed
        (n,) months completed.
    days_begun
        (n,) days into the month under way, 0 ... 29.
    cause_share
        (n, K) share of cause 1 ... K among those who leave in the coming months; rows add up to 1.

    Raises
    ------
    WatchingError
        If a column has another shape or a value out of range.
    """

    hazard: Floats
    completed: Ints
    days_begun: Ints
    cause_share: Floats

    def __post_init__(self) -> None:
        hazard = checked_floats("hazard", self.hazard, (None, None))
        people = len(hazard)
        if not hazard.shape[1]:
            raise WatchingError(column="hazard", reason="shape")
        share = checked_floats("cause_share", self.cause_share, (people, None))
        if np.any(np.abs(share.sum(axis=1) - 1) > SUM_TOLERANCE):
            raise WatchingError(column="cause_share", reason="range")
        taken = {
            "hazard": hazard,
            "completed": checked_ints(
                "completed", self.completed, (people,), least=0, most=2**31 - 1
            ),
            "days_begun": checked_ints(
                "days_begun", self.days_begun, (people,), least=0, most=DAYS_A_MONTH - 1
            ),
            "cause_share": share,
        }
        for name, value in taken.items():
            object.__setattr__(self, name, value)

    def __len__(self) -> int:
        return len(self.hazard)

    def coming_hazard(self) -> Floats:
        """Gives (n, 12): the chance to leave in each coming 30 days, for those still there."""
        last = self.hazard.shape[1] - 1
        ahead = self.completed[:, None] + np.arange(HORIZON + 1)
        stays = 1 - np.take_along_axis(self.hazard, np.minimum(ahead, last), axis=1)
        share = (self.days_begun / DAYS_A_MONTH)[:, None]
        kept: Floats = stays[:, :-1] ** (1 - share) * stays[:, 1:] ** share
        return 1 - kept


@dataclass(frozen=True, slots=True, eq=False)
class Risks:
    """What the coming months hold for each person at work.

    Parameters
    ----------
    leaves
        (n, 3) chance to leave within the next 30, 60 and 90 days.
    cause
        (n,) the most likely cause, 1 ... K; of equally likely ones the first.
    cause_share
        (n,) its share.
    measure
        (n,) code of the measure that fits the cause.
    months
        (n,) expected months still to come within the next 12.
    """

    leaves: Floats
    cause: Ints
    cause_share: Floats
    measure: npt.NDArray[np.str_]
    months: Floats


def risks_of(at_work: AtWork, measures: Sequence[str]) -> Risks:
    """Says for everybody at work how likely and why they leave, and what fits.

    Parameters
    ----------
    at_work
        The people.
    measures
        Code of the measure for cause 1 ... K: the office's dated table, as in force.

    Raises
    ------
    WatchingError
        If there is not one measure per cause.
    """
    if len(measures) != at_work.cause_share.shape[1]:
        raise WatchingError(column="measures", reason="shape")
    stayed = _stayed(at_work.coming_hazard())
    first = at_work.cause_share.argmax(axis=1)
    return Risks(
        leaves=1 - stayed[:, :3],
        cause=first + 1,
        cause_share=np.take_along_axis(at_work.cause_share, first[:, None], axis=1)[:, 0],
        measure=np.array(measures, dtype=np.str_)[first],
        months=stayed.sum(axis=1),
    )


def expected_months(coming: Floats) -> Floats:
    """Gives (n,) expected months kept from (n, 12) coming hazards: S_1 + ... + S_12."""
    months: Floats = _stayed(coming).sum(axis=1)
    return months


def _stayed(coming: Floats) -> Floats:
    stayed: Floats = np.multiply.accumulate(1 - coming, axis=1)
    return stayed
