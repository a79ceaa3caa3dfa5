"""Several plans to choose from: the best one, and others nearly as good that differ."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from matching.solvers.integers import IntArray
from matching.solvers.progress import SILENT, Progress
from matching.solvers.several.differing import Differing, least_value, most_differing
from matching.solvers.several.errors import SeveralError
from matching.solvers.several.goals import TwoGoals
from matching.solvers.solution import Solution, Status

MOST_PLANS = 9
"""More nobody compares."""

GoalsBeside = Callable[[Sequence[IntArray]], TwoGoals]
"""Makes value and difference from some plans two goals: `listed_differences` or
`market_differences` of a market."""


@dataclass(frozen=True, slots=True)
class PlansParams:
    """What to choose from.

    Parameters
    ----------
    plans
        How many plans, the best one among them: 1 to ``MOST_PLANS``.
    lost_share
        The share of the optimum that a plan may lose, 0 to 1.
    """

    plans: int = 3
    lost_share: Fraction = Fraction(1, 100)

    def __post_init__(self) -> None:
        if not 1 <= self.plans <= MOST_PLANS:
            raise SeveralError(reason="plans", value=self.plans)
        least_value(0, self.lost_share)


def differing_plans(
    optimum: Solution,
    goals_beside: GoalsBeside,
    params: PlansParams = PlansParams(),
    progress: Progress = SILENT,
) -> tuple[Differing, ...]:
    """Finds plans nearly as good as the best, each as different as can be from those before.

    Parameters
    ----------
    optimum
        The best plan; it is not handed back.
    goals_beside
        Makes the two goals.
    params
        How many plans, and what they may lose.
    progress
        Told under ``plans`` how many are found.

    Raises
    ------
    SeveralError
        ``not_proven`` if the first plan is not proven to be the best.
    """
    if optimum.status != Status.OPTIMAL:
        raise SeveralError(reason="not_proven", value=optimum.bound - optimum.objective)
    enough = least_value(optimum.objective, params.lost_share)
    found: list[Differing] = []
    for number in range(1, params.plans):
        progress.report("plans", number, params.plans)
        others = [optimum.vacancy_of_laborer, *(one.plan for one in found)]
        found.append(most_differing(goals_beside(others), enough))
    return tuple(found)
