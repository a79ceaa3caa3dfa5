"""The search before the first flow: prices without quotas, and the pairs that matter at them."""

from collections.abc import Callable

import numpy as np

from matching.columns.arrays import Ints
from matching.pairs.scanner import Arcs, Scanner
from matching.solvers.all_pairs.candidate import priced
from matching.solvers.all_pairs.search import (
    ENOUGH_STEPS,
    NEAR,
    Bidding,
    auction,
    first_arcs,
)
from matching.solvers.integers import exact_sum
from matching.solvers.progress import Progress
from matching.solvers.solution import NOBODY


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
    bidding = Bidding(
        np.zeros(scanner.folded.vacancy_count, np.int32),
        np.full(scanner.folded.laborer_count, NOBODY, np.int32),
        settled=0,
        steps=ENOUGH_STEPS,
    )
    for bidding in auction(scanner):  # none where there is nobody
        progress.report("search", bidding.settled, scanner.folded.laborer_count)
        if is_stopped() or (bidding.is_settled and _is_near(scanner, bidding)):
            break
    price, plan = bidding.price.astype(np.int64), bidding.plan.astype(np.int64)
    return price, first_arcs(scanner, price, plan, bidding.steps)


def _is_near(scanner: Scanner, bidding: Bidding) -> bool:
    """Tells whether the prices of a phase will do, as the search without quotas judges it."""
    if bidding.steps < ENOUGH_STEPS:
        return False
    plan = bidding.plan.astype(np.int64)
    placed = np.flatnonzero(plan != NOBODY)
    value = exact_sum(scanner.scores(placed, plan[placed]))
    bound = priced(scanner, plan, value, bidding.price.astype(np.int64)).bound
    return bound - value <= NEAR * bound
