"""Brier scores, concordance and baselines against published figures and other programs."""

import subprocess
import sys

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lifelines import AalenJohansenFitter, CoxPHFitter
from lifelines.datasets import load_gbsg2
from lifelines.utils import concordance_index

from matching.evaluation.baselines import baseline
from matching.evaluation.errors import EvaluationError, MeasureRefusedError
from matching.evaluation.groups import by_group, size_band
from matching.evaluation.measures import (
    MONTHS,
    brier,
    concordance,
    left_by_cause,
    skill,
    still_observed,
)
from matching.evaluation.outcomes import Outcomes
from tests.matching.evaluation.followed import drawn_kept, drawn_outcomes

FIVE_YEARS = 1825


def breast_cancer() -> tuple[pd.DataFrame, Outcomes]:
    """Gives the German breast cancer study (lifelines), coded as in the published example."""
    raw = load_gbsg2()
    columns = pd.DataFrame(
        {
            "age": raw.age,
            "estrec": raw.estrec,
            "horTh": (raw.horTh == "yes").astype(float),
            "menostat": (raw.menostat == "Post").astype(float),
            "pnodes": raw.pnodes,
            "progrec": raw.progrec,
            "tgrade": raw.tgrade.str.len(),
            "tsize": raw.tsize,
            "time": raw.time,
            "cens": raw.cens,
        }
    )
    zeros = np.zeros(len(raw), np.int64)
    return columns, Outcomes(zeros, raw.time.to_numpy(), raw.cens.to_numpy(), np.ones(len(raw)))


def test_brier_score_and_concordance_of_a_published_example() -> None:
    """Brier 0.20881843 at 1825 days; the concordance that lifelines gives.

    Source of the score: scikit-survival, the example of ``brier_score`` (Cox regression on GBSG-2).
    Its Cox regression and ours break ties of days differently, hence the fourth digit.
    """
    columns, outcomes = breast_cancer()
    model = CoxPHFitter().fit(columns, "time", "cens")
    kept = model.predict_survival_function(columns, times=[FIVE_YEARS]).to_numpy()[0]
    assert brier(outcomes, 1 - kept, FIVE_YEARS) == pytest.approx(0.20881843, abs=1e-4)
    expected = -model.predict_partial_hazard(columns).to_numpy()
    theirs = concordance_index(columns.time, expected, columns.cens)
    assert concordance(outcomes, expected) == pytest.approx(theirs, abs=1e-12)


@settings(max_examples=40, deadline=None)
@given(seed=st.integers(0, 10**6), is_late=st.booleans(), is_weighted=st.booleans())
def test_concordance_is_its_definition(*, seed: int, is_late: bool, is_weighted: bool) -> None:
    """Pair by pair, with ties, weights and late entry."""
    rng = np.random.default_rng(seed)
    outcomes, seen = drawn_outcomes(rng, drawn_kept(rng, 40, 8), is_late=is_late)
    weight = rng.integers(1, 4, len(seen)) / 2 if is_weighted else np.ones(len(seen))
    outcomes = Outcomes(outcomes.entered, outcomes.left, outcomes.cause, weight)
    expected = rng.integers(0, 5, len(seen)).astype(float)
    agreeing = total = 0.0
    for i in range(len(seen)):
        for j in range(len(seen)):
            month = outcomes.left[i]
            is_kept = outcomes.left[j] > month or (
                outcomes.left[j] == month and not outcomes.cause[j]
            )
            if outcomes.cause[i] and outcomes.entered[j] < month and is_kept:
                pair = weight[i] * weight[j]
                total += pair
                agreeing += pair * (
                    1.0 if expected[j] > expected[i] else 0.5 * (expected[j] == expected[i])
                )
    if total == 0:
        with pytest.raises(MeasureRefusedError):
            concordance(outcomes, expected)
    else:
        assert concordance(outcomes, expected) == pytest.approx(agreeing / total)


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 10**6))
def test_brier_without_censoring_is_the_mean_square(seed: int) -> None:
    """All weights are one if nobody is lost sight of."""
    rng = np.random.default_rng(seed)
    left = rng.integers(1, 15, 30)
    weight = rng.random(30) + 0.1
    outcomes = Outcomes(np.zeros(30, np.int64), left, rng.integers(1, 3, 30), weight)
    chance = rng.random(30)
    wanted = np.average((1.0 * (left <= 6) - chance) ** 2, weights=weight)
    assert brier(outcomes, chance, 6) == pytest.approx(wanted)
    by_cause = np.average(((left <= 6) & (outcomes.cause == 2)) - chance, weights=weight)
    assert brier(outcomes, np.zeros(30), 6, 2) == pytest.approx(
        by_cause + weight @ chance / weight.sum()
    )


