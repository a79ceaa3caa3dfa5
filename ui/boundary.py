"""The boundary of commands and the worker: the one place that catches what nobody expected."""

from collections.abc import Callable
from pathlib import Path

from models.errors import AppError
from ui.clock import now
from ui.incidents import record_incident


class UnexpectedError(AppError):
    """Something failed that no code expects; the reference leads to its line in the log."""

    code = "app.unexpected"


def run_guarded(work: Callable[[], None], var_folder: Path) -> None:
    """Runs work; an error that is not ours is noted and becomes one of ours.

    Raises
    ------
    UnexpectedError
        Instead of any error that is not an ``AppError``.
    """
    try:
        work()
    except AppError:
        raise
    except Exception as error:  # noqa: BLE001 (commands and the worker end here)
        reference = record_incident(error, var_folder, now=now())
        raise UnexpectedError(reference=reference) from None
