"""Passes over all pairs at levels of either sign."""

import numpy as np

from matching.columns.arrays import Ints
from matching.pairs.scanner import Arcs, Scanner, joined
from matching.pairs.wide import Listed, wide_best_nets, wide_pairs_above

NONE_WANTED = 2**62
"""Above every net value."""


def best_nets_at(scanner: Scanner, level: Ints) -> Ints:
    """Gives max over all feasible j of (s_ij - P_j) of each laborer, far below 0 if there is none.

    Parameters
    ----------
    scanner
        The market.
    level
        P_j of each vacancy (folded), of either sign.
    """
    shift = int(level.min(initial=0))
    return wide_best_nets(scanner, level - shift) - shift


def with_pairs_above(scanner: Scanner, arcs: Arcs, level: Ints, above: Ints, length: int) -> Arcs:
    """Lists further pairs, each laborer's best at levels; the same list if there are none.

    Parameters
    ----------
    scanner
        The market.
    arcs
        The pairs listed so far.
    level
        P_j of each vacancy (folded), of either sign.
    above
        Of each laborer: only pairs with a higher net value are listed; `NONE_WANTED` for none.
    length
        Most further pairs a laborer.
    """
    shift = int(level.min(initial=0))
    shifted = np.where(above < NONE_WANTED, above + shift, NONE_WANTED)
    found = wide_pairs_above(scanner, level - shift, shifted, length)
    return (
        joined(arcs, _by_laborer(found, scanner.folded.laborer_count)) if len(found.score) else arcs
    )


def _by_laborer(listed: Listed, people: int) -> Arcs:
    order = np.argsort(listed.laborer, kind="stable")
    counts = np.bincount(listed.laborer, minlength=people)
    start = np.concatenate([[0], np.cumsum(counts)]).astype(np.int64)
    return Arcs(start, listed.vacancy[order].astype(np.int32), listed.score[order])
