"""What a solve is doing, in words for the page and the command line."""

from models.enums import SolveState
from offices.queue.acts import SolveStatus
from ui.i18n.formats import percent_text
from ui.i18n.words import Words

VALUE_STEP = "value"
"""Reported with the score of the best plan so far and the proven bound."""

GAP_DIGITS = 3


def step_text(status: SolveStatus, words: Words) -> str:
    """Names the step; once there is a plan, how far below the optimum it can be at most."""
    if status.state is SolveState.STOPPING:
        step = words.text("step.stopping")
    else:
        step = words.text("step.waiting" if status.step is None else f"step.{status.step}")
    if not status.figures:
        return step
    bound = status.figures["bound"]
    gap = 1 - status.figures["objective"] / bound if bound else 0.0
    return words.text("step.with_plan", step=step, gap=percent_text(gap, GAP_DIGITS))
