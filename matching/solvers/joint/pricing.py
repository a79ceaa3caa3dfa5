"""What single laborers and groups find best at prices, over all their pairs."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from matching.columns.arrays import Ints
from matching.pairs.compiled import compiled
from matching.pairs.plain import FORBIDDEN
from matching.solvers.joint.dense import DenseScores
from matching.solvers.joint.prices import SHIFT, Prices, charge_tables

NOTHING = -(2**61)
"""Net value where there is no feasible pair; below every other, and the sum of a few fits."""

NOWHERE = -1
"""Stands where there is no vacancy or site."""

LINES = 2
"""Vacancies of a site listed for each member of a group."""

Array = npt.NDArray[Any]
"""An array whose type the docstrings and the callers state."""


@dataclass(frozen=True, slots=True, eq=False)
class Best:
    """The best vacancies of some laborers, each row from the best net value downwards.

    Parameters
    ----------
    laborer
        Whose rows.
    net, vacancy
        int64 (laborers, places); ``NOTHING`` and ``NOWHERE`` beyond the last.
    """

    laborer: Ints
    net: Ints
    vacancy: Ints


@dataclass(frozen=True, slots=True, eq=False)
class BestSites:
    """The best sites of some groups.

    Parameters
    ----------
    group
        Whose rows.
    net, site
        int64 (groups, places): sum over the members of their best net value there.
    """

    group: Ints
    net: Ints
    site: Ints


class Pricing:
    """Finds the best of all pairs at any prices.

    Parameters
    ----------
    dense
        The scores.
    """

    def __init__(self, dense: DenseScores) -> None:
        self.dense = dense
        problem = dense.problem
        self.singles = np.flatnonzero(problem.groups.of_laborer < 0).astype(np.int64)
        self.members, self.group_start = problem.groups.members()
        classes = [family.laborer_class for family in problem.families]
        self._classes = np.array(classes, np.int64).reshape(
            len(classes), problem.market.laborer_count
        )

    def charges(self, prices: Prices, laborers: Ints) -> tuple[Ints, Ints]:
        """Gives each laborer's row among distinct rows of charges by folded vacancies."""
        problem, order = self.dense.problem, self.dense.folded.vacancy_at
        tables = charge_tables(problem, prices.row)
        seats = prices.seat[order]
        kinds = np.zeros((0, len(laborers)), np.int64)
        charging: list[tuple[Ints, Ints]] = []
        for table, family, classes in zip(tables, problem.families, self._classes, strict=True):
            if table is not None:
                # Classes that are charged nothing are one: most households' rows cost nobody.
                padded = np.append(table, np.zeros((1, table.shape[1]), np.int64), axis=0)
                class_of = np.where(table.any(axis=1), np.arange(len(table)), len(table))
                kinds = np.append(kinds, class_of[classes[laborers]][None, :], axis=0)
                charging.append((padded, family.vacancy_class[order].astype(np.int64)))
        if not charging:
            return np.zeros(len(laborers), np.int64), seats[None, :].copy()
        distinct, row_of = np.unique(kinds, axis=1, return_inverse=True)
        charge = np.repeat(seats[None, :], distinct.shape[1], axis=0)
        for (table, column), kind in zip(charging, distinct, strict=True):
            charge += table[kind][:, column]
        return row_of.reshape(-1).astype(np.int64), charge

    def best(self, prices: Prices, length: int) -> Iterator[Best]:
        """Finds the best few vacancies of everybody who is in no group, block by block."""
        for laborers in self.dense.blocks(self.singles):
            scores = self.dense.block(laborers)
            row_of, charge = self.charges(prices, laborers)
            net = np.full((len(laborers), length), NOTHING, np.int64)
            column = np.full((len(laborers), length), NOWHERE, np.int64)
            _best_columns(scores, row_of, charge, net, column)
            yield Best(laborers, net, self.vacancies(column))

    def best_sites(self, prices: Prices, length: int) -> Iterator[BestSites]:
        """Finds the best few sites of every group, block by block."""
        for groups, members, starts in self.group_blocks():
            site_net = self.site_nets(prices, groups, members, starts)[0]
            best = np.argsort(-site_net, axis=1, kind="stable")[:, :length]
            net = np.take_along_axis(site_net, best, axis=1)
            yield BestSites(groups, net, np.where(net > NOTHING, best, NOWHERE))

    def lines(self, prices: Prices, groups: Ints, sites: Ints) -> tuple[Ints, Ints]:
        """Gives for some groups and sites the members' best vacancies there, as pairs."""
        found: list[tuple[Ints, Ints]] = []
        order = np.argsort(groups, kind="stable")
        for these, members, starts in self.group_blocks():
            low, high = np.searchsorted(groups[order], [these[0], these[-1] + 1])
            asked = order[low:high]
            if not len(asked):
                continue
            line = self.site_nets(prices, these, members, starts)[1]
            row = groups[asked] - these[0]
            counts = starts[row + 1] - starts[row]
            at = np.repeat(starts[row], counts) + _within_each(counts)
            column = line[at, np.repeat(sites[asked], counts)]
            laborer = np.repeat(members[at], LINES)
            vacancy = self.vacancies(column).reshape(-1)
            found.append((laborer[vacancy != NOWHERE], vacancy[vacancy != NOWHERE]))
        none = np.zeros(0, np.int64)
        return (
            np.concatenate([none, *(pair[0] for pair in found)]),
            np.concatenate([none, *(pair[1] for pair in found)]),
        )

    def group_blocks(self) -> Iterator[tuple[Ints, Ints, Ints]]:
        """Yields groups in a row, their members, and where each group's members start."""
        size = max(1, len(next(self.dense.blocks(self.members), self.members)))
        first = 0
        while first < len(self.group_start) - 1:
            end = int(np.searchsorted(self.group_start, self.group_start[first] + size, "right"))
            end = max(first + 1, min(end - 1, len(self.group_start) - 1))
            low, high = self.group_start[first], self.group_start[end]
            starts = self.group_start[first : end + 1] - low
            yield np.arange(first, end), self.members[low:high], starts
            first = end

    def site_nets(
        self, prices: Prices, groups: Ints, members: Ints, starts: Ints
    ) -> tuple[Ints, Ints]:
        """Gives each group's net value at each site, and the members' best columns there."""
        form, order = self.dense.problem.groups, self.dense.folded.vacancy_at
        sites = np.array(form.site_of_vacancy)[:, order]
        scores = self.dense.block(members)
        row_of, charge = self.charges(prices, members)
        count = int(sites.max(initial=-1)) + 1
        net = np.zeros((len(groups), count), np.int64)
        line = np.full((len(members), count, LINES), NOWHERE, np.int64)
        _site_values(scores, row_of, charge, sites, form.kind[groups], starts, net, line)
        return net, line

    def nets(self, prices: Prices, laborers: Ints) -> Ints:
        """Gives the net value of every pair of some laborers, by folded vacancies."""
        scores = self.dense.block(laborers)
        row_of, charge = self.charges(prices, laborers)
        net = (scores.astype(np.int64) << SHIFT) - charge[row_of]
        return np.where(scores == FORBIDDEN, NOTHING, net)

    def vacancies(self, column: Ints) -> Ints:
        """Gives the market's positions of folded vacancies, ``NOWHERE`` for ``NOWHERE``."""
        padded = np.append(self.dense.folded.vacancy_at, NOWHERE)
        return padded[column]


