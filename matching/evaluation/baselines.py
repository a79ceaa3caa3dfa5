"""What somebody says who knows the past and nothing about the stay at hand.

Fitted on the training rows only. Imports lifelines, which takes seconds to load: import this
module where the figures are wanted, not above.
"""

from dataclasses import dataclass

import numpy as np
from lifelines import KaplanMeierFitter
from lifelines.exceptions import StatError

from matching.evaluation.errors import MeasureRefusedError
from matching.evaluation.outcomes import Floats, Outcomes


@dataclass(frozen=True, slots=True, eq=False)
class Baseline:
    """Chances that hold for everybody.

    Parameters
    ----------
    kept
        S_t for t = 1 ... M: the Kaplan-Meier estimate over all causes.
    left
        F_kt, the chance to have left by cause k = 1 ... K until the end of month t (causes,
        months): the Aalen-Johansen estimate. Their sum over k is 1 - S_t.
    """

    kept: Floats
    left: Floats


def baseline(training: Outcomes, months: int, causes: int) -> Baseline:
    """Fits both baselines.

    Late entry and weights are respected. At risk and S come from lifelines; the Aalen-Johansen sum
    F_kt = sum over s <= t of S_(s-1) d_ks / n_s is formed here, because lifelines breaks ties by
    random shifts, and in months nearly all endings are tied.

    Parameters
    ----------
    training
        The rows known when the model was fitted. Not the rows that are scored.
    months
        M.
    causes
        K.

    Raises
    ------
    MeasureRefusedError
        If everybody at risk early has left before others come under observation: the product limit
        stays at 0 from there on and says nothing about them.

    Source: Aalen, O. O. and Johansen, S. (1978), An empirical transition matrix for
    non-homogeneous Markov chains based on censored observations, Scand. J. Statistics 5, 141-150.
    """
    timeline = np.arange(months + 1)
    try:
        fitted = KaplanMeierFitter().fit(
            training.left,
            training.has_ended,
            timeline=timeline,
            entry=training.entered,
            weights=training.weight,
        )
    except StatError as error:
        raise MeasureRefusedError(measure="kaplan_meier", reason="late_entry") from error
    survival = fitted.survival_function_at_times(timeline).to_numpy(np.float64)
    at_risk = np.array(
        [training.weight[training.at_risk(month)].sum() for month in range(1, months + 1)]
    )
    ended = np.stack([_ended(training, cause, months) for cause in range(1, causes + 1)])
    share = np.zeros_like(ended)
    np.divide(ended, at_risk[None, :], out=share, where=at_risk[None, :] > 0)
    return Baseline(survival[1:], np.cumsum(share * survival[:-1][None, :], axis=1))


def _ended(training: Outcomes, cause: int, months: int) -> Floats:
    """Gives the weight that ends by a cause in each month."""
    is_it = (training.cause == cause) & (training.left <= months)
    ended = np.bincount(training.left[is_it], training.weight[is_it], months + 1)
    return ended[1:].astype(np.float64)
