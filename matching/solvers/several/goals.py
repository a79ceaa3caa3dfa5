"""Two goals of one plan, and the plans that are best for a weighing of both.

A goal is a sum of integers over the pairs of a plan. A plan that is best for weights v, w > 0 is
one that no plan beats in both goals; for every plan v * first + w * second <= bound.
"""

from dataclasses import dataclass
from typing import Protocol

from matching.solvers.integers import IntArray, exact_sum
from matching.solvers.solution import Solution

Weights = tuple[int, int]
"""What one point of the first and of the second goal counts, at least 0, not both 0."""


@dataclass(frozen=True, slots=True, eq=False)
class Point:
    """A plan with what it is worth in both goals, and the proof that it is best for its weights.

    Parameters
    ----------
    first, second
        The sums of both goals over the plan.
    weights
        The weights it was sought for.
    solution
        The plan with prices that prove it for the weighted scores.
    """

    first: int
    second: int
    weights: Weights
    solution: Solution

    @property
    def plan(self) -> IntArray:
        """The vacancy of each laborer, -1 for nobody."""
        return self.solution.vacancy_of_laborer

    @property
    def values(self) -> tuple[int, int]:
        """Both sums."""
        return self.first, self.second

    @property
    def bound(self) -> int:
        """No plan has a greater weighted sum."""
        return self.solution.bound


class TwoGoals(Protocol):
    """Laborers, vacancies and two scores of each pair."""

    @property
    def seats(self) -> IntArray:
        """The headcount h_j of each vacancy."""

    def fits(self, weights: Weights) -> bool:
        """Says whether scores weighted so stay within what the solver takes exactly."""

    def each(self, plan: IntArray) -> tuple[IntArray, IntArray]:
        """Gives both goals of each laborer's pair in a plan of feasible pairs, 0 for nobody."""

    def best(self, weights: Weights) -> Point:
        """Finds a plan of the greatest weighted sum, with its proof."""


def values_of(goals: TwoGoals, plan: IntArray) -> tuple[int, int]:
    """Adds up both goals over a plan.

    Parameters
    ----------
    goals
        Two scores of each pair.
    plan
        The vacancy of each laborer, -1 for nobody; every pair is feasible.
    """
    first, second = goals.each(plan)
    return exact_sum(first), exact_sum(second)


def proven_point(goals: TwoGoals, weights: Weights, solution: Solution) -> Point:
    """Tells what the best plan of a weighing is worth in both goals.

    Parameters
    ----------
    goals
        Two scores of each pair.
    weights
        What it was sought for.
    solution
        The plan with its proof.
    """
    return Point(*values_of(goals, solution.vacancy_of_laborer), weights, solution)
