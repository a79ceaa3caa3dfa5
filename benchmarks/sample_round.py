"""A matching round of a sample, from the tables to stored proposals."""

import datetime as dt
import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from time import perf_counter
from typing import TypeVar

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from benchmarks.reference_arcs import FOLDER
from benchmarks.timed import Timed
from models.database import migrate, open_engine
from models.encryption import Keyring, install_keyring
from models.values import Actor, Permission
from offices.queue.acts import claim
from offices.rounds.acts import (
    open_round,
    request_solve,
    solve_input,
    store_result,
    take_snapshot,
)
from offices.rounds.solving import solve_round
from offices.sample.acts import load_sample
from offices.sample.sizes import ROUND, SAMPLE_TODAY, SIZES, SampleSize

GENERATOR_VERSION = 1
"""Raised whenever a sample or the tables change; names the databases kept."""

NOW = dt.datetime(2026, 3, 2, 8, tzinfo=dt.UTC)
KEYS = Keyring({1: b"k" * 32}, 1, b"i" * 32)
"""Made up, as the people are."""

WORKER = "benchmark"

Told = TypeVar("Told")


def round_of_sample(people: int) -> Timed:
    """Times a round: snapshot, solve to gap 0 with lowest prices and lots, check, reasons, storing.

    The database is loaded once and kept; the round runs on a copy. Seconds of each step go to
    standard error.

    Parameters
    ----------
    people
        On the register of one of the samples.
    """
    install_keyring(KEYS)
    _timed_round(ROUND)
    return _timed_round(next(size for size in SIZES.values() if size.register_people == people))


def _timed_round(size: SampleSize) -> Timed:
    kept = loaded_sample(size)
    copied = kept.with_suffix(".run.db")
    shutil.copyfile(kept, copied)
    engine = open_engine(f"sqlite:///{copied}")
    try:
        begun = perf_counter()
        value, bound = _round(engine, size)
        return Timed(perf_counter() - begun, value, bound=bound)
    finally:
        engine.dispose()
        for suffix in ("", "-wal", "-shm"):
            copied.with_name(copied.name + suffix).unlink(missing_ok=True)


def _round(engine: Engine, size: SampleSize) -> tuple[int, int]:
    actor = actor_of_sample(size)
    with Session(engine) as session, session.begin():
        opened = open_round(session, actor, size.office_code, SAMPLE_TODAY, {}, now=NOW)
        code = opened.code
    with Session(engine) as session, session.begin():
        _step(size, "snapshot", lambda: take_snapshot(session, actor, code, now=NOW))
        request_solve(session, actor, code, now=NOW)
        claimed = claim(session, actor, WORKER, now=NOW)
    if claimed is None:
        raise AssertionError("no solve is waiting")
    with Session(engine) as session:
        given = _step(size, "columns", lambda: solve_input(session, actor, claimed.id))
    result = _step(size, "solve and explain", lambda: solve_round(given.data, given.settings))

    def store() -> None:
        with Session(engine) as session, session.begin():
            store_result(session, actor, claimed.id, WORKER, result, now=NOW)

    _step(size, "store", store)
    figures = result.figures
    print(
        f"{size.name}: {figures['people']:,} in the pool, {figures['placed']:,} placed, "
        f"{len(result.offers):,} proposals",
        file=sys.stderr,
    )
    return figures["objective"], figures["bound"]


def _step(size: SampleSize, name: str, work: Callable[[], Told]) -> Told:
    begun = perf_counter()
    told = work()
    print(f"{size.name}: {name} {perf_counter() - begun:.1f} s", file=sys.stderr, flush=True)
    return told


def loaded_sample(size: SampleSize) -> Path:
    """Gives the sample's database, loaded when first asked for, its tables brought up to date."""
    file = FOLDER / f"sample-v{GENERATOR_VERSION}-{size.name}.db"
    is_kept = file.exists()
    FOLDER.mkdir(parents=True, exist_ok=True)
    partial = file if is_kept else file.with_suffix(".partial.db")
    if not is_kept:
        partial.unlink(missing_ok=True)
    engine = open_engine(f"sqlite:///{partial}")
    migrate(engine)
    if not is_kept:
        with Session(engine) as session, session.begin():
            load_sample(session, actor_of_sample(size), size, size.seed, now=NOW)
    with engine.connect() as connection:
        connection.exec_driver_sql("commit")
        connection.exec_driver_sql("pragma wal_checkpoint(truncate)")
        connection.exec_driver_sql("begin")
    engine.dispose()
    return file if is_kept else partial.replace(file)


def actor_of_sample(size: SampleSize) -> Actor:
    """Gives an officer of the sample's office who may do everything."""
    return Actor(WORKER, "", (size.home_path,), frozenset(Permission))