def test_brier_under_censoring_is_that_without() -> None:
    """Half are lost sight of; the score is what it would be had all been followed.

    Twenty draws of 20,000 rows: the mean differs by less than four of its standard errors.
    """
    gaps = []
    for seed in range(20):
        rng = np.random.default_rng(seed)
        kept = drawn_kept(rng, 20_000, 12)
        rows = np.arange(len(kept))
        left = 1 + (rng.random(len(kept))[:, None] < kept).sum(axis=1)
        lost = rng.integers(1, 13, len(kept))
        zeros, ones = np.zeros(len(kept), np.int64), np.ones(len(kept))
        whole = Outcomes(zeros, np.minimum(left, 12), (left <= 12).astype(int), ones)
        ended = (left <= lost).astype(np.int64)
        seen = Outcomes(zeros, np.minimum(left, lost), ended, ones)
        chance = 1 - kept[rows, 5]
        gaps.append(brier(seen, chance, 6) - brier(whole, chance, 6))
    error = np.std(gaps, ddof=1) / np.sqrt(len(gaps))
    assert abs(np.mean(gaps)) < 4 * error
    ignoring = np.mean((1.0 * (seen.has_ended & (seen.left <= 6)) - chance) ** 2)
    assert abs(ignoring - brier(whole, chance, 6)) > 20 * error


def test_scores_are_refused_where_they_would_be_wrong() -> None:
    """Late entry, nobody known, and columns that do not fit."""
    late = Outcomes(np.array([1, 0]), np.array([3, 4]), np.array([1, 0]), np.ones(2))
    with pytest.raises(MeasureRefusedError):
        brier(late, np.zeros(2), 3)
    early = Outcomes(np.zeros(2, int), np.array([1, 2]), np.zeros(2, int), np.ones(2))
    with pytest.raises(MeasureRefusedError):
        brier(early, np.zeros(2), 3)
    with pytest.raises(EvaluationError):
        brier(early, np.zeros(3), 1)
    with pytest.raises(EvaluationError):
        brier(early, np.array([0.0, 1.5]), 1)
    with pytest.raises(MeasureRefusedError):
        concordance(early, np.zeros(2))


@pytest.mark.parametrize(
    ("field", "value"),
    [("entered", -1), ("left", 0), ("cause", -1), ("weight", 0.0), ("weight", np.nan)],
)
def test_outcomes_are_checked(field: str, value: float) -> None:
    """Months before the start, stays without time, weights that are none."""
    columns = {
        "entered": np.zeros(2, np.int64),
        "left": np.ones(2, np.int64),
        "cause": np.zeros(2, np.int64),
        "weight": np.ones(2),
    }
    columns[field] = columns[field].copy()
    columns[field][1] = value
    with pytest.raises(EvaluationError) as caught:
        Outcomes(**columns)
    assert caught.value.params == {"field": field, "reason": "range"}


def test_baselines_by_hand() -> None:
    """Seven stays with a late one: 6/7 after month 1, x 4/6, x 2/3.

    Month 1: 7 at risk less the late one (entered 1) = 6, one ends. Month 2: 5 left and the late
    one = 6 at risk, two end. Month 3: one was lost sight of at 2: 3 at risk, one ends.
    """
    stays = Outcomes(
        np.array([0, 0, 0, 0, 0, 0, 1]),
        np.array([1, 2, 2, 2, 3, 4, 4]),
        np.array([1, 1, 2, 0, 2, 0, 0]),
        np.ones(7),
    )
    found = baseline(stays, 4, 2)
    assert found.kept == pytest.approx([5 / 6, 5 / 6 * 4 / 6, 5 / 6 * 4 / 6 * 2 / 3, 10 / 27])
    assert found.left[0] == pytest.approx([1 / 6, 1 / 6 + 5 / 36, 11 / 36, 11 / 36])
    assert found.left.sum(axis=0) == pytest.approx(1 - found.kept)


