"""One measurement in a process of its own: its seconds, its value and the peak of its memory."""

import json
import subprocess
import sys
from collections.abc import Callable
from dataclasses import asdict, dataclass
from statistics import median


@dataclass(frozen=True, slots=True)
class Timed:
    """What a job says of itself.

    Parameters
    ----------
    seconds
        Of the part that is compared.
    value
        Sum of scores found, or another figure that must agree from run to run.
    build_s
        Seconds before that part, not compared.
    arcs
        Candidate arcs given, 0 where none are listed.
    bound
        A proven upper bound of the value, 0 if none is given.
    """

    seconds: float
    value: int
    build_s: float = 0.0
    arcs: int = 0
    bound: int = 0


@dataclass(frozen=True, slots=True)
class Measured:
    """The median of some runs of a job.

    Parameters
    ----------
    timed
        Median seconds; the rest from the last run.
    peak_mb
        Highest resident memory of any run, in 10^6 bytes, with the inputs and the interpreter.
    """

    timed: Timed
    peak_mb: float


Job = Callable[[int], Timed]
"""Measures itself at a number of laborers; a function at the top of a module."""


def measured(job: Job, size: int, repeats: int = 3) -> Measured:
    """Runs a job in fresh processes, one after the other.

    Parameters
    ----------
    job, size
        The function and its number of laborers.
    repeats
        How many processes.

    Raises
    ------
    AssertionError
        If two runs differ in their value.
    CalledProcessError
        If a run fails; what it wrote is on standard error.
    """
    return median_of([run_once(job, size) for _ in range(repeats)])


def run_once(job: Job, size: int) -> Measured:
    """Runs a job in one fresh process.

    Parameters
    ----------
    job, size
        The function and its number of laborers.
    """
    command = [sys.executable, "-m", "benchmarks.one_run", job.__module__, job.__name__, str(size)]
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True)
    said = json.loads(done.stdout.splitlines()[-1])
    return Measured(Timed(**said["timed"]), said["peak_mb"])


def median_of(runs: list[Measured]) -> Measured:
    """Joins runs of one job: median seconds, highest memory.

    Parameters
    ----------
    runs
        At least one.
    """
    last = runs[-1].timed
    if any(run.timed.value != last.value for run in runs):
        raise AssertionError([run.timed.value for run in runs])
    seconds = median(run.timed.seconds for run in runs)
    build_s = median(run.timed.build_s for run in runs)
    return Measured(
        Timed(seconds, last.value, build_s, last.arcs, last.bound),
        max(run.peak_mb for run in runs),
    )


def as_line(timed: Timed, peak_mb: float) -> str:
    """Writes a run as the line that `run_once` reads.

    Parameters
    ----------
    timed, peak_mb
        The run.
    """
    return json.dumps({"timed": asdict(timed), "peak_mb": peak_mb})
