"""The search before the first flow: prices without quotas, and the pairs that matter at them."""

from collections.abc import Callable

import numpy as np

from matching.columns.arrays import Ints
from matching.pairs.scanner import Arcs, Scanner
from matching.solvers.all_pairs.search import auction, first_arcs
from matching.solvers.progress import Progress
from matching.solvers.solution import NOBODY

ROUGH_STEPS = 160
"""After this phase prices are near enough: quotas move them by more than a finer phase would."""


def searched(
    scanner: Scanner, is_stopped: Callable[[], bool], progress: Progress
) -> tuple[Ints, Arcs]:
    """Returns prices that are nearly right without quotas, and a first list.

    Parameters
    ----------
    scanner
        The market.
    is_stopped
        Asked in every round of the search.
    progress
        Told about each round.
    """
    price = np.zeros(scanner.folded.vacancy_count, np.int64)
    plan = np.full(scanner.folded.laborer_count, NOBODY, np.int64)
    for bidding in auction(scanner):
        progress.report("search", bidding.settled, scanner.folded.laborer_count)
        is_over = is_stopped() or (bidding.is_settled and bidding.steps >= ROUGH_STEPS)
        if is_over:
            price, plan = bidding.price.astype(np.int64), bidding.plan.astype(np.int64)
            break
    return price, first_arcs(scanner, price, plan)