def test_a_product_limit_that_ends_early_is_refused() -> None:
    """The only stay seen from its start ended at once: of those who came later nothing is said."""
    stays = Outcomes(np.array([0, 3, 4, 5]), np.array([1, 6, 7, 8]), np.ones(4, int), np.ones(4))
    with pytest.raises(MeasureRefusedError) as caught:
        baseline(stays, 12, 1)
    assert caught.value.params == {"measure": "kaplan_meier", "reason": "late_entry"}


@pytest.mark.filterwarnings("ignore:Tied event times")
def test_baselines_agree_with_lifelines() -> None:
    """Aalen and Johansen's curves of both causes, ties broken by lifelines' shifts.

    The stays last seen in a month are put after its endings, as our months have it.
    """
    rng = np.random.default_rng(5)
    outcomes, _ = drawn_outcomes(rng, drawn_kept(rng, 4000, 12))
    found = baseline(outcomes, 12, 2)
    for cause in (1, 2):
        theirs = AalenJohansenFitter(seed=1, calculate_variance=False).fit(
            outcomes.left + 0.5 * ~outcomes.has_ended, outcomes.cause, cause
        )
        curve = theirs.cumulative_density_.iloc[:, 0]
        wanted = [curve[curve.index < month + 0.2].iloc[-1] for month in range(1, 13)]
        assert found.left[cause - 1] == pytest.approx(wanted, abs=3e-4)


def test_skill_of_the_truth_and_of_noise() -> None:
    """The true chances beat the baseline at every month and by cause; shuffled ones do not."""
    rng = np.random.default_rng(3)
    kept = drawn_kept(rng, 8000, 12)
    outcomes, seen = drawn_outcomes(rng, kept)
    training, _ = drawn_outcomes(rng, drawn_kept(rng, 8000, 12))
    base = baseline(training, 12, 2)
    assert left_by_cause(outcomes).tolist() == [1, 2]
    for month in MONTHS:
        chance = 1 - kept[seen, month - 1]
        everybody = 1 - base.kept[month - 1]
        assert skill(outcomes, chance, everybody, month).gain > 0
        assert skill(outcomes, rng.permutation(chance), everybody, month).gain < 0
        one = float(base.left[0, month - 1])
        assert skill(outcomes, chance / 2, one, month, 1).gain > 0


def test_measures_by_group() -> None:
    """Groups are scored by their own rows; small ones are left out."""
    rng = np.random.default_rng(8)
    kept = drawn_kept(rng, 500, 12)
    outcomes, seen = drawn_outcomes(rng, kept)
    chance = 1 - kept[seen, 2]
    band = size_band(np.array([0, 1, 9, 10, 49, 50, 199, 200, 10**6]))
    assert band.tolist() == [0, 1, 1, 2, 2, 3, 3, 4, 4]
    label = np.where(np.arange(len(seen)) < 3, "few", "many")
    found = by_group(label, lambda rows: brier(outcomes.rows(rows), chance[rows], 3), least=5)
    assert set(found) == {"many"}
    assert found["many"] == brier(outcomes.rows(np.arange(3, len(seen))), chance[3:], 3)


def test_chance_to_be_observed_puts_endings_first() -> None:
    """Ten stays, two end and four are last seen in month 1: 4 of the 8 kept are lost."""
    left = np.array([1, 1, 1, 1, 1, 1, 2, 2, 2, 2])
    cause = np.array([1, 1, 0, 0, 0, 0, 1, 1, 0, 0])
    outcomes = Outcomes(np.zeros(10, np.int64), left, cause, np.ones(10))
    assert still_observed(outcomes, 3) == pytest.approx([1.0, 0.5, 0.0])


def test_figures_load_no_slow_library() -> None:
    """Calibration, scores, drift, replay and lots are there without lifelines and scikit-learn."""
    names = ("calibration", "measures", "drift", "groups", "replay", "lottery")
    loading = "".join(f"import matching.evaluation.{name};" for name in names)
    slow = "import sys; sys.exit(bool({'lifelines', 'pandas', 'sklearn'} & set(sys.modules)))"
    assert subprocess.run([sys.executable, "-c", loading + slow], check=False).returncode == 0
