"""A plan under quotas with its proof, or the proof that no plan keeps them."""

from dataclasses import dataclass

from matching.columns.arrays import Bools
from matching.solvers.integers import IntArray
from matching.solvers.solution import Status


@dataclass(frozen=True, slots=True, eq=False)
class QuotaSolution:
    """A plan that keeps every quota, with a bound on all such plans.

    Parameters
    ----------
    vacancy_of_laborer
        The vacancy of each laborer, -1 for nobody.
    objective
        Sum of the scores of the plan.
    bound
        Sum u + sum h p + most (or least) times the multiplier of each quota: no plan that keeps
        them is worth more.
    status
        What is proven.
    vacancy_price
        p_j >= 0.
    laborer_surplus
        u_i >= 0, with u_i + p_j + the multipliers of all sets that hold i or j >= s_ij.
    vacancy_multiplier, laborer_multiplier
        Of each quota in the order given: at least 0 for a maximum, at most 0 for a minimum. A
        place more within a maximum adds no more to the optimum, a place less takes away at least as
        much; a minimum higher by one changes it by no more than the multiplier (it falls).
    """

    vacancy_of_laborer: IntArray
    objective: int
    bound: int
    status: Status
    vacancy_price: IntArray
    laborer_surplus: IntArray
    vacancy_multiplier: IntArray
    laborer_multiplier: IntArray


@dataclass(frozen=True, slots=True, eq=False)
class Cut:
    """A side for each laborer, vacancy and set: True for those that the minima pull at.

    No feasible pair joins a laborer on the False side with a vacancy on the True side.

    Parameters
    ----------
    laborer, vacancy, vacancy_set, laborer_set
        The side of each.
    outside
        The side of what lies beyond all sets.
    """

    laborer: Bools
    vacancy: Bools
    vacancy_set: Bools
    laborer_set: Bools
    outside: bool


@dataclass(frozen=True, slots=True, eq=False)
class Infeasible:
    """Why no plan keeps the quotas.

    What the minima ask for is more than what the maxima let through, one for each of the laborers
    and the seats of the vacancies. So many placements would have to be invented: of a pair that a
    rule forbids, of somebody or in a post that there is not.

    Parameters
    ----------
    missing
        sum of the minima - sum of the maxima - laborers - their seats, at least 1; exact.
    minima, maxima
        Names of the quotas whose minimum asks, and whose maximum allows.
    laborers
        Positions of the laborers who can help by one each.
    vacancies
        Positions of the vacancies whose seats can help.
    colliding
        Quotas, each with the bound that matters (``least`` or ``most``), that no plan keeps; all of
        them but any one can be kept together.
    cut
        The sides that prove it over all pairs.
    """

    missing: int
    minima: tuple[str, ...]
    maxima: tuple[str, ...]
    laborers: IntArray
    vacancies: IntArray
    colliding: tuple[tuple[str, str], ...]
    cut: Cut
