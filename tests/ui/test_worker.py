"""The worker ends every solve it takes: with a result, with an error's code, or not at all."""

import datetime as dt
import json
import os
import signal
import subprocess
import sys
import threading
import time

import pytest

from models.enums import SolveState
from models.errors import AppError
from offices.queue.acts import SILENCE, cancel, claim, stop
from offices.queue.errors import SolveLostError, SolveOverError, SolveWaitingError
from offices.rounds.acts import open_round, round_summary
from tests.factories import ACTOR, COUNTY, POLICY_DATE, fill_random
from tests.ui.conftest import Laowu
from ui.clock import now
from ui.demo_actor import WORKER_ACTOR
from ui.incidents import LOG_NAME
from ui.round_steps import freeze, request, status_of
from ui.settings import ROOT, Settings
from ui.solve_progress import QueueProgress
from ui.transactions import reading, transaction
from ui.worker import take_one, work_until

PATIENCE_SECONDS = 60.0


@pytest.fixture
def round_code(installation: Settings) -> str:
    """A frozen round of a small random market."""
    with transaction(installation) as session:
        fill_random(session, seed=7, people=60, vacancies=12)
        code = open_round(session, ACTOR, COUNTY, POLICY_DATE, {}, now=now()).code
    freeze(installation, code)
    return code


def test_a_solve_is_taken_solved_and_stored(installation: Settings, round_code: str) -> None:
    """The result stands in the tables; afterwards there is nothing left to take."""
    solve_id = request(installation, round_code)
    assert take_one(installation, "w1")
    assert not take_one(installation, "w1")
    status = status_of(installation, solve_id)
    assert status.state is SolveState.DONE
    assert status.step_done == status.step_total
    with reading(installation) as session:
        figures = round_summary(session, ACTOR, round_code).figures
    assert figures["objective"] == figures["bound"]


def test_an_error_ends_the_solve_with_its_code(
    installation: Settings, round_code: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An error of ours is told by its code, any other by the one for the unexpected."""

    class PlannedError(AppError):
        code = "test.planned"

    for raised, told in ((PlannedError(), "test.planned"), (ValueError("name"), "app.unexpected")):

        def fail(*_: object, error: Exception = raised) -> None:
            raise error

        monkeypatch.setattr("ui.worker.solve_round", fail)
        solve_id = request(installation, round_code)
        assert take_one(installation, "w1")
        status = status_of(installation, solve_id)
        assert (status.state, status.error_code) == (SolveState.FAILED, told)
    log = (installation.var_folder / LOG_NAME).read_text(encoding="utf-8")
    assert "ValueError" in log
    assert "name" not in log.split("ValueError")[0]


def test_a_cancelled_solve_is_dropped(
    installation: Settings, round_code: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A solve that is cancelled under way ends at the next report, and stays cancelled."""
    solve_id = request(installation, round_code)

    def cancelled(
        _data: object, _settings: object, progress: QueueProgress, *_rest: object
    ) -> None:
        with transaction(installation) as session:
            cancel(session, ACTOR, solve_id, now=now())
        with pytest.raises(SolveLostError):
            progress.report("arcs", 1, 1)
        progress.report("arcs", 1, 1)

    monkeypatch.setattr("ui.worker.solve_round", cancelled)
    assert take_one(installation, "w1")
    assert status_of(installation, solve_id).state is SolveState.CANCELLED


def test_a_stopped_solve_keeps_its_best_plan(
    installation: Settings, round_code: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Asked to stop once there is a plan, the solve ends with that plan and its proven gap."""
    solve_id = request(installation, round_code)
    with transaction(installation) as session, pytest.raises(SolveWaitingError):
        stop(session, ACTOR, solve_id, now=now())
    reported = QueueProgress.report

    def stopping(progress: QueueProgress, step: str, done: int, total: int) -> None:
        if step == "value" and not progress.is_stopping():
            with transaction(installation) as session:
                stop(session, ACTOR, solve_id, now=now())
                stop(session, ACTOR, solve_id, now=now())
        reported(progress, step, done, total)
        if step == "value":
            figures = status_of(installation, solve_id).figures
            assert figures == {"objective": done, "bound": total}

    monkeypatch.setattr(QueueProgress, "report", stopping)
    assert take_one(installation, "w1")
    status = status_of(installation, solve_id)
    assert status.state is SolveState.DONE
    assert status.figures is not None
    assert status.figures["objective"] <= status.figures["bound"]
    with transaction(installation) as session, pytest.raises(SolveOverError):
        stop(session, ACTOR, solve_id, now=now())


def test_progress_is_written_at_most_twice_a_second(
    installation: Settings, round_code: str
) -> None:
    """Reports in between are dropped; the first and last of a step are not."""
    solve_id = request(installation, round_code)
    with transaction(installation) as session:
        assert claim(session, WORKER_ACTOR, "w1", now=now()) is not None
    progress = QueueProgress(installation, solve_id, "w1")
    seen = []
    for done in (1, 2, 3, 100):
        progress.report("arcs", done, 100)
        seen.append(status_of(installation, solve_id).step_done)
    assert seen == [1, 1, 1, 100]


def test_a_killed_workers_solve_is_taken_again(installation: Settings, round_code: str) -> None:
    """A real worker process dies under way; after the silence another one finishes the work."""
    solve_id = request(installation, round_code)
    with transaction(installation) as session:
        long_ago = now() - SILENCE - dt.timedelta(seconds=1)
        assert claim(session, WORKER_ACTOR, "killed", now=long_ago) is not None
    command = [sys.executable, "-m", "ui.worker", str(os.getpid())]
    with subprocess.Popen(command, env=os.environ | {"PYTHONPATH": str(ROOT)}) as worker:
        until = time.monotonic() + PATIENCE_SECONDS
        while not status_of(installation, solve_id).is_over and time.monotonic() < until:
            time.sleep(0.1)
        worker.send_signal(signal.SIGTERM)
        assert worker.wait(PATIENCE_SECONDS) == 0
    assert status_of(installation, solve_id).state is SolveState.DONE


def test_a_worker_without_its_parent_ends(installation: Settings) -> None:
    """A worker whose parent is another process stops at once."""
    work_until(threading.Event(), installation, parent=-1)


def test_a_round_is_solved_published_and_printed_from_the_shell(
    laowu: Laowu, installation: Settings, round_code: str
) -> None:
    """The commands from solve to lists give the promised figures; publishing twice adds nothing."""
    assert installation.language == "zh_CN"
    solved = laowu("round", "solve", round_code, "--json")
    assert solved.status == 0, solved.err
    result = json.loads(solved.out)
    assert {"people", "seats", "arcs", "placed", "objective", "bound", "gap", "lists"} <= set(
        result
    )
    assert result["gap"] == 0
    assert result["lists"] == []
    assert laowu("lists", "publish", round_code, "--accept-open").status == 0
    again = json.loads(laowu("lists", "publish", round_code, "--json").out)
    assert [one["is_new"] for one in again["lists"]] == [False] * 3
    printed = json.loads(laowu("lists", "export", round_code, "--json").out)["lists"]
    assert len(printed) == 3
    assert json.loads(laowu("lists", "show", round_code, "--json").out)["holds"] is True
    shown = laowu("round", "show", round_code)
    assert all(path in shown.out for path in printed)
    refused = laowu("round", "solve", round_code)
    assert refused.status == 2
    assert round_code in refused.err
