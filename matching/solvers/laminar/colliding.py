"""A smallest set of quotas that no plan keeps: without any one of them the others can be kept."""

from dataclasses import replace

import numpy as np

from matching.columns.arrays import Bools
from matching.pairs.scanner import Scanner
from matching.solvers.integers import IntArray
from matching.solvers.laminar.feasibility import Reach, reach_over_all_pairs
from matching.solvers.laminar.forest import Forest
from matching.solvers.laminar.layers import Layers
from matching.solvers.laminar.solution import Cut, Infeasible
from matching.solvers.laminar.witness import counted, helping

Bound = tuple[bool, str, int]
"""Whether it is one of laborers, ``least`` or ``most``, and the place of its set."""


def infeasible(scanner: Scanner, layers: Layers, reach: Reach, level: IntArray) -> Infeasible:
    """Tells why quotas cannot be kept, positions in the market's order.

    Parameters
    ----------
    scanner
        The market.
    layers
        The problem but its pairs, folded.
    reach
        What was found; something is missing.
    level
        As in `reach_over_all_pairs`.
    """
    posts, groups, market = layers.vacancy_sets, layers.laborer_sets, scanner.folded
    bounds = _counted(layers, reach.cut)
    laborers, vacancies = helping(posts, groups, reach.cut)
    laborer_side, vacancy_side = np.empty_like(reach.cut.laborer), np.empty_like(reach.cut.vacancy)
    laborer_side[market.laborer_at] = reach.cut.laborer
    vacancy_side[market.vacancy_at] = reach.cut.vacancy
    return Infeasible(
        missing=reach.missing,
        minima=_names(layers, [bound for bound in bounds if bound[1] == "least"]),
        maxima=_names(layers, [bound for bound in bounds if bound[1] == "most"]),
        laborers=np.sort(market.laborer_at[laborers]),
        vacancies=np.sort(market.vacancy_at[vacancies]),
        colliding=_smallest(scanner, layers, reach, level, bounds),
        cut=replace(reach.cut, laborer=laborer_side, vacancy=vacancy_side),
    )


def _counted(layers: Layers, cut: Cut) -> list[Bound]:
    """Lists the bounds that a cut counts, minima first: they collide by themselves."""
    posts, groups = layers.vacancy_sets, layers.laborer_sets
    post_least, post_most, group_least, group_most = (
        np.flatnonzero(kind).tolist() for kind in counted(posts, groups, cut)
    )
    return [
        *((False, "least", at) for at in post_least if posts.least[at]),
        *((True, "least", at) for at in group_least if groups.least[at]),
        *((False, "most", at) for at in post_most),
        *((True, "most", at) for at in group_most),
    ]


def _names(layers: Layers, bounds: list[Bound]) -> tuple[str, ...]:
    return tuple(_forest(layers, is_group=is_group).names[at] for is_group, _, at in bounds)


def _forest(layers: Layers, *, is_group: bool) -> Forest:
    return layers.laborer_sets if is_group else layers.vacancy_sets


def _smallest(
    scanner: Scanner, layers: Layers, reach: Reach, level: IntArray, bounds: list[Bound]
) -> tuple[tuple[str, str], ...]:
    """Leaves out one bound after the other for as long as the rest cannot be kept.

    Where it cannot, only what the new cut counts is gone on with.
    """
    kept, arcs = list(bounds), reach.arcs
    for bound in bounds:
        if bound not in kept:
            continue
        fewer = [other for other in kept if other != bound]
        rest = _only(layers, fewer)
        found = reach_over_all_pairs(scanner, rest, arcs, level)
        arcs = found.arcs
        if found.missing:
            kept = _counted(rest, found.cut)
    return tuple((_forest(layers, is_group=group).names[at], kind) for group, kind, at in kept)


def _only(layers: Layers, bounds: list[Bound]) -> Layers:
    """Drops all bounds but some."""
    posts = _bounded(layers.vacancy_sets, _room(layers), bounds, is_group=False)
    groups = _bounded(layers.laborer_sets, layers.laborer_sets.size, bounds, is_group=True)
    return replace(layers, vacancy_sets=posts, laborer_sets=groups)


def _room(layers: Layers) -> IntArray:
    return layers.vacancy_sets.totals(np.minimum(layers.seats, layers.laborer_count))


def _bounded(forest: Forest, room: IntArray, bounds: list[Bound], *, is_group: bool) -> Forest:
    has_least, has_most = (
        _chosen(forest, [at for group, found, at in bounds if (group, found) == (is_group, kind)])
        for kind in ("least", "most")
    )
    return replace(
        forest,
        least=np.where(has_least, forest.least, 0),
        most=np.where(has_most, forest.most, room + 1),
        has_most=has_most,
    )


def _chosen(forest: Forest, places: list[int]) -> Bools:
    found = np.zeros(forest.count, np.bool_)
    found[places] = True
    return found
