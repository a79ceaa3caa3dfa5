"""Lots among laborers who are equal in every score and belong to the same quotas."""

from matching.columns.arrays import Ints
from matching.pairs.figures import joint_classes
from matching.pairs.scanner import Scanner
from matching.solvers.all_pairs.lots import exchanged
from matching.solvers.all_pairs.tight import equal_laborers
from matching.solvers.laminar.layers import Layers


def drawn_among_equals(scanner: Scanner, layers: Layers, plan: Ints, seed: int) -> Ints:
    """Deals the places of a plan anew among equal laborers: each of them has the same chances.

    Two laborers with the same scores everywhere and the same smallest set (and so the same sets
    above it) can exchange their outcomes: value and every count stay what they are. Nothing is
    claimed for laborers who differ.

    Parameters
    ----------
    scanner
        The market.
    layers
        The problem but its pairs, folded.
    plan
        Any plan (folded).
    seed
        Of the lots, at least 0.
    """
    kind = joint_classes(equal_laborers(scanner.folded), [layers.laborer_sets.of_member + 1])
    return exchanged(plan, kind, seed)