def _within_each(counts: Ints) -> Ints:
    """Counts 0, 1, .. within each of some runs."""
    ends = np.cumsum(counts)
    return np.arange(int(ends[-1]) if len(ends) else 0) - np.repeat(ends - counts, counts)


@compiled
def _best_columns(scores: Array, row_of: Array, charge: Array, net: Array, column: Array) -> None:
    """Fills each laborer's best columns by net value; ties go to the earlier column."""
    length = net.shape[1]
    for k in range(scores.shape[0]):
        charged = charge[row_of[k]]
        for j in range(scores.shape[1]):
            if scores[k, j] == FORBIDDEN:
                continue
            value = (np.int64(scores[k, j]) << SHIFT) - charged[j]
            if value <= net[k, length - 1]:
                continue
            place = length - 1
            while place > 0 and net[k, place - 1] < value:
                net[k, place], column[k, place] = net[k, place - 1], column[k, place - 1]
                place -= 1
            net[k, place], column[k, place] = value, j


@compiled
def _site_values(
    scores: Array,
    row_of: Array,
    charge: Array,
    sites: Array,
    kind: Array,
    starts: Array,
    net: Array,
    line: Array,
) -> None:
    """Adds up the members' best net values by site, and keeps their best two columns there."""
    best = np.empty((2, net.shape[1]), np.int64)
    for group in range(kind.shape[0]):
        site_of = sites[kind[group]]
        for k in range(starts[group], starts[group + 1]):
            best[:] = NOTHING
            charged = charge[row_of[k]]
            for j in range(scores.shape[1]):
                site = site_of[j]
                if scores[k, j] == FORBIDDEN or site < 0:
                    continue
                value = (np.int64(scores[k, j]) << SHIFT) - charged[j]
                if value > best[0, site]:
                    best[1, site], line[k, site, 1] = best[0, site], line[k, site, 0]
                    best[0, site], line[k, site, 0] = value, j
                elif value > best[1, site]:
                    best[1, site], line[k, site, 1] = value, j
            for site in range(net.shape[1]):
                if best[0, site] == NOTHING or net[group, site] == NOTHING:
                    net[group, site] = NOTHING
                else:
                    net[group, site] += best[0, site]
