"""Calibration curves, the line and drift: true predictions pass, false ones do not."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats
from sklearn.linear_model import LogisticRegression
from statsmodels.api import Logit

from matching.evaluation.calibration import calibration_curve, recalibration
from matching.evaluation.drift import drift
from matching.evaluation.errors import EvaluationError, MeasureRefusedError
from matching.evaluation.intervals import Z, poisson_band, wilson
from matching.evaluation.outcomes import Outcomes, checked_kept
from tests.matching.evaluation.followed import drawn_kept, drawn_outcomes


def test_wilson_intervals_published() -> None:
    """81 of 263: 0.2553 to 0.3662; 15 of 148: 0.0624 to 0.1605; none of 20: 0 to 0.1611.

    Source: Newcombe, R. G. (1998), Two-sided confidence intervals for the single proportion,
    Statistics in Medicine 17, 857-872, table I, method 3.
    """
    for ended, cases, low, high in (
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0, 0.1611),
        (1, 29, 0.0061, 0.1718),
    ):
        found = wilson(ended / cases, cases)
        assert (found.low, found.high) == pytest.approx((low, high), abs=5e-5)
    assert (wilson(0.4, 0).low, wilson(0.4, 0).high) == (0.0, 1.0)


@settings(max_examples=60, deadline=None)
@given(st.floats(0.01, 3000))
def test_poisson_bands_are_exact(expected: float) -> None:
    """At most 2.5 % lie below the band and above it, and a narrower one would miss more."""
    low, high = poisson_band(expected)
    assert stats.poisson.cdf(low - 1, expected) <= 0.025 < stats.poisson.cdf(low, expected)
    assert stats.poisson.cdf(high - 1, expected) < 0.975 <= stats.poisson.cdf(high, expected)
    assert poisson_band(0.0) == (0, 0)


def test_curve_of_the_truth_covers_and_of_a_wrong_model_does_not() -> None:
    """Late entry and loss of sight included: 95 of 100 points hold the truth.

    60 draws of ten points. Chances raised to the power 0.6 are told apart.
    """
    held = wrong = points = 0
    for seed in range(60):
        rng = np.random.default_rng(seed)
        kept = drawn_kept(rng, 3000, 12)
        outcomes, seen = drawn_outcomes(rng, kept, is_late=True)
        curve = calibration_curve(outcomes, kept[seen], 12)
        points += len(curve)
        held += sum(point.kept.holds(point.predicted) for point in curve)
        bad = calibration_curve(outcomes, kept[seen] ** 0.6, 12)
        wrong += sum(point.kept.holds(point.predicted) for point in bad)
    assert points == 600
    assert 0.93 < held / points < 0.98
    assert wrong / points < 0.35


def test_curve_by_hand() -> None:
    """Two groups of four stays; the late one counts from month 2 only."""
    outcomes = Outcomes(
        np.array([0, 0, 0, 1, 0, 0, 0, 0]),
        np.array([1, 2, 2, 2, 1, 1, 2, 2]),
        np.array([1, 1, 0, 0, 0, 1, 0, 0]),
        np.ones(8),
    )
    kept = np.array([[0.5, 0.25]] * 4 + [[0.9, 0.81]] * 4)
    low, high = calibration_curve(outcomes, kept, 2, parts=2)
    assert (low.rows, high.rows) == (4, 4)
    assert low.predicted == pytest.approx(0.25)
    assert low.kept.value == pytest.approx(2 / 3 * 2 / 3)
    assert high.kept.value == pytest.approx(3 / 4)
    assert low.kept.low < 4 / 9 < low.kept.high
    everybody = calibration_curve(outcomes, np.full((8, 2), 0.5), 2)
    assert [point.rows for point in everybody] == [8]


def test_line_agrees_with_scikit_learn_and_covers() -> None:
    """The same coefficients, statsmodels' errors by stays; the truth is held in most draws."""
    held = 0
    for seed in range(100):
        rng = np.random.default_rng(seed)
        kept = drawn_kept(rng, 1500, 12)
        outcomes, seen = drawn_outcomes(rng, kept, is_late=True)
        line = recalibration(outcomes, kept[seen])
        held += line.slope.holds(1.0) and line.in_the_large.holds(0.0)
    assert 84 <= held <= 98
    hazard = checked_kept(outcomes, kept[seen])
    month = np.arange(1, 13)[None, :]
    row, at = np.nonzero((outcomes.entered[:, None] < month) & (outcomes.left[:, None] >= month))
    logit = np.log(hazard[row, at] / (1 - hazard[row, at]))
    ended = outcomes.has_ended[row] & (outcomes.left[row] == at + 1)
    theirs = LogisticRegression(C=np.inf, tol=1e-10, max_iter=1000).fit(logit[:, None], ended)
    by_stay = Logit(ended, np.column_stack([np.ones_like(logit), logit])).fit(
        disp=0, cov_type="cluster", cov_kwds={"groups": row, "use_correction": False}
    )
    width = [line.intercept.high - line.intercept.low, line.slope.high - line.slope.low]
    assert width == pytest.approx(2 * Z * by_stay.bse, rel=1e-5)
    assert line.slope.value == pytest.approx(theirs.coef_[0, 0], abs=1e-4)
    assert line.intercept.value == pytest.approx(theirs.intercept_[0], abs=1e-4)


