"""How many people of a market can have a seat at once, and the people and posts that prove it.

No pair is listed but those needed. By König's theorem the most who can be placed is

    seats of W + people who reach a vacancy outside W,

for the right set W of vacancies, and no other set gives less. The set next to the source is taken:
W is what those without a seat could still reach by moving others. Then A, the people all of
whose vacancies lie in W, are one by one people who stay without or might be asked to, and
|A| - seats of W is exactly the number who must stay without.

The flow knows some pairs only. Its W is held against all pairs of the people in its A: a pair that
leaves W is added, until none does. A set that is closed over all pairs proves the count over
all pairs, and reaches no further than the list says.
"""

from dataclasses import dataclass, replace

import numpy as np

from matching.columns.arrays import Bools, Ints
from matching.pairs.market import LARGEST_SCORE, Market
from matching.pairs.scanner import Arcs, Scanner, joined
from matching.solvers.errors import SolverFailedError
from matching.solvers.integers import exact_sum
from matching.solvers.tiers.counts import largest_count

LENGTH = 8
"""Pairs listed for a person at a time. More make the flow slower, fewer the rounds more."""

LISTED, UNLISTED = -1, LARGEST_SCORE
"""Floors of a listing: all open pairs of a person, or none."""


@dataclass(frozen=True, slots=True, eq=False)
class Witness:
    """The most who can be placed, and the sets that prove it; positions in the market.

    Parameters
    ----------
    placed
        The most people who can have a seat at once.
    is_scarce
        Whether each vacancy is in W: it has seats, and those without a seat could reach it.
    is_competing
        Whether each person is in A and may take a vacancy of W: every vacancy with seats that the
        person may take is in W.
    is_barred
        Whether no vacancy with seats is open to each person at all.
    """

    placed: int
    is_scarce: Bools
    is_competing: Bools
    is_barred: Bools


def largest_placement(market: Market) -> Witness:
    """Finds the most people who can have a seat at once, over all feasible pairs, with its proof.

    Scores do not count: a pair is feasible if no rule forbids it, whatever it is worth.

    Parameters
    ----------
    market
        The market in columns.

    Raises
    ------
    SolverFailedError
        If the engine gives up, or the sets do not prove the count: a fault of the program.
    """
    scanner = Scanner(replace(market, parts=()))
    folded = scanner.folded
    is_empty = folded.seats == 0
    arcs = _open_pairs(scanner, is_empty, np.ones(folded.laborer_count, np.bool_))
    is_barred = np.diff(arcs.start) == 0
    while True:
        tails = arcs.laborer
        found = largest_count(
            folded.seats, tails, arcs.vacancy.astype(np.int64), folded.laborer_count
        )
        is_scarce = found.prices == 1
        is_inside = np.ones(folded.laborer_count, np.bool_)
        is_inside[tails[~is_scarce[arcs.vacancy]]] = False
        further = _open_pairs(scanner, is_scarce | is_empty, is_inside & ~is_barred)
        if not len(further.score):
            break
        arcs = joined(arcs, further)
    seats = exact_sum(folded.seats[is_scarce])
    if found.count != seats + folded.laborer_count - int(is_inside.sum()):
        raise SolverFailedError(step="witness", status="gap")
    return Witness(
        placed=found.count,
        is_scarce=_moved(is_scarce, folded.vacancy_at),
        is_competing=_moved(is_inside & ~is_barred, folded.laborer_at),
        is_barred=_moved(is_barred, folded.laborer_at),
    )


def _open_pairs(scanner: Scanner, is_closed: Bools, is_asked: Bools) -> Arcs:
    """Lists some pairs of the people asked about with vacancies that are not closed."""
    above = np.where(is_asked, LISTED, UNLISTED)
    return scanner.arcs_above(is_closed.astype(np.int64), above, LENGTH)


def _moved(folded: Bools, at: Ints) -> Bools:
    """Brings a column from the folded order into the market's."""
    column = np.empty_like(folded)
    column[at] = folded
    return column
