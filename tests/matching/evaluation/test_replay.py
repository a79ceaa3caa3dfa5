"""A replay sees what was known on the day and nothing else."""

from collections.abc import Mapping
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matching.evaluation.calibration import recalibration
from matching.evaluation.errors import EvaluationError, KnownLaterError
from matching.evaluation.known import AsKnown, Column, Facts
from matching.evaluation.measures import brier
from matching.evaluation.replay import (
    History,
    Replay,
    Training,
    afterwards,
    backtest,
    days_of_months,
    training_of,
)
from matching.retention.effects import INDEX_LIMIT
from matching.retention.fit import fit
from matching.retention.model import RetentionModel
from matching.retention.settings import RetentionParams, Structure
from matching.retention.spells import Codes, Spells
from tests.matching.evaluation.followed import drawn_kept

JANUARY = 12 * 2020


def drawn_history(
    seed: int, stays: int = 3000, years: int = 3, late: int = 0, kinds: int = 4
) -> tuple[History, np.ndarray]:
    """Draws stays of a few kinds, told of some days late; gives the true chances to be kept too."""
    rng = np.random.default_rng(seed)
    by_kind = drawn_kept(rng, kinds, 12 * years)
    kind = rng.integers(0, kinds, stays)
    started = JANUARY + rng.integers(0, 12 * years, stays)
    until = JANUARY + 12 * years
    left = 1 + (rng.random(stays)[:, None] < by_kind[kind]).sum(axis=1)
    ended = np.flatnonzero(started + left <= until)
    told = days_of_months(started[ended] + left[ended]) - 1 + rng.integers(0, late + 1, len(ended))
    starts = {"started": started, "entered": np.zeros(stays, np.int64), "kind": kind}
    ends = {"stay": ended, "left": left[ended], "cause": np.ones(len(ended), np.int64)}
    return (
        History(Facts(starts, days_of_months(started)), Facts(ends, told), until),
        by_kind[kind],
    )


def fit_retention(training: Training) -> RetentionModel:
    """Fits the estimator of retention to one factor."""
    seen = training.outcomes
    rows = len(seen)
    params = RetentionParams(Structure(1, {"kind": 4}))
    spells = Spells(
        seen.entered.astype(np.int16),
        seen.left.astype(np.int16),
        seen.cause.astype(np.int8),
        np.full(rows, 1000, np.int16),
        np.zeros(rows, np.int8),
        {"kind": training.columns["kind"].astype(np.int16)},
        {},
        {},
    )
    return fit(spells, params, date(1970, 1, 1) + timedelta(days=training.cut_off))


def predict_retention(model: RetentionModel, columns: Mapping[str, Column]) -> np.ndarray:
    """Gives the chances to be kept by month."""
    kind = columns["kind"].astype(np.int16)
    index = model.index(Codes(np.zeros(len(kind), np.int8), {"kind": kind}, {}, {}))
    return model.survival(0)[index.astype(np.int64) + INDEX_LIMIT].astype(np.float64)


def written(model: RetentionModel, path: Path) -> bytes:
    """Gives the bytes of a model's file."""
    model.save(path)
    return path.read_bytes()


def with_later_facts(history: History, cut_off: int, rng: np.random.Generator) -> History:
    """Adds stays known after the cut-off and changes every end known after it."""
    day = int(days_of_months(np.array([cut_off]))[0])
    starts, ends = history.starts, history.ends
    count = int(rng.integers(1, 50))
    started = rng.integers(cut_off - 6, cut_off + 6, count)
    further = {
        "started": started,
        "entered": np.zeros(count, np.int64),
        "kind": rng.integers(0, 4, count),
    }
    known_on = np.maximum(days_of_months(started), day + 1) + rng.integers(0, 30, count)
    # Among the others, not behind them: no order may carry the future in.
    at = rng.integers(0, len(starts) + 1, count)
    moved = np.arange(len(starts)) + (at[None, :] <= np.arange(len(starts))[:, None]).sum(axis=1)
    is_later = ends.known_on > day
    told = dict(ends.columns)
    told["stay"] = moved[told["stay"]]
    longest = (history.until - starts.columns["started"])[ends.columns["stay"]]
    told["left"] = np.where(is_later, rng.integers(1, longest + 1), told["left"])
    end = history.starts.columns["started"][ends.columns["stay"]] + told["left"]
    known_end = np.where(is_later, np.maximum(days_of_months(end), day + 1), ends.known_on)
    return History(
        Facts(
            {name: np.insert(starts.columns[name], at, further[name]) for name in further},
            np.insert(starts.known_on, at, known_on),
        ),
        Facts(told, known_end),
        history.until,
    )


@settings(max_examples=15, deadline=None)
@given(seed=st.integers(0, 10**6), cut=st.integers(3, 33))
def test_what_became_known_later_changes_no_byte(
    tmp_path_factory: pytest.TempPathFactory, seed: int, cut: int
) -> None:
    """The fitted file is the same, bit by bit, whatever happens after the cut-off."""
    history, _ = drawn_history(seed, stays=400, late=60)
    other = with_later_facts(history, JANUARY + cut, np.random.default_rng(seed))
    path = tmp_path_factory.mktemp("models") / "model"
    one = written(fit_retention(training_of(history, JANUARY + cut)), path)
    assert written(fit_retention(training_of(other, JANUARY + cut)), path) == one
    end = written(fit_retention(training_of(history, history.until)), path)
    assert written(fit_retention(training_of(other, history.until)), path) != end


