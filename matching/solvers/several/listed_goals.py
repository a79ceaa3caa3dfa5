"""Two goals on listed pairs."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from matching.solvers.errors import LengthMismatchError, NotIntegerError
from matching.solvers.integers import BadEntry, IntArray, read_integers
from matching.solvers.problem import AssignmentProblem, largest_score
from matching.solvers.several.goals import Point, Weights, proven_point
from matching.solvers.solution import chosen_arcs
from matching.solvers.solve import solve


@dataclass(frozen=True, slots=True, eq=False, init=False)
class ListedGoals:
    """Two scores of each candidate arc, of either sign.

    Parameters
    ----------
    problem
        Laborers, seats and arcs; its scores are the first goal.
    second
        The second goal, one integer an arc; a cost is a negative one.
    first
        Given if the first goal is another than the problem's scores, as it may be below 0.

    Raises
    ------
    InvalidProblemError
        If a goal is not an integer for each arc.
    """

    problem: AssignmentProblem
    first: IntArray
    second: IntArray

    def __init__(
        self,
        problem: AssignmentProblem,
        second: npt.ArrayLike,
        first: npt.ArrayLike | None = None,
    ) -> None:
        object.__setattr__(self, "problem", problem)
        given = problem.arc_score if first is None else first
        object.__setattr__(self, "first", _goal("first", given, problem.arc_count))
        object.__setattr__(self, "second", _goal("second", second, problem.arc_count))

    @property
    def seats(self) -> IntArray:
        """The headcount h_j of each vacancy."""
        return self.problem.seats

    def fits(self, weights: Weights) -> bool:
        """Says whether scores weighted so stay within what the solver takes exactly."""
        largest = largest_score(self.problem.laborer_count, self.problem.vacancy_count)
        tops = (_largest_size(self.first), _largest_size(self.second))
        return weights[0] * tops[0] + weights[1] * tops[1] <= largest

    def each(self, plan: IntArray) -> tuple[IntArray, IntArray]:
        """Gives both goals of each laborer's pair in a plan of feasible pairs, 0 for nobody."""
        chosen = chosen_arcs(self.problem, plan)
        found = np.zeros((2, self.problem.laborer_count), np.int64)
        found[:, self.problem.arc_laborer[chosen]] = self.first[chosen], self.second[chosen]
        return found[0], found[1]

    def weighted(self, weights: Weights) -> AssignmentProblem:
        """Gives the problem of a weighted sum; arcs below 0 are left out, for nobody gains there.

        Parameters
        ----------
        weights
            Weights that fit.
        """
        score = weights[0] * self.first + weights[1] * self.second
        kept = np.flatnonzero(score >= 0)
        return AssignmentProblem(
            self.problem.laborer_count,
            self.problem.seats,
            self.problem.arc_laborer[kept],
            self.problem.arc_vacancy[kept],
            score[kept],
        )

    def best(self, weights: Weights) -> Point:
        """Finds a plan of the greatest weighted sum, with its proof."""
        return proven_point(self, weights, solve(self.weighted(weights)))


def _goal(field: str, values: npt.ArrayLike, arcs: int) -> IntArray:
    read = read_integers(values)
    if isinstance(read, BadEntry):
        raise NotIntegerError(field=field, index=read.index, value=read.value)
    if read.size != arcs:
        raise LengthMismatchError(field=field, index=min(arcs, read.size), value=read.size)
    return read


def _largest_size(values: IntArray) -> int:
    return max(abs(int(values.min())), abs(int(values.max()))) if values.size else 0
