"""The arcs of a problem grouped by laborer."""

from dataclasses import dataclass

import numpy as np

from matching.pairs.compiled import compiled
from matching.solvers.integers import IntArray
from matching.solvers.problem import AssignmentProblem


@dataclass(frozen=True, slots=True, eq=False)
class ArcRows:
    """Arcs by laborer, in their given order within.

    Parameters
    ----------
    start
        The first arc of each laborer, and the number of arcs.
    vacancy, score
        Of each arc.
    """

    start: IntArray
    vacancy: IntArray
    score: IntArray


def arc_rows(problem: AssignmentProblem) -> ArcRows:
    """Groups arcs by laborer; arcs that are grouped already are not copied.

    Parameters
    ----------
    problem
        The problem whose arcs are wanted.
    """
    laborer = problem.arc_laborer
    start = _starts(laborer, problem.laborer_count)
    if np.all(laborer[1:] >= laborer[:-1]):
        return ArcRows(start, problem.arc_vacancy, problem.arc_score)
    order = _grouped(laborer, problem.laborer_count)
    return ArcRows(start, problem.arc_vacancy[order], problem.arc_score[order])


def _grouped(keys: IntArray, count: int) -> IntArray:
    """Returns the places of keys sorted by counting; equal keys stay in order."""
    order: IntArray = _placed(keys, _starts(keys, count))
    return order


def _starts(keys: IntArray, count: int) -> IntArray:
    return np.concatenate([[0], np.cumsum(np.bincount(keys, minlength=count))])


@compiled
def _placed(keys: IntArray, place: IntArray) -> IntArray:
    """Puts each key at the next place of its kind; `place` is used up."""
    order = np.empty(keys.size, dtype=np.int64)
    for index in range(keys.size):
        order[place[keys[index]]] = index
        place[keys[index]] += 1
    return order
