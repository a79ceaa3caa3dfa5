"""Quotas of one side as a forest of nested sets, in arrays."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from matching.columns.arrays import Bools, Ints
from matching.solvers.integers import frozen

ROOT = -1
"""Stands where no set holds a member or a set."""


@dataclass(frozen=True, slots=True, eq=False)
class Forest:
    """Nested sets with bounds.

    Parameters
    ----------
    names
        Of each set, in the order given.
    parent
        The smallest set that holds each set, ``ROOT`` if none does.
    of_member
        The smallest set that holds each member, ``ROOT`` if none does.
    order
        The sets, each after its parent.
    size
        Members of each set.
    least, most
        Bounds of each set; without a maximum, one more than the members can take.
    has_most
        Whether a maximum was asked for.
    """

    names: tuple[str, ...]
    parent: Ints
    of_member: Ints
    order: Ints
    size: Ints
    least: Ints
    most: Ints
    has_most: Bools

    @property
    def count(self) -> int:
        """The number of sets."""
        return len(self.names)

    def totals(self, of_member: Ints) -> Ints:
        """Adds up a figure of the members over each set.

        Parameters
        ----------
        of_member
            A figure of each member.
        """
        totals = np.zeros(self.count + 1, np.int64)
        np.add.at(totals, self.of_member, of_member)
        for one in self.order[::-1]:
            if self.parent[one] != ROOT:
                totals[self.parent[one]] += totals[one]
        return totals[:-1]

    def reordered(self, member_at: npt.NDArray[np.int64]) -> "Forest":
        """Puts the members at these old positions, in their order.

        Parameters
        ----------
        member_at
            The old position of each.
        """
        return Forest(
            self.names,
            self.parent,
            frozen(self.of_member[member_at]),
            self.order,
            self.size,
            self.least,
            self.most,
            self.has_most,
        )
