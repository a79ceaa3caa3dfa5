"""Writes how far a solve is into its line of the table."""

import time

from offices.queue.acts import progress
from ui.clock import now
from ui.demo_actor import WORKER_ACTOR
from ui.settings import Settings
from ui.transactions import BusyDatabaseError, transaction

INTERVAL_SECONDS = 0.5
"""At most two writes a second; the first and last report of a step are always written."""


LARGEST_TOTAL = 1_000_000_000
"""Scores of a whole plan are larger than the table's columns hold; parts of it are told then."""


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

    def report(self, step: str, done: int, total: int) -> None:
        """Writes a report, unless the last one is too fresh.

        Raises
        ------
        SolveLostError
            If the solve was cancelled or taken over: the computation ends.
        """
        is_news = step != self._step or done >= total
        if not is_news and time.monotonic() - self._written_at < INTERVAL_SECONDS:
            return
        self._step = step
        try:
            with transaction(self._settings) as session:
                progress(
                    session,
                    WORKER_ACTOR,
                    self._solve_id,
                    self._worker,
                    step,
                    *_fitting(done, total),
                    now=now(),
                )
        except BusyDatabaseError:
            return  # the bar stands still for a while; the solve goes on
        self._written_at = time.monotonic()


def _fitting(done: int, total: int) -> tuple[int, int]:
    """Scales a report down to what the columns hold; never tells more than is done."""
    if total <= LARGEST_TOTAL:
        return done, total
    return done * LARGEST_TOTAL // total, LARGEST_TOTAL
