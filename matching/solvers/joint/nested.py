"""Problems whose rules are nested minima and maxima only: they stay in the flow, at its speed."""

import numpy as np

from matching.columns.arrays import Bools
from matching.solvers.integers import frozen
from matching.solvers.joint.errors import JointError
from matching.solvers.joint.forms import UNLIMITED, Rows
from matching.solvers.joint.prices import SHIFT, Prices
from matching.solvers.joint.problem import JointProblem
from matching.solvers.joint.solution import JointSolution
from matching.solvers.laminar.errors import CrossingQuotasError, QuotaError
from matching.solvers.laminar.quotas import Quota, Quotas
from matching.solvers.laminar.solution import Infeasible
from matching.solvers.laminar.solve import QuotaParams, solve_market_with_quotas
from matching.solvers.progress import Progress


def nested_quotas(problem: JointProblem) -> Quotas | None:
    """Gives a problem's rows as quotas of laborers or of vacancies; None if it asks for more.

    Whether the sets are nested is not looked at.

    Parameters
    ----------
    problem
        The problem.
    """
    has_more = len(problem.groups) or len(problem.lots) or problem.worth is not None
    patches = problem.patches
    if has_more or len(patches.laborer) or len(patches.fixed) or patches.least_score is not None:
        return None
    posts: list[Quota] = []
    people: list[Quota] = []
    for number, family in enumerate(problem.families):
        for row in range(len(family)):
            sides = _sides(family, row)
            if sides is None:
                return None
            laborers, vacancies = sides
            name = f"{number}/{row}"
            limits = _limits(family, row)
            if laborers.all():
                posts.append(Quota(name, np.flatnonzero(vacancies), *limits))
            elif vacancies.all():
                people.append(Quota(name, np.flatnonzero(laborers), *limits))
            else:
                return None
    return Quotas(tuple(posts), tuple(people))


def solved_in_flow(
    problem: JointProblem, quotas: Quotas, params: QuotaParams, progress: Progress
) -> JointSolution | None:
    """Solves a problem of quotas in the flow; None where the sets are not nested.

    Parameters
    ----------
    problem, quotas
        The problem and its rows as quotas.
    params, progress
        How to solve, and who is told.

    Raises
    ------
    JointError
        ``infeasible`` if no plan keeps the quotas.
    """
    try:
        found = solve_market_with_quotas(problem.market, quotas, params, progress)
    except CrossingQuotasError:
        return None
    except QuotaError as refused:
        raise JointError(field="rules", part="least", reason="infeasible") from refused
    if isinstance(found, Infeasible):
        raise JointError(field="rules", part="least", reason="infeasible")
    by_name = {
        quota.name: int(price)
        for sets, prices in (
            (quotas.vacancy_sets, found.vacancy_multiplier),
            (quotas.laborer_sets, found.laborer_multiplier),
        )
        for quota, price in zip(sets, prices, strict=True)
    }
    rows = [
        by_name[f"{number}/{row}"]
        for number, family in enumerate(problem.families)
        for row in range(len(family))
    ]
    none = np.zeros(0, np.int64)
    return JointSolution(
        vacancy_of_laborer=found.vacancy_of_laborer,
        lot_number=frozen(none),
        lot_people=frozen(none.copy()),
        objective=found.objective,
        bound=found.bound,
        root_bound=found.bound,
        status=found.status,
        prices=Prices(found.vacancy_price << SHIFT, np.array(rows, np.int64) << SHIFT),
    )


def _sides(family: Rows, row: int) -> tuple[Bools, Bools] | None:
    """Gives the laborers and the vacancies all of whose pairs a row counts once; None if others."""
    counts = family.row == row
    laborers, vacancies = counts.any(axis=1), counts.any(axis=0)
    if (counts != laborers[:, None] & vacancies[None, :]).any():
        return None
    if (family.amount[counts] != 1).any():
        return None
    return laborers[family.laborer_class], vacancies[family.vacancy_class]


def _limits(family: Rows, row: int) -> tuple[int, int | None]:
    least, most = int(family.least[row]), int(family.most[row])
    return max(0, least), None if most >= UNLIMITED else most
