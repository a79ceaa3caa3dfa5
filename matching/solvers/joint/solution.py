"""What solving under joint rules hands back."""

from dataclasses import dataclass

from matching.columns.arrays import Ints
from matching.solvers.joint.prices import Prices
from matching.solvers.solution import Status


@dataclass(frozen=True, slots=True, eq=False)
class JointSolution:
    """A plan that keeps every rule, with a bound on all plans that do.

    Parameters
    ----------
    vacancy_of_laborer
        The vacancy of each laborer, -1 for nobody.
    lot_number, lot_people
        n_k and w_k of each lot.
    objective
        The plan's value.
    bound
        No plan that keeps the rules is worth more.
    root_bound
        What ``prices`` alone prove, by one pass over all pairs; the search among whole numbers
        lowered it to ``bound``.
    status
        Optimal where objective = bound.
    prices
        Of seats and rows.
    """

    vacancy_of_laborer: Ints
    lot_number: Ints
    lot_people: Ints
    objective: int
    bound: int
    root_bound: int
    status: Status
    prices: Prices

    @property
    def gap(self) -> float:
        """What may be missing, as a share of the bound; 0 where the bound is 0."""
        return (self.bound - self.objective) / self.bound if self.bound else 0.0
