"""Chooses some of several things under a budget, against several linear bounds at once.

Of things g with costs c_g, and bounds r, each worth b_r + sum of w_rg over the chosen g, find the
choice whose least bound is greatest. It is the master problem of a cutting-plane search.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from ortools.sat.python import cp_model

from matching.solvers.errors import SolverFailedError


@dataclass(frozen=True, slots=True)
class Cut:
    """Bounds what any choice is worth: a constant, and the weights of the chosen things."""

    constant: int
    weights: tuple[int, ...]

    def of(self, chosen: Sequence[int]) -> int:
        """Gives the bound of a choice, by the positions of its things."""
        return self.constant + sum(self.weights[one] for one in chosen)


@dataclass(frozen=True, slots=True)
class Choice:
    """The choice with the greatest least bound.

    Parameters
    ----------
    chosen
        Positions, rising.
    bound
        Its least bound: no choice within the budget has a greater one.
    """

    chosen: tuple[int, ...]
    bound: int


def best_choice(costs: Sequence[int], budget: int, cuts: Sequence[Cut]) -> Choice:
    """Finds the choice within the budget whose least bound is greatest; exact, without floats.

    Parameters
    ----------
    costs
        c_g >= 0 of each thing.
    budget
        At least 0.
    cuts
        At least one. All figures of one row together below 2^62.

    Raises
    ------
    SolverFailedError
        If the engine gives up.
    """
    model = cp_model.CpModel()
    takes = [model.new_bool_var("") for _ in costs]
    highest = max(cut.of([g for g, w in enumerate(cut.weights) if w > 0]) for cut in cuts)
    lowest = min(cut.of([g for g, w in enumerate(cut.weights) if w < 0]) for cut in cuts)
    worth = model.new_int_var(lowest, highest, "")
    model.add(sum(cost * take for cost, take in zip(costs, takes, strict=True)) <= budget)
    for cut in cuts:
        terms = zip(cut.weights, takes, strict=True)
        model.add(worth <= cut.constant + sum(weight * take for weight, take in terms))
    model.maximize(worth)
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    status = solver.solve(model)
    if status != cp_model.OPTIMAL:
        raise SolverFailedError(step="choice", status=solver.status_name(status))
    chosen = tuple(g for g, take in enumerate(takes) if solver.boolean_value(take))
    return Choice(chosen, min(cut.of(chosen) for cut in cuts))
