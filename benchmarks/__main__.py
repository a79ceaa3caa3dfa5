"""Runs one case or all: ``python -m benchmarks [case]``."""

import sys
from collections.abc import Callable

from benchmarks.assignment import run as run_assignment
from benchmarks.register_check import run as run_register_check

CASES: dict[str, Callable[[], None]] = {
    "assignment": run_assignment,
    "register_check": run_register_check,
}
"""Every case by its name; adding one is adding a file and a line."""


def main(names: list[str]) -> int:
    """Runs the named cases, or all; returns 2 for a name that is none.

    Parameters
    ----------
    names
        Of cases; empty for all.
    """
    unknown = [name for name in names if name not in CASES]
    if unknown:
        print(f"no case {unknown[0]}; cases: {', '.join(CASES)}", file=sys.stderr)
        return 2
    for name in names or CASES:
        print(f"== {name}")
        CASES[name]()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
