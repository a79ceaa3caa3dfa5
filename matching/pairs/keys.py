"""Which tables should order the vacancies into blocks: those that make a scan cheapest.

Costs are estimated on a sample of laborers with rough weights; they decide how fast a scan is,
never what it finds.
"""

import numpy as np

from matching.columns.arrays import Ints
from matching.pairs.figures import Figures, first_of, joint_classes

SAMPLE = 128
"""Laborers looked at, evenly spread."""

SPREAD_BYTES = 400_000_000
"""Most memory for tables spread over the classes of a key."""

PAIR_COST, GATHER_COST, RUN_COST, CODE_COST = 0.5, 1.5, 8.0, 0.3
"""Nanoseconds of a pair, of a gathered figure, of opening a run, of evaluating a code."""


def chosen_keys(
    tables: list[Figures], laborers: int, vacancies: int
) -> tuple[list[Figures], list[Figures], list[Figures]]:
    """Chooses tables for the major key, for the blocks within, and leaves the rest.

    Parameters
    ----------
    tables
        The tables to choose from.
    laborers, vacancies
        Their numbers.
    """
    sample = np.unique(np.linspace(0, max(0, laborers - 1), SAMPLE).astype(np.int64))
    sample = sample[:laborers]
    taken: list[Figures] = []
    best, lowest = taken, _cost([], tables, sample, vacancies)
    while left := _without(tables, taken):
        # Gathering ends only with the last table: what does not pay alone may pay with others.
        cost, table = min(
            ((_cost([*taken, t], _without(left, [t]), sample, vacancies), t) for t in left),
            key=lambda found: found[0],
        )
        taken = [*taken, table]
        if cost < lowest:
            best, lowest = taken, cost
    if not best:
        return [], [], list(tables)
    code = joint_classes(np.zeros(vacancies, np.int64), [best[0].vacancy_class])
    major = [best[0], *(t for t in tables if t is not best[0] and _follows(code, t))]
    minor = _without(best, major)
    return major, minor, _without(tables, [*major, *minor])


def _without(tables: list[Figures], dropped: list[Figures]) -> list[Figures]:
    return [t for t in tables if not any(t is other for other in dropped)]


def _follows(code: Ints, table: Figures) -> bool:
    joint = joint_classes(code, [table.vacancy_class])
    return int(joint.max(initial=0)) == int(code.max(initial=0))


def _cost(key: list[Figures], left: list[Figures], sample: Ints, vacancies: int) -> float:
    """Estimates nanoseconds to scan one laborer with these tables as the key."""
    code = joint_classes(np.zeros(vacancies, np.int64), [t.vacancy_class for t in key])
    codes = int(code.max(initial=0)) + 1
    if 4 * codes * sum(len(t.figures) for t in key) > SPREAD_BYTES:
        return float("inf")
    first, size = first_of(code), np.bincount(code).astype(np.float64)
    is_open = np.ones((len(sample), len(first)), np.bool_)
    for table in key:
        if table.is_rule:
            rows = table.figures[table.laborer_class[sample]]
            is_open &= rows[:, table.vacancy_class[first]] == 0
    gathered = [t for t in left if not t.is_maskable]
    pairs = float((is_open @ size).mean()) if len(sample) else 0.0
    runs = float(is_open.sum(axis=1).mean()) if len(sample) else 0.0
    per_pair = PAIR_COST + (GATHER_COST if gathered else 0.0)
    return pairs * per_pair + runs * RUN_COST + len(first) * CODE_COST * len(key)
