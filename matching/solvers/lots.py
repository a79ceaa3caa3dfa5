"""Ties between equally good plans drawn by lot, so that no row order favours anybody."""

from dataclasses import dataclass

import numpy as np

from matching.pairs.compiled import compiled
from matching.solvers.flow import best_plan
from matching.solvers.integers import IntArray
from matching.solvers.solution import NOBODY


@dataclass(frozen=True, slots=True, eq=False)
class Lots:
    """A number for every laborer and every vacancy.

    Parameters
    ----------
    of_laborer, of_vacancy
        Permutations.
    """

    of_laborer: IntArray
    of_vacancy: IntArray

    def dealt(
        self, start: IntArray, vacancy: IntArray, score: IntArray
    ) -> tuple[IntArray, IntArray, IntArray]:
        """Gives laborer's lot, vacancy's lot and score of each arc, in the order of the lots."""
        return _dealt(start, vacancy, score, np.argsort(self.of_laborer), self.of_vacancy)

    def undone(self, plan: IntArray) -> IntArray:
        """Gives a plan between lots as one between laborers and vacancies."""
        drawn: IntArray = plan[self.of_laborer]
        is_placed = drawn != NOBODY
        drawn[is_placed] = np.argsort(self.of_vacancy)[drawn[is_placed]]
        return drawn


def drawn_lots(laborers: int, vacancies: int, seed: int) -> Lots:
    """Draws lots; the same seed, at least 0, draws the same."""
    rng = np.random.default_rng(seed)
    return Lots(rng.permutation(laborers), rng.permutation(vacancies))


def drawn_plan(
    seats: IntArray, arc_start: IntArray, arc_vacancy: IntArray, arc_score: IntArray, seed: int
) -> IntArray:
    """Returns a best plan under lots drawn for laborers and for vacancies.

    Every laborer and every vacancy gets a number by lot, and the engine sees nothing but these
    numbers: its arcs are in their order, wherever they stood. So the chance of a plan does not
    depend on the order of laborers, vacancies or arcs. In particular, two laborers with the same
    vacancies at the same scores have the same chance of each outcome: exchanging them gives the
    same problem, and every drawing of lots is as likely as the one that exchanges theirs. The
    same holds for two vacancies with equal seats and equal arcs. Nothing is claimed for laborers
    who differ, nor that all best plans are equally likely. The same seed draws the same lots.

    Parameters
    ----------
    seats
        h_j of each vacancy.
    arc_start
        The first arc of each laborer, and the number of arcs: N + 1 entries.
    arc_vacancy, arc_score
        Of each arc, grouped by laborer, within the limits of `AssignmentProblem`.
    seed
        At least 0.

    Raises
    ------
    SolverFailedError
        If the engine gives up.
    """
    lots = drawn_lots(arc_start.size - 1, seats.size, seed)
    arcs = lots.dealt(arc_start, arc_vacancy, arc_score)
    seats_by_lot = seats[np.argsort(lots.of_vacancy)]
    return lots.undone(best_plan(lots.of_laborer.size, seats_by_lot, *arcs))


@compiled
def _dealt(
    start: IntArray,
    vacancy: IntArray,
    score: IntArray,
    laborer_of_lot: IntArray,
    vacancy_lot: IntArray,
) -> tuple[IntArray, IntArray, IntArray]:
    """Lists arcs by the lots of their ends: laborer's lot, vacancy's lot and score of each."""
    dealt_laborer = np.empty(vacancy.size, dtype=np.int64)
    dealt_vacancy = np.empty(vacancy.size, dtype=np.int64)
    dealt_score = np.empty(vacancy.size, dtype=np.int64)
    place = 0
    for lot in range(laborer_of_lot.size):
        laborer = laborer_of_lot[lot]
        begin, end = start[laborer], start[laborer + 1]
        lots = vacancy_lot[vacancy[begin:end]]
        for arc in np.argsort(lots):
            dealt_laborer[place] = lot
            dealt_vacancy[place] = lots[arc]
            dealt_score[place] = score[begin + arc]
            place += 1
    return dealt_laborer, dealt_vacancy, dealt_score
