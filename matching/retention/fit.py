"""Fits the model of `docs/retention.md` to spells.

Given baseline and index, the leavings of a row have the expectation e^x times the baseline's
hazards summed over the months it was observed, and the score equations are those of Poisson counts
with a log link: rows enter as they are, and nothing is spread out into months (Holford, Biometrics
36, 1980; Laird and Olivier, JASA 76, 1981). The likelihood with its priors is raised part by part:
baseline, factors and slopes together, every chain of groups; until nothing moves.
"""

from dataclasses import dataclass, replace
from datetime import date

import numpy as np

from matching.retention.baselines import Timed, timed
from matching.retention.causes import fit_causes
from matching.retention.data_hash import data_hash_of
from matching.retention.effects import EFFECT_LIMIT, STEPS
from matching.retention.fixed import Design, add_effects, design_of, newton_step
from matching.retention.forests import Forest, forest_of
from matching.retention.gammas import Doubles
from matching.retention.model import RetentionModel
from matching.retention.settings import RetentionParams
from matching.retention.shrinking import Counted, Shrunk, no_effects, shrunk
from matching.retention.spells import Spells, check_codes, check_times
from matching.retention.tables import fixed_tables, group_tables

SWEEPS = 60
"""At most so many; what is fitted by then stands."""

LEARNING_SWEEPS = 8
"""Sweeps in which strengths are estimated; after that they stand, so that the rest settles."""

SETTLED = 1 / 256
"""The largest change of an effect in a sweep that counts as none; an eighth of a step."""


@dataclass(slots=True, eq=False)
class _State:
    """All that is estimated, and the rows' index that follows from it."""

    baseline: Doubles
    fixed: Doubles
    information: Doubles
    chains: list[Shrunk]
    index: Doubles
    dispersion: float


def fit(spells: Spells, params: RetentionParams, cut_off_day: date) -> RetentionModel:
    """Estimates hazards, effects and causes.

    Parameters
    ----------
    spells
        What was observed; none at all gives the stated prior (`RetentionModel.is_prior`).
    params
        Structure and settings.
    cut_off_day
        The day as known on which the spells were taken.

    Raises
    ------
    SpellsError
        If columns are missing, of unequal lengths, out of range or not finite, or if a group has
        two parents.
    """
    made = params.structure
    check_codes(spells.codes, made.factors, made.slopes, made.groups)
    check_times(spells, made.causes, made.strata)
    forests = [forest_of(chain, spells.groups) for chain in made.chains]
    times = timed(spells, params)
    design = design_of(spells.codes, times.weight * (times.left - times.entered), params)
    state = _fitted(times, design, forests, params)
    unit = np.ones(len(design.draw))
    unit[len(unit) - len(made.slopes) :] = design.scale
    covariance = state.dispersion * np.linalg.inv(state.information) / np.outer(unit, unit)
    slopes = (state.fixed / unit)[len(unit) - len(made.slopes) :].tolist()
    known = float(times.expected(state.baseline, state.index).sum())
    tables = fixed_tables(spells, params, state.fixed, covariance)
    for forest, chain in zip(forests, state.chains, strict=True):
        tables |= group_tables(spells, forest, chain, known)
    hashed, day = data_hash_of(spells), cut_off_day.isoformat()
    model = RetentionModel(
        params=params,
        data_hash=hashed,
        cut_off_day=day,
        version=params.version(hashed, day),
        cases=len(spells),
        leavings=int((spells.cause > 0).sum()),
        baseline=state.baseline,
        tables=tables,
        slopes=dict(zip(made.slopes, slopes, strict=True)),
        covariance=covariance,
        causes=fit_causes(spells, params),
    )
    return _levelled(model, spells, times)


def _levelled(model: RetentionModel, spells: Spells, times: Timed) -> RetentionModel:
    """Fits the baseline once more to the index in steps, so that rounding moves no level."""
    return replace(model, baseline=times.new_baseline(model.index(spells.codes) / STEPS))


def _fitted(times: Timed, design: Design, forests: list[Forest], params: RetentionParams) -> _State:
    size = len(design.draw)
    state = _State(
        np.tile(np.log(params.prior_hazard), (params.structure.strata, 1)),
        np.zeros(size),
        np.eye(size),
        [no_effects(forest, params) for forest in forests],
        np.zeros(len(times.weight)),
        1.0,
    )
    for sweep in range(SWEEPS):
        moved = _baseline_step(times, state)
        moved = max(moved, _fixed_step(times, design, state))
        state.dispersion = times.dispersion(state.baseline, state.index)
        for at, forest in enumerate(forests):
            learns = sweep < LEARNING_SWEEPS
            moved = max(moved, _chain_step(times, forest, at, state, params, learns=learns))
        if moved < SETTLED:
            break
    return state


def _baseline_step(times: Timed, state: _State) -> float:
    baseline = times.new_baseline(state.index)
    moved = float(np.abs(baseline - state.baseline).max())
    state.baseline = baseline
    return moved


def _fixed_step(times: Timed, design: Design, state: _State) -> float:
    expected = times.expected(state.baseline, state.index)
    prior = times.prior_surplus(state.baseline)
    surplus = times.leaving - expected
    step, state.information = newton_step(design, surplus, expected, state.fixed, prior)
    strata = len(state.baseline)
    limit = EFFECT_LIMIT / STEPS
    fixed = state.fixed + step
    fixed[:strata] = 0.0
    bounded = len(fixed) - design.values.shape[1]
    fixed[:bounded] = np.clip(fixed[:bounded], -limit, limit)
    add_effects(design.places, design.values, fixed - state.fixed, strata, state.index)
    moved = float(np.abs(step).max())
    state.baseline = state.baseline + step[:strata, None]
    state.fixed = fixed
    return moved


def _chain_step(
    times: Timed, forest: Forest, at: int, state: _State, params: RetentionParams, *, learns: bool
) -> float:
    """Fits a chain and gives the largest change of an effect, or infinity if a strength changed."""
    before, nodes = state.chains[at], len(forest)
    row_node = forest.row_node % (nodes + 1)
    old = np.append(before.total, 0.0)
    expected = times.expected(state.baseline, state.index)
    prior = times.prior_surplus(state.baseline)
    counted = Counted(
        np.bincount(row_node, times.leaving, nodes + 1).astype(np.float64),
        np.bincount(row_node, expected, nodes + 1) / np.exp(old),
    )
    counted.count[-1] += prior.sum()
    counted.expected[-1] += prior[1].sum()
    after = shrunk(forest, counted, before, params, state.dispersion, learns=learns)
    total = after.total - after.shift
    new = np.append(total, 0.0)
    state.index += (new - old)[row_node]
    state.baseline = state.baseline + after.shift
    state.chains[at] = replace(after, total=total, shift=0.0)
    if (after.strength != before.strength).any():
        return np.inf
    return float(np.abs(new - old).max())
