"""What a solve is doing, in words for the page and the command line."""

from offices.queue.acts import SolveStatus
from ui.i18n.formats import percent_text
from ui.i18n.words import Words

VALUE_STEP = "value"
"""Reported with the score of the best plan so far and the proven bound."""

GAP_DIGITS = 3


def step_text(status: SolveStatus, words: Words) -> str:
    """Names the step; once there is a plan, how far below the optimum it can be at most."""
    step = "waiting" if status.step is None else status.step
    if step != VALUE_STEP:
        return words.text(f"step.{step}")
    missing = status.step_total - status.step_done
    gap = missing / status.step_total if status.step_total else 0.0
    return words.text("step.value", gap=percent_text(gap, GAP_DIGITS))
