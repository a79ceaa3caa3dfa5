"""Runs one job: ``python -m benchmarks.one_run MODULE FUNCTION LABORERS``; see `timed`."""

import resource
import sys
from importlib import import_module

from benchmarks.timed import Timed, as_line

KIB = 1024
"""``ru_maxrss`` counts in these on Linux."""


def main(module: str, function: str, laborers: int) -> None:
    """Runs the job and prints its line, with the peak of this process.

    Parameters
    ----------
    module, function
        Where the job is; only what it imports counts in the peak.
    laborers
        Its size.
    """
    timed: Timed = getattr(import_module(module), function)(laborers)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * KIB / 1e6
    print(as_line(timed, peak))


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]))
