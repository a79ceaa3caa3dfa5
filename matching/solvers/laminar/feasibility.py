"""Whether quotas can be kept at all: a flow of greatest value, and the cut where they cannot.

What an arc of the layers must carry leaves a second source for its head, and enters a second sink
from its tail. All that leaves the second source arrives exactly where the quotas can be kept;
what cannot arrive is missing, and the cut next to the second source says why.
"""

from dataclasses import dataclass

import numpy as np
from ortools.graph.python import max_flow

from matching.columns.arrays import Bools
from matching.pairs.market import LARGEST_SCORE
from matching.pairs.scanner import Arcs, Scanner
from matching.solvers.errors import SolverFailedError
from matching.solvers.integers import IntArray
from matching.solvers.laminar.layers import Layers, laborer_links, vacancy_links
from matching.solvers.laminar.passes import NONE_WANTED, with_pairs_above
from matching.solvers.laminar.solution import Cut

FURTHER_LENGTH = 8
"""Most pairs added for a laborer who could help, the best at the prices given first."""

CLOSED_LEVEL = 4 * LARGEST_SCORE
"""Added to the level of a vacancy that does not help: no pair of it is then above any floor."""


@dataclass(frozen=True, slots=True, eq=False)
class Reach:
    """How far the minima can be reached.

    Parameters
    ----------
    missing
        Placements missing, 0 if the quotas can be kept.
    cut
        The sides that prove it, all False if nothing is missing.
    arcs
        The pairs listed: on them, no more is missing than on all.
    """

    missing: int
    cut: Cut
    arcs: Arcs


def reach_over_all_pairs(scanner: Scanner, layers: Layers, arcs: Arcs, level: IntArray) -> Reach:
    """Adds pairs across the cut until the quotas can be kept, or no pair crosses it.

    Parameters
    ----------
    scanner
        The market.
    layers
        The problem but its pairs, folded.
    arcs
        The pairs listed so far.
    level
        P_j >= 0 of each vacancy: of the pairs that help, the best at these are listed.
    """
    while True:
        missing, cut = _missing(layers, arcs)
        if not missing:
            return Reach(0, cut, arcs)
        closed = np.where(cut.vacancy, level, level.max(initial=0) + CLOSED_LEVEL)
        floor = -int(level.max(initial=0)) - 1
        above = np.where(cut.laborer, NONE_WANTED, floor).astype(np.int64)
        further = with_pairs_above(scanner, arcs, closed, above, FURTHER_LENGTH)
        if further is arcs:
            return Reach(missing, cut, arcs)
        arcs = further


def _missing(layers: Layers, arcs: Arcs) -> tuple[int, Cut]:
    """Counts what is missing on listed pairs, with the cut."""
    people = layers.laborer_count
    sink = people + layers.seats.size
    nodes = sink + 1 + layers.vacancy_sets.count + layers.laborer_sets.count
    laborer = arcs.laborer
    flow = max_flow.SimpleMaxFlow()
    flow.add_arcs_with_capacity(
        laborer, people + arcs.vacancy.astype(np.int64), np.ones_like(laborer)
    )
    gives = np.zeros(nodes, np.int64)
    gives[:people], gives[sink] = 1, -people
    for links in (vacancy_links(layers), laborer_links(layers, np.zeros(people, np.int64))):
        flow.add_arcs_with_capacity(links.tail, links.head, links.most - links.least)
        np.add.at(gives, links.tail, -links.least)
        np.add.at(gives, links.head, links.least)
    givers, takers = np.flatnonzero(gives > 0), np.flatnonzero(gives < 0)
    source, target = nodes, nodes + 1
    flow.add_arcs_with_capacity(np.full_like(givers, source), givers, gives[givers])
    flow.add_arcs_with_capacity(takers, np.full_like(takers, target), -gives[takers])
    status = flow.solve(source, target)
    if status != flow.OPTIMAL:
        raise SolverFailedError(step="quotas", status=status.name)
    pulls = np.ones(nodes, np.bool_)
    side = np.asarray(flow.get_source_side_min_cut(), dtype=np.int64)
    pulls[side[side < nodes]] = False
    missing = int(gives[givers].sum()) - int(flow.optimal_flow())
    return missing, _cut(layers, pulls if missing else np.zeros_like(pulls))


def _cut(layers: Layers, pulls: Bools) -> Cut:
    people, posts = layers.laborer_count, layers.seats.size
    ends = np.cumsum((people, posts, 1, layers.vacancy_sets.count))
    laborer, vacancy, outside, vacancy_set, laborer_set = np.split(pulls, ends)
    return Cut(laborer, vacancy, vacancy_set, laborer_set, bool(outside[0]))
