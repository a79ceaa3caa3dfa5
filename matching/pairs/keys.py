"""Which tables should order the vacancies into blocks: those that make a scan cheapest.

Costs are estimated on a sample of laborers with rough weights; they decide how fast a scan is,
never what it finds.
"""

import numpy as np

from matching.columns.arrays import Ints
from matching.pairs.figures import Figures, first_of, joint_classes

SAMPLE = 128
"""Laborers looked at, evenly spread."""

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
    first = _best(tables, [], sample, vacancies)
    if first is None:
        return [], [], list(tables)
    major = [first]
    code = joint_classes(np.zeros(vacancies, np.int64), [first.vacancy_class])
    major += [t for t in tables if t is not first and _follows(code, t)]
    chosen = list(major)
    left = _without(tables, chosen)
    while (found := _best(left, chosen, sample, vacancies)) is not None:
        chosen.append(found)
        left = _without(left, [found])
    return major, chosen[len(major) :], left


def _without(tables: list[Figures], dropped: list[Figures]) -> list[Figures]:
    return [t for t in tables if not any(t is other for other in dropped)]


def _follows(code: Ints, table: Figures) -> bool:
    joint = joint_classes(code, [table.vacancy_class])
    return int(joint.max(initial=0)) == int(code.max(initial=0))


def _best(
    left: list[Figures], chosen: list[Figures], sample: Ints, vacancies: int
) -> Figures | None:
    """Gives the table whose joining the key saves most, or None if none saves."""
    lowest = _cost(chosen, left, sample, vacancies)
    best = None
    for table in left:
        cost = _cost([*chosen, table], _without(left, [table]), sample, vacancies)
        if cost < lowest:
            best, lowest = table, cost
    return best


def _cost(key: list[Figures], left: list[Figures], sample: Ints, vacancies: int) -> float:
    """Estimates nanoseconds to scan one laborer with these tables as the key."""
    code = joint_classes(np.zeros(vacancies, np.int64), [t.vacancy_class for t in key])
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
