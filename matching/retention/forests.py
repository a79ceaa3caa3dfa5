"""A chain of groups as a forest: every group a node, every row at its finest known group."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from matching.columns.arrays import Ints
from matching.retention.errors import SpellsError
from matching.retention.numbering import numbered

ROOT = -1
"""The parent of the coarsest groups, and where rows are that are known in none."""


@dataclass(frozen=True, slots=True, eq=False)
class Forest:
    """The groups of one chain; the nodes of a finer level come before those of a coarser one.

    Parameters
    ----------
    names
        Levels, fine to coarse.
    ids
        Per level the ids of its nodes, rising.
    starts
        First node of every level, and the number of nodes.
    parent
        Node of the next coarser known group, or ROOT, int64 (nodes,).
    row_node
        Node of the finest known group of a row, or ROOT, int64 (n,).
    row_nodes
        Per level the node of a row, ROOT where it is not known, int64 (n,).
    """

    names: tuple[str, ...]
    ids: tuple[Ints, ...]
    starts: tuple[int, ...]
    parent: Ints
    row_node: Ints
    row_nodes: tuple[Ints, ...]

    def __len__(self) -> int:
        return self.starts[-1]

    def level(self, level: int) -> slice:
        """Gives the nodes of a level."""
        return slice(self.starts[level], self.starts[level + 1])


def forest_of(chain: tuple[str, ...], groups: Mapping[str, npt.NDArray[np.int64]]) -> Forest:
    """Builds the forest of a chain.

    Parameters
    ----------
    chain, groups
        Names of levels, fine to coarse, and the ids of rows by name, negative for unknown.

    Raises
    ------
    SpellsError
        If a group lies in two coarser ones (``parent``), or in one in some rows and in none in
        others.
    """
    ids, row_nodes, starts = [], [], [0]
    for name in chain:
        known, number = numbered(groups[name])
        unknown = int(np.searchsorted(known, 0))
        node = number - unknown
        row_nodes.append(np.where(node < 0, ROOT, node + starts[-1]))
        ids.append(known[unknown:])
        starts.append(starts[-1] + len(known) - unknown)
    parent = np.full(starts[-1], ROOT, np.int64)
    coarser = np.full(len(row_nodes[0]), ROOT, np.int64)
    for name, nodes in zip(reversed(chain), reversed(row_nodes), strict=True):
        rows = nodes >= 0
        parent[nodes[rows]] = coarser[rows]
        if (parent[nodes[rows]] != coarser[rows]).any():
            raise SpellsError(field=name, reason="parent")
        coarser = np.where(rows, nodes, coarser)
    return Forest(tuple(chain), tuple(ids), tuple(starts), parent, coarser, tuple(row_nodes))
