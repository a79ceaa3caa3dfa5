"""The exact chance of a group's share in several tables, if the group made no difference."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Chances = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Table:
    """Cases of which some have a mark: placed, or leaving in one month.

    Parameters
    ----------
    cases, marked
        All of them, and those with the mark.
    group, group_marked
        The same of one group.
    """

    cases: int
    marked: int
    group: int
    group_marked: int


def chance_of(tables: Iterable[Table]) -> float:
    """Gives the chance of as many or as few marks in the group, twice the smaller one.

    If the group makes no difference, its marks in each table are drawn from all marks there like
    balls from an urn (hypergeometric). Their total over the tables is compared. For one table this
    is Fisher's exact test, for a table per month an exact log-rank test. It is never too small,
    however small the group.

    Parameters
    ----------
    tables
        At least one; none that is empty.

    Source: Thomas, D. G. (1975), Exact and asymptotic methods for the combination of 2 x 2 tables,
    Computers and Biomedical Research 8, 423-446.
    """
    total, lowest, found = np.ones(1), 0, 0
    for table in tables:
        least, chances = _drawn(table)
        total, lowest = np.convolve(total, chances), lowest + least
        found += table.group_marked
    at = found - lowest
    smaller = min(float(total[: at + 1].sum()), float(total[at:].sum()))
    return min(1.0, 2 * smaller)


def _drawn(table: Table) -> tuple[int, Chances]:
    """Gives the fewest marks that can fall to the group, and the chances from there on."""
    cases, marked, group = table.cases, table.marked, table.group
    least, most = max(0, marked + group - cases), min(marked, group)
    log_factorial = np.concatenate([[0.0], np.cumsum(np.log(np.arange(1, cases + 1)))])

    def ways(size: int, taken: npt.NDArray[np.int64]) -> Chances:
        found: Chances = log_factorial[size] - log_factorial[taken] - log_factorial[size - taken]
        return found

    marks = np.arange(least, most + 1)
    chances = np.exp(
        ways(marked, marks) + ways(cases - marked, group - marks) - ways(cases, np.array([group]))
    )
    return least, chances / chances.sum()