def test_line_finds_what_is_wrong() -> None:
    """Hazards half as high as the truth, and predictions that spread twice as far."""
    rng = np.random.default_rng(1)
    kept = drawn_kept(rng, 6000, 12)
    outcomes, seen = drawn_outcomes(rng, kept)
    half = np.cumprod(1 - checked_kept(outcomes, kept[seen]) / 2, axis=1)
    assert recalibration(outcomes, half).in_the_large.low > 0.5
    logit = np.log(checked_kept(outcomes, kept[seen]))
    far = np.exp(np.minimum(-0.05, 2 * (logit - logit.mean()) + logit.mean()))
    found = recalibration(outcomes, np.cumprod(1 - far, axis=1))
    assert found.slope.high < 0.65


def test_weights_count_as_copies() -> None:
    """A row of weight 2 counts as two rows, in line and curve."""
    rng = np.random.default_rng(2)
    kept = drawn_kept(rng, 400, 6)
    outcomes, seen = drawn_outcomes(rng, kept, is_late=True)
    kept = kept[seen]
    copies = 1 + np.arange(len(seen)) % 2
    heavy = Outcomes(outcomes.entered, outcomes.left, outcomes.cause, copies.astype(float))
    twice = np.repeat(np.arange(len(seen)), copies)
    one, two = recalibration(heavy, kept), recalibration(outcomes.rows(twice), kept[twice])
    assert one.slope.value == pytest.approx(two.slope.value)
    assert one.in_the_large.value == pytest.approx(two.in_the_large.value)
    (point,) = calibration_curve(heavy, kept, 6, parts=1)
    (other,) = calibration_curve(outcomes.rows(twice), kept[twice], 6, parts=1)
    assert point.kept.value == pytest.approx(other.kept.value)
    assert point.predicted == pytest.approx(other.predicted)
    # Two copies of one stay are no two stays: the weighted interval stays wider.
    assert point.kept.high - point.kept.low > other.kept.high - other.kept.low


def test_drift_finds_the_month_in_which_a_plant_closed() -> None:
    """Up to 8 of 100 months outside at random; a month with hazards four times as high always."""
    outside = months = 0
    for seed in range(30):
        rng = np.random.default_rng(seed)
        kept = drawn_kept(rng, 2000, 12)
        started = rng.integers(0, 12, len(kept))
        outcomes, seen = drawn_outcomes(rng, kept, is_late=True)
        found = drift(outcomes, kept[seen], started[seen])
        outside += sum(month.is_outside for month in found)
        months += len(found)
    assert outside / months <= 0.08
    hazard = checked_kept(outcomes, kept[seen])
    month_of = started[seen][:, None] + np.arange(12)[None, :]
    low = np.where(month_of == 8, hazard / 4, hazard)
    found = drift(outcomes, np.cumprod(1 - low, axis=1), started[seen])
    closed = next(month for month in found if month.month == 8)
    assert closed.is_outside
    assert closed.observed > closed.high
    assert sum(month.at_risk for month in found) == int((outcomes.left - outcomes.entered).sum())


def test_calibration_is_refused() -> None:
    """Rising chances, months beyond, nobody, no endings, weighted counts."""
    outcomes = Outcomes(np.zeros(2, int), np.array([2, 2]), np.array([0, 0]), np.array([1.0, 2.0]))
    kept = np.array([[0.9, 0.8], [0.7, 0.6]])
    for wrong, reason in (
        (kept[:, ::-1], "order"),
        (kept + 0.5, "range"),
        (kept[:1], "length"),
    ):
        with pytest.raises(EvaluationError) as caught:
            calibration_curve(outcomes, wrong, 2)
        assert caught.value.params["reason"] == reason
    with pytest.raises(EvaluationError):
        calibration_curve(outcomes, kept, 3)
    with pytest.raises(EvaluationError):
        calibration_curve(outcomes.rows(np.zeros(0, np.int64)), kept[:0], 2)
    with pytest.raises(EvaluationError):
        recalibration(outcomes, kept)
    with pytest.raises(MeasureRefusedError):
        drift(outcomes, kept, np.zeros(2, np.int64))
    with pytest.raises(EvaluationError):
        drift(outcomes.rows(np.zeros(1, np.int64)), kept[:1], np.zeros(2, np.int64))
