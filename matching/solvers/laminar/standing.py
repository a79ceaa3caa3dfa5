"""Plans under quotas with bounds over all pairs, round by round, in the folded order."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count

import numpy as np

from matching.columns.arrays import Ints
from matching.pairs.scanner import Arcs, Scanner
from matching.solvers.all_pairs.candidate import plan_value
from matching.solvers.errors import SolverFailedError
from matching.solvers.integers import frozen
from matching.solvers.laminar.bound import Duals, bound_of, duals_of, staying_out, surpluses
from matching.solvers.laminar.layers import Layers, best_plan_under
from matching.solvers.laminar.levels import Levels, nearest_levels
from matching.solvers.laminar.passes import NONE_WANTED, best_nets_at, with_pairs_above
from matching.solvers.laminar.solution import QuotaSolution
from matching.solvers.progress import Progress
from matching.solvers.solution import NOBODY, Status

FURTHER_LENGTH = 8
"""Most pairs added for a laborer whose list lacks one."""

WIDE_ROUNDS, WIDE_LENGTH, PARTS_OF_TOP = 2, 16, 50
"""After so many rounds everybody's pairs are listed anew, so many at most, that come so near to the
plan as this part of the best score. The first list knows nothing of quotas, the second only roughly
what they cost: at 10^5 three flows prove the optimum in place of five."""


@dataclass(frozen=True, slots=True, eq=False)
class Standing:
    """A plan, and prices and multipliers with the bound they give over all pairs.

    Parameters
    ----------
    plan
        The vacancy of each laborer, -1 for nobody; every quota is kept.
    objective
        Sum of its scores.
    duals, surplus
        Prices and multipliers, and u_i over all pairs.
    bound
        What they prove.
    """

    plan: Ints
    objective: int
    duals: Duals
    surplus: Ints
    bound: int

    def joined(self, found: "Standing") -> "Standing":
        """Joins the better plan with the lower bound.

        Parameters
        ----------
        found
            Of a later round.
        """
        plan = found if found.objective >= self.objective else self
        dual = found if found.bound <= self.bound else self
        return Standing(plan.plan, plan.objective, dual.duals, dual.surplus, dual.bound)


def planned(layers: Layers, arcs: Arcs, progress: Progress) -> Ints | None:
    """Finds the best plan on listed pairs, None if none on them reaches every minimum.

    Parameters
    ----------
    layers
        The problem but its pairs.
    arcs
        The listed pairs.
    progress
        Told about it.
    """
    progress.report("flow", 0, len(arcs.score))
    return best_plan_under(layers, arcs.laborer, arcs.vacancy.astype(np.int64), arcs.score)


def standings_from(
    scanner: Scanner,
    layers: Layers,
    start: tuple[Arcs, Ints | None],
    near: Levels,
    progress: Progress,
) -> Iterator[Standing]:
    """Solves on listed pairs, adds those they lack, and again until none lacks: the optimum.

    The pairs a round adds are the best at its prices with the multipliers in them, so what a
    minimum needs is listed even where nobody would list it without.

    Parameters
    ----------
    scanner
        The market.
    layers
        The problem but its pairs.
    start
        A list on which every minimum can be reached, and its best plan.
    near
        Levels that those of the list shall stay close to.
    progress
        Told about each flow.
    """
    arcs, plan = start
    for at in count():
        if plan is None:
            raise SolverFailedError(step="flow", status="INFEASIBLE")
        near = nearest_levels(layers, arcs, plan, near)
        best_net = best_nets_at(scanner, near.vacancy)
        surplus, duals = surpluses(layers, near, best_net), duals_of(layers, near)
        bound = bound_of(layers, duals, surplus)
        yield Standing(plan, plan_value(arcs, plan), duals, surplus, bound)
        net = _gained(layers, arcs, plan, near)
        if np.all(best_net <= net):
            return
        if at < WIDE_ROUNDS:
            above, length = net - scanner.top_score // PARTS_OF_TOP, WIDE_LENGTH
        else:
            above, length = np.where(best_net > net, net, NONE_WANTED), FURTHER_LENGTH
        arcs = with_pairs_above(scanner, arcs, near.vacancy, above, length)
        plan = planned(layers, arcs, progress)


def _gained(layers: Layers, arcs: Arcs, plan: Ints, levels: Levels) -> Ints:
    """Gives score less level of each laborer's vacancy; of those without, what would place them."""
    net = -staying_out(layers, levels)
    is_held = arcs.vacancy == plan[arcs.laborer]
    net[arcs.laborer[is_held]] = arcs.score[is_held] - levels.vacancy[arcs.vacancy[is_held]]
    return net


def in_market_order(scanner: Scanner, found: Standing) -> QuotaSolution:
    """Gives a standing as a solution in the market's own order.

    Parameters
    ----------
    scanner
        The market.
    found
        In the folded order.
    """
    market = scanner.folded
    plan = np.full(market.laborer_count, NOBODY, np.int64)
    is_placed = found.plan != NOBODY
    plan[market.laborer_at[is_placed]] = market.vacancy_at[found.plan[is_placed]]
    price = np.empty_like(found.duals.price)
    price[market.vacancy_at] = found.duals.price
    surplus = np.empty_like(found.surplus)
    surplus[market.laborer_at] = found.surplus
    return QuotaSolution(
        vacancy_of_laborer=frozen(plan),
        objective=found.objective,
        bound=found.bound,
        status=Status.OPTIMAL if found.objective == found.bound else Status.FEASIBLE,
        vacancy_price=frozen(price),
        laborer_surplus=frozen(surplus),
        vacancy_multiplier=frozen(found.duals.vacancy_set),
        laborer_multiplier=frozen(found.duals.laborer_set),
    )
