"""Ties between best plans over all pairs drawn by lot, so that no row order favours anybody."""

import numpy as np

from matching.columns.arrays import Ints
from matching.pairs.scanner import Scanner
from matching.solvers.all_pairs.candidate import Candidate
from matching.solvers.all_pairs.tight import equal_laborers, tight_pairs
from matching.solvers.errors import SolverFailedError
from matching.solvers.filling import filling_plan
from matching.solvers.integers import exact_sum
from matching.solvers.lots import drawn_lots

EXCHANGE = 1
"""Tells these lots from those of the plan before, which must not depend on each other."""


def drawn(scanner: Scanner, candidate: Candidate, seed: int) -> Ints:
    """Returns a best plan (folded) under lots drawn for laborers and vacancies.

    A plan on the tight pairs that places everybody with a surplus and fills every vacancy with a
    price is best. One is sought anew under numbers drawn by lot, the engine seeing nothing else:
    see `matching.solvers.lots.drawn_plan`. Laborers whose scores are equal everywhere have the same
    chance of each outcome: their surplus is the same, so are their tight pairs, and every drawing
    of lots is as likely as the one that exchanges theirs. Where scores are so alike that not all
    tight pairs fit a list, lots among such laborers are drawn once more at the end, so that the
    same holds. Nothing is claimed for laborers who differ. The same seed draws the same lots.

    Parameters
    ----------
    scanner
        The market.
    candidate
        An optimal plan with prices that prove it over all pairs.
    seed
        At least 0.

    Raises
    ------
    SolverFailedError
        If the engine gives up, or the candidate is not proven optimal.
    """
    tight = tight_pairs(scanner, candidate.price, candidate.surplus, candidate.plan)
    seats = scanner.folded.seats
    lots = drawn_lots(len(candidate.plan), len(seats), seed)
    laborer, vacancy, _ = lots.dealt(tight.start, tight.vacancy, tight.score)
    laborer_of_lot, vacancy_of_lot = np.argsort(lots.of_laborer), np.argsort(lots.of_vacancy)
    by_lot = filling_plan(
        seats[vacancy_of_lot],
        laborer,
        vacancy,
        candidate.surplus[laborer_of_lot] > 0,
        candidate.price[vacancy_of_lot] > 0,
    )
    plan = lots.undone(by_lot)
    if exact_sum(tight.score[tight.vacancy == plan[tight.laborer]]) != candidate.objective:
        raise SolverFailedError(step="lots", status="not_proven")
    return plan if tight.is_complete else exchanged(plan, equal_laborers(scanner.folded), seed)


def exchanged(plan: Ints, kind: Ints, seed: int) -> Ints:
    """Deals the places of a plan anew among laborers of one kind.

    Parameters
    ----------
    plan
        The vacancy of each laborer, -1 for nobody.
    kind
        Equal for laborers whose places may be exchanged.
    seed
        Of the lots.
    """
    lot = np.random.default_rng([seed, EXCHANGE]).permutation(len(plan))
    dealt = np.empty_like(plan)
    dealt[np.lexsort((lot, kind))] = plan[np.argsort(kind, kind="stable")]
    return dealt
