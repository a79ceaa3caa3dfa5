"""Watches a solve from the command line, with a bar on standard error."""

import time

from rich.progress import BarColumn, Progress, TaskID, TextColumn, TimeElapsedColumn

from models.enums import SolveState
from models.errors import AppError
from offices.queue.acts import SolveStatus
from offices.rounds.rules_collide import REFUSED, RulesCollideError, collision_keys
from ui.cli.console import ERR, words
from ui.round_steps import request, status_of
from ui.settings import Settings
from ui.solve_steps import step_text
from ui.supervisor import running_worker

LOOK_SECONDS = 0.2


class SolveFailedError(AppError):
    """A solve ended without a result; ``reason`` says why, in words."""

    code = "cli.solve_failed"


def watched_solve(settings: Settings, round_code: str) -> None:
    """Queues a solve, keeps a worker beside it, and waits for its end under a bar of its own.

    Raises
    ------
    SolveFailedError
        If it failed or was cancelled.
    """
    with progress_bar() as bar:
        watch(settings, round_code, bar, bar.add_task(words().text("step.waiting"), total=None))


def watch(settings: Settings, round_code: str, bar: Progress, task: TaskID) -> None:
    """Does the same on a line of a bar that is there.

    Raises
    ------
    SolveFailedError
        If it failed or was cancelled.
    """
    solve_id = request(settings, round_code)
    with running_worker():
        while not (status := status_of(settings, solve_id)).is_over:
            if status.step is not None:
                bar.update(
                    task,
                    description=step_text(status, words()),
                    completed=status.step_done,
                    total=status.step_total,
                )
            time.sleep(LOOK_SECONDS)
    bar.update(task, description=words().text("step.over"), completed=1, total=1)
    if status.state is not SolveState.DONE:
        _tell_collision(status)
        raise SolveFailedError(round=round_code, reason=_why(status))


def progress_bar() -> Progress:
    """Makes a bar that stays on one line and off standard output."""
    columns = TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn()
    return Progress(*columns, console=ERR)


def _tell_collision(status: SolveStatus) -> None:
    """Says which rules collide, where that is why nothing was solved."""
    refused = (status.figures or {}).get(REFUSED)
    if status.state is SolveState.FAILED and refused:
        from ui.cli.rules_said import say_collision

        say_collision(refused)


def _why(status: SolveStatus) -> str:
    code = status.error_code or f"solve_state.{status.state.value}"
    if code == RulesCollideError.code:
        keys = collision_keys((status.figures or {}).get(REFUSED, {}))
        return words().text(code, keys=words().text("app.comma").join(keys))
    return words().text(code) if words().knows(code) else code
