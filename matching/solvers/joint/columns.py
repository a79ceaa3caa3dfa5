"""The pairs and the groups' sites that a programme may use: few of all there are."""

from dataclasses import dataclass

import numpy as np

from matching.columns.arrays import Ints
from matching.solvers.joint.forms import Groups


@dataclass(frozen=True, slots=True, eq=False)
class Columns:
    """Listed pairs and listed sites of groups.

    Parameters
    ----------
    laborer, vacancy
        int64 (pairs), by laborer and vacancy, each once. A group's member has a pair only at
        a listed site of the group.
    group, site
        int64 (sites of groups), by group and site, each once.
    """

    laborer: Ints
    vacancy: Ints
    group: Ints
    site: Ints

    def with_pairs(self, laborers: Ints, vacancies: Ints) -> "Columns":
        """Lists further pairs."""
        pairs = _distinct(self.laborer, self.vacancy, laborers, vacancies)
        return Columns(*pairs, self.group, self.site)

    def with_sites(self, groups: Ints, sites: Ints) -> "Columns":
        """Lists further sites of groups; the members' pairs there are listed apart."""
        return Columns(self.laborer, self.vacancy, *_distinct(self.group, self.site, groups, sites))

    def kept(self, pairs: np.ndarray, sites: np.ndarray) -> "Columns":
        """Keeps some pairs and sites; masks of both."""
        return Columns(
            self.laborer[pairs], self.vacancy[pairs], self.group[sites], self.site[sites]
        )

    def group_site(self, groups: Groups) -> Ints:
        """Gives the number of the listed site that each pair of a member is at, -1 for others."""
        found = np.full(len(self.laborer), -1, np.int64)
        group = groups.of_laborer[self.laborer]
        members = np.flatnonzero(group >= 0)
        if not len(members):
            return found
        kind = groups.kind[group[members]]
        site = np.array(groups.site_of_vacancy)[kind, self.vacancy[members]]
        asked, listed = _keys(group[members], site), _keys(self.group, self.site)
        at = np.minimum(np.searchsorted(listed, asked), max(0, len(listed) - 1))
        found[members] = np.where(listed[at] == asked, at, -1) if len(listed) else -1
        return found


def no_columns() -> Columns:
    """Lists nothing."""
    none = np.zeros(0, np.int64)
    return Columns(none, none, none, none)


def _keys(first: Ints, second: Ints) -> Ints:
    return (first << np.int64(32)) + second


def _distinct(first: Ints, second: Ints, more_first: Ints, more_second: Ints) -> tuple[Ints, Ints]:
    keys = np.unique(np.concatenate([_keys(first, second), _keys(more_first, more_second)]))
    return keys >> np.int64(32), keys & np.int64(0xFFFFFFFF)
