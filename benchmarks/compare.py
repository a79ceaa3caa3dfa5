"""Rows of one size side by side: seconds, ratio to the first row, value, memory."""

from collections.abc import Sequence
from dataclasses import dataclass

from benchmarks.timed import Job, Measured, median_of, run_once

REPEATS = 3


@dataclass(frozen=True, slots=True)
class Row:
    """One way to solve.

    Parameters
    ----------
    name
        For the table.
    job
        Measures it.
    most_laborers
        Above that the row is left out.
    once_from
        From this many laborers on it runs once, not three times.
    """

    name: str
    job: Job
    most_laborers: int = 10**7
    once_from: int = 10**7


def compare(rows: Sequence[Row], laborers: int, optimum: int) -> list[Measured]:
    """Runs the rows in turn, prints a line each and returns the medians of those that ran.

    Parameters
    ----------
    rows
        The first is the baseline of the ratios.
    laborers
        Size.
    optimum
        Proven value; values are printed as what they lose of it.

    Raises
    ------
    AssertionError
        If a value is above the optimum.
    """
    used = [row for row in rows if laborers <= row.most_laborers]
    runs: dict[str, list[Measured]] = {row.name: [] for row in used}
    for turn in range(REPEATS):
        for row in used:
            if turn == 0 or laborers < row.once_from:
                runs[row.name].append(run_once(row.job, laborers))
    found = [median_of(runs[row.name]) for row in used]
    print(f"{laborers:,} laborers; optimum {optimum:,}")
    print(f"  {'':38s} {'ratio':>8s} {'seconds':>9s} {'build s':>8s} {'loses':>9s}", end="")
    print(f" {'arcs each':>9s} {'peak MB':>8s}")
    for row, one in zip(used, found, strict=True):
        if one.timed.value > optimum:
            raise AssertionError(f"{row.name}: {one.timed.value} is above {optimum}")
        print(_line(row.name, one, found[0].timed.seconds, laborers, optimum), flush=True)
    return found


def _line(name: str, one: Measured, first_s: float, laborers: int, optimum: int) -> str:
    timed = one.timed
    return (
        f"  {name:38s} {timed.seconds / first_s:8.2f} {timed.seconds:9.4f} {timed.build_s:8.3f} "
        f"{1 - timed.value / optimum:9.4%} {timed.arcs / laborers:9.2f} {one.peak_mb:8.0f}"
    )