def test_a_later_fact_is_refused() -> None:
    """Whoever asks for a row known later is told so; known ones are handed over."""
    history, _ = drawn_history(1, stays=200)
    day = int(days_of_months(np.array([JANUARY + 12]))[0])
    guard = AsKnown(history.ends, day)
    assert np.all(history.ends.known_on[guard.known] <= day)
    assert guard.column("left", guard.known).tolist() == guard.columns()["left"].tolist()
    with pytest.raises(KnownLaterError) as caught:
        guard.column("left", np.arange(len(history.ends)))
    assert caught.value.params["rows"] == np.sum(history.ends.known_on > day)
    assert caught.value.params["cut_off"] == "2021-01-01"
    with pytest.raises(KnownLaterError):
        guard.column("left", np.flatnonzero(~guard.is_known)[:1])


def test_a_planted_future_end_is_caught() -> None:
    """An end that bears a day before the month it happened in is refused when history is made."""
    history, _ = drawn_history(2, stays=200)
    known_on = history.ends.known_on.copy()
    late = int(np.argmax(history.ends.columns["left"]))
    known_on[late] -= 62
    with pytest.raises(EvaluationError) as caught:
        History(history.starts, Facts(history.ends.columns, known_on), history.until)
    assert caught.value.params == {"field": "known_on", "reason": "later"}


def test_a_stay_that_goes_on_is_cut_off() -> None:
    """By hand: one ended and told, one ended and told later, one going on, one not begun."""
    columns = {
        "started": JANUARY + np.array([0, 0, 2, 4]),
        "entered": np.array([0, 1, 0, 0]),
    }
    starts = Facts(columns, days_of_months(columns["started"]))
    ended = {"stay": np.array([0, 1]), "left": np.array([2, 3]), "cause": np.array([1, 2])}
    told = days_of_months(JANUARY + np.array([2, 6]))
    history = History(starts, Facts(ended, told), JANUARY + 8)
    found = training_of(history, JANUARY + 4).outcomes
    assert found.entered.tolist() == [0, 1, 0]
    assert found.left.tolist() == [2, 4, 2]
    assert found.cause.tolist() == [1, 0, 0]
    careful = training_of(history, JANUARY + 4, delay=3).outcomes
    assert (careful.left.tolist(), careful.cause.tolist()) == ([1], [0])
    row, after = afterwards(history, JANUARY + 4)
    assert row.tolist() == [2, 3]
    assert after.entered.tolist() == [2, 0]
    assert after.left.tolist() == [6, 4]


def test_a_replayed_model_holds() -> None:
    """On each cut-off the recalibration line holds 1; the model knows less on earlier ones."""
    history, truth = drawn_history(5, stays=6000)
    cut_offs = [JANUARY + month for month in (12, 18, 24)]
    replays = backtest(history, cut_offs, fit_retention, predict_retention)
    assert [replay.cut_off for replay in replays] == cut_offs
    assert replays[0].trained < replays[1].trained < replays[2].trained
    for replay in replays:
        line = recalibration(replay.outcomes, replay.kept)
        assert line.slope.holds(1.0)
        assert line.in_the_large.holds(0.0)
        check_scores(replay, truth)


def check_scores(replay: Replay[RetentionModel], truth: np.ndarray) -> None:
    """Holds the score of new stays near that of the truth."""
    new = replay.outcomes.rows(replay.is_new)
    score = brier(new, 1 - replay.kept[replay.is_new, 5], 6)
    best = brier(new, 1 - truth[replay.row[replay.is_new], 5], 6)
    assert best - 0.002 < score < best + 0.01


def test_late_reports_bias_a_model_unless_allowed_for() -> None:
    """Ends told up to three months late: without the delay too few seem to leave."""
    history, _ = drawn_history(6, stays=9000, late=92)
    cut_off = JANUARY + 18
    (bold,) = backtest(history, [cut_off], fit_retention, predict_retention)
    (careful,) = backtest(history, [cut_off], fit_retention, predict_retention, delay=4)
    assert recalibration(bold.outcomes, bold.kept).in_the_large.low > 0.05
    assert recalibration(careful.outcomes, careful.kept).in_the_large.holds(0.0)


def test_replays_are_refused() -> None:
    """Cut-offs at the end, missing columns, two ends of one stay, predictions that rise."""
    history, _ = drawn_history(3, stays=50)
    with pytest.raises(EvaluationError):
        backtest(history, [history.until], fit_retention, predict_retention)
    with pytest.raises(EvaluationError):
        training_of(history, JANUARY + 6, delay=-1)
    with pytest.raises(EvaluationError):
        History(Facts({}, np.zeros(0, np.int64)), history.ends, history.until)
    twice = {name: np.repeat(values, 2) for name, values in history.ends.columns.items()}
    with pytest.raises(EvaluationError):
        History(history.starts, Facts(twice, np.repeat(history.ends.known_on, 2)), history.until)
    with pytest.raises(EvaluationError):
        Facts({"kind": np.zeros(2)}, np.zeros(3, np.int64))

    def rising(_: RetentionModel, columns: Mapping[str, Column]) -> np.ndarray:
        return np.tile(np.array([0.5, 0.6]), (len(columns["kind"]), 1))

    with pytest.raises(EvaluationError):
        backtest(history, [JANUARY + 12], fit_retention, rising)
