"""Which packages to pay for under a budget, each choice tried exactly, with a proven bound.

For any prices p >= 0 no choice of packages adds more than a constant and a weight for each of them
(``PackageTrials.bound_at``): what its seats cost at p, and what its people gain at p by learning.
Prices that prove the plan with some packages give a bound that is exact for these. So: take the
choice whose least bound is greatest, try it, add its bound, and repeat. No choice is worth more
than that greatest least bound; a choice that comes up again is as good as its bound: the best.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from matching.explain.portfolio_packages import PackageTrials
from matching.solvers.all_pairs.solve import never
from matching.solvers.knapsack import Cut, best_choice

TRIALS = 60
"""Choices tried at most."""


@dataclass(frozen=True, slots=True)
class Portfolio:
    """A choice of packages.

    Parameters
    ----------
    chosen
        Positions of the packages, rising.
    cost_fen
        What they cost together.
    gain
        What they add to the sum of scores together: exact.
    most
        No choice within the budget adds more.
    alone
        What each package adds by itself: exact. Together they may add less, or more where people
        learn what the seats ask for.
    trials
        Choices tried.
    """

    chosen: tuple[int, ...]
    cost_fen: int
    gain: int
    most: int
    alone: tuple[int, ...]
    trials: int

    @property
    def is_best(self) -> bool:
        """Whether no choice within the budget adds more."""
        return self.gain == self.most


def best_portfolio(
    trials: PackageTrials,
    budget_fen: int,
    most_trials: int = TRIALS,
    is_stopped: Callable[[], bool] = never,
) -> Portfolio:
    """Chooses packages under a budget.

    Parameters
    ----------
    trials
        The packages, and the plan they are tried on.
    budget_fen
        At least 0.
    most_trials
        Choices tried at most, beside each package alone; at least 1.
    is_stopped
        Asked between trials; once it says True the best choice so far is given with its bound.
    """
    packages = trials.packages
    costs = [package.cost_fen for package in packages]
    known: dict[tuple[int, ...], int] = {(): 0}
    cuts: list[Cut] = [trials.tried(())[1]]

    def try_it(chosen: tuple[int, ...]) -> int:
        gain, cut = trials.tried(chosen)
        known[chosen] = gain
        cuts.append(cut)
        return gain

    alone = tuple(try_it((one,)) for one in range(len(packages)))
    choice = best_choice(costs, budget_fen, cuts)
    count = 0
    while choice.chosen not in known and count < most_trials and not is_stopped():
        count += 1
        try_it(choice.chosen)
        choice = best_choice(costs, budget_fen, cuts)
    best = max(
        (chosen for chosen in known if _cost(costs, chosen) <= budget_fen),
        key=lambda chosen: (known[chosen], -_cost(costs, chosen)),
    )
    return Portfolio(
        chosen=best,
        cost_fen=_cost(costs, best),
        gain=known[best],
        most=choice.bound,
        alone=alone,
        trials=count,
    )


def _cost(costs: Sequence[int], chosen: tuple[int, ...]) -> int:
    return sum(costs[one] for one in chosen)
