"""The worker process: takes solves from the table, one at a time, never inside the web process.

``python -m ui.worker PARENT`` runs until it is told to stop or the parent process is gone. A worker
that is killed leaves its solve running; another takes it after the queue's silence.
"""

import os
import signal
import socket
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from models.errors import AppError
from offices.queue.acts import ClaimedSolve, claim, fail, heartbeat
from offices.queue.errors import SolveLostError
from offices.rounds.acts import refuse_rules, solve_input, store_result
from offices.rounds.rules_collide import RulesCollideError
from offices.rounds.solving import solve_round
from ui.boundary import run_guarded
from ui.clock import now
from ui.demo_actor import WORKER_ACTOR
from ui.settings import Settings, current_settings
from ui.solve_progress import QueueProgress
from ui.transactions import BusyDatabaseError, reading, transaction

PAUSE_SECONDS = 0.5
"""Between two looks at an empty table."""

HEARTBEAT_SECONDS = 20.0
"""Between two signs of life; the queue waits two minutes for one."""

STORE_ATTEMPTS = 10
"""Each waits half a minute for the embedded database's one writer: a long import may run."""


def main() -> None:
    """Works until told to stop; Ctrl+C is the parent's business."""
    stopping = threading.Event()
    signal.signal(signal.SIGTERM, lambda _number, _frame: stopping.set())
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = int(sys.argv[1]) if len(sys.argv) > 1 else os.getppid()
    work_until(stopping, current_settings(), parent=parent)


def work_until(stopping: threading.Event, settings: Settings, *, parent: int) -> None:
    """Takes one solve after the other until the event is set or the parent process is gone."""
    name = f"{socket.gethostname()}-{os.getpid()}"
    while not stopping.is_set() and os.getppid() == parent:
        if not take_one(settings, name):
            stopping.wait(PAUSE_SECONDS)


def take_one(settings: Settings, worker: str) -> bool:
    """Takes and ends one solve; tells whether there was one.

    An error ends the solve with its code: the requester sees it, and the worker goes on.
    """
    try:
        with transaction(settings) as session:
            claimed = claim(session, WORKER_ACTOR, worker, now=now())
    except BusyDatabaseError:
        return False
    if claimed is None:
        return False
    try:
        run_guarded(lambda: _solve(settings, claimed, worker), settings.var_folder)
    except SolveLostError:
        return True
    except AppError as error:
        _fail(settings, claimed, worker, error)
    return True


def _solve(settings: Settings, claimed: ClaimedSolve, worker: str) -> None:
    progress = QueueProgress(settings, claimed.id, worker)
    with _beating(settings, claimed, worker):
        with reading(settings) as session:
            given = solve_input(session, WORKER_ACTOR, claimed.id)
        result = solve_round(
            given.data, given.settings, progress, progress.is_stopping, given.rules
        )
        for attempt in range(1, STORE_ATTEMPTS + 1):
            try:
                with transaction(settings) as session:
                    store_result(session, WORKER_ACTOR, claimed.id, worker, result, now=now())
            except BusyDatabaseError:
                if attempt == STORE_ATTEMPTS:
                    raise
            else:
                return


def _fail(settings: Settings, claimed: ClaimedSolve, worker: str, error: AppError) -> None:
    try:
        with transaction(settings) as session:
            held = session, WORKER_ACTOR, claimed.id, worker
            if isinstance(error, RulesCollideError):
                refuse_rules(*held, error, now=now())
            else:
                fail(*held, error.code, now=now())
    except (SolveLostError, BusyDatabaseError):
        return  # another worker has it, or takes it after the silence


@contextmanager
def _beating(settings: Settings, claimed: ClaimedSolve, worker: str) -> Iterator[None]:
    """Gives signs of life beside the computation, which may be long within one step."""
    done = threading.Event()
    beat = threading.Thread(target=_beat, args=(done, settings, claimed, worker), daemon=True)
    beat.start()
    try:
        yield
    finally:
        done.set()
        beat.join()


def _beat(done: threading.Event, settings: Settings, claimed: ClaimedSolve, worker: str) -> None:
    while not done.wait(HEARTBEAT_SECONDS):
        try:
            with transaction(settings) as session:
                heartbeat(session, WORKER_ACTOR, claimed.id, worker, now=now())
        except BusyDatabaseError:
            continue
        except SolveLostError:
            return  # the computation learns it from its next report


if __name__ == "__main__":
    try:
        run_guarded(main, current_settings().var_folder)
    except AppError as refused:
        sys.exit(str(refused))
