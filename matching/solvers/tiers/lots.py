"""Ties between best plans by priorities drawn by lot."""

import numpy as np

from matching.solvers.integers import IntArray
from matching.solvers.problem import AssignmentProblem
from matching.solvers.solution import NOBODY
from matching.solvers.tiers.arcs import Arcs
from matching.solvers.tiers.flow import plan_with_counts
from matching.solvers.tiers.households import Households


def drawn_with_counts(
    arcs: Arcs, households: Households, lifted: int, placed: int, seed: int
) -> IntArray:
    """Returns a plan as `plan_with_counts` does, under lots for laborers, vacancies and households.

    As with `matching.solvers.lots.drawn_plan`, the engine sees nothing but lots, so the chance of a
    plan does not depend on any order. Two laborers of one household, or of none that counts, with
    the same vacancies at the same scores have the same chance of each outcome.

    Parameters
    ----------
    arcs, households, lifted, placed
        As in `plan_with_counts`.
    seed
        At least 0.

    Raises
    ------
    SolverFailedError
        If the engine gives up.
    """
    rng = np.random.default_rng(seed)
    laborer_lot = rng.permutation(arcs.laborer_count)
    vacancy_lot = rng.permutation(arcs.seats.size)
    household_lot = rng.permutation(households.count)
    vacancy_of_lot = np.argsort(vacancy_lot)
    laborer, vacancy = laborer_lot[arcs.arc_laborer], vacancy_lot[arcs.arc_vacancy]
    order = np.lexsort((vacancy, laborer))
    dealt = AssignmentProblem(
        arcs.laborer_count,
        arcs.seats[vacancy_of_lot],
        laborer[order],
        vacancy[order],
        arcs.arc_score[order],
    )
    plan = plan_with_counts(dealt, _dealt(households, laborer_lot, household_lot), lifted, placed)
    drawn = plan[laborer_lot]
    is_placed = drawn != NOBODY
    drawn[is_placed] = vacancy_of_lot[drawn[is_placed]]
    return drawn


def _dealt(households: Households, laborer_lot: IntArray, household_lot: IntArray) -> Households:
    of_laborer = np.empty_like(households.of_laborer)
    of_laborer[laborer_lot] = np.append(household_lot, -1)[households.of_laborer]
    size = np.empty_like(households.size)
    size[household_lot] = households.size
    return Households(of_laborer=of_laborer, size=size)
