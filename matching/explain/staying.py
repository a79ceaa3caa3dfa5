"""What a plan lets expect: months kept, and people still there, with what may come of it.

The interval of a sum S = sum_i f(x_i) over the people of a plan takes in two things: that effects
behind the indices x are estimates, and that people's fates differ. With the variance v_g of
each effect of the model and the people g it is shared by (delta method),

    Var S = sum_g v_g (sum_{i in g} f'(x_i))^2 + sum_i Var_i,

where Var_i is that of one outcome: p (1 - p) of being there, sum_t (2 t - 1) S_t - E^2 of months.
The interval is S +- 1.96 sqrt(Var S), within what is possible.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from matching.columns.arrays import Ints
from matching.columns.market_data import MarketData
from matching.market.stay_pairs import codes_of_pairs
from matching.retention.effects import INDEX_LIMIT, INDICES, STEPS
from matching.retention.model import RetentionModel
from matching.retention.spells import Codes
from matching.solvers.solution import NOBODY

Z95 = 1.959964
"""Quantile of the standard normal distribution at 97.5 %."""

MONTHS = (3, 6, 12)
"""Completed months after which people are counted: the terms of subsidies and awards."""

Values = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Expected:
    """A sum over a plan, with the interval in which nineteen of twenty outcomes lie."""

    value: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Staying:
    """What a plan lets expect.

    Parameters
    ----------
    people
        People the plan gives a post.
    months
        Months kept within the model's horizon, of all of them together.
    at_work
        People still with the employer after 3, 6 and 12 months.
    """

    people: int
    months: Expected
    at_work: dict[int, Expected]


def staying_of_plan(data: MarketData, vacancy_of_person: Ints) -> Staying:
    """Says what a plan lets expect of staying, by the round's own model.

    Parameters
    ----------
    data
        The market.
    vacancy_of_person
        The post of each person, ``NOBODY`` for none.
    """
    people = np.flatnonzero(vacancy_of_person != NOBODY)
    model = RetentionModel.from_arrow(data.context.retention)
    codes = codes_of_pairs(data, people, vacancy_of_person[people])
    place = model.index(codes).astype(np.int64) + INDEX_LIMIT
    curve = _by_row(np.stack([model.curve(at) for at in _strata(model)]), codes, place)
    survival = np.stack([model.survival(at) for at in _strata(model)])
    horizon, most = model.params.horizon, float(len(people))
    squares = survival @ (2 * np.arange(1, horizon + 1) - 1)
    spread = _by_row(squares, codes, place)[0] - curve[0] ** 2
    counted = {
        month: _by_row(survival[:, :, min(month, horizon) - 1], codes, place) for month in MONTHS
    }
    return Staying(
        people=len(people),
        months=_expected(model, codes, curve, spread, most * horizon),
        at_work={
            month: _expected(model, codes, there, there[0] * (1 - there[0]), most)
            for month, there in counted.items()
        },
    )


def _strata(model: RetentionModel) -> range:
    return range(model.structure.strata)


def _by_row(table: Values, codes: Codes, place: Ints) -> tuple[Values, Values]:
    """Gives of each row the figure at its index, and how it changes with the index (per unit)."""
    stratum = codes.stratum.astype(np.int64)
    up, down = np.minimum(place + 1, INDICES - 1), np.maximum(place - 1, 0)
    slope = (table[stratum, up] - table[stratum, down]) * STEPS / (up - down)
    return table[stratum, place], slope


def _expected(
    model: RetentionModel,
    codes: Codes,
    figure: tuple[Values, Values],
    of_one: Values,
    most: float,
) -> Expected:
    value, slope = figure
    total = float(value.sum())
    reach = Z95 * np.sqrt(_of_estimate(model, codes, slope) + float(of_one.sum()))
    return Expected(total, float(max(0.0, total - reach)), float(min(most, total + reach)))


def _of_estimate(model: RetentionModel, codes: Codes, slope: Values) -> float:
    """Gives the variance of a sum that comes from the effects being estimates."""
    shared = _fixed_gradient(model, codes, slope)
    total = float(shared @ model.covariance @ shared)
    for chain in model.structure.chains:
        known_above = np.zeros(len(codes))
        for name in reversed(chain):
            effects, ids = model.effects(name), codes.groups[name]
            at = effects.positions(ids)
            variance = np.append(effects.variance, 0.0)[at]
            own = np.where(at >= 0, np.maximum(variance - known_above, 0.0), 0.0)
            own = np.where(at >= 0, own, effects.unknown_variance)
            known_above = np.where(at >= 0, variance, known_above + own)
            _, group = np.unique(ids, return_inverse=True)
            pulled = np.bincount(group, weights=slope * np.sqrt(own))
            total += float((pulled**2).sum())
    return total


def _fixed_gradient(model: RetentionModel, codes: Codes, slope: Values) -> Values:
    """Gives how a sum changes with each baseline, category and slope, in the covariance's order."""
    made = model.structure
    parts = [np.bincount(codes.stratum, weights=slope, minlength=made.strata)]
    for name, categories in made.factors.items():
        found = np.clip(codes.factors[name], 0, categories - 1)
        parts.append(np.bincount(found, weights=slope, minlength=categories)[1:])
    parts.append(np.array([float(slope @ codes.slopes[name]) for name in made.slopes]))
    gradient: Values = np.concatenate(parts)
    return gradient
