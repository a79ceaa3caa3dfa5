"""Effects of factors and slopes and the level of every baseline, by Newton's steps, drawn to 0."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from matching.pairs.compiled import compiled
from matching.retention.gammas import Doubles
from matching.retention.settings import RetentionParams, Structure
from matching.retention.spells import Codes

STEP_MOST = 1.0
"""No effect moves further in one step; a separable category goes to its end in several."""

LEAST_MONTHS = 1e-3
"""One month of the least weight; no row at all has none."""

FURTHEST = 32.0
"""A value further from 0 than so many times the usual counts as that far, while fitting."""

INDEX_STEP_MOST = 4.0
"""No row's index moves further by a slope in one step, so that no exponential runs away."""

Places = npt.NDArray[np.int32]


@dataclass(frozen=True, slots=True, eq=False)
class Design:
    """Rows in the order of the coefficients: strata, categories but the references, slopes.

    Parameters
    ----------
    places
        Coefficients that are 1 in a row, -1 for none, int32 (n, 1 + factors).
    values
        Of slopes, in units of ``scale``, float64 (n, slopes).
    scale
        Root of the mean square of a slope's values that are not 0, over months, float64 (slopes,):
        how much is drawn to 0 hangs neither on the unit nor on how many rows have no value.
    draw
        Expected leavings that count for 0, per coefficient, float64 (p,).
    most
        The furthest step of each, float64 (p,).
    """

    places: Places
    values: Doubles
    scale: Doubles
    draw: Doubles
    most: Doubles


def design_of(codes: Codes, months: Doubles, params: RetentionParams) -> Design:
    """Lays out rows.

    Parameters
    ----------
    codes, months
        Rows, and the months each was observed times its weight, float64 (n,).
    params
        With the structure and how strongly effects are drawn to 0.
    """
    made = params.structure
    starts = starts_of(made)
    places = np.empty((len(codes), 1 + len(made.factors)), np.int32)
    places[:, 0] = codes.stratum
    for column, (name, categories) in enumerate(made.factors.items(), 1):
        code = codes.factors[name].astype(np.int32)
        is_effect = (code > 0) & (code < categories)
        places[:, column] = np.where(is_effect, starts[name] + code - 1, -1)
    values = np.empty((len(codes), len(made.slopes)))
    for column, name in enumerate(made.slopes):
        values[:, column] = codes.slopes[name]
    scale = np.sqrt(months @ values**2 / np.maximum(months @ (values != 0.0), LEAST_MONTHS))
    scale[scale == 0.0] = 1.0
    values = np.clip(values / scale, -FURTHEST, FURTHEST)
    draw = np.full(starts[""] + len(made.slopes), params.factor_cases)
    draw[: made.strata] = 0.0
    draw[starts[""] :] = params.slope_cases
    most = np.full(len(draw), STEP_MOST)
    furthest = np.abs(values).max(axis=0, initial=INDEX_STEP_MOST)
    most[starts[""] :] = INDEX_STEP_MOST / furthest
    return Design(places, values, scale, draw, most)


def starts_of(made: Structure) -> dict[str, int]:
    """Gives the first coefficient of every factor, and under "" that of the slopes."""
    starts, at = {}, made.strata
    for name, categories in made.factors.items():
        starts[name], at = at, at + categories - 1
    return starts | {"": at}


def newton_step(
    design: Design, surplus: Doubles, expected: Doubles, at: Doubles, prior: Doubles
) -> tuple[Doubles, Doubles]:
    """Gives the step of all coefficients, and the matrix of information it was taken with.

    Parameters
    ----------
    design, surplus, expected
        Rows; leavings less expected ones, and expected ones, float64 (n,).
    at
        Coefficients now, those of strata 0, float64 (p,).
    prior
        Per stratum, pseudo-leavings of the baseline's prior less expected ones, and expected ones,
        float64 (2, strata).
    """
    gradient, information = _sums(design.places, design.values, surplus, expected, len(at))
    strata = prior.shape[1]
    gradient -= design.draw * at
    gradient[:strata] += prior[0]
    information += information.T - np.diag(np.diag(information))
    information[np.diag_indices(len(at))] += design.draw
    information[np.arange(strata), np.arange(strata)] += prior[1]
    step = np.linalg.solve(information, gradient)
    return np.clip(step, -design.most, design.most), information


@compiled
def _sums(
    places: Places, values: Doubles, surplus: Doubles, expected: Doubles, size: int
) -> tuple[Doubles, Doubles]:  # pragma: no cover - compiled
    """Sums gradient and the upper triangle of the information over rows."""
    rows, ones, slopes = places.shape[0], places.shape[1], values.shape[1]
    first = size - slopes
    gradient, information = np.zeros(size), np.zeros((size, size))
    for row in range(rows):
        more, much = surplus[row], expected[row]
        for i in range(ones):
            p = places[row, i]
            if p < 0:
                continue
            gradient[p] += more
            for j in range(i, ones):
                if places[row, j] >= 0:
                    information[p, places[row, j]] += much
            for j in range(slopes):
                information[p, first + j] += much * values[row, j]
        for i in range(slopes):
            gradient[first + i] += more * values[row, i]
            for j in range(i, slopes):
                information[first + i, first + j] += much * values[row, i] * values[row, j]
    return gradient, information


@compiled
def add_effects(
    places: Places, values: Doubles, step: Doubles, first: int, index: Doubles
) -> None:  # pragma: no cover - compiled
    """Adds a step of the coefficients from ``first`` on (those before are strata) to every row."""
    slopes = values.shape[1]
    for row in range(places.shape[0]):
        total = 0.0
        for i in range(places.shape[1]):
            if places[row, i] >= first:
                total += step[places[row, i]]
        for i in range(slopes):
            total += step[len(step) - slopes + i] * values[row, i]
        index[row] += total
