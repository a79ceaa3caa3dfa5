"""A solve's steps are told in words, with the gap that is proven so far."""

import datetime as dt
from dataclasses import replace

import pytest

from models.enums import SolveState
from offices.queue.acts import SolveStatus
from ui.i18n.words import load_words
from ui.solve_steps import step_text

LANGUAGES = ("zh_CN", "en")

REPORTED = ("search", "flow", "lowest", "verify", "explain")


def _status(step: str | None, figures: dict[str, int] | None = None) -> SolveStatus:
    asked = dt.datetime(2026, 3, 2, tzinfo=dt.UTC)
    return SolveStatus(
        1, "R-1", 1, SolveState.RUNNING, asked, asked, None, step, 0, 1, None, figures
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_step_has_words(language: str) -> None:
    """Whatever a solve reports is said; nothing reported yet means waiting."""
    words = load_words(language, is_strict=True)
    said = [step_text(_status(step), words) for step in (None, *REPORTED)]
    assert len(set(said)) == len(said)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_plan_is_told_with_its_gap(language: str) -> None:
    """Beside the step stands the share of the bound that the plan may lack, at most none."""
    words = load_words(language, is_strict=True)
    step = step_text(_status("search"), words)
    said = step_text(_status("search", {"objective": 99_750, "bound": 100_000}), words)
    assert step in said
    assert "0.250%" in said
    assert "0.000%" in step_text(_status("flow", {"objective": 0, "bound": 0}), words)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_stopping_solve_says_so(language: str) -> None:
    """Whatever its step, a solve that was asked to end says that it is ending."""
    words = load_words(language, is_strict=True)
    stopping = replace(_status("flow"), state=SolveState.STOPPING)
    assert step_text(stopping, words) == words.text("step.stopping")
