"""How many expected months a visit saves, person by person.

While a visit works, the chance of leaving in a month is multiplied by f = sum over causes of share
x multiplier, so that causes a visit cannot touch (the work is over) keep their part. What it saves
within 12 months is the expected months with a visit less those without.
"""

from dataclasses import dataclass

import numpy as np

from matching.watching.checked import Floats
from matching.watching.effects import VisitEffects
from matching.watching.errors import WatchingError
from matching.watching.risk import AtWork, expected_months


@dataclass(frozen=True, slots=True, eq=False)
class Gains:
    """Expected months within the next 12 that a visit this week saves, (n,) each.

    Parameters
    ----------
    without
        Expected months without a visit.
    gain
        Further months with one; below 0 where visits were measured to drive people away.
    low, high
        The same with every multiplier at the upper and the lower end of its interval.
    """

    without: Floats
    gain: Floats
    low: Floats
    high: Floats


def gains_of(at_work: AtWork, effects: VisitEffects) -> Gains:
    """Computes what a visit is worth for everybody at work.

    Parameters
    ----------
    at_work
        The people.
    effects
        What a visit does, for the same causes.

    Raises
    ------
    WatchingError
        If the effects are of another number of causes.
    """
    if len(effects.multiplier) != at_work.cause_share.shape[1]:
        raise WatchingError(column="effects", reason="shape")
    coming = at_work.coming_hazard()
    without = expected_months(coming)

    def gained(multiplier: Floats) -> Floats:
        visited = coming.copy()
        factor = at_work.cause_share @ multiplier
        visited[:, : effects.months] *= factor[:, None]
        return expected_months(np.minimum(visited, 1.0)) - without

    return Gains(without, gained(effects.multiplier), gained(effects.high), gained(effects.low))
