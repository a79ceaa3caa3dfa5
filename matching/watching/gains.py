"""How many expected months a visit saves, person by person.

While a visit works, the chance of leaving in a month is multiplied by f = sum over causes of share
x multiplier, so that causes a visit cannot touch (the work is over) keep their part. What it saves
within 12 months is the expected months with a visit less those without. A visit while an earlier
one still works only makes that last longer: two do not multiply.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from matching.columns.arrays import Bools
from matching.watching.checked import Floats, checked_ints
from matching.watching.effects import VisitEffects
from matching.watching.errors import WatchingError
from matching.watching.risk import HORIZON, AtWork, expected_months


@dataclass(frozen=True, slots=True, eq=False)
class Gains:
    """Expected months within the next 12 that a visit this week saves, (n,) each.

    Parameters
    ----------
    without
        Expected months without a further visit.
    gain
        Further months with one; below 0 where visits were measured to drive people away.
    low, high
        The same with every multiplier at the upper and the lower end of its interval.
    """

    without: Floats
    gain: Floats
    low: Floats
    high: Floats


def gains_of(at_work: AtWork, effects: VisitEffects, still_works: npt.ArrayLike) -> Gains:
    """Computes what a visit is worth for everybody at work.

    Parameters
    ----------
    at_work
        The people.
    effects
        What a visit does, for the same causes.
    still_works
        (n,) coming months in which the last visit still works, 0 for who was not visited lately.

    Raises
    ------
    WatchingError
        If the effects are of another number of causes, or a visit still works longer than visits
        do.
    """
    if len(effects.multiplier) != at_work.cause_share.shape[1]:
        raise WatchingError(column="effects", reason="shape")
    left = checked_ints("still_works", still_works, (len(at_work),), least=0, most=effects.months)
    coming = at_work.coming_hazard()
    month = np.arange(HORIZON)
    now, then = month < left[:, None], month < effects.months

    def months(multiplier: Floats, is_working: Bools) -> Floats:
        factor = np.where(is_working, (at_work.cause_share @ multiplier)[:, None], 1.0)
        return expected_months(np.minimum(coming * factor, 1.0))

    def gained(multiplier: Floats) -> Floats:
        return months(multiplier, then) - months(multiplier, now)

    return Gains(
        months(effects.multiplier, now),
        gained(effects.multiplier),
        gained(effects.high),
        gained(effects.low),
    )
