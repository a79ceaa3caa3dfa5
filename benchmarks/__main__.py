"""Runs cases: ``python -m benchmarks [CASE [LABORERS...]]...``, every case without arguments."""

import sys
from collections.abc import Callable, Sequence
from importlib import import_module

Case = Callable[[Sequence[int]], None]

CASES: dict[str, str] = {
    "assignment": "benchmarks.assignment",
    "baselines": "benchmarks.baseline_case",
    "all_pairs": "benchmarks.all_pairs",
    "all_pairs_pass": "benchmarks.all_pairs_pass",
    "plain_check": "benchmarks.plain_check",
    "one_change": "benchmarks.one_change",
    "retention_score": "benchmarks.retention_score",
    "tiers": "benchmarks.tiers_case",
    "laminar": "benchmarks.laminar",
    "joint": "benchmarks.joint_case",
    "several": "benchmarks.several",
    "why": "benchmarks.why",
    "board": "benchmarks.board",
    "rolling": "benchmarks.rolling",
    "register_check": "benchmarks.register_check",
    "retention": "benchmarks.retention",
    "province": "benchmarks.province",
}
"""Module of every case by its name, with a function ``run(sizes)``; adding one is adding a file and
a line. A case without sizes takes its usual ones."""


def main(words: list[str]) -> int:
    """Runs the named cases at the sizes that follow each name, or all; returns 2 for a bad name.

    Parameters
    ----------
    words
        Names of cases, each with any numbers of laborers after it; empty for every case.
    """
    wanted: list[tuple[str, list[int]]] = []
    for word in words or CASES:
        if word in CASES:
            wanted.append((word, []))
        elif word.isdecimal() and wanted:
            wanted[-1][1].append(int(word))
        else:
            print(f"no case {word}; cases: {', '.join(CASES)}", file=sys.stderr)
            return 2
    for name, sizes in wanted:
        print(f"== {name}", flush=True)
        run: Case = import_module(CASES[name]).run
        run(sizes)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
