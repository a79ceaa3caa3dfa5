"""A solve's steps are told in words, with the gap that is proven so far."""

import datetime as dt
from typing import Any

import pytest

from models.enums import SolveState
from offices.queue.acts import SolveStatus
from ui import solve_progress
from ui.i18n.words import load_words
from ui.settings import Settings
from ui.solve_progress import LARGEST_TOTAL, QueueProgress
from ui.solve_steps import step_text

LANGUAGES = ("zh_CN", "en")

REPORTED = ("search", "flow", "lowest", "verify", "explain")


def _status(step: str | None, done: int = 0, total: int = 1) -> SolveStatus:
    asked = dt.datetime(2026, 3, 2, tzinfo=dt.UTC)
    return SolveStatus(
        1, "R-1", 1, SolveState.RUNNING, asked, asked, None, step, done, total, None, None
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_step_has_words(language: str) -> None:
    """Whatever a solve reports is said; nothing reported yet means waiting."""
    words = load_words(language, is_strict=True)
    said = [step_text(_status(step), words) for step in (None, *REPORTED)]
    assert len(set(said)) == len(said)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_plan_is_told_with_its_gap(language: str) -> None:
    """The gap is the share of the bound that the plan may lack; nothing at all lacks nothing."""
    words = load_words(language, is_strict=True)
    assert "0.250%" in step_text(_status("value", 99_750, 100_000), words)
    assert "0.000%" in step_text(_status("value", 0, 0), words)


def test_large_totals_fit_the_table(monkeypatch: pytest.MonkeyPatch) -> None:
    """Scores of a whole plan are scaled, and never to more than is done."""
    written: list[tuple[int, int]] = []

    def progress(
        _session: Any, _actor: Any, _id: int, _worker: str, *told: Any, **_now: Any
    ) -> None:
        written.append(told[1:])

    class NoTransaction:
        def __init__(self, _settings: Settings) -> None: ...
        def __enter__(self) -> None: ...
        def __exit__(self, *_error: object) -> None: ...

    monkeypatch.setattr(solve_progress, "progress", progress)
    monkeypatch.setattr(solve_progress, "transaction", NoTransaction)
    reports = QueueProgress(Settings(), 1, "w")
    reports.report("search", 5, 7)
    reports.report("value", 12 * 10**12 - 1, 12 * 10**12)
    assert written == [(5, 7), (LARGEST_TOTAL - 1, LARGEST_TOTAL)]
