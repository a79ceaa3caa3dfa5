"""Keeps one worker process alive beside the web application."""

import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from ui.settings import ROOT

PAUSE_SECONDS = 2.0
"""Before a worker that ended is started again, so that one that cannot start does not spin."""

GRACE_SECONDS = 10.0
"""For a worker to put down its solve before it is killed; the solve is then taken again."""


@contextmanager
def running_worker() -> Iterator[None]:
    """Starts a worker, starts it again whenever it ends, and stops it at the end."""
    stopping = threading.Event()
    keeper = threading.Thread(target=_keep, args=(stopping,), name="worker-keeper")
    keeper.start()
    try:
        yield
    finally:
        stopping.set()
        keeper.join()


def _keep(stopping: threading.Event) -> None:
    found_here = os.environ | {"PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", "ui.worker", str(os.getpid())]
    while not stopping.is_set():
        process = subprocess.Popen(command, env=found_here)  # noqa: S603 (our own module)
        while process.poll() is None and not stopping.wait(PAUSE_SECONDS):
            pass
        _stop(process)
        stopping.wait(PAUSE_SECONDS)


def _stop(process: subprocess.Popen[bytes]) -> None:
    process.terminate()
    try:
        process.wait(GRACE_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
