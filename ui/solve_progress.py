"""Writes how far a solve is into its line of the table."""

import time

from offices.queue.acts import note_value, progress
from ui.clock import now
from ui.demo_actor import WORKER_ACTOR
from ui.settings import Settings
from ui.solve_steps import VALUE_STEP
from ui.transactions import BusyDatabaseError, transaction

INTERVAL_SECONDS = 0.5
"""At most two writes a second; the first and last report of a step are always written."""


class QueueProgress:
    """Receives a computation's reports for one claimed solve.

    Parameters
    ----------
    settings
        Where the table lies.
    solve_id, worker
        The solve, and the worker that holds it.
    """

    def __init__(self, settings: Settings, solve_id: int, worker: str) -> None:
        self._settings = settings
        self._solve_id = solve_id
        self._worker = worker
        self._step = ""
        self._written_at = 0.0
        self._is_stopping = False

    def is_stopping(self) -> bool:
        """Says whether the requester wants the best plan so far, as of the last report written."""
        return self._is_stopping

    def report(self, step: str, done: int, total: int) -> None:
        """Writes a report, unless the last one is too fresh.

        Raises
        ------
        SolveLostError
            If the solve was cancelled or taken over: the computation ends.
        """
        if step != VALUE_STEP:
            is_news = step != self._step or done >= total
            if not is_news and time.monotonic() - self._written_at < INTERVAL_SECONDS:
                return
            self._step = step
        try:
            with transaction(self._settings) as session:
                held = session, WORKER_ACTOR, self._solve_id, self._worker
                if step == VALUE_STEP:
                    self._is_stopping = note_value(*held, done, total, now=now())
                else:
                    self._is_stopping = progress(*held, step, done, total, now=now())
        except BusyDatabaseError:
            return  # the bar stands still for a while; the solve goes on
        self._written_at = time.monotonic()
