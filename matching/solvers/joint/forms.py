"""The few forms that every joint rule is declared in.

A pair has a score of its own; a joint rule speaks of many pairs at once. Whatever an office asks
for is one of four: a **family of rows** (sums of amounts over pairs, each between a least and a
most), **groups** (all members at one site or nobody), **lots** (a row's total comes in lots: none,
or at least so many), and **patches** (single pairs forbidden, allowed or fixed).
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from matching.columns.arrays import Ints

NO_ROW = -1
"""Stands in a family's table where a pair counts in no row."""

UNLIMITED = 2**62
"""Stands for a most that is not limited; its negative for a least."""

Int32s = npt.NDArray[np.int32]


@dataclass(frozen=True, slots=True, eq=False)
class Rows:
    """A family of rows: each pair counts in at most one of them, by its classes.

    least_r <= sum over pairs (i, j) of row r of amount_ij x_ij - sum of the lots on r <= most_r.

    Parameters
    ----------
    code
        Stable name of the family, its reason code.
    laborer_class
        int32 (laborers), rows of the tables.
    vacancy_class
        int32 (vacancies), columns of the tables.
    row
        int32 (laborer classes, vacancy classes): the row that a pair counts in, or ``NO_ROW``.
    amount
        int64, same shape: what it counts there.
    least, most
        int64 (rows), least <= most; ``-UNLIMITED`` and ``UNLIMITED`` where there is no limit.
    """

    code: str
    laborer_class: Int32s
    vacancy_class: Int32s
    row: Int32s
    amount: Ints
    least: Ints
    most: Ints

    def __len__(self) -> int:
        return len(self.most)


@dataclass(frozen=True, slots=True, eq=False)
class Groups:
    """Laborers who take posts at one site together, or none of them does.

    Parameters
    ----------
    of_laborer
        int64 (laborers): the number of the laborer's group 0..G-1, -1 for those in none.
    kind
        int64 (groups): which partition of the vacancies is meant by one site.
    site_of_vacancy
        Of each kind, int64 (vacancies): sites 0..S-1; -1 for a vacancy that no group may take.
    """

    of_laborer: Ints
    kind: Ints
    site_of_vacancy: tuple[Ints, ...]

    def __len__(self) -> int:
        return len(self.kind)

    def members(self) -> tuple[Ints, Ints]:
        """Gives the laborers in groups, group by group, and where each group starts."""
        who = np.flatnonzero(self.of_laborer >= 0)
        who = who[np.argsort(self.of_laborer[who], kind="stable")]
        counts = np.bincount(self.of_laborer[who], minlength=len(self))
        return who.astype(np.int64), np.concatenate([[0], np.cumsum(counts)]).astype(np.int64)


@dataclass(frozen=True, slots=True, eq=False)
class Lots:
    """Totals that come in lots: a batch opens with enough people, a coach leaves with enough.

    Lot k adds w_k to the room of its rows, least_k n_k <= w_k <= most_k n_k, and to the value of
    the plan gain_k w_k - cost_k n_k, with a whole number 0 <= n_k <= count_k.

    Parameters
    ----------
    lot, family, row
        int64 (entries): that a lot is on a row, by its family and number, each once.
    least, most
        int64, 0 <= least <= most: people of one lot.
    count
        int64: how many lots there may be.
    gain
        int64, at least 0: what each person of a lot adds, in points of score.
    cost
        int64, at least 0: what a lot costs, in points of score.
    """

    lot: Ints
    family: Ints
    row: Ints
    least: Ints
    most: Ints
    count: Ints
    gain: Ints
    cost: Ints

    def __len__(self) -> int:
        return len(self.count)


@dataclass(frozen=True, slots=True, eq=False)
class Patches:
    """Single pairs and people that differ from what the market says.

    Parameters
    ----------
    laborer, vacancy
        int64 (pairs), each pair once.
    score
        int64 (pairs): the score from now on; below 0 the pair is forbidden.
    fixed
        int64: laborers who must have a vacancy.
    least_score
        int64 (laborers): pairs that score less are forbidden; None for no such floor.
    """

    laborer: Ints
    vacancy: Ints
    score: Ints
    fixed: Ints
    least_score: Ints | None = None


def no_groups(laborers: int) -> Groups:
    """Gives the form of a market without groups."""
    return Groups(np.full(laborers, -1, np.int64), np.zeros(0, np.int64), ())


def no_lots() -> Lots:
    """Gives the form of a market without lots."""
    empty = np.zeros(0, np.int64)
    return Lots(empty, empty, empty, empty, empty, empty, empty, empty)


def no_patches() -> Patches:
    """Gives the form of a market that nothing is changed in."""
    empty = np.zeros(0, np.int64)
    return Patches(empty, empty, empty, empty)
