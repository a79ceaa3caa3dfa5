"""Killed at any moment, nothing is half-written: the tables hold all of a step or none of it."""

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path

import pytest
from sqlalchemy import func, select

from models.audit import first_broken_event
from models.tables.imports import ImportBatch
from models.tables.lists import ListEdition, ListLine
from models.tables.people import Person
from models.tables.placements import Placement
from offices.sample.directory import FILE as SAMPLE_OFFICES
from offices.sample.sizes import ROUND, SAMPLE_TODAY
from offices.sample.workbooks import write_sample
from tests.databases import write_keys
from ui.settings import ROOT, Settings
from ui.transactions import close_engines, reading

KILLS = 10
LONGEST_SECONDS = 120


def _environment(url: str, folder: Path) -> dict[str, str]:
    write_keys(folder / "keys")
    own = {"LAOWU_DATABASE_URL": url, "LAOWU_VAR_FOLDER": str(folder), "PYTHONPATH": str(ROOT)}
    return {**os.environ, **own}


def _started(environment: Mapping[str, str], *arguments: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-m", "ui.cli", *arguments],
        env=dict(environment),
        cwd=ROOT,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )


def _finish(environment: Mapping[str, str], *arguments: str) -> float:
    """Runs a command to its end and gives its seconds; imports may end with findings."""
    begun = time.monotonic()
    allowed = (0, 1) if arguments[0] == "import" else (0,)
    assert _started(environment, *arguments).wait(LONGEST_SECONDS) in allowed
    return time.monotonic() - begun


def _kill_at(seconds: float, environment: Mapping[str, str], *arguments: str) -> None:
    """Kills a command and whatever it started, unless it ended before."""
    process = _started(environment, *arguments)
    try:
        process.wait(seconds)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait(LONGEST_SECONDS)


def _counts(settings: Settings) -> tuple[int, ...]:
    with reading(settings) as session:
        assert first_broken_event(session) is None
        counts = tuple(
            session.scalar(select(func.count()).select_from(table)) or 0
            for table in (Person, ImportBatch, Placement, ListEdition, ListLine)
        )
    close_engines()
    return counts


@pytest.mark.prove
@pytest.mark.database
def test_kills_leave_all_or_nothing(database_url: str, tmp_path: Path) -> None:
    """Imports and publications killed at random moments, then run again to their end."""
    moments = random.Random(20260302)  # noqa: S311 (moments, not secrets)
    folder = tmp_path / "var"
    environment = _environment(database_url, folder)
    settings = Settings(database_url=database_url, var_folder=folder)
    files = write_sample(tmp_path / "sample", ROUND, ROUND.seed)
    register = ("import", "register", str(files.register), "--today", SAMPLE_TODAY.isoformat())
    _finish(environment, "init", "--directory", str(SAMPLE_OFFICES))
    longest = _finish(environment, *register, "--dry-run")
    assert _counts(settings)[:2] == (0, 0)
    seen = set()
    for _ in range(KILLS):
        _kill_at(moments.uniform(0, longest), environment, *register)
        seen.add(_counts(settings)[:2])
    _finish(environment, *register)
    whole = _counts(settings)[:2]
    assert whole[0] > ROUND.register_people * 0.9
    assert whole[1] == 1
    assert seen <= {(0, 0), whole}

    _finish(environment, "import", "survey", str(files.survey), *register[3:])
    for kind, paths in (("vacancies", files.vacancies), ("employment", files.employment)):
        for path in paths:
            _finish(environment, "import", kind, str(path), *register[3:])
    _finish(environment, "round", "open", "433124", "--policy-date", SAMPLE_TODAY.isoformat())
    _finish(environment, "round", "solve", "R-2026-01")
    published = set()
    for _ in range(KILLS):
        publish = ("lists", "publish", "R-2026-01", "--accept-open")
        _kill_at(moments.uniform(longest / 3, longest), environment, *publish)
        published.add(_counts(settings)[2:])
    _finish(environment, "lists", "publish", "R-2026-01", "--accept-open")
    everything = _counts(settings)[2:]
    assert everything[0] > 0
    assert everything[1] == 3
    assert published <= {(0, 0, 0), everything}
