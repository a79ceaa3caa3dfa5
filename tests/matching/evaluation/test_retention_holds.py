"""The estimator of retention in a drawn world: calibrated, better than baselines, for all sizes."""

from datetime import date
from functools import cache

import numpy as np

from benchmarks.retention_world import Sizes, World, world_of
from matching.evaluation.baselines import baseline
from matching.evaluation.calibration import calibration_curve, recalibration
from matching.evaluation.groups import by_group, size_band
from matching.evaluation.measures import MONTHS, concordance, skill
from matching.evaluation.outcomes import Outcomes
from matching.retention.effects import INDEX_LIMIT
from matching.retention.fit import fit
from matching.retention.model import RetentionModel
from matching.retention.settings import RetentionParams
from matching.retention.spells import Spells

KNOWN, ALL = 30_000, 45_000


@cache
def fitted_world() -> tuple[World, RetentionModel]:
    """Draws 45,000 spells and fits the first 30,000."""
    world = world_of(Sizes(ALL), seed=11)
    training = world.spells.rows(slice(0, KNOWN))
    return world, fit(training, RetentionParams(world.structure), date(2020, 1, 1))


def outcomes_of(spells: Spells) -> Outcomes:
    """Gives what became of spells."""
    return Outcomes(spells.entered, spells.left, spells.cause, np.ones(len(spells)))


def kept_of(model: RetentionModel, spells: Spells) -> np.ndarray:
    """Gives S_1 ... S_12 of each spell."""
    index = model.index(spells.codes).astype(np.int64) + INDEX_LIMIT
    return model.survival(0)[index].astype(np.float64)


def test_later_spells_are_predicted_as_they_fall() -> None:
    """Slope and level hold; of ten points eight or more hold the prediction."""
    world, model = fitted_world()
    spells = world.spells.rows(slice(KNOWN, ALL))
    outcomes, kept = outcomes_of(spells), kept_of(model, spells)
    line = recalibration(outcomes, kept)
    assert 0.9 < line.slope.value < 1.1
    assert abs(line.in_the_large.value) < 0.05
    curve = calibration_curve(outcomes, kept, 12)
    assert sum(point.kept.holds(point.predicted) for point in curve) >= 8


def test_every_size_of_employer_is_calibrated() -> None:
    """By earlier placements: the level of every band holds within 0.15."""
    world, model = fitted_world()
    employers = world.spells.groups["employer"]
    cases = np.bincount(employers[:KNOWN], minlength=int(employers.max()) + 1)
    spells = world.spells.rows(slice(KNOWN, ALL))
    outcomes, kept = outcomes_of(spells), kept_of(model, spells)
    lines = by_group(
        size_band(cases[spells.groups["employer"]]),
        lambda rows: recalibration(outcomes.rows(rows), kept[rows]),
        least=200,
    )
    assert len(lines) >= 2
    assert all(abs(line.in_the_large.value) < 0.15 for line in lines.values())


def test_scores_are_better_than_those_of_the_baselines() -> None:
    """At 1, 3, 6 and 12 months, over all causes and by each; ranks nearly as well as the truth."""
    world, model = fitted_world()
    spells = world.spells.rows(slice(KNOWN, ALL))
    outcomes, kept = outcomes_of(spells), kept_of(model, spells)
    base = baseline(outcomes_of(world.spells.rows(slice(0, KNOWN))), 12, 6)
    whole = outcomes.entered == 0
    new, codes = outcomes.rows(whole), spells.rows(whole).codes
    for month in MONTHS:
        chance = 1 - kept[whole, month - 1]
        assert skill(new, chance, float(1 - base.kept[month - 1]), month).gain > 0
        ahead = model.leaving(codes, np.zeros(len(codes), np.int16), (30 * month,))
        for cause in range(1, 7):
            of_cause = (ahead.chance[:, 0] * ahead.causes[:, cause - 1]).astype(np.float64)
            one = float(base.left[cause - 1, month - 1])
            assert skill(new, np.minimum(of_cause, 1.0), one, month, cause).gain > 0
    ranks = concordance(outcomes, kept[:, -1])
    best = concordance(outcomes, -world.index[KNOWN:])
    assert 0.6 < ranks <= best
    assert best - ranks < 0.02
