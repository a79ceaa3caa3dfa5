"""Watches a solve from the command line, with a bar on standard error."""

import time

from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

from models.enums import SolveState
from models.errors import AppError
from offices.queue.acts import SolveStatus
from ui.cli.console import ERR, words
from ui.round_steps import request, status_of
from ui.settings import Settings
from ui.supervisor import running_worker

LOOK_SECONDS = 0.2


class SolveFailedError(AppError):
    """A solve ended without a result; ``reason`` says why, in words."""

    code = "cli.solve_failed"


def watched_solve(settings: Settings, round_code: str) -> SolveStatus:
    """Queues a solve, keeps a worker beside it, and waits for its end.

    Raises
    ------
    SolveFailedError
        If it failed or was cancelled.
    """
    solve_id = request(settings, round_code)
    with running_worker(), progress_bar() as bar:
        task = bar.add_task(words().text("step.waiting"), total=None)
        while not (status := status_of(settings, solve_id)).is_over:
            if status.step is not None:
                bar.update(
                    task,
                    description=words().text(f"step.{status.step}"),
                    completed=status.step_done,
                    total=status.step_total,
                )
            time.sleep(LOOK_SECONDS)
        bar.update(task, description=words().text("step.over"), completed=1, total=1)
    if status.state is not SolveState.DONE:
        raise SolveFailedError(round=round_code, reason=_why(status))
    return status


def progress_bar() -> Progress:
    """Makes a bar that stays on one line and off standard output."""
    columns = TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn()
    return Progress(*columns, console=ERR)


def _why(status: SolveStatus) -> str:
    code = status.error_code or f"solve_state.{status.state.value}"
    return words().text(code) if words().knows(code) else code
